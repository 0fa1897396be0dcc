// What one contract of a consumer says that it takes, another need not say again.

import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/model/json.ts';
import type { HttpInteraction, Usage } from '../../../src/model/usage.ts';
import { readTogether } from '../../../src/read/contract/together.ts';
import { call as called, usage } from '../../compare/contract/contracts.ts';

function call(schema: JsonObject | undefined, more: Partial<HttpInteraction> = {}): HttpInteraction {
  return called({ statuses: ['200'], received: { mediaType: undefined, schema, example: undefined }, ...more });
}

const object = (properties: JsonObject, ...required: readonly string[]): JsonObject => ({
  type: 'object',
  properties,
  required,
});
const TEXT = { type: 'string' };
const NULL = { type: 'null' };
const OR_NULL = { anyOf: [TEXT, NULL] };

/** What is taken, what another contract of the consumer says, and what is taken then; `undefined` for no more. */
const rows: Readonly<Record<string, readonly [JsonObject, JsonObject, JsonObject?]>> = {
  null: [object({ a: TEXT }, 'a'), object({ a: { type: ['string', 'null'] } }, 'a'), object({ a: OR_NULL }, 'a')],
  'null beside anything': [object({ a: TEXT }), object({ a: { anyOf: [{}, NULL] } }), object({ a: OR_NULL })],
  'null that was shown': [object({ a: TEXT }, 'a'), object({ a: NULL }, 'a'), object({ a: OR_NULL }, 'a')],
  'null in items': [
    { type: 'array', items: object({ a: TEXT }) },
    { type: 'array', items: object({ a: NULL }) },
    { type: 'array', items: object({ a: OR_NULL }) },
  ],
  'absence of a field that is named': [object({ a: TEXT }, 'a'), object({ a: {} }), object({ a: TEXT })],
  'nothing of a field that is not named': [object({ a: TEXT, b: TEXT }, 'a', 'b'), object({ b: TEXT }, 'b')],
  'nothing by what takes anything': [object({ a: TEXT }, 'a'), object({ a: {} }, 'a')],
  'nothing where anything is taken': [object({ a: {} }, 'a'), object({ a: TEXT }, 'a')],
  'another type': [
    object({ a: object({ b: TEXT }) }),
    object({ a: { type: ['string', 'object'] } }),
    object({ a: { anyOf: [object({ b: TEXT }), TEXT] } }),
  ],
  'nothing by a whole number beside numbers': [object({ a: { type: 'number' } }), object({ a: { type: 'integer' } })],
  'a field called __proto__': [
    object(JSON.parse('{"__proto__": {"type": "string"}}')),
    object(JSON.parse('{"__proto__": {"type": "null"}}')),
    object(JSON.parse('{"__proto__": {"anyOf": [{"type": "string"}, {"type": "null"}]}}')),
  ],
};

test.each(Object.entries(rows))('another contract says: %s', (_, [taken, other, then = taken]) => {
  const [first] = readTogether([usage(call(taken)), usage(call(other))], () => 'things');
  const [widened] = first?.interactions ?? [];
  expect(JSON.stringify(widened?.kind === 'http' && widened.received?.schema)).toBe(JSON.stringify(then));
});

const TAKEN = object({ a: TEXT }, 'a');
const other = call(object({ a: NULL }, 'a'));
const apart: Readonly<Record<string, readonly [readonly Usage[], operationOf?: (call: HttpInteraction) => unknown]>> = {
  'of another consumer': [[usage(call(TAKEN)), { ...usage(other), consumer: 'web' }]],
  'of another operation': [[usage(call(TAKEN), { ...other, path: '/others' })], ({ path }) => path],
  'of no operation': [[usage(call(TAKEN), other)], () => undefined],
  'under another status': [[usage(call(TAKEN), { ...other, statuses: ['404'] })]],
  'with no answer': [[usage(call(TAKEN), call(undefined))]],
};

test.each(Object.entries(apart))('what is said %s counts for nothing', (_, [usages, operationOf = () => 'things']) => {
  expect(readTogether(usages, operationOf)).toEqual(usages);
});

test.each([
  ['2XX', true],
  ['200', true],
  ['4XX', false],
])('what is said of status %s counts for 200: %s', (status, counts) => {
  const usages = [usage(call(TAKEN), { ...other, statuses: [status] })];
  const [first] = readTogether(usages, () => 'things')[0]?.interactions ?? [];
  expect(first?.kind === 'http' && first.received?.schema).toEqual(counts ? object({ a: OR_NULL }, 'a') : TAKEN);
});
