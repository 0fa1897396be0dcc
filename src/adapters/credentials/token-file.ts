// The tokens of one credential on disk, for its owner's eyes only: what was got, and whether getting more was interrupted.

import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import { jsonIn } from '../../model/json.ts';
import { replaceFile } from '../atomic-file.ts';
import { textAt } from '../disk.ts';
import { errorCode } from '../sources/error-code.ts';

const FILE = z.object({
  version: z.literal(1),
  access: z
    .object({
      /** What it was asked for with: a token of another server, client or scope is not this credential's. */
      asked: z.string(),
      token: z.string().min(1),
      gotAt: z.iso.datetime(),
      endsAt: z.iso.datetime().optional(),
      scopes: z.array(z.string()).optional(),
    })
    .optional(),
  refresh: z
    .object({
      /** The client and the configured refresh token that it came of: another configured one wins over it. */
      of: z.string(),
      token: z.string().min(1),
    })
    .optional(),
  /** A refresh token was sent, and no answer to that is saved: it may be spent. */
  refreshing: z.object({ since: z.iso.datetime(), digest: z.string() }).optional(),
});

/** What is kept of a credential. */
export type Kept = Omit<z.output<typeof FILE>, 'version'>;

/** Reads what is kept at `path`: nothing, where nothing is. Raises {@link Failure} `credential-failed`, `store-failed`. */
export async function readKept(name: string, path: string): Promise<Kept> {
  const text = await textAt(path).catch((cause) => {
    throw unwritable(name, path, cause);
  });
  if (text === undefined) return {};
  const file = FILE.safeParse(jsonIn(text));
  if (file.success) return file.data;
  // It may hold the only refresh token that still works: nobody but a person may throw it away.
  throw new Failure({
    code: 'credential-failed',
    message: `kept tokens of credential \`${name}\` cannot be read: \`${path}\` is damaged`,
    hint: 'look whether its refresh token can be saved; remove the file to begin with the configured one',
    place: path,
  });
}

/** Keeps it, wholly or not at all. Raises {@link Failure} `store-failed`. */
export async function writeKept(name: string, path: string, kept: Kept): Promise<void> {
  try {
    await replaceFile(path, `${JSON.stringify({ version: 1, ...kept }, null, 2)}\n`, dirname(path), 0o600);
  } catch (error) {
    throw unwritable(name, path, error);
  }
}

/** Makes the folder, which only its owner may enter, and of which git takes nothing. */
export async function privateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  await writeFile(join(folder, '.gitignore'), '*\n');
}

/** The failure of a folder for tokens that cannot be used. */
export function unwritable(name: string, path: string, cause: unknown): Failure {
  return new Failure({
    code: 'store-failed',
    message: `tokens of credential \`${name}\` cannot be kept in \`${path}\` (${errorCode(cause) ?? 'no code'})`,
    hint: 'check who may write there, and the space on the disk; `state` in the configuration names another folder',
    place: path,
    cause,
  });
}
