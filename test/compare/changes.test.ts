// What changed is found once, at its place, with everything that it reaches.

import { expect, test } from '@jest/globals';
import { changesBetween, line, withOperation, withSchema } from './documents.ts';

const OK = "responses: { '204': { description: done } }";
const both = (change: string): string[] => [`request ${change}`, `response ${change}`];
/** Components of which `P` asks for more than `Q`, and both hold texts of at most so many characters. */
const alternatives = (longest: number): string => {
  const properties = "properties: { a: { type: array, items: { $ref: '#/components/schemas/X' } } }";
  const objects = `P: { type: object, required: [a, b], ${properties} }, Q: { type: object, required: [a], ${properties} }`;
  return `components: { schemas: { X: { type: string, maxLength: ${longest} }, ${objects} } }`;
};

const schemas: Record<
  string,
  readonly [before: string, after: string, expected: readonly string[], rest?: readonly [string, string]]
> = {
  'a $ref and the same or null: one nullability change': [
    '{ $ref: "#/components/schemas/X" }',
    '{ oneOf: [{ type: "null" }, { $ref: "#/components/schemas/X" }] }',
    both('null.allowed field @ field'),
    [
      'components: { schemas: { X: { type: object, properties: { a: { type: string } } } } }',
      'components: { schemas: { X: { type: object, properties: { a: { type: string } } } } }',
    ],
  ],
  'required to optional inside a oneOf': [
    '{ oneOf: [{ $ref: "#/components/schemas/X" }, { type: string }] }',
    '{ oneOf: [{ $ref: "#/components/schemas/X" }, { type: string }] }',
    both('property.became-optional a @ field.a'),
    [
      'components: { schemas: { X: { type: object, required: [a], properties: { a: { type: string } } } } }',
      'components: { schemas: { X: { type: object, properties: { a: { type: string } } } } }',
    ],
  ],
  'a type inside array items': [
    '{ type: array, items: { type: string } }',
    '{ type: array, items: { type: integer } }',
    both('type.changed field @ field[]'),
  ],
  'a type inside a map': [
    '{ type: object, additionalProperties: { type: string } }',
    '{ type: object, additionalProperties: { type: integer } }',
    both('type.changed field @ field.*'),
  ],
  'a type inside not': [
    '{ type: string, not: { enum: [a] } }',
    '{ type: string, not: { enum: [b] } }',
    both('condition.changed field @ field'),
  ],
  'whole numbers to any number': ['{ type: integer }', '{ type: number }', both('type.widened field @ field')],
  'a wider integer format': [
    '{ type: integer, format: int32 }',
    '{ type: integer, format: int64 }',
    both('format.loosened field @ field'),
  ],
  'an enum value under x-extensible-enum': [
    '{ type: string, x-extensible-enum: [a] }',
    '{ type: string, x-extensible-enum: [a, b] }',
    both('enum.value-added field "b" @ field'),
  ],
  'a value of an open enum': [
    '{ anyOf: [{ type: string }, { type: string, enum: [a, b] }] }',
    '{ anyOf: [{ type: string }, { type: string, enum: [a] }] }',
    both('enum.value-removed field "b" @ field'),
  ],
  'snake case to camel case': [
    '{ type: object, properties: { phone_number: { type: string } } }',
    '{ type: object, properties: { phoneNumber: { type: string } } }',
    both('property.renamed phone_number @ field.phone_number'),
  ],
  'a typing error mended': [
    '{ type: object, properties: { fitler: { type: string } } }',
    '{ type: object, properties: { filter: { type: string } } }',
    both('property.renamed fitler @ field.fitler'),
  ],
  'a like name of another type is no rename': [
    '{ type: object, properties: { amount: { type: string } } }',
    '{ type: object, properties: { amounts: { type: array, items: { type: string } } } }',
    [
      'request property.removed amount @ field.amount',
      'request property.added amounts @ field.amounts',
      'response property.removed amount @ field.amount',
      'response property.added amounts @ field.amounts',
    ],
  ],
  'a required readOnly property added: nothing for the request': [
    '{ type: object, properties: {} }',
    '{ type: object, required: [id], properties: { id: { type: string, readOnly: true } } }',
    ['response property.added id @ field.id'],
  ],
  'a writeOnly property: nothing for the response': [
    '{ type: object, properties: { pin: { type: string, writeOnly: true } } }',
    '{ type: object, properties: {} }',
    ['request property.removed pin @ field.pin'],
  ],
  'a property that became readOnly leaves the request': [
    '{ type: object, properties: { id: { type: string } } }',
    '{ type: object, properties: { id: { type: string, readOnly: true } } }',
    ['request property.removed id @ field.id'],
  ],
  'a property that became readOnly was not renamed': [
    '{ type: object, properties: { id: { type: string } } }',
    '{ type: object, properties: { id: { type: string, readOnly: true }, ids: { type: string } } }',
    [
      'request property.removed id @ field.id',
      'request property.added ids @ field.ids',
      'response property.added ids @ field.ids',
    ],
  ],
  'a property that becomes required and readOnly asks for nothing': [
    '{ type: object, properties: { id: { type: string } } }',
    '{ type: object, required: [id], properties: { id: { type: string, readOnly: true } } }',
    ['request property.removed id @ field.id', 'response property.became-required id @ field.id'],
  ],
  'a pattern that takes more': [
    '{ type: string, pattern: "^[a-z]+$" }',
    '{ type: string, pattern: "^[a-z0-9]+$" }',
    ['request pattern.loosened field @ field', 'response pattern.loosened field @ field'],
  ],
  'a pattern that takes less, and the length that it implies': [
    '{ type: string, pattern: "^[0-9a-f]+$" }',
    '{ type: string, pattern: "^(?:[0-9a-f]{40})$", minLength: 40, maxLength: 40 }',
    ['request pattern.tightened field @ field', 'response pattern.tightened field @ field'],
  ],
  'a pattern that takes more and less': [
    '{ type: string, pattern: "^[a-z]+$" }',
    '{ type: string, pattern: "^[a-z0-9]{2}$" }',
    ['request pattern.changed field @ field', 'response pattern.changed field @ field'],
  ],
  'a length that is more than the pattern implies': [
    '{ type: string, pattern: "^[0-9]+$" }',
    '{ type: string, pattern: "^[0-9]+$", minLength: 2 }',
    ['request bound.tightened field @ field', 'response bound.tightened field @ field'],
  ],
  'patterns that look ahead are not judged': [
    '{ type: string, pattern: "^(?=a)" }',
    '{ type: string, pattern: "^a" }',
    ['request pattern.changed field @ field', 'response pattern.changed field @ field'],
  ],
  'a name that may be no more': [
    '{ type: object, properties: { a: { type: string } } }',
    '{ type: object, properties: { a: { type: string } }, not: { required: [b] } }',
    ['request type.narrowed b @ field.b', 'response type.narrowed b @ field.b'],
  ],
  'a text beside a list whose one item is that text': [
    '{ enum: [[a], null] }',
    '{ oneOf: [{ enum: [[a], null] }, { enum: [a] }] }',
    ['request type.widened field @ field', 'response type.widened field @ field'],
  ],
  'names of which two alternatives of `oneOf` take the same': [
    '{ type: object, propertyNames: { minLength: 2 } }',
    '{ type: object, propertyNames: { oneOf: [{ minLength: 2 }, {}] } }',
    ['request condition.changed field @ field[names]', 'response condition.changed field @ field[names]'],
  ],
  'an alternative that another one covers is none': [
    '{ oneOf: [{ type: object, properties: { a: { type: string } } }, { type: string }] }',
    '{ anyOf: [{ type: object, properties: { a: { type: string } } }, { type: object, properties: { a: { type: string, maxLength: 3 } } }, { type: string }] }',
    [],
  ],
  'values beside a format that refuses them': [
    '{ type: string, format: ipv4 }',
    '{ anyOf: [{ type: string, format: ipv4 }, { type: string, enum: [a] }] }',
    both('alternative.added string @ field'),
  ],
  'oneOf with the same twice, which refuses it to the others too': [
    '{ oneOf: [{ maximum: 3 }, { $ref: "#/components/schemas/X" }, { $ref: "#/components/schemas/X" }] }',
    '{ anyOf: [{ maximum: 3 }, { $ref: "#/components/schemas/X" }, { $ref: "#/components/schemas/X" }] }',
    both('condition.removed X @ field'),
    [
      'components: { schemas: { X: { type: object, required: [a] } } }',
      'components: { schemas: { X: { type: object, required: [a] } } }',
    ],
  ],
  'a pattern of one of two closed objects with patterns of their own': [
    '{ allOf: [{ type: object, patternProperties: { ^a: { type: string } }, additionalProperties: false }, { patternProperties: { b$: { maxLength: 3 } }, additionalProperties: false }] }',
    '{ allOf: [{ type: object, patternProperties: { ^a: { type: string } }, additionalProperties: false }, { patternProperties: { b$: { maxLength: 2 } }, additionalProperties: false }] }',
    both('bound.tightened field @ field[/b$/]'),
  ],
  'an alternative gone that another one would cover but for what both refer to': [
    '{ anyOf: [{ $ref: "#/components/schemas/P" }, { $ref: "#/components/schemas/Q" }, { type: object, required: [r] }] }',
    '{ anyOf: [{ $ref: "#/components/schemas/Q" }, { type: object, required: [r] }] }',
    [...both('alternative.removed P @ field'), ...both('bound.tightened X @ field.a[]')],
    [alternatives(5), alternatives(3)],
  ],
  'an alternative gone that another one covers with what both refer to': [
    '{ anyOf: [{ $ref: "#/components/schemas/P" }, { $ref: "#/components/schemas/Q" }, { type: object, required: [r] }] }',
    '{ anyOf: [{ $ref: "#/components/schemas/Q" }, { type: object, required: [r] }] }',
    both('bound.loosened X @ field.a[]'),
    [alternatives(3), alternatives(5)],
  ],
  'an alternative beside one that takes everything, which promises what it says all the same': [
    '{ anyOf: [{ type: object, properties: { c: { maxLength: 3 } }, additionalProperties: false }, { type: object }] }',
    '{ anyOf: [{ type: object, properties: { c: { maxLength: 4 } }, additionalProperties: false }, { type: object }] }',
    both('bound.loosened c @ field.c'),
  ],
  'an alternative of oneOf, which refuses what another one takes': [
    '{ oneOf: [{ type: object, properties: { c: { maxLength: 3 } }, additionalProperties: false }, { type: object, properties: { a: false } }] }',
    '{ oneOf: [{ type: object, properties: { c: { maxLength: 4 } }, additionalProperties: false }, { type: object, properties: { a: false } }] }',
    both('bound.loosened c @ field.c'),
  ],
  'a component that is referred to where no value can be': [
    '{ type: object, maxProperties: 0, properties: { c: { type: array, items: { $ref: "#/components/schemas/X" } } } }',
    '{ type: object, maxProperties: 0, properties: { c: { type: array, items: { $ref: "#/components/schemas/X" } } } }',
    [],
    ['components: { schemas: { X: { type: string } } }', 'components: { schemas: { X: { type: integer } } }'],
  ],
  'any number cut into whole numbers and small ones': [
    '{ type: number }',
    '{ anyOf: [{ type: integer }, { type: number, maximum: 3 }] }',
    both('type.narrowed field @ field'),
  ],
  'an alternative of whole numbers that takes others now, beside one that took them': [
    '{ anyOf: [{ type: integer }, { type: number, minimum: 100 }] }',
    '{ anyOf: [{ type: number, maximum: 50 }, { type: number, minimum: 100 }] }',
    [...both('type.widened field @ field'), ...both('bound.tightened field @ field')],
  ],
  'a keyword that nobody knows': [
    '{ type: string }',
    '{ type: string, encryptedWith: pgp }',
    both('field.unjudged encryptedWith @ field'),
  ],
  'a property called __proto__': [
    '{ type: object, properties: { __proto__: { type: string } } }',
    '{ type: object, properties: { __proto__: { type: integer } } }',
    both('type.changed __proto__ @ field.__proto__'),
  ],
  'a property called constructor removed': [
    '{ type: object, properties: { constructor: { type: string } } }',
    '{ type: object, properties: {} }',
    both('property.removed constructor @ field.constructor'),
  ],
  'a property with a dot in its name': [
    '{ type: object, properties: { a.b: { type: string } } }',
    '{ type: object, properties: {} }',
    both('property.removed a.b @ field["a.b"]'),
  ],
};

