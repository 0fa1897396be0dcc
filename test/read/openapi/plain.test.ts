// Schemas that say their type and nothing else are read as all others are, only faster.

import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/model/json.ts';
import { specFromJson } from '../../../src/read/document/read.ts';
import { plainType } from '../../../src/read/openapi/plain.ts';
import { schemaReader } from '../../../src/read/openapi/schema.ts';

const DOCUMENT = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {} };

function shapeOf(value: JsonObject, pointer: string) {
  return schemaReader(specFromJson('spec', DOCUMENT)).at({ value, pointer }).shape;
}

test.each(['string', 'boolean'])('a plain %s has the shape of one that is read the long way', (type) => {
  const plain = { type, description: 'a remark', examples: ['a', null] };
  const long = { type, readOnly: false };
  expect(plainType({ value: plain, pointer: '' })).toBe(type);
  expect(plainType({ value: long, pointer: '' })).toBeUndefined();
  for (const pointer of ['', '/a', '/a~1b/c']) expect(shapeOf(plain, pointer)).toEqual(shapeOf(long, pointer));
});

test.each<[JsonObject]>([
  [{ type: 'string', nullable: true }],
  [{ type: 'string', format: 'date' }],
  [{ type: 'string', 'x-own': 1 }],
  [{ type: 'string', default: 'a' }],
  [{ type: 'number' }],
  [{ type: ['string'] }],
  [{ description: 'a remark' }],
])('%j is not plain', (value) => {
  expect(plainType({ value, pointer: '' })).toBeUndefined();
});
