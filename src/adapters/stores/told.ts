// What somebody was told already, one small file for each of them: nothing is told twice, and nothing is lost.

import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { jsonIn } from '../../model/json.ts';
import { replaceFile } from '../atomic-file.ts';
import { onDisk, textAt } from '../disk.ts';

const RECORD = z.object({ party: z.string(), keys: z.array(z.string()), forgotten: z.int().nonnegative().default(0) });

/** Who was told of what. */
export interface Told {
  /** The keys of what `party` was told; none where nothing is known. Raises {@link Failure} `store-failed`. */
  read(party: string): Promise<ReadonlySet<string>>;
  /** How often keys were taken back from `party`: what is told again after it is news. Raises {@link Failure} `store-failed`. */
  forgotten(party: string): Promise<number>;
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
  async function recordOf(party: string): Promise<z.output<typeof RECORD>> {
    const file = fileOf(party);
    const text = await onDisk(file, () => textAt(file));
    const record = RECORD.safeParse(text === undefined ? undefined : jsonIn(text));
    return record.success && record.data.party === party ? record.data : { party, keys: [], forgotten: 0 };
  }

  return {
    read: async (party) => new Set((await recordOf(party)).keys),
    forgotten: async (party) => (await recordOf(party)).forgotten,
    async write(party, keys) {
      const file = fileOf(party);
      const before = await recordOf(party);
      const forgotten = before.forgotten + (before.keys.every((key) => keys.has(key)) ? 0 : 1);
      await onDisk(file, async () => {
        await mkdir(folder, { recursive: true });
        await replaceFile(file, `${JSON.stringify({ party, keys: [...keys].sort(), forgotten })}\n`);
      });
    },
  };
}
