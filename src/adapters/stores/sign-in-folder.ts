// Baselines of sign-in metadata in the folder that is committed to git: `<api>/sign-in.json`.

import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import { jsonIn } from '../../model/json.ts';
import {
  SIGN_IN_FLAGS,
  SIGN_IN_LISTS,
  type SignInFlag,
  type SignInList,
  type SignInSnapshot,
} from '../../model/sign-in.ts';
import type { SignInStore } from '../../ports.ts';
import { replaceFile } from '../atomic-file.ts';
import { onDisk, textAt } from '../disk.ts';
import { canonicalText } from './canonical-text.ts';
import { homeOf } from './folder.ts';

const NAME = 'sign-in.json';

const LISTS = Object.keys(SIGN_IN_LISTS) as [SignInList, ...SignInList[]];
const FLAGS = Object.keys(SIGN_IN_FLAGS) as [SignInFlag, ...SignInFlag[]];

const RECORD = z.strictObject({
  takenAt: z.iso.datetime({ offset: true }),
  metadata: z.array(
    z.strictObject({
      location: z.string(),
      source: z.string(),
      kind: z.enum(['authorization-server', 'protected-resource']),
      name: z.string(),
      endpoints: z.record(z.string(), z.string()),
      lists: z.partialRecord(z.enum(LISTS), z.array(z.string())),
      flags: z.array(z.enum(FLAGS)),
      unread: z.array(z.string()),
    }),
  ),
});

/** The store in `folder`. Raises {@link Failure} `baseline-damaged`, `store-failed` and `config-invalid`. */
export function signInFolder(folder: string): SignInStore {
  return {
    async read(api) {
      const home = homeOf(api, folder);
      const text = await onDisk(home, () => textAt(join(home, NAME)));
      if (text === undefined) return undefined;
      const record = recordIn(text);
      if (record === undefined) throw damaged(api, folder);
      return { api, ...record };
    },
    async write({ api, takenAt, metadata }) {
      const home = homeOf(api, folder);
      const record = { takenAt, metadata: metadata.map((each) => ({ ...each })) };
      await onDisk(home, async () => {
        await mkdir(home, { recursive: true });
        await replaceFile(join(home, NAME), canonicalText(record));
      });
    },
  };
}

function recordIn(text: string): Omit<SignInSnapshot, 'api'> | undefined {
  return RECORD.safeParse(jsonIn(text)).data;
}

function damaged(api: string, folder: string): Failure {
  const shown = `${basename(folder)}/${api}/${NAME}`;
  return new Failure({
    code: 'baseline-damaged',
    message: `\`${shown}\` is not as it was accepted`,
    hint: `restore it with git, or take the metadata as it is now with \`driftgate accept ${api}\``,
    place: shown,
  });
}