test.each(Object.entries(schemas))('schema: %s', async (_name, [before, after, expected, rest = ['', '']]) => {
  const changes = await changesBetween(withSchema(before, rest[0]), withSchema(after, rest[1]));
  expect(changes.map(line).sort()).toEqual([...expected].sort());
});

const secured = (security: string, schemes: string): readonly [string, string] => [
  `security: ${security}\n${OK}`,
  `components: { securitySchemes: ${schemes} }`,
];

const operations: Record<
  string,
  readonly [before: readonly [string, string?], after: readonly [string, string?], expected: readonly string[]]
> = {
  'an API key that moved from header to query': [
    secured('[{ k: [] }]', '{ k: { type: apiKey, in: header, name: key } }'),
    secured('[{ k: [] }]', '{ k: { type: apiKey, in: query, name: key } }'),
    ['auth security.scheme-changed k'],
  ],
  'basic to bearer': [
    secured('[{ k: [] }]', '{ k: { type: http, scheme: basic } }'),
    secured('[{ k: [] }]', '{ k: { type: http, scheme: bearer } }'),
    ['auth security.scheme-changed k'],
  ],
  'another discovery document': [
    secured(
      '[{ k: [] }]',
      '{ k: { type: openIdConnect, openIdConnectUrl: https://a.example/.well-known/openid-configuration } }',
    ),
    secured(
      '[{ k: [] }]',
      '{ k: { type: openIdConnect, openIdConnectUrl: https://b.example/.well-known/openid-configuration } }',
    ),
    ['auth security.scheme-changed k'],
  ],
  'API key to OAuth': [
    secured('[{ k: [] }]', '{ k: { type: apiKey, in: header, name: X-Key } }'),
    secured(
      '[{ o: [read] }]',
      '{ o: { type: oauth2, flows: { clientCredentials: { tokenUrl: /t, scopes: { read: r } } } } }',
    ),
    ['auth security.alternative-removed apiKey in header x-key'],
  ],
  'a second scheme beside the first': [
    secured('[{ a: [] }]', '{ a: { type: http, scheme: basic }, b: { type: apiKey, in: query, name: k } }'),
    secured('[{ a: [], b: [] }]', '{ a: { type: http, scheme: basic }, b: { type: apiKey, in: query, name: k } }'),
    ['auth security.alternative-removed http basic'],
  ],
  'an alternative more': [
    secured('[{ a: [] }]', '{ a: { type: http, scheme: basic }, b: { type: http, scheme: bearer } }'),
    secured('[{ a: [] }, { b: [] }]', '{ a: { type: http, scheme: basic }, b: { type: http, scheme: bearer } }'),
    ['auth security.alternative-added http bearer'],
  ],
  'a scope more': [
    secured('[{ o: [read] }]', '{ o: { type: oauth2, flows: {} } }'),
    secured('[{ o: [read, write] }]', '{ o: { type: oauth2, flows: {} } }'),
    ['auth security.scope-added write'],
  ],
  'credentials where none were needed': [
    [OK],
    secured('[{ a: [] }]', '{ a: { type: http, scheme: basic } }'),
    ['auth security.alternative-removed no credentials'],
  ],
  'a key that became a parameter of the same name': [
    secured('[{ a: [] }]', '{ a: { type: apiKey, in: query, name: api_key } }'),
    [`parameters: [{ name: api_key, in: query, required: true, schema: { type: string } }]\n${OK}`],
    ['request parameter.carries-credential api_key'],
  ],
  'a list that is no longer exploded': [
    [`parameters: [{ name: ids, in: query, schema: { type: array, items: { type: string } } }]\n${OK}`],
    [`parameters: [{ name: ids, in: query, explode: false, schema: { type: array, items: { type: string } } }]\n${OK}`],
    ['request parameter.serialization-changed ids'],
  ],
  'a single value that became a list in one piece': [
    [`parameters: [{ name: ids, in: query, schema: { type: string } }]\n${OK}`],
    [`parameters: [{ name: ids, in: query, explode: false, schema: { type: array, items: { type: string } } }]\n${OK}`],
    ['request parameter.serialization-changed ids', 'request type.changed ids'],
  ],
  'a number in the query that may be any text': [
    [`parameters: [{ name: n, in: query, schema: { type: integer } }]\n${OK}`],
    [`parameters: [{ name: n, in: query, schema: { type: string } }]\n${OK}`],
    ['request type.widened n'],
  ],
  'a query parameter renamed': [
    [`parameters: [{ name: fitler, in: query, schema: { type: string } }]\n${OK}`],
    [`parameters: [{ name: filter, in: query, schema: { type: string } }]\n${OK}`],
    ['request parameter.renamed fitler'],
  ],
  'a status that its class takes in': [
    ["responses: { '200': { description: a }, '404': { description: b } }"],
    ["responses: { '2XX': { description: a }, default: { description: b } }"],
    ['response status.added 2XX', 'response status.added default'],
  ],
};

