// The corpus of real documents, where it is at hand.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from '@jest/globals';
import type { Api } from '../../src/model/api.ts';
import { apiOf } from './documents.ts';

/** Where the corpus is looked for. */
export const CORPUS = resolve(import.meta.dirname, '../../../shared/corpus');

/** Why the tests on real documents are skipped, where they are. */
export const noCorpus = existsSync(CORPUS) ? undefined : `no corpus of real documents at ${CORPUS}`;

/** The names of the cases of one kind. */
export function casesOf(kind: 'pairs' | 'neutral' | 'peer-cases'): readonly string[] {
  return noCorpus === undefined ? readdirSync(join(CORPUS, kind)).sort() : ['(no corpus)'];
}

/** Both documents of a case. */
export async function pairOf(kind: string, name: string): Promise<readonly [old: Api, fresh: Api]> {
  const folder = join(CORPUS, kind, name);
  const load = (side: string): Promise<Api> => {
    const file = readdirSync(folder).find((entry) => entry.startsWith(`${side}.`)) ?? side;
    return apiOf(readFileSync(join(folder, file)), file);
  };
  return [await load('old'), await load('new')];
}

/** A JSON file of a case. */
export function jsonOf<T>(kind: string, name: string, file: string): T {
  return JSON.parse(readFileSync(join(CORPUS, kind, name, file), 'utf8'));
}

/** `test`, or, where there is no corpus, a test that is skipped and says so. */
export const onCorpus = noCorpus === undefined ? test : test.skip;

/** The title, and why the test is skipped where it is. */
export function titled(title: string): string {
  return noCorpus === undefined ? title : `${title} (skipped: ${noCorpus})`;
}
