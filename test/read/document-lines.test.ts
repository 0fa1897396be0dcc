// The line at which a pointer is written.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import type { Json } from '../../src/model/json.ts';
import { below, parsePointer } from '../../src/model/pointer.ts';
import { jsonOutline } from '../../src/read/document/json.ts';
import { jsonLines } from '../../src/read/document/json-lines.ts';
import { DEFAULT_LIMITS, survey } from '../../src/read/document/limits.ts';
import { lineFinder } from '../../src/read/document/lines.ts';
import { type LoadRelated, readSpec, specFromJson } from '../../src/read/document/read.ts';

const JSON_TEXT = `
{
  "openapi": "3.0.0", "info": { "title": "{\\"[\\\\" },
  "paths": {
    "/a~b": {
      "get": { "responses": {},
        "parameters": [
          { "name": "x" },
          {
            "name": "y" } ] } },
\t"/list#All": { "get": {}
    }
  },
  "x-caf\\u00e9": [ 1, "two", null, true,
    -3e4, [], {},
    "last" ],
  "x-twice": 1,
  "x-twice": { "a": 1 }
}`;

const YAML_TEXT = `# a comment
---
openapi: 3.0.0
info: {title: 'it''s',
  version: "1"}
paths:
  /a~b:
    get:
      responses: {}
      parameters:
      - name: x
      -
        name: y
  /list#All: {get: {}}
  "x-caf\\u00e9":
    - 1
    - |
      two
      lines
    - last
x-base: &base
  one: 1
  two: {deep: 2}
x-more:
  <<: [*base, {three: 3}]
  two: &self
    four: 4
  again: *base
  ? key
  : value
`;

test.each([
  ['', 1],
  ['/openapi', 3],
  ['/info/title', 3],
  ['/paths', 4],
  ['/paths/~1a~0b', 5],
  ['/paths/~1a~0b/get', 6],
  ['/paths/~1a~0b/get/responses', 6],
  ['/paths/~1a~0b/get/parameters/0', 8],
  ['/paths/~1a~0b/get/parameters/1', 9],
  ['/paths/~1a~0b/get/parameters/1/name', 10],
  ['/paths/~1a~0b/get/parameters/2', 7],
  ['/paths/~1list#All/get', 11],
  ['/x-café/0', 14],
  ['/x-café/4', 15],
  ['/x-café/7', 16],
  ['/x-twice/a', 18],
  ['/paths/~1gone/get/responses', 4],
  ['/gone', 1],
])('in JSON, %j is at line %i', (pointer, line) => {
  const document = specFromJson('api', JSON.parse(JSON_TEXT), new Map(), JSON_TEXT);
  expect(document.lineOf(pointer)).toBe(line);
});

test.each([
  ['/info/version', 5],
  ['/paths', 6],
  ['/paths/~1a~0b', 7],
  ['/paths/~1a~0b/get/parameters/0', 11],
  ['/paths/~1a~0b/get/parameters/0/name', 11],
  ['/paths/~1a~0b/get/parameters/1/name', 13],
  ['/paths/~1a~0b/get/parameters/9', 10],
  ['/paths/~1list#All/get', 14],
  ['/paths/x-café/2', 20],
  ['/x-more/one', 22],
  ['/x-more/two/four', 27],
  ['/x-more/three', 25],
  ['/x-more/again', 28],
  ['/x-more/again/two/deep', 23],
  ['/x-more/key', 29],
  ['/gone', 1],
])('in YAML, %j is at line %i', async (pointer, line) => {
  const document = await readSpec({ name: 'api', location: '/api.yaml', bytes: Buffer.from(YAML_TEXT) });
  expect(document.lineOf(pointer)).toBe(line);
});

test('lines are counted alike whatever ends them, and in text that was mended', async () => {
  for (const text of [
    JSON_TEXT.replaceAll('\n', '\r\n'),
    JSON_TEXT.replaceAll('\n', '\r'),
    JSON_TEXT.replace('"x-twice": 1,', '/* "x-twice": */ "b": [0 // :\n,],').replace('"last" ],', '"last" ],'),
  ]) {
    const document = await readSpec({ name: 'api', location: '/api.json', bytes: Buffer.from(text) });
    expect(document.lineOf('/paths/~1a~0b/get/parameters/1/name')).toBe(10);
  }
});