test.each(Object.entries(operations))('operation: %s', async (_name, [before, after, expected]) => {
  const changes = await changesBetween(withOperation(...before), withOperation(...after));
  expect(changes.map(line).sort()).toEqual([...expected].sort());
});

const ROOT = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";
const DONE = "responses: { '204': { description: d } }";

const documents: Record<string, readonly [before: string, after: string, expected: readonly string[]]> = {
  'http is no longer served': [
    `${ROOT}servers: [{ url: http://a.example }, { url: https://a.example }]\npaths: { /a: { get: { ${DONE} } } }`,
    `${ROOT}servers: [{ url: https://a.example }]\npaths: { /a: { get: { ${DONE} } } }`,
    ['transport server.removed http://a.example'],
  ],
  'another base path for all operations is one change': [
    `${ROOT}servers: [{ url: https://a.example/v1 }]\npaths: { /a: { get: { ${DONE} } }, /b: { get: { ${DONE} } } }`,
    `${ROOT}servers: [{ url: https://a.example/v2 }]\npaths: { /a: { get: { ${DONE} } }, /b: { get: { ${DONE} } } }`,
    ['transport server.removed https://a.example/v1', 'transport server.added https://a.example/v2'],
  ],
  'a path that lost its underscore': [
    `${ROOT}paths: { /im_groups: { get: { ${DONE} } } }`,
    `${ROOT}paths: { /im/groups: { get: { ${DONE} } } }`,
    ['request operation.moved GET /im_groups'],
  ],
  'an operation moved with its operationId': [
    `${ROOT}paths: { /numbers: { get: { operationId: owned, ${DONE} } } }`,
    `${ROOT}paths: { '/accounts/{id}/lines': { get: { operationId: owned, ${DONE} } } }`,
    ['request operation.moved GET /numbers'],
  ],
  'an operation retired though the version stands': [
    `${ROOT}paths: { /a: { get: { deprecated: true, ${DONE} } }, /b: { get: { ${DONE} } } }`,
    `${ROOT}paths: { /b: { get: { ${DONE} } } }`,
    ['request operation.removed GET /a'],
  ],
  'deprecated in both documents is no news': [
    `${ROOT}paths: { /a: { get: { deprecated: true, ${DONE} } } }`,
    `${ROOT}paths: { /a: { get: { deprecated: true, ${DONE} } } }`,
    [],
  ],
  'deprecated with a date, newly and still': [
    `${ROOT}paths: { /a: { get: { ${DONE} } }, /b: { get: { deprecated: true, x-sunset: '2027-01-01', ${DONE} } } }`,
    `${ROOT}paths: { /a: { get: { deprecated: true, x-sunset: '2027-01-01', ${DONE} } }, /b: { get: { deprecated: true, x-sunset: '2027-01-01', ${DONE} } } }`,
    ['request operation.deprecated GET /a', 'request operation.remains-deprecated GET /b'],
  ],
  'what a webhook sends travels like a response': [
    `${ROOT}webhooks: { paid: { post: { requestBody: { content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } } }, ${DONE} } } }`,
    `${ROOT}webhooks: { paid: { post: { requestBody: { content: { application/json: { schema: { type: object, properties: {} } } } }, ${DONE} } } }`,
    ['response property.removed id @ id'],
  ],
  'a QUERY operation': [
    `openapi: 3.2.0\ninfo: { title: T, version: '1' }\npaths: { /a: { query: { ${DONE} }, additionalOperations: { PURGE: { ${DONE} } } } }`,
    `openapi: 3.2.0\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { ${DONE} } } }`,
    ['request operation.removed QUERY /a', 'request operation.removed PURGE /a', 'request operation.added GET /a'],
  ],
};

