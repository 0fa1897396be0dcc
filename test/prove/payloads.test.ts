// Changes of schemas: each kind is proven by a payload that ajv, asked apart from the prover, judges the same way.

import { expect, test } from '@jest/globals';
import { indent, withSchema } from '../compare/documents.ts';
import { ajvTakes, proven, witnessOf } from './proofs.ts';

const OBJECT = 'type: object\nproperties: { a: { type: string }, b: { type: integer } }';

/** What is wider and what is narrower: a response that goes from narrow to wide breaks, and a request from wide to narrow. */
const CASES: readonly (readonly [kinds: string, narrow: string, wide: string])[] = [
  ['null.allowed null.refused', 'type: string', 'type: [string, "null"]'],
  ['type.widened type.narrowed', 'type: integer', 'type: number'],
  ['type.widened type.narrowed', 'type: string', 'type: [string, boolean]'],
  ['type.changed type.changed', 'type: string', 'type: integer'],
  ['enum.value-added enum.value-removed', 'enum: [a, b]', 'enum: [a, b, c]'],
  ['enum.opened enum.closed', 'type: string\nenum: [a, b]', 'type: string'],
  ['bound.loosened bound.tightened', 'type: string\nminLength: 3', 'type: string'],
  ['bound.loosened bound.tightened', 'type: string\nmaxLength: 3', 'type: string\nmaxLength: 5'],
  ['bound.loosened bound.tightened', 'type: integer\nminimum: 3', 'type: integer\nminimum: 1'],
  ['bound.loosened bound.tightened', 'type: number\nexclusiveMaximum: 3', 'type: number\nmaximum: 3'],
  ['bound.loosened bound.tightened', 'type: integer\nmultipleOf: 10', 'type: integer\nmultipleOf: 5'],
  ['bound.loosened bound.tightened', 'type: array\nminItems: 2', 'type: array\nminItems: 1'],
  ['bound.loosened bound.tightened', 'type: array\nmaxItems: 2', 'type: array'],
  [
    'bound.loosened bound.tightened',
    'type: array\nitems: { type: string }\nuniqueItems: true',
    'type: array\nitems: { type: string }',
  ],
  ['bound.loosened bound.tightened', `${OBJECT}\nminProperties: 1`, OBJECT],
  ['bound.loosened bound.tightened', `${OBJECT}\nmaxProperties: 2`, OBJECT],
  ['pattern.loosened pattern.tightened', 'type: string\npattern: ^[A-Z]{2}[0-9]+$', 'type: string'],
  ['pattern.changed pattern.changed', 'type: string\npattern: ^a+$', 'type: string\npattern: ^[ab]+$'],
  ['format.loosened format.tightened', 'type: string\nformat: date', 'type: string'],
  ['format.changed format.changed', 'type: string\nformat: date', 'type: string\nformat: date-time'],
  ['format.loosened format.tightened', 'type: integer\nformat: int32', 'type: integer\nformat: int64'],
  ['property.became-optional property.became-required', `${OBJECT}\nrequired: [a]`, OBJECT],
  ['property.became-optional property.became-required', `${OBJECT}\nrequired: [a, b]`, `${OBJECT}\nrequired: [b]`],
  ['property.removed property.added', `${OBJECT}\nrequired: [b]`, 'type: object\nproperties: { a: { type: string } }'],
  ['object.opened object.closed', `${OBJECT}\nadditionalProperties: false`, OBJECT],
  ['dependent-required.removed dependent-required.added', `${OBJECT}\ndependentRequired: { a: [b] }`, OBJECT],
  [
    'alternative.added alternative.removed',
    'anyOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Fish" }]',
    'anyOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Fish" }, { $ref: "#/components/schemas/Dog" }]',
  ],
  ['condition.removed condition.added', 'type: string\nnot: { const: x }', 'type: string'],
  ['condition.removed condition.added', 'type: array\ncontains: { const: x }', 'type: array'],
  ['enum.value-added enum.value-removed', 'type: array\nitems: { enum: [a] }', 'type: array\nitems: { enum: [a, b] }'],
  [
    'type.changed type.changed',
    'type: object\nadditionalProperties: { type: string }',
    'type: object\nadditionalProperties: { type: boolean }',
  ],
  [
    'pattern-property.removed pattern-property.added',
    'type: object\npatternProperties: { "^x-": { type: string } }',
    'type: object',
  ],
  [
    'bound.loosened bound.tightened',
    'type: object\npropertyNames: { maxLength: 3 }',
    'type: object\npropertyNames: { maxLength: 4 }',
  ],
  [
    'type.changed type.changed',
    'type: array\nprefixItems: [{ type: string }, { type: string }]',
    'type: array\nprefixItems: [{ type: string }, { type: integer }]',
  ],
  [
    'object.opened|condition.removed object.closed|condition.added',
    'type: object\nallOf: [{ properties: { a: { type: string } } }]\nunevaluatedProperties: false',
    'type: object\nallOf: [{ properties: { a: { type: string } } }]',
  ],
];

