// Contracts and documents that mean no good: everything is told, nothing hangs or acts.

import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import { apiOf, withOperation } from '../documents.ts';
import { call, findingsIn, inShort, mismatchesIn } from './contracts.ts';

const TREE = `components:
  schemas:
    Tree:
      type: object
      required: [value]
      properties:
        value: { type: string }
        next: { anyOf: [{ $ref: '#/components/schemas/Tree' }, { $ref: '#/components/schemas/Tree' }] }`;
const GIVES_TREE =
  "responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Tree' } } } } }";

function nested(depth: number, innermost: JsonObject): JsonObject {
  let schema = innermost;
  for (let level = 0; level < depth; level += 1) schema = { type: 'object', properties: { next: schema } };
  return schema;
}

test('a contract goes a long way down a document that has no end', async () => {
  const api = await apiOf(withOperation(GIVES_TREE, TREE));
  const schema = nested(60, { type: 'object', properties: { value: { type: 'integer' } } });
  const received = { mediaType: undefined, schema, example: undefined };
  const [found, ...others] = findingsIn(api, call({ statuses: ['200'], received }));
  expect(others).toEqual([]);
  expect(found?.change.subject).toBe(`${'next.'.repeat(60)}value`);
});

test('what strangers name acts nowhere', async () => {
  const api = await apiOf(
    withOperation(
      "responses: { '200': { description: ok, content: { application/json: { schema: { type: object, properties: { a: {} } } } } } }",
    ),
  );
  const evil = '\u001b[31m`::error::\u202e';
  const schema: Json = { type: 'object', properties: { [evil]: { type: 'string' } } };
  const [found] = mismatchesIn(
    api,
    call({ name: evil, statuses: ['200'], received: { mediaType: undefined, schema, example: undefined } }),
  );
  expect(found?.because).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(found?.because.split('`')).toHaveLength(5);
});

test.each([
  ['an empty path', { path: '' }],
  ['a path of names that objects inherit', { path: '/__proto__/constructor' }],
  ['a method of any kind', { method: '__proto__' }],
])('%s is no operation', async (_name, parts) => {
  const api = await apiOf(withOperation("responses: { '204': { description: done } }"));
  expect(findingsIn(api, call(parts)).map(inShort)).toEqual([
    expect.stringContaining('breaking request/contract-operation-unknown'),
  ]);
});

test('a pattern that takes for ever is decided at once', async () => {
  const api = await apiOf(
    withOperation(
      "requestBody: { content: { application/json: { schema: { type: string, pattern: '^(a+)+$' } } } }\nresponses: { '204': { description: done } }",
    ),
  );
  const sent = { mediaType: undefined, schema: undefined, example: `${'a'.repeat(5000)}b` };
  expect(findingsIn(api, call({ statuses: ['204'], sent })).map(({ rule }) => rule)).toEqual([
    'request/contract-mismatch',
  ]);
});
