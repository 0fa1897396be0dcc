// What one edit of a document causes in several interactions is one fact.

import { expect, test } from '@jest/globals';
import { mergedMismatches } from '../../../src/compare/contract/merge.ts';
import { fingerprint } from '../../../src/judge/fingerprint.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { HttpInteraction } from '../../../src/model/usage.ts';
import { apiOf } from '../documents.ts';
import { call, mismatchesIn } from './contracts.ts';

const GIVES = (schema: string): string =>
  `{ responses: { '200': { description: ok, content: { application/json: { schema: ${schema} } } } } }`;
const THING = "{ $ref: '#/components/schemas/Thing' }";

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /one: { get: ${GIVES(THING)} }
  /list: { get: ${GIVES(`{ type: array, items: ${THING} }`)} }
  /own: { get: ${GIVES('{ type: object, required: [owner], properties: { owner: { type: [object, "null"] } } }')} }
components:
  schemas:
    Person: { type: [object, "null"] }
    Thing:
      type: object
      required: [owner, maker]
      properties: { owner: { $ref: '#/components/schemas/Person' }, maker: { $ref: '#/components/schemas/Person' } }
`;

const object = (...names: readonly string[]): JsonObject => ({
  type: 'object',
  required: names,
  properties: Object.fromEntries(names.map((name) => [name, { type: 'object' }])),
});
const reads = (path: string, schema: JsonObject, more: Partial<HttpInteraction> = {}): HttpInteraction =>
  call({
    method: 'GET',
    path,
    statuses: ['200'],
    received: { mediaType: undefined, schema, example: undefined },
    ...more,
  });

async function factsIn(...interactions: readonly HttpInteraction[]) {
  return mergedMismatches(mismatchesIn(await apiOf(DOCUMENT), ...interactions)).map(({ change, hits }) => ({
    subject: change.subject,
    root: 'component' in change.root ? change.root.component : 'slot' in change.root && change.root.slot.operation,
    places: change.impacts.map(({ operation, field }) => `${operation} ${field}`.trim()),
    hits: hits.length,
    fingerprint: fingerprint('rule', change),
  }));
}

const ONE = reads('/one', object('owner'));
const LIST = reads('/list', { type: 'array', items: object('owner') });
const OWN = reads('/own', object('owner'));

test('what a component says is one fact for all that reach it, by the name of the field', async () => {
  expect(await factsIn(ONE, LIST, OWN, reads('/one', object('maker')))).toMatchObject([
    { subject: 'owner', root: 'schemas/Person', places: ['GET /one owner', 'GET /list [].owner'], hits: 2 },
    { subject: 'owner', root: 'GET /own', places: ['GET /own owner'], hits: 1 },
    { subject: 'maker', root: 'schemas/Person', places: ['GET /one maker'], hits: 1 },
  ]);
});

test('its fingerprint does not depend on who reaches it', async () => {
  const [both, list, one] = await Promise.all([factsIn(ONE, LIST), factsIn(LIST), factsIn(ONE)]);
  expect(both[0]?.fingerprint).toMatch(/^[0-9a-f]{16}$/);
  expect(new Set([both, list, one].map(([first]) => first?.fingerprint)).size).toBe(1);
});

test('a header that no operation declares is one fact, and a query parameter is one for each', async () => {
  const parameters = (['header', 'query'] as const).map((place) => ({
    in: place,
    name: 'x-own',
    schema: {},
    examples: [],
  }));
  const sends = (path: string): HttpInteraction => call({ method: 'GET', path, statuses: ['200'], parameters });
  const [first, last] = await Promise.all([factsIn(sends('/one'), sends('/own')), factsIn(sends('/own'))]);
  expect(first).toMatchObject([
    { subject: 'x-own', root: '', places: ['GET /one', 'GET /own'], hits: 2 },
    { subject: 'x-own', root: 'GET /one', hits: 1 },
    { subject: 'x-own', root: 'GET /own', hits: 1 },
  ]);
  expect(last[0]?.fingerprint).toBe(first[0]?.fingerprint);
});
