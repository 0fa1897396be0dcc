// The lines of every document of the corpus of real API drift are those that reading its text from the begin tells.

import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';
import { load } from 'js-yaml';
import type { Json } from '../../src/model/json.ts';
import { jsonOutline } from '../../src/read/document/json.ts';
import { jsonLines } from '../../src/read/document/json-lines.ts';
import { DEFAULT_LIMITS, survey } from '../../src/read/document/limits.ts';
import { type LineFinder, lineFinder } from '../../src/read/document/lines.ts';
import { yamlLines } from '../../src/read/document/yaml-outline.ts';
import { noCorpus, onCorpus, titled } from '../compare/corpus.ts';

const corpus = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/corpus');
const documents =
  noCorpus === undefined
    ? globSync(['pairs/*/{old,new}.*', 'neutral/*/{old,new}.*'], { cwd: corpus }).sort()
    : ['every document'];

/** Of the values below, in the largest documents, one in so many is looked at. */
const STRIDE = 37;
const LARGE = 1_000_000;

onCorpus.each(documents)(titled('%s'), (name) => {
  const text = readFileSync(join(corpus, name), 'utf8');
  const isJson = name.endsWith('.json');
  const value = (isJson ? JSON.parse(text) : load(text)) as Json;
  const { extents } = survey(value, { ...DEFAULT_LIMITS, nodes: Number.POSITIVE_INFINITY }, name);
  const told = isJson ? jsonLines(text, value, extents) : yamlLines(text);
  const exact = isJson ? lineFinder(jsonOutline(text)) : parsed(text);
  const stride = text.length > LARGE ? STRIDE : 1;
  const wrong: unknown[] = [];
  let seen = 0;
  const visit = (node: Json, path: string[]): void => {
    if (path.length < 4 || seen % stride === 0) {
      const lines = [told(path), exact(path)];
      if (lines[0] !== lines[1]) wrong.push([...path, ...lines]);
    }
    seen += 1;
    if (typeof node !== 'object' || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      path.push(key);
      visit(child ?? null, path);
      path.pop();
    }
  };
  visit(value, []);
  expect(wrong).toEqual([]);
  expect(seen).toBeGreaterThan(100);
});

/** What the parser tells, which a directive calls in. */
function parsed(text: string): LineFinder {
  const lines = yamlLines(`%YAML 1.2\n---\n${text.replace(/^---\n/, '#\n')}`);
  return (segments) => (segments.length === 0 ? 1 : lines(segments) - 2);
}