const COMPONENTS = `
components:
  schemas:
    Cat: { type: object, required: [meows], properties: { meows: { type: boolean } } }
    Dog: { type: object, required: [barks], properties: { barks: { type: boolean } } }
    Fish: { type: object, required: [swims], properties: { swims: { type: boolean } } }
`;

/** The body's schema on its own. */
function bodyOf(schema: string): string {
  return `type: object\nproperties:\n  field:\n${indent(schema, 4)}\n${COMPONENTS}`;
}

test.each(CASES)('%s: %j', async (kinds, narrow, wide) => {
  const [inResponse = '', inRequest = ''] = kinds.split(' ');
  const [narrowDocument, wideDocument] = [withSchema(narrow, COMPONENTS), withSchema(wide, COMPONENTS)];
  const response = proven(await witnessOf(narrowDocument, wideDocument, inResponse, 'response'));
  const request = proven(await witnessOf(wideDocument, narrowDocument, inRequest, 'request'));
  expect([response.oldAccepts, response.newAccepts, request.oldAccepts, request.newAccepts]).toEqual([
    false,
    true,
    true,
    false,
  ]);
  for (const { payload } of [response, request])
    expect([ajvTakes(bodyOf(narrow), payload), ajvTakes(bodyOf(wide), payload)]).toEqual([false, true]);
});

const SMALLEST = [
  ['null.allowed', 'type: string', 'type: [string, "null"]', { field: null }],
  ['enum.value-added', 'enum: [a]', 'enum: [a, b]', { field: 'b' }],
  ['property.became-optional', `${OBJECT}\nrequired: [a]`, OBJECT, { field: {} }],
  [
    'bound.loosened',
    'type: array\nitems: { type: string }\nmaxItems: 1',
    'type: array\nitems: { type: string }',
    { field: ['x', 'x1'] },
  ],
] as const;

test.each(SMALLEST)('a proof is the smallest payload: %s', async (kind, before, after, payload) => {
  expect(proven(await witnessOf(withSchema(before), withSchema(after), kind, 'response')).payload).toEqual(payload);
});

test('what else must be there is there, and nothing that is another change', async () => {
  const before = 'type: object\nrequired: [a]\nproperties: { a: { type: string }, b: { type: string } }';
  const after = `${before.replace('[a]', '[a, c]').replace('b: { type: string }', 'b: { type: string, maxLength: 1 }, c: { type: string }')}`;
  const witness = proven(await witnessOf(withSchema(before), withSchema(after), 'bound.tightened', 'request'));
  expect(witness.payload).toEqual({ field: { b: 'xx', a: 'x' } });
  // `b` alone is not to be blamed for a request that lacks the new `c`.
  const removed = await witnessOf(
    withSchema(before),
    withSchema('type: object\nrequired: [a, c]\nproperties: { a: { type: string }, c: { type: string } }'),
    'property.removed',
    'request',
  );
  expect(removed.status).toBe('unproven');
});

const READ_ONLY =
  'type: object\nrequired: [id, name]\nproperties: { id: { type: string, readOnly: true }, name: { type: string } }';

