// Where a response is not what the document says of it.

import { expect, test } from '@jest/globals';
import { formatField } from '../../../src/model/place.ts';
import { checker } from '../../../src/prove/check.ts';
import { readSpec } from '../../../src/read/document/read.ts';
import { readApi } from '../../../src/read/openapi/api.ts';
import { wireMismatches } from '../../../src/read/traffic/wire.ts';

async function mismatches(schema: string, response: { status?: number; mediaType?: string; body?: unknown }) {
  const text = `openapi: 3.1.0
info: { title: Things, version: '1' }
paths:
  /things:
    get:
      responses:
        2XX: { description: ok, content: { application/json: { schema: ${schema} } } }
        '404': { description: none }
components:
  schemas:
    tree: { type: object, required: [id], properties: { id: { type: string }, child: { $ref: '#/components/schemas/tree' } } }
    cat: { type: object, required: [kind, lives], properties: { kind: { const: cat }, lives: { type: integer } } }
    dog: { type: object, required: [kind], properties: { kind: { const: dog }, tail: { type: boolean } } }
`;
  const api = readApi(await readSpec({ name: 'api', location: '/api.yaml', bytes: Buffer.from(text) }));
  const [operation] = api.operations;
  if (operation === undefined) throw new Error('no operation');
  const { status = 200, mediaType = 'application/json', body } = response;
  const json = body === undefined ? undefined : JSON.parse(JSON.stringify(body));
  return wireMismatches(operation, { status, mediaType, body: json }, checker(api)).map(({ kind, path }) =>
    `${kind} ${formatField(path)}`.trim(),
  );
}

const CLOSED = '{ type: object, additionalProperties: false, properties: { a: { type: string } } }';
const ONE = '{ type: object, required: [a], properties: { a: { type: string }, b: { type: [integer, "null"] } } }';
const LIST = `{ type: object, properties: { data: { type: array, items: ${ONE} } } }`;

test.each<[name: string, schema: string, body: unknown, found: readonly string[]]>([
  ['what is as described', ONE, { a: 'x', b: null }, []],
  ['what is required and not sent', ONE, { b: 1 }, ['absent a']],
  ['a null', ONE, { a: null }, ['null a']],
  ['another type', ONE, { a: 5, b: 'x' }, ['type a', 'type b']],
  ['a body of another type', ONE, [1], ['type']],
  ['a field that is not named', ONE, { a: 'x', c: 1 }, ['undeclared c']],
  ['a field that a closed object refuses', CLOSED, { a: 'x', c: 1 }, ['undeclared c']],
  ['values of a map, which have no names', '{ type: object, additionalProperties: { type: integer } }', { x: 1 }, []],
  [
    'a wrong value of a map',
    '{ type: object, additionalProperties: { type: integer } }',
    { x: 'y', z: 'q' },
    ['type *'],
  ],
  ['a value that is not listed', '{ enum: [a, b] }', 'c', ['value']],
  ['a bound', '{ type: integer, maximum: 3 }', 4, ['value']],
  ['a format', '{ type: string, format: date-time }', '03/04/2026', ['value']],
  [
    'items, each place once',
    LIST,
    { data: [{ a: 'x' }, { a: null }, { a: null, c: 1 }] },
    ['null data[].a', 'undeclared data[].c'],
  ],
  [
    'a recursive schema',
    '{ $ref: "#/components/schemas/tree" }',
    { id: '1', child: { id: '2', child: {} } },
    ['absent child.child.id'],
  ],
  [
    'the alternative that is nearest',
    '{ oneOf: [{ $ref: "#/components/schemas/cat" }, { $ref: "#/components/schemas/dog" }] }',
    { kind: 'cat' },
    ['absent lives'],
  ],
  [
    'what only one of the alternatives names',
    '{ anyOf: [{ $ref: "#/components/schemas/cat" }, { $ref: "#/components/schemas/dog" }] }',
    { kind: 'dog', tail: true, lives: 9 },
    [],
  ],
  [
    'what is only written, and so not sent',
    '{ type: object, required: [pin], properties: { pin: { type: string, writeOnly: true } } }',
    {},
    [],
  ],
  [
    'a field called __proto__',
    '{ type: object, required: [__proto__], properties: { __proto__: { type: string } } }',
    {},
    ['absent __proto__'],
  ],
])('%s', async (_, schema, body, found) => {
  expect(await mismatches(schema, { body })).toEqual(found);
});

test.each([
  ['a status that is not listed', { status: 500, body: {} }, ['status']],
  ['a status of a listed class', { status: 202, body: { a: 'x' } }, []],
  ['a media type that is not listed', { mediaType: 'text/html', body: '<p>' }, ['media-type']],
  ['no body', {}, []],
  ['a response of which no body is described', { status: 404, body: { any: 1 } }, []],
])('%s', async (_, response, found) => {
  expect(await mismatches(ONE, response)).toEqual(found);
});

test('a body that is nested without end is looked into to a depth, and no deeper', async () => {
  let body: unknown = { id: 5 };
  for (let depth = 0; depth < 1000; depth += 1) body = { id: 'x', child: body };
  expect(await mismatches('{ $ref: "#/components/schemas/tree" }', { body })).toHaveLength(0);
});
