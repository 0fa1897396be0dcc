// YAML that is read entry by entry says what it says as a whole.

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareApis } from '../../src/compare/compare.ts';
import type { Api } from '../../src/model/api.ts';
import { Failure } from '../../src/model/failure.ts';
import { isArray, isObject, type Json } from '../../src/model/json.ts';
import { DEFAULT_LIMITS, type ReadLimits } from '../../src/read/document/limits.ts';
import { readSpec } from '../../src/read/document/read.ts';
import { readYaml, type YamlReading } from '../../src/read/document/yaml.ts';
import { type KnownEntries, readYamlByEntries } from '../../src/read/document/yaml-entries.ts';
import { readApi } from '../../src/read/openapi/api.ts';
import { CORPUS, noCorpus, onCorpus, titled } from '../compare/corpus.ts';
import { edit, yamlText } from './yaml-texts.ts';

/** All that a reading comes to: the order of keys, too, and the place of an error. */
function told(read: () => YamlReading): unknown {
  try {
    const { value, ...rest } = read();
    return { text: JSON.stringify(value), ...rest };
  } catch (error) {
    if (error instanceof Failure) return [error.code, error.message];
    const { message, mark } = error as { message?: string; mark?: { position: number } };
    return [message, mark?.position];
  }
}

function bothWays(text: string, known: KnownEntries, limits: ReadLimits = DEFAULT_LIMITS): void {
  const whole = told(() => readYaml(text, limits, 'x.yaml'));
  expect(told(() => readYamlByEntries(text, limits, 'x.yaml', known))).toEqual(whole);
}

test('random text means the same, and so does it cut and edited, with what the texts before it left', () => {
  fc.assert(
    fc.property(yamlText, fc.array(edit, { maxLength: 3 }), (text, edits) => {
      const known: KnownEntries = new Map();
      bothWays(text, known);
      for (const change of edits) bothWays(change(text), known);
      bothWays(text, known);
    }),
    { numRuns: 3000 },
  );
});

test('random text within random limits', () => {
  const limit = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(
      yamlText,
      fc.record({ depth: limit, nodes: limit.map((n) => n * 4), aliases: limit }),
      (text, limits) => {
        bothWays(text, new Map(), { ...DEFAULT_LIMITS, ...limits });
      },
    ),
    { numRuns: 1000 },
  );
});

const files = noCorpus === undefined ? globSync('*/*/*.{yaml,yml}', { cwd: CORPUS }).sort() : ['every document'];

onCorpus.each(files)(titled('%s'), (file) => {
  bothWays(readFileSync(join(CORPUS, file), 'utf8'), new Map());
});

test.each([
  ['an escape that is none', 'a: "\\xzz"\n'],
  ['an escape of another case', 'a: "\\X41"\n'],
  ['a last line without an end, and more on it', 'a: x', 'a: xb: 1\n'],
  ['more lines of a plain scalar', 'a: x\nb: 1\n', 'a: x\n  y\nb: 1\n'],
  ['more lines of a kept block scalar', 'a: |+\n  x\nb: 1\n', 'a: |+\n  x\n\n# c\nb: 1\n'],
  ['items below a key that had none', 'a:\nb: 1\n', 'a:\n- x\nb: 1\n'],
  ['an indentation between two', 'a:\n    b: 1\n  c: 2\n'],
  ['a deeper line after a scalar', 'a:\n  b: 1\n    c: 2\n'],
  ['an anchor that another entry names', 'a: &x 1\nb: *x\n'],
  ['an anchor that another entry sets anew', 'a: &x 1\nb: *x\n', 'a: &x 1\nc: &x 2\nb: *x\n'],
  ['a merge key', 'a: {b: 1}\n<<: {c: 1}\n'],
  ['a key that is written twice', 'a:\n  b: 1\n  "b": 2\n'],
  ['a key of every object', 'a:\n  __proto__: 1\n__proto__: {c: 1}\n'],
  ['an end of the document as a key', '... a: b\nc: d\n'],
  ['NUL in a comment', 'a: 1\n# \0\nb: 2\n'],
  ['half a character', 'a: \ud83d\nb: 2\n'],
])('%s', (_, ...texts) => {
  const known: KnownEntries = new Map();
  for (const text of texts) bothWays(text, known);
});

test('what is written alike is one value; what is not, and what stands elsewhere, is none', () => {
  const entries: KnownEntries = new Map();
  const read = (text: string): Json => readYamlByEntries(text, DEFAULT_LIMITS, 'x.yaml', entries).value ?? null;
  const at = (value: Json, ...path: string[]): Json | undefined =>
    path.reduce<Json | undefined>((node, key) => (isObject(node) ? node[key] : undefined), value);
  const old = read('a:\n  b:\n    c: {x: 1}\n    s:\n    - 1\n    d: {x: 1}\n    e: [1]\n');
  const fresh = read(
    '---\na:\n  b:\n    c: {x: 1}\n    s:\n    - 1\n    d: {x: 1}\n    # of e\n    e: [1, 2]\n    f: {x: 1}\nc: {x: 1}\n',
  );
  expect(at(fresh, 'a', 'b', 'c')).toBe(at(old, 'a', 'b', 'c'));
  expect(at(fresh, 'a', 'b', 's')).toBe(at(old, 'a', 'b', 's'));
  expect(at(old, 'a', 'b', 'd')).not.toBe(at(old, 'a', 'b', 'c'));
  expect(at(fresh, 'a', 'b', 'e')).toEqual([1, 2]);
  expect(at(fresh, 'a', 'b', 'f')).not.toBe(at(old, 'a', 'b', 'c'));
  expect(at(fresh, 'c')).not.toBe(at(old, 'a', 'b', 'c'));
  expect(at(old, 'a', 'b', 'e')).toEqual([1]);
});

const pairs =
  noCorpus === undefined ? globSync('{pairs,neutral}/*/old.{yaml,yml}', { cwd: CORPUS }).sort() : ['a pair'];

onCorpus.each(pairs)(titled('%s compares the same with what it shares, and nothing changes that'), async (file) => {
  const known: KnownEntries = new Map();
  const fresh = globSync(file.replace(/old\.\w+$/, 'new.*'), { cwd: CORPUS })[0] ?? file;
  const sharing = [await apiAt(file, known), await apiAt(fresh, known)] as const;
  const apart = [await apiAt(file), await apiAt(fresh)] as const;
  expect(JSON.stringify(compareApis(...sharing))).toBe(JSON.stringify(compareApis(...apart)));
});

async function apiAt(file: string, known?: KnownEntries): Promise<Api> {
  const document = await readSpec({ name: 'api', location: file, bytes: readFileSync(join(CORPUS, file)) }, { known });
  freeze(document.root);
  return readApi(document);
}

function freeze(value: Json | undefined): void {
  if (!(isArray(value) || isObject(value)) || Object.isFrozen(value)) return;
  for (const inner of isArray(value) ? value : Object.values(value)) freeze(inner);
  Object.freeze(value);
}
