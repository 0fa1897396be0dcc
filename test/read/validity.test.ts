// Notes on documents that break the specification they name.

import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/model/json.ts';
import { specFromJson } from '../../src/read/document/read.ts';
import { validityNotes } from '../../src/read/validity.ts';

const info = { title: 't', version: '1' };
const responses = { 200: { description: 'fine' } };
const valid = (label: JsonObject): JsonObject => ({ ...label, info, paths: { '/a': { get: { responses } } } });
const invalid = (label: JsonObject): JsonObject => ({
  ...label,
  info: {},
  paths: { '/a': { get: { responses, id: 7 } } },
});

/** Schemas that each refer to the next one twice. */
function doubling(levels: number): JsonObject {
  const schemas = Array.from({ length: levels }, (_, i) => {
    const next = { $ref: `#/components/schemas/S${(i + 1) % levels}` };
    return [`S${i}`, { properties: { a: next, b: next } }] as const;
  });
  return { openapi: '3.0.3', info, paths: {}, components: { schemas: Object.fromEntries(schemas) } };
}

test.each([
  ['Swagger 2.0', valid({ swagger: '2.0' })],
  ['OpenAPI 3.0', valid({ openapi: '3.0.4' })],
  ['OpenAPI 3.1', valid({ openapi: '3.1.0' })],
  ['OpenAPI 3.2, which the validator does not know', invalid({ openapi: '3.2.0' })],
  ['schemas that would unfold without end', doubling(60)],
  [
    'a reference to a file of this machine',
    { ...valid({ openapi: '3.0.0' }), components: { schemas: { A: { $ref: '/etc/hostname' } } } },
  ],
  [
    'a reference that leads nowhere',
    { ...valid({ openapi: '3.0.0' }), components: { schemas: { A: { $ref: '#/gone' } } } },
  ],
])('nothing is noted on %s', async (_, root) => {
  expect(await validityNotes(specFromJson('api', root))).toEqual([]);
});

test.each([
  ['Swagger 2.0', { swagger: '2.0' }],
  ['OpenAPI 3.0', { openapi: '3.0.3' }],
  ['OpenAPI 3.1', { openapi: '3.1.0' }],
])('breaches of %s are noted with their place, and the document stays as it is', async (_, label) => {
  const root = invalid(label);
  const text = JSON.stringify(root, null, 1);
  const notes = await validityNotes(specFromJson('api', root, new Map(), text));
  expect(notes).toEqual(
    expect.arrayContaining([
      { pointer: '/info', line: 3, message: expect.stringContaining('must have required property') },
      { pointer: '/paths/~1a/get', line: 6, message: expect.stringContaining('`id`') },
    ]),
  );
  expect(JSON.stringify(root, null, 1)).toBe(text);
});

test.each([
  ['no info', { openapi: '3.0.3', paths: {} }],
  ['an info that is no object', { openapi: '3.0.3', info: 7, paths: {} }],
  ['a version that is a number', { openapi: '3.0.3', info: { title: 't', version: 1 }, paths: {} }],
  ['paths that are a list', { swagger: '2.0', info, paths: [] }],
  [
    'a very long list',
    { ...valid({ openapi: '3.0.3' }), tags: Array.from({ length: 20_000 }, (_, i) => ({ name: `${i}` })) },
  ],
])('%s is noted, not raised', async (_, root) => {
  const notes = await validityNotes(specFromJson('api', root));
  expect(notes.length).toBeGreaterThan(0);
  for (const { message } of notes) expect(message).not.toMatch(/\p{Cc}/u);
});

test('at most 50 breaches are noted', async () => {
  const paths = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`/${i}`, { get: { responses, bad: 1 } }]));
  expect(await validityNotes(specFromJson('api', { openapi: '3.0.3', info, paths }))).toHaveLength(50);
});