test.each(Object.entries(documents))('document: %s', async (_name, [before, after, expected]) => {
  expect((await changesBetween(before, after)).map(line).sort()).toEqual([...expected].sort());
});

const list = (count: number, amount: string): string => `${ROOT}paths:
${Array.from({ length: count }, (_, index) => `  /things${index}: { get: { responses: { '200': { description: d, content: { application/json: { schema: { type: object, properties: { data: { type: array, items: { $ref: '#/components/schemas/Charge' } } } } } } } } } }`).join('\n')}
components: { schemas: { Charge: { type: object, properties: { amount: ${amount}, refund: { $ref: '#/components/schemas/Charge' } } } } }`;

test('a component that twenty operations reach is one change with twenty impacts', async () => {
  const changes = await changesBetween(list(20, '{ type: integer }'), list(20, '{ type: [integer, "null"] }'));
  expect(changes.map(line)).toEqual(['response null.allowed amount @ data[].amount']);
  expect(changes[0]?.impacts).toHaveLength(20);
  expect(changes[0]?.impacts.every((impact) => impact.field === 'data[].amount' && impact.status === '200')).toBe(true);
  expect(changes[0]?.root).toEqual({ component: 'schemas/Charge', path: [{ property: 'amount' }] });
  expect(changes[0]?.old?.pointer).toBe('/components/schemas/Charge/properties/amount/type');
});

