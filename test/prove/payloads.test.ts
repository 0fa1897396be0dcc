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
  ['pattern.loosened pattern.tightened', 'type: string\npattern: ^a+$', 'type: string\npattern: ^[ab]+$'],
  ['pattern.loosened pattern.tightened', 'type: string\npattern: ^[0-9]{40}$', 'type: string\npattern: ^[0-9]+$'],
  ['pattern.changed pattern.changed', 'type: string\npattern: ^[ac]+$', 'type: string\npattern: ^[abd]+$'],
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
  expect(witness.payload).toEqual({ field: { b: 'xx', a: 'x', c: 'x' } });
  // `b` alone is not to be blamed for a request that lacks the new `c`.
  const removed = await witnessOf(
    withSchema(before),
    withSchema('type: object\nrequired: [a, c]\nproperties: { a: { type: string }, c: { type: string } }'),
    'property.removed',
    'request',
  );
  expect(removed.status).toBe('unproven');
});

/** An object with the field `f`, beside one whose required property is another one after the change. */
function beside(side: 'before' | 'after', properties: string, required: string): string {
  const other = side === 'before' ? 'p: { type: boolean }' : 'q: { type: array }';
  const n = `n: { type: object, required: [${other[0]}], properties: { ${other} } }`;
  return `type: object\nrequired: [n${required && `, ${required}`}]\nproperties: { ${n}${properties && `, ${properties}`} }`;
}

/** What suits both sides of what is beside the field. */
const n = { p: false, q: [] };

const F = 'f: { type: integer }';
const of = (schema: string): string => `f: { ${schema} }`;

/** Properties and required names before and after; the payload with its keys in order. */
const NATURAL: readonly (readonly [
  kind: string,
  direction: 'request' | 'response',
  before: readonly [properties: string, required: string],
  after: readonly [properties: string, required: string],
  field: object,
])[] = [
  ['property.added', 'request', ['', ''], [F, 'f'], { n }],
  ['property.became-required', 'request', [F, ''], [F, 'f'], { n }],
  ['property.became-optional', 'response', [F, 'f'], [F, ''], { n }],
  ['property.removed', 'response', [F, 'f'], ['', ''], { n }],
  ['property.removed', 'response', [F, ''], ['', ''], { f: null, n }],
  ['property.removed', 'response', [of('type: [integer, "null"]'), ''], ['', ''], { f: false, n }],
  [
    'property.renamed',
    'request',
    ['phone_number: { type: string }', 'phone_number'],
    ['phoneNumber: { type: string }', 'phoneNumber'],
    { phone_number: 'x', n },
  ],
  [
    'property.renamed',
    'response',
    ['phone_number: { type: string }', 'phone_number'],
    ['phoneNumber: { type: string }', 'phoneNumber'],
    { phoneNumber: 'x', n },
  ],
  ['null.allowed', 'response', [F, 'f'], [of('type: [integer, "null"]'), 'f'], { f: null, n }],
  ['null.refused', 'request', [of('type: [integer, "null"]'), 'f'], [F, 'f'], { f: null, n }],
  ['enum.value-added', 'response', [of('enum: [a]'), 'f'], [of('enum: [a, b]'), 'f'], { f: 'b', n }],
  ['enum.value-removed', 'request', [of('enum: [b, a]'), 'f'], [of('enum: [a]'), 'f'], { f: 'b', n }],
  ['type.changed', 'request', [F, 'f'], [of('type: boolean'), 'f'], { f: 0, n }],
  ['type.changed', 'response', [F, 'f'], [of('type: boolean'), 'f'], { f: true, n }],
  [
    'bound.tightened',
    'request',
    [of('type: integer, minimum: 1, maximum: 90'), 'f'],
    [of('type: integer, minimum: 1, maximum: 50'), 'f'],
    { f: 51, n },
  ],
  ['bound.tightened', 'request', [F, 'f'], [of('type: integer, minimum: 5'), 'f'], { f: 4, n }],
  [
    'bound.loosened',
    'response',
    [of('type: number, exclusiveMaximum: 5'), 'f'],
    [of('type: number, maximum: 9'), 'f'],
    { f: 5, n },
  ],
  [
    'bound.tightened',
    'request',
    [of('type: string, maxLength: 9'), 'f'],
    [of('type: string, maxLength: 3'), 'f'],
    { f: 'xxxx', n },
  ],
  [
    'bound.tightened',
    'request',
    [of('type: string, maxLength: 9, pattern: "^A[a-z]+$"'), 'f'],
    [of('type: string, maxLength: 3, pattern: "^A[a-z]+$"'), 'f'],
    { f: 'Aaxx', n },
  ],
  [
    'bound.tightened',
    'request',
    [of('type: array, items: { type: string }, maxItems: 9'), 'f'],
    [of('type: array, items: { type: string }, maxItems: 2'), 'f'],
    { f: ['x', 'x1', 'x2'], n },
  ],
  [
    'bound.tightened',
    'request',
    [of('type: array, items: { type: string }'), 'f'],
    [of('type: array, items: { type: string }, minItems: 3'), 'f'],
    { f: ['x', 'x1'], n },
  ],
];