const DIALECTS = [
  ['2.0 x-nullable', swagger('type: string'), swagger('type: string, x-nullable: true'), 'null.allowed', [null]],
  ['3.0 nullable', v30('type: string'), v30('type: string, nullable: true'), 'null.allowed', { field: null }],
  [
    '3.0 nullable around a reference',
    v30('allOf: [{ $ref: "#/components/schemas/T" }]'),
    v30('nullable: true, allOf: [{ $ref: "#/components/schemas/T" }]'),
    'null.allowed',
    { field: null },
  ],
  [
    '3.0 exclusive bounds',
    v30('type: number, minimum: 1, exclusiveMinimum: true'),
    v30('type: number, minimum: 1'),
    'bound.loosened',
    { field: 1 },
  ],
  [
    '3.0 ignores what stands beside a reference',
    v30('$ref: "#/components/schemas/T", maxLength: 1'),
    v30('type: [string, "null"], maxLength: 1'),
    'null.allowed',
    { field: null },
  ],
  [
    'a tuple of before 2020-12',
    v30('type: array, items: [{ type: string }]'),
    v30('type: array, items: [{ type: integer }]'),
    'type.changed',
    { field: [0] },
  ],
] as const;

function v30(schema: string): string {
  return withSchema(`{ ${schema} }`, '\ncomponents: { schemas: { T: { type: string } } }', '3.0.3');
}

function swagger(schema: string): string {
  return `swagger: '2.0'
info: { title: Things, version: '1' }
paths:
  /things:
    get:
      responses:
        '200': { description: ok, schema: { type: array, items: { ${schema} } } }
`;
}

test.each(DIALECTS)('dialect: %s', async (_, before, after, kind, payload) => {
  const witness = await witnessOf(before, after, kind, 'response');
  expect(witness).toMatchObject({ status: 'proven', payload, oldAccepts: false, newAccepts: true });
});

test('properties that are read only are no part of a request', async () => {
  const after = READ_ONLY.replace('name: { type: string }', 'name: { type: string, maxLength: 1 }');
  const witness = proven(await witnessOf(withSchema(READ_ONLY), withSchema(after), 'bound.tightened', 'request'));
  expect(witness.payload).toEqual({ field: { name: 'xx' } });
});

test('one item of a sequence is the payload where items are what is described', async () => {
  const stream = (type: string): string =>
    withSchema('type: string', '', '3.2.0').replace(
      /schema:\n {16}type: object[\s\S]*$/,
      `itemSchema: { type: object, properties: { a: { type: ${type} } } }\n`,
    );
  const witness = await witnessOf(stream('string'), stream('[string, "null"]'), 'null.allowed', 'response');
  expect(proven(witness).payload).toEqual({ a: null });
});

const UNPROVABLE = [
  [
    'a dynamic reference',
    'type: object\nproperties: { a: { $dynamicRef: "#node" } }\nrequired: [a]',
    'type: object\nproperties: { a: { $dynamicRef: "#node" } }',
    'property.became-optional',
    'response',
    /dynamic reference/,
  ],
  [
    'an open object takes what it no longer names',
    OBJECT,
    'type: object\nproperties: { a: { type: string } }',
    'property.removed',
    'request',
    /nothing in the new document refuses/,
  ],
  [
    'another alternative takes it',
    'anyOf: [{ type: object, properties: { a: { enum: [x, y] } } }, { type: object, additionalProperties: true, title: Any }]',
    'anyOf: [{ type: object, properties: { a: { enum: [x] } } }, { type: object, additionalProperties: true, title: Any }]',
    'enum.value-removed',
    'request',
    /another alternative takes it/,
  ],
  [
    'a pattern that only backtracking can try',
    'type: string\npattern: ^(a)\\1$',
    'type: string\npattern: ^(b)\\1$',
    'pattern.changed',
    'response',
    /linear time/,
  ],
  [
    'a format that nobody checks',
    'type: string\nformat: made-up',
    'type: string',
    'format.loosened',
    'response',
    /not checked/,
  ],
  [
    'what is in an encoded text',
    'type: string\ncontentMediaType: application/json',
    'type: string',
    'content.changed',
    'response',
    /no matter of JSON Schema/,
  ],
] as const;

test.each(UNPROVABLE)('unproven, and why: %s', async (_, before, after, kind, direction, why) => {
  const witness = await witnessOf(withSchema(before), withSchema(after), kind, direction);
  expect(witness).toEqual({ status: 'unproven', why: expect.stringMatching(why) });
});