test('lines are found in further files', async () => {
  const loadRelated: LoadRelated = async (_, reference) => ({
    location: `/${reference}`,
    bytes: Buffer.from(
      reference.endsWith('.json') ? '{\n"B": {\n"type": "string" } }' : 'A:\n  properties:\n    b: {}\n',
    ),
  });
  const text = `openapi: 3.0.0\npaths: {/a: {get: {}}}\nx: {}\ncomponents: {schemas: {A: {$ref: a.yaml}, B: {$ref: b.json}}}\n`;
  const document = await readSpec({ name: 'api', location: '/api.yaml', bytes: Buffer.from(text) }, { loadRelated });
  expect(document.lineOf('a.yaml#/A/properties/b')).toBe(3);
  expect(document.lineOf('b.json#/B/type')).toBe(3);
  expect(document.lineOf('b.json#')).toBe(1);
  expect(document.lineOf('c.json#/B')).toBeUndefined();
});

test.each([
  '',
  '{',
  '{"a',
  '{"a":',
  '{"a":1,',
  '{,',
  '{]',
  '[',
  '{"a" "b"}',
  '{"paths":}',
  '{"paths":{"a":]}}',
  'paths',
])('text that does not belong to the document gives some line or none: %j', (text) => {
  const document = specFromJson('api', { openapi: '3.0.0', paths: { a: 1 } }, new Map(), text);
  expect(document.lineOf('/paths/a') ?? 1).toBe(1);
});

test('what is as deep as can be configured has a line', () => {
  const text = `{\n  "a": 1,\n  "b": ${'['.repeat(4900)}${']'.repeat(4900)},\n  "openapi": "3.0.0"\n}`;
  expect(specFromJson('api', JSON.parse(text), new Map(), text).lineOf('/b/0/0')).toBe(3);
});

test('mappings that merge each other over and over have lines all the same', async () => {
  const merges = Array.from(
    { length: 12 },
    (_, i) => `x-${i}: &m${i}\n  ${i ? `<<: [*m${i - 1}, *m${i - 1}]` : 'a: 1'}\n`,
  );
  const text = `openapi: 3.0.0\npaths: {/a: {get: {}}}\n${merges.join('')}`;
  const document = await readSpec({ name: 'api', location: '/api.yaml', bytes: Buffer.from(text) });
  expect(document.lineOf('/x-11/a')).toBe(4);
});

test('JSON that is laid out in lines has the lines that YAML, which takes JSON in, tells for it', () => {
  const value = fc
    .jsonValue({ maxDepth: 4, noUnicodeString: false })
    .map((json): Json => JSON.parse(JSON.stringify(json)));
  fc.assert(
    fc.property(value, fc.constantFrom(1, 2, 4, '\t'), (json, indent) => {
      const root = { openapi: '3.0.0', paths: {}, 'x-value': json };
      const text = JSON.stringify(root, null, indent);
      const laidOut = specFromJson('api', root, new Map(), text);
      const yaml = specFromJson('api', root, new Map(), `# a comment\n${text}`);
      for (const pointer of pointersIn(json, '/x-value'))
        expect([pointer, laidOut.lineOf(pointer)]).toEqual([pointer, (yaml.lineOf(pointer) ?? 0) - 1]);
    }),
  );
});

test('JSON has the lines that reading it from its begin tells, however it is laid out', () => {
  fc.assert(
    fc.property(HOSTILE.value, LAYOUT, fc.boolean(), (value, layout, measured) => {
      const text = written(value, layout);
      // A key that is written twice has the value of the last.
      const root: Json = JSON.parse(text);
      const { extents } = survey(root, DEFAULT_LIMITS, 'api');
      const told = jsonLines(text, root, measured ? extents : undefined);
      const exact = lineFinder(jsonOutline(text));
      for (const pointer of [...pointersIn(root, ''), '/a', '/0/a/1', '/a/b/__proto__']) {
        const { segments } = parsePointer(pointer);
        expect([pointer, told(segments)]).toEqual([pointer, exact(segments)]);
      }
    }),
    { numRuns: 1000 },
  );
});