test.each(NATURAL)('the natural witness, and nothing else that is refused: %s in a %s (%j, %j)', async (...row) => {
  const [kind, direction, before, after, field] = row;
  const documents = [withSchema(beside('before', ...before)), withSchema(beside('after', ...after))] as const;
  const { payload } = proven(await witnessOf(...documents, kind, direction));
  expect(payload).toEqual({ field });
  // The changed field first.
  expect(Object.keys((payload as { field: object }).field)).toEqual(Object.keys(field));
});

/** Two sides that no value suits in all: how the one breaks is shown with what the giving side asks for. */
const APART = [
  ['another field of another type', 'g: { type: boolean }', 'g: { type: integer }', 'response', { g: 0 }],
  ['another field of other values', 'g: { enum: [a] }', 'g: { enum: [b] }', 'response', { g: 'b' }],
  ['another field of other values', 'g: { enum: [a] }', 'g: { enum: [b] }', 'request', { g: 'a' }],
] as const;

test.each(APART)('where nothing suits both sides, the giving side is enough: %s', async (...row) => {
  const [, before, after, direction, others] = row;
  const schema = (g: string, f: string): string =>
    `type: object\nrequired: [g, f]\nproperties: { ${g}, f: { type: ${f} } }`;
  const [narrow, wide] = ['string', '[string, "null"]'] as const;
  const [old, fresh] = direction === 'response' ? [narrow, wide] : [wide, narrow];
  const documents = [withSchema(schema(before, old)), withSchema(schema(after, fresh))] as const;
  const kind = direction === 'response' ? 'null.allowed' : 'null.refused';
  expect(proven(await witnessOf(...documents, kind, direction)).payload).toEqual({ field: { f: null, ...others } });
});

const RECURSIVE = (required: string, type: string): string =>
  withSchema(
    '$ref: "#/components/schemas/T"',
    `\ncomponents:\n  schemas:\n    T: { type: object, required: [${required}], properties: { t: { $ref: "#/components/schemas/T" }, a: { type: ${type} }, b: { type: string } } }`,
  );

test('what both sides ask for is found where schemas lead to themselves', async () => {
  const witness = await witnessOf(
    RECURSIVE('a', 'string'),
    RECURSIVE('a, b', '[string, "null"]'),
    'null.allowed',
    'response',
  );
  expect(proven(witness).payload).toEqual({ field: { a: null, b: 'x' } });
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
  // Nor is one that the other document does not name any more.
  const gone = after.replace('id: { type: string, readOnly: true }, ', '').replace('[id, name]', '[name]');
  const other = proven(await witnessOf(withSchema(READ_ONLY), withSchema(gone), 'bound.tightened', 'request'));
  expect(other.payload).toEqual({ field: { name: 'xx' } });
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
