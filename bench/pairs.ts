// The pairs of real documents, which lie beside the repository.

import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Pair } from './race.ts';

/** The pairs that are measured unless others are asked for. */
export const PAIRS: readonly string[] = ['twilio-api-1', 'stripe-spec3-3', 'github-rest-3', 'vapi-api-2'];

const CORPUS = resolve(import.meta.dirname, '../../shared/corpus/pairs');

/** Both documents of a pair. Raises an error that says where they were looked for. */
export function pairOf(name: string): Pair {
  const folder = join(CORPUS, name);
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const [old, fresh] = ['old', 'new'].map((side) => files.find((file) => file.startsWith(`${side}.`)));
  if (old === undefined || fresh === undefined) {
    throw new Error(`pair \`${name}\` is not at ${folder}; leave the pairs out with \`--pairs none\``);
  }
  return { name, old: join(folder, old), new: join(folder, fresh) };
}
