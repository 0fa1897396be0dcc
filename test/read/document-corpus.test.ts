// Every document of the corpus of real API drift is read.

import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';
import { Failure } from '../../src/model/failure.ts';
import { countOperations, readSpec } from '../../src/read/document/read.ts';
import { noCorpus, onCorpus, titled } from '../compare/corpus.ts';

const corpus = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/corpus');
const documents =
  noCorpus === undefined
    ? globSync(['pairs/*/{old,new}.*', 'neutral/*/{old,new}.*'], { cwd: corpus }).sort()
    : ['every document'];

onCorpus.each(documents)(titled('%s'), async (name) => {
  const bytes = readFileSync(join(corpus, name));
  const loadRelated = async () => {
    throw new Failure({ code: 'source-missing', message: 'no such file' });
  };
  const document = await readSpec({ name, location: join(corpus, name), bytes }, { loadRelated });
  expect(countOperations(document)).toBeGreaterThan(0);
  for (const note of document.notes)
    expect(note).toMatchObject({ message: expect.any(String), line: expect.any(Number) });

  const paths = Object.keys(document.root.paths ?? {}).map((path) => path.replaceAll('~', '~0').replaceAll('/', '~1'));
  const lines = paths.map((path) => document.lineOf(`/paths/${path}`));
  expect(lines).toEqual([...lines].sort((a, b) => Number(a) - Number(b)));
  expect(new Set(lines).size).toBe(paths.length);
});