test('the lines of JSON are those of its text, also where that stands for another value', () => {
  fc.assert(
    fc.property(HOSTILE.value, HOSTILE.value, LAYOUT, (value, other, layout) => {
      const text = written(value, layout);
      const told = jsonLines(text, other);
      for (const pointer of pointersIn(other, '')) {
        const line = told(parsePointer(pointer).segments);
        expect(line).toBeGreaterThan(0);
        expect(line).toBeLessThanOrEqual(text.split(/\r\n?|\n/).length);
      }
    }),
  );
});

test('YAML in block style has the lines that the parser tells, which a directive calls in', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.boolean(), fc.constantFrom(2, 3), (value, noArrayIndent, indent) => {
      const json: Json = JSON.parse(JSON.stringify(value));
      const root = { openapi: '3.0.0', paths: {}, 'x-value': json };
      const text = dump(root, { indent, seqNoIndent: noArrayIndent, noRefs: true, lineWidth: 20 });
      const told = specFromJson('api', root, new Map(), text);
      const parsed = specFromJson('api', root, new Map(), `%YAML 1.2\n---\n${text}`);
      for (const pointer of pointersIn(json, '/x-value'))
        expect([pointer, told.lineOf(pointer)]).toEqual([pointer, (parsed.lineOf(pointer) ?? 0) - 2]);
    }),
    { examples: [[[[[{ '-#': 0, '': 0 }]]], false, 2]] },
  );
});

function pointersIn(value: Json, at: string): string[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, item]) => pointersIn(item ?? null, below(at, key)))];
}

/** Values of the names and texts that are most likely to be taken for something else. */
const HOSTILE = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    fc.constantFrom<Json>(null, true, 0, -0, 1e21, 'a', '', '{', '}', '],', '\n  "a": {', '"a": 1,', '\u2028', '\\'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(
        fc.tuple(fc.constantFrom('a', 'b', '1', '0', '', '__proto__', '\n"a"', '"', '\\', '{', 'é'), tie('value')),
        {
          maxLength: 4,
        },
      )
      .map((entries) => Object.fromEntries(entries)),
  ),
}));

/** How JSON is written: what stands between its parts, level by level, and choices that are taken in turn. */
interface Layout {
  readonly style: 'stringified' | 'some on one line' | 'anyhow';
  readonly indent: string;
  readonly newline: string;
  readonly choices: readonly number[];
}

const LAYOUT: fc.Arbitrary<Layout> = fc.record({
  style: fc.constantFrom('stringified', 'some on one line', 'anyhow'),
  indent: fc.constantFrom('', ' ', '  ', '    ', '\t'),
  newline: fc.oneof({ weight: 5, arbitrary: fc.constant('\n') }, fc.constantFrom('\r\n', '\r', '')),
  choices: fc.array(fc.nat({ max: 11 }), { minLength: 1, maxLength: 20 }),
});

/** JSON text in a layout. Now and then, a key is written with escapes, and a member twice. */
function written(root: Json, { style, indent, newline, choices }: Layout): string {
  let taken = 0;
  const choose = (): number => choices[taken++ % choices.length] ?? 0;
  const write = (value: Json, level: number, inline: boolean): string => {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const onOneLine = inline || (style === 'some on one line' && choose() < 4);
    const gap = (depth: number): string => {
      if (style === 'anyhow')
        return ['', ' ', newline, `${newline} `, `${newline}  `, `${newline}\t`][choose() % 6] ?? '';
      return onOneLine ? ' ' : newline + indent.repeat(depth);
    };
    const item = (child: Json): string => gap(level + 1) + write(child, level + 1, onOneLine);
    const member = ([key, child]: [string, Json]): string => {
      const name = JSON.stringify(key);
      const escaped = choose() === 0 ? name.replace('a', '\\u0061') : name;
      const once = `${gap(level + 1)}${escaped}: ${write(child, level + 1, onOneLine)}`;
      return choose() === 0 ? `${once},${gap(level + 1)}${name}:${write(1, level + 1, onOneLine)}` : once;
    };
    const isList = Array.isArray(value);
    const parts = isList ? value.map(item) : Object.entries(value as Readonly<Record<string, Json>>).map(member);
    const [opener, closer] = isList ? '[]' : '{}';
    if (parts.length === 0 && style !== 'anyhow') return `${opener}${closer}`;
    return `${opener}${parts.join(',')}${gap(level)}${closer}`;
  };
  return write(root, 0, false) + (choose() < 6 ? newline : '');
}
