// The fields that a contract's payload names, by the keywords that lead to them.

import { expect, test } from '@jest/globals';
import { type FieldUse, fieldsOf } from '../../src/model/field-use.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { formatField } from '../../src/model/place.ts';

const TEXT = { type: 'string' };

function fields(schema: JsonObject | undefined): readonly FieldUse[] {
  return fieldsOf({ mediaType: undefined, schema, example: undefined });
}

const ROWS: readonly (readonly [what: string, schema: JsonObject, fields: readonly string[]])[] = [
  ['the payload itself', TEXT, ['']],
  ['properties', { properties: { a: TEXT, b: {} }, required: ['a'] }, ['', 'a!', 'b']],
  ['a required name without a schema', { required: ['a'] }, ['', 'a!']],
  ['a property that is never taken', { properties: { a: false, b: true } }, ['', 'b']],
  ['items', { items: { items: { properties: { a: TEXT } } } }, ['', '[]', '[][]', '[][].a']],
  ['items of a prefix', { prefixItems: [{ properties: { a: TEXT } }] }, ['', '[0]', '[0].a']],
  ['a map', { additionalProperties: { properties: { a: TEXT } } }, ['', '*', '*.a']],
  ['an open object', { additionalProperties: true }, ['']],
  ['patterns', { patternProperties: { '^x': TEXT } }, ['', '[/^x/]']],
  ['all of several', { allOf: [{ properties: { a: {} } }, { properties: { a: TEXT }, required: ['a'] }] }, ['', 'a!']],
  ['one of several', { anyOf: [{ required: ['a'] }, { required: ['a', 'b'] }] }, ['', 'a!', 'b']],
  ['one of several beside null', { oneOf: [{ required: ['a'] }, { type: 'null' }, { const: null }] }, ['', 'a!']],
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  ['consequences', { if: { required: ['c'] }, then: { required: ['a'] } }, ['', 'a']],
  ['values', { const: { a: [{ b: 1 }] } }, ['', 'a!', 'a[0]!', 'a[0].b!']],
  ['listed values', { enum: [{ a: 1 }, { a: 1, b: 2 }, null] }, ['', 'a!', 'b']],
  [
    'names of prototypes',
    JSON.parse('{"properties":{"__proto__":{"required":["constructor"]}}}'),
    ['', '__proto__', '__proto__.constructor!'],
  ],
];

test.each(ROWS)('%s', (_, schema, expected) => {
  const [root, ...others] = fields(schema);
  expect(root).toEqual({ path: [], schema, required: true });
  expect(['', ...others.map(({ path, required }) => formatField(path) + (required ? '!' : ''))]).toEqual(expected);
});

test('what several branches say of a field stands together', () => {
  const schema = { properties: { a: {} }, anyOf: [{ properties: { a: TEXT } }, { properties: { a: { const: 1 } } }] };
  expect(fields(schema)[1]?.schema).toEqual({ allOf: [{}, { anyOf: [TEXT, { const: 1 }] }] });
});

test('nothing is used of what nothing is known of', () => {
  expect(fields(undefined)).toEqual([]);
});
