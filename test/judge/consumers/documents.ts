// Documents and contracts for the tests of the join: what a case does not care for is filled in.

import { expect } from '@jest/globals';
import type { ChangeKind } from '../../../src/model/change.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import type { ConsumerVerdict, HttpInteraction, Payload, Usage } from '../../../src/model/usage.ts';
import { readSpec } from '../../../src/read/document/read.ts';
import type { Seen } from '../../../src/tasks/document.ts';
import { findingsBetween } from '../../../src/tasks/judged.ts';
import { POLICY } from '../policy.ts';

/** A document with these paths beside one that is always there; `more` is whatever else stands at its root. */
export function document(paths: JsonObject, more: JsonObject = {}): JsonObject {
  const always = { '/health': { get: { responses: { '204': { description: 'well' } } } } };
  return { openapi: '3.1.0', info: { title: 'Charges', version: '1' }, paths: { ...paths, ...always }, ...more };
}

/** A document whose `GET /charges` gives the schema; `components` are its schemas. */
export function gives(schema: Json, components: JsonObject = {}, status = '200'): JsonObject {
  const responses = { [status]: { description: 'ok', content: { 'application/json': { schema } } } };
  return document({ '/charges': { get: { responses } } }, { components: { schemas: components } });
}

/** A document whose `POST /charges` takes the schema; `components` are its schemas. */
export function takes(schema: Json, components: JsonObject = {}, mediaType = 'application/json'): JsonObject {
  const post = { requestBody: { content: { [mediaType]: { schema } } }, responses: { '201': { description: 'ok' } } };
  return document({ '/charges': { post } }, { components: { schemas: components } });
}

/** A document whose `GET /charges` has the parameters. */
export function asks(...parameters: readonly JsonObject[]): JsonObject {
  return document({ '/charges': { get: { parameters, responses: { '200': { description: 'ok' } } } } });
}

/** An object schema of which all properties are required. */
export function object(properties: JsonObject, more: JsonObject = {}): JsonObject {
  return { type: 'object', properties, required: Object.keys(properties), ...more };
}

/** A JSON payload of the schema. */
export function json(schema: JsonObject | undefined, example?: Json): Payload {
  return { mediaType: 'application/json', schema, example };
}

const SAID = { line: 7, pending: false, states: [], decodes: 'tolerant', remarks: [], unvalidatable: [] } as const;

/** A call of `GET /charges` of which nothing more is said. */
export const CALL: HttpInteraction = {
  ...SAID,
  kind: 'http',
  name: 'list charges',
  pointer: '/interactions/0',
  method: 'GET',
  path: '/charges',
  parameters: [],
  sent: undefined,
  statuses: ['200'],
  headers: [],
  received: undefined,
  credentials: undefined,
};

/** What the consumer `phone` relies on, in one call; `GET /charges` by the name `list charges` unless the case says another. */
export function contract(said: Partial<HttpInteraction>, more: Partial<Usage> = {}): Usage {
  return usageOf([{ ...CALL, ...said }], more);
}

/** A contract that reads the schema from `GET /charges`. */
export function reads(schema: JsonObject, said: Partial<HttpInteraction> = {}): Usage {
  return contract({ received: json(schema), ...said });
}

/** A contract that sends the schema to `POST /charges`, by the name `create charge`. */
export function sends(schema: JsonObject, said: Partial<HttpInteraction> = {}): Usage {
  return contract({ name: 'create charge', method: 'POST', statuses: ['201'], sent: json(schema), ...said });
}

/** A contract for a message of this name that reads the schema. */
export function handles(name: string, schema: JsonObject): Usage {
  return usageOf([{ ...SAID, kind: 'message', name, pointer: '/messages/0', received: json(schema) }]);
}

/** A usage with these interactions, of the consumer `phone` unless the case says another. */
export function usageOf(interactions: Usage['interactions'], more: Partial<Usage> = {}): Usage {
  return {
    consumer: 'phone',
    provider: 'charges',
    owner: undefined,
    contract: 'contracts/phone.json',
    source: 'pact',
    interactions,
    ...more,
  };
}

/** The findings between the documents, held against the contracts. */
export async function findings(before: Json, after: Json, usages: readonly Usage[]): Promise<readonly Finding[]> {
  const [old, current] = await Promise.all([before, after].map(seen));
  if (old === undefined || current === undefined) throw new Error('two documents give two');
  return findingsBetween(old, current, POLICY, (found) => found, usages);
}

async function seen(written: Json): Promise<Seen> {
  const bytes = new TextEncoder().encode(JSON.stringify(written));
  return { document: await readSpec({ name: 'api.json', location: 'api.json', bytes }), digest: '' };
}

/** One case: what a change of the kind between the documents means for the consumer, at which field, in which words. */
export interface Row {
  readonly before: Json;
  readonly after: Json;
  readonly usage: Usage;
  readonly kind: ChangeKind;
  /** `undefined` where no contract uses what changed. */
  readonly verdict: ConsumerVerdict | undefined;
  readonly field?: string;
  readonly because?: string;
}

/** Expects of the case what it says. */
export async function expectRow({ before, after, usage, kind, verdict, field, because }: Row): Promise<void> {
  const ofKind = (await findings(before, after, [usage])).filter(({ change }) => change.kind === kind);
  expect(ofKind).toHaveLength(1);
  const told = ofKind.flatMap(({ consumers }) => consumers);
  if (verdict === undefined) expect(told).toEqual([]);
  else
    expect(told).toEqual([
      expect.objectContaining({ consumer: 'phone', verdict, field, ...(because !== undefined && { because }) }),
    ]);
}
