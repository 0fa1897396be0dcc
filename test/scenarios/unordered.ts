// Pairs of documents in which several parts are equally good for a report, so that the order of keys might decide.

import { load } from 'js-yaml';
import type { Json } from '../../src/model/json.ts';

/** Two documents, each a JSON object. */
export interface Pair {
  readonly old: Json;
  readonly new: Json;
}

/** The pairs by what is equally good in them. */
export const UNORDERED: Readonly<Record<string, Pair>> = {
  'two fields of one component': pair(
    `paths: { ${get('/charges', '{ $ref: "#/components/schemas/Charge" }')} }
components:
  schemas:
    Charge:
      type: object
      properties:
        billing: { $ref: '#/components/schemas/Address' }
        shipping: { $ref: '#/components/schemas/Address' }
        receipt: { type: object, properties: { to: { $ref: '#/components/schemas/Address' } } }
    Address: { type: object, required: [country], properties: { country: { type: string }, city: { type: string } } }`,
    ['country: { type: string }, city: { type: string }', 'city: { type: string }'],
    ['required: [country]', 'required: [city]'],
  ),
  'two components in the place of one': pair(
    `paths: { ${get('/a', '{ $ref: "#/components/schemas/Both" }')}, ${get('/b', '{ $ref: "#/components/schemas/Both" }')} }
components: { schemas: { Both: { type: object, properties: { id: { type: string } } } } }`,
    ['"#/components/schemas/Both"', '"#/components/schemas/One"'],
    ['"#/components/schemas/Both"', '"#/components/schemas/Two"'],
    [
      '{ Both: { type: object, properties: { id: { type: string } } } }',
      `{ One: { type: object, properties: { id: { type: string }, at: { type: string } } },
         Two: { type: object, properties: { id: { type: string }, at: { type: string } } } }`,
    ],
  ),
  'the keys of a default': pair(
    `paths: { ${post('/a', '{ type: object, properties: { sort: { default: { by: date, order: up, depth: 2 } } } }')} }`,
    ['order: up', 'order: down'],
  ),
  'the keys of a listed value': pair(
    `paths: { ${post('/a', '{ enum: [{ by: date, order: up }, { by: name, order: up }] }')} }`,
    ['{ by: date, order: up }, ', ''],
  ),
  'the names of an alternative without one': pair(
    `paths: { ${get('/a', '{ anyOf: [{ required: [x], properties: { x: {} }, type: object }, { required: [y], properties: { y: {} }, type: object }] }')} }`,
    ['{ anyOf: [', '{ anyOf: [{ required: [d], properties: { b: {}, c: {}, a: {}, d: {} }, type: object }, '],
  ),
  'the optional properties of a payload': pair(
    `paths: { ${post('/a', '{ type: object, minProperties: 2, properties: { b: {}, c: {}, a: {}, mode: { enum: [x, y] } } }')} }`,
    ['[x, y]', '[x]'],
  ),
  'schemes of one form on the wire': pair(
    `paths: { ${get('/a', '{}')} }
security: [{ one: [], key: [] }]
components:
  securitySchemes:
    one: { type: http, scheme: bearer }
    key: { type: apiKey, in: header, name: x-key }`,
    [
      'one: { type: http, scheme: bearer }',
      'two: { type: http, scheme: bearer }\n    three: { type: http, scheme: bearer, deprecated: true }',
    ],
    ['{ one: [], key: [] }', '{ three: [], key: [], more: [] }'],
    ['name: x-key', 'name: x-token'],
  ),
  'paths with one template': pair(
    `paths: { ${get('/a/{x}', '{ type: string }')}, ${get('/a/{y}', '{ type: integer }')} }`,
    ['/a/{x}', '/a/{p}'],
    ['/a/{y}', '/a/{q}'],
  ),
  'anchors of one name': pair(
    `paths: { ${get('/a', '{ $ref: "#here" }')} }
components: { schemas: { One: { $anchor: here, type: string }, Two: { $anchor: here, type: integer } } }`,
    ['type: string', 'type: boolean'],
    ['type: integer', 'type: array'],
  ),
  'kinds of JSON': pair(
    `paths:
  /a:
    post:
      requestBody:
        required: true
        content:
          application/vnd.b+json: { schema: { type: object, required: [b], properties: { b: { type: string } } } }
          application/vnd.a+json: { schema: { type: object, required: [a], properties: { a: { type: string } } } }
      responses: { 200: { description: ok } }
  ${get('/b', '{}')}`,
    ['/a:', '/gone-elsewhere:'],
  ),
  'references that lead nowhere': pair(
    `paths: { ${get('/a', '{ type: object, properties: { b: { $ref: "#/components/schemas/X" }, a: { $ref: "#/components/schemas/X" }, c: { $ref: "#/components/schemas/Y" } } }')} }`,
    ['b: {', 'd: {'],
  ),
  'variables of a server': pair(
    `servers: [{ url: 'https://{b}.example.com/{a}', variables: { b: { enum: [eu, '{a}'] }, a: { enum: [v1, v2] } } }]
paths: { ${get('/a', '{}')} }`,
    ['[eu, ', '[us, '],
  ),
};

/** A document, and the same with each first text replaced by the second, once and in that order. */
function pair(text: string, ...edits: readonly (readonly [from: string, to: string])[]): Pair {
  const head = "openapi: 3.1.0\ninfo: { title: Unordered, version: '1' }\n";
  const edited = edits.reduce((written, [from, to]) => {
    if (!written.includes(from)) throw new Error(`nothing to edit: ${from}`);
    return written.replace(from, to);
  }, text);
  return { old: load(head + text) as Json, new: load(head + edited) as Json };
}

function get(path: string, schema: string): string {
  return `"${path}": { get: { responses: { 200: { description: ok, content: { application/json: { schema: ${schema} } } } } } }`;
}

function post(path: string, schema: string): string {
  return `"${path}": { post: { requestBody: { content: { application/json: { schema: ${schema} } } }, responses: { 200: { description: ok } } } }`;
}