test('a component inlined everywhere and changed on the way is still one change', async () => {
  const inlined = list(5, '{ type: integer }').replaceAll(
    "{ $ref: '#/components/schemas/Charge' }",
    '{ type: object, properties: { amount: { type: string } } }',
  );
  const changes = await changesBetween(list(5, '{ type: integer }'), inlined);
  const amounts = changes.filter((change) => change.subject === 'amount');
  expect(amounts.map(line)).toEqual(['response type.changed amount @ data[].amount']);
  expect(amounts[0]?.impacts).toHaveLength(5);
});

test('documents whose keys are in another order give the same changes', async () => {
  const after = list(3, '{ type: [integer, "null"] }');
  const shuffled = `components: { schemas: { Charge: { properties: { refund: { $ref: '#/components/schemas/Charge' }, amount: { type: ["null", integer] } }, type: object } } }
${after.slice(0, after.indexOf('components:'))}`;
  const before = list(3, '{ type: integer }');
  expect(await changesBetween(before, shuffled)).toEqual(await changesBetween(before, after));
});

/** Each ninth schema is its neighbour as well: what applies together grows with each step along `next` and `far`. */
function entangled(count: number, first: string): string {
  const ref = (index: number): string => `{ $ref: '#/components/schemas/S${index % count}' }`;
  const schemas = Array.from({ length: count }, (_, index) => {
    const both =
      index % 9 === 0 ? `allOf: [${ref(index + 1)}], ` : index % 9 === 1 ? `allOf: [${ref(index - 1)}], ` : '';
    const value = index === 0 ? first : 'integer';
    return `S${index}: { type: object, ${both}properties: { value${index}: { type: ${value} }, next: ${ref(index + 1)}, far: ${ref(index * 7 + 3)} } }`;
  });
  return `${ROOT}paths: { /s: { get: { responses: { '200': { description: d, content: { application/json: { schema: ${ref(2)} } } } } } } }
components: { schemas: { ${schemas.join(', ')} } }`;
}

test('schemas that apply together in ever new sets come to an end, and say so', async () => {
  const kinds = (await changesBetween(entangled(30, 'integer'), entangled(30, 'string'))).map(({ kind }) => kind);
  expect(new Set(kinds)).toEqual(new Set(['type.changed', 'inclusion.undecided']));
  expect(await changesBetween(entangled(30, 'integer'), entangled(30, 'integer'))).toEqual([]);
});
