// What calls showed, in the folder of what is learned between runs: `calls/<api>.json`.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DEADLINE_SOURCES, type DeadlineClaim } from '../../model/deadline.ts';
import { Failure } from '../../model/failure.ts';
import { type Json, jsonIn } from '../../model/json.ts';
import type { Remembered } from '../../model/remembered.ts';
import type { Refusal } from '../../model/sign-in.ts';
import type { CallMemory } from '../../ports.ts';
import { replaceFile } from '../atomic-file.ts';
import { onDisk, textAt } from '../disk.ts';
import { canonicalText } from './canonical-text.ts';
import { homeOf } from './folder.ts';

const CLAIM = z
  .object({
    source: z.enum(DEADLINE_SOURCES),
    where: z.string(),
    operation: z.string().optional(),
    part: z
      .object({ in: z.enum(['path', 'query', 'header', 'cookie', 'querystring', 'body']), name: z.string() })
      .optional(),
    seenAt: z.iso.datetime({ offset: true }),
    said: z.string().optional(),
  })
  .and(
    z.discriminatedUnion('what', [
      z.object({ what: z.literal('deprecated'), since: z.iso.date().optional() }),
      z.object({ what: z.literal('ends'), on: z.iso.date() }),
      z.object({ what: z.enum(['successor', 'more']), url: z.string() }),
      z.object({ what: z.literal('unreadable') }),
    ]),
  );

const CHALLENGE = z.object({
  scheme: z.string(),
  realm: z.string().optional(),
  error: z.string().optional(),
  scopes: z.array(z.string()),
  resourceMetadata: z.string().optional(),
});

const REFUSAL = z.object({
  operation: z.string(),
  at: z.iso.datetime({ offset: true }),
  credential: z.string().optional(),
  challenges: z.array(CHALLENGE),
});

const FILE = z.object({ claims: z.array(CLAIM), refusals: z.array(REFUSAL) });

/** The memory in `folder`. Raises {@link Failure} `store-failed`, and `config-invalid` for a name that makes no file. */
export function callMemory(folder: string): CallMemory {
  const home = join(folder, 'calls');
  const pathOf = (api: string): string => `${homeOf(api, home)}.json`;
  return {
    async read(api) {
      const path = pathOf(api);
      const text = await onDisk(path, () => textAt(path));
      if (text === undefined) return { claims: [], refusals: [] };
      const remembered = rememberedIn(text);
      if (remembered === undefined) throw damaged(path);
      return remembered;
    },
    async write(api, remembered) {
      const path = pathOf(api);
      const file: Json = JSON.parse(JSON.stringify(remembered));
      await onDisk(path, async () => {
        await mkdir(home, { recursive: true });
        await replaceFile(path, canonicalText(file));
      });
    },
  };
}

function rememberedIn(text: string): Remembered | undefined {
  const file = FILE.safeParse(jsonIn(text)).data;
  return file && { claims: file.claims.map(whole), refusals: file.refusals.map(wholeRefusal) };
}

/** JSON leaves out what is not known; a claim says that it is not. */
function whole(claim: z.output<typeof CLAIM>): DeadlineClaim {
  const base = { ...claim, operation: claim.operation, part: claim.part, said: claim.said };
  return base.what === 'deprecated' ? { ...base, since: base.since } : base;
}

function wholeRefusal(refusal: z.output<typeof REFUSAL>): Refusal {
  const challenges = refusal.challenges.map(({ scheme, realm, error, scopes, resourceMetadata }) => ({
    scheme,
    realm,
    error,
    scopes,
    resourceMetadata,
  }));
  return { ...refusal, credential: refusal.credential, challenges };
}

function damaged(path: string): Failure {
  return new Failure({
    code: 'store-failed',
    message: `\`${path}\` is not as Driftgate wrote it`,
    hint: 'remove it: the next samples tell it again',
    place: path,
  });
}
