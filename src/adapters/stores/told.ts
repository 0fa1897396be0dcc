// What somebody was told already, one small file for each of them: nothing is told twice, and nothing is lost.

import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import { replaceFile } from '../atomic-file.ts';
import { errorCode } from '../sources/error-code.ts';

const RECORD = z.object({ party: z.string(), keys: z.array(z.string()) });

/** Who was told of what. */
export interface Told {
  /** The keys of what `party` was told; none where nothing is known. Raises {@link Failure} `store-failed`. */
  read(party: string): Promise<ReadonlySet<string>>;
  /** Replaces them, wholly or not at all. Raises {@link Failure} `store-failed`. */
  write(party: string, keys: ReadonlySet<string>): Promise<void>;
}

/**
 * What was told, kept in `folder`. A file that cannot be understood counts as none: to be told twice is better than not
 * at all.
 */
export function toldFolder(folder: string): Told {
  const fileOf = (party: string) =>
    join(folder, `${createHash('sha256').update(party).digest('hex').slice(0, 32)}.json`);
  return {
    async read(party) {
      const file = fileOf(party);
      let text: string;
      try {
        text = await readFile(file, 'utf8');
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return new Set();
        throw refused(file, 'read', error);
      }
      const record = RECORD.safeParse(json(text));
      return new Set(record.success && record.data.party === party ? record.data.keys : []);
    },
    async write(party, keys) {
      const file = fileOf(party);
      try {
        await mkdir(folder, { recursive: true });
        await replaceFile(file, `${JSON.stringify({ party, keys: [...keys].sort() })}\n`);
      } catch (error) {
        throw refused(file, 'written', error);
      }
    },
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refused(file: string, verb: string, cause: unknown): Failure {
  const code = errorCode(cause);
  return new Failure({
    code: 'store-failed',
    message: `\`${file}\` cannot be ${verb}${code === undefined ? '' : ` (${code})`}`,
    hint: 'check who may touch it, and the space on the disk',
    place: file,
    cause,
  });
}
