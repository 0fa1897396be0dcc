// Documents that mean the same give nothing, whichever of the two came first.

import { expect, test } from '@jest/globals';
import { changesBetween, line, withOperation, withSchema } from './documents.ts';

const PET =
  'components: { schemas: { Pet: { type: object, required: [name], properties: { name: { type: string } } } } }';
const OPEN_ENUM = 'components: { schemas: { Role: { type: string, title: Role, enum: [user, admin] } } }';

const schemas: Record<string, readonly [before: string, after: string, rest?: string]> = {
  'a single-member allOf unwrapped': ['{ allOf: [{ type: string, maxLength: 3 }] }', '{ type: string, maxLength: 3 }'],
  'a single-member oneOf unwrapped': ['{ oneOf: [{ type: string }] }', '{ type: string }'],
  'allOf folded into one object': [
    '{ allOf: [{ type: object, properties: { a: { type: string } }, required: [a] }, { properties: { b: { type: integer } } }] }',
    '{ type: object, required: [a], properties: { b: { type: integer }, a: { type: string } } }',
  ],
  'an allOf that says it twice': [
    '{ allOf: [{ type: integer, minimum: 1 }, { minimum: 0 }] }',
    '{ type: integer, minimum: 1 }',
  ],
  'an allOf member that only annotates': [
    '{ type: string }',
    '{ type: string, allOf: [{ title: T, description: d }] }',
  ],
  'a property moved into the other member of allOf': [
    '{ allOf: [{ properties: { a: { type: string } } }, { properties: { b: { type: string }, c: { type: string } } }] }',
    '{ allOf: [{ properties: { a: { type: string }, b: { type: string } } }, { properties: { c: { type: string } } }] }',
  ],
  'anyOf with null, and a type list': ['{ anyOf: [{ type: string }, { type: "null" }] }', '{ type: [string, "null"] }'],
  'null before or behind': [
    '{ oneOf: [{ type: "null" }, { $ref: "#/components/schemas/Pet" }] }',
    '{ anyOf: [{ $ref: "#/components/schemas/Pet" }, { type: "null" }] }',
    PET,
  ],
  'nullable and a type list': ['{ type: string, nullable: true }', '{ type: [string, "null"] }'],
  'const and a one-value enum': ['{ const: a }', '{ enum: [a] }'],
  'anyOf of types, and a type list': [
    '{ anyOf: [{ type: string }, { type: integer }] }',
    '{ type: [integer, string] }',
  ],
  'oneOf of one-value enums, and an enum': [
    '{ oneOf: [{ const: a }, { const: b }] }',
    '{ type: string, enum: [b, a] }',
  ],
  'an inline schema extracted': [
    '{ type: object, required: [name], properties: { name: { type: string } } }',
    '{ $ref: "#/components/schemas/Pet" }',
    PET,
  ],
  'a titled enum extracted from anyOf': [
    '{ anyOf: [{ type: string, enum: [user, admin] }, { type: "null" }], title: Role }',
    '{ anyOf: [{ $ref: "#/components/schemas/Role" }, { type: "null" }] }',
    OPEN_ENUM,
  ],
  'both ways to write an exclusive bound': [
    '{ type: number, minimum: 3, exclusiveMinimum: true }',
    '{ type: number, exclusiveMinimum: 3 }',
  ],
  'bytes as text, by format and by encoding': [
    '{ type: string, format: byte }',
    '{ type: string, contentEncoding: base64 }',
  ],
  'bytes, by format and by media type': [
    '{ type: string, format: binary }',
    '{ type: string, contentMediaType: application/octet-stream }',
  ],
  'a pattern in other words': [
    '{ type: string, pattern: "^(?:a|b|[0-9])(?:[a-b]|\\\\d)*$" }',
    '{ type: string, pattern: "^[ab\\\\d]{1,}$" }',
  ],
  'a length that the pattern implies': [
    '{ type: string, pattern: "^[0-9]+$" }',
    '{ type: string, pattern: "^[0-9]+$", minLength: 1 }',
  ],
  'lengths in the pattern, and beside it': [
    '{ type: string, pattern: "^[A-Z]{2,3}$" }',
    '{ type: string, pattern: "^[A-Z]*$", minLength: 2, maxLength: 3 }',
  ],
  'a pattern that all texts match': ['{ type: string }', '{ type: string, pattern: ".*" }'],
  'a name that another one requires, by `dependentSchemas`': [
    '{ type: object, dependentRequired: { a: [b, c] } }',
    '{ type: object, dependentSchemas: { a: { type: object, required: [c, b] } } }',
  ],
  'a name that another one requires, by `if` and `then`': [
    '{ type: object, properties: { a: { type: string } }, dependentRequired: { a: [b] } }',
    '{ type: object, properties: { a: { type: string } }, if: { required: [a] }, then: { allOf: [{ required: [b] }] } }',
  ],
  'a name that cannot be, by `not`': [
    '{ type: object, properties: { a: false, b: { type: string } } }',
    '{ type: object, properties: { b: { type: string } }, not: { required: [a] } }',
  ],
  'a name that cannot be, by `if`': [
    '{ type: object, properties: { a: { type: string } }, not: { required: [a] } }',
    '{ type: object, if: { required: [a] }, then: false }',
  ],
  'names that cannot be, by `not` and `anyOf`': [
    '{ type: object, properties: { a: false, b: false } }',
    '{ type: object, not: { anyOf: [{ required: [a] }, { required: [b] }] } }',
  ],
  'all items, in a condition': [
    '{ type: object, dependentSchemas: { c: { properties: { a: { type: array } } } } }',
    '{ type: object, dependentSchemas: { c: { properties: { a: { type: array, items: {} } } } } }',
  ],
  'all names, by a pattern': [
    '{ type: object, properties: { a: { maxLength: 3, type: string } }, additionalProperties: { type: string } }',
    '{ type: object, properties: { a: { maxLength: 3 } }, patternProperties: { ".*": { type: string } } }',
  ],
  'a pattern of names in other words': [
    '{ type: object, patternProperties: { "^x-": { type: string }, "^[0-9]{1,}$": { type: integer } }, additionalProperties: false }',
    '{ type: object, patternProperties: { "^(?:x)-": { type: string }, "^\\\\d+$": { type: integer } }, additionalProperties: false }',
  ],
  'an item that there must be, of what all items are': [
    '{ type: array, minItems: 1, items: { type: object } }',
    '{ type: array, minItems: 1, items: { type: object }, contains: { type: [object, number] } }',
  ],
  'an item that there must be, and none can be': [
    '{ anyOf: [{ type: boolean }, { type: array, items: { type: string }, contains: { const: 1 } }] }',
    '{ type: boolean }',
  ],
  'bounds of numbers beside all numbers': [
    '{ anyOf: [{ type: number }, { type: [number, "null"] }] }',
    '{ anyOf: [{ type: number, minimum: 3 }, { type: [number, "null"] }] }',
  ],
  'a listed value that another alternative takes': [
    '{ anyOf: [{ enum: [8, ab] }, { type: number, maximum: 5 }] }',
    '{ anyOf: [{ enum: [8, ab, 1] }, { type: number, maximum: 5 }] }',
  ],
  'alternatives in a file that is not there, wrapped': [
    '{ type: object, properties: { to: { oneOf: [{ $ref: "voice.yml#/A" }, { $ref: "voice.yml#/B" }] } } }',
    '{ type: object, properties: { to: { oneOf: [{ oneOf: [{ $ref: "voice.yml#/A" }, { $ref: "voice.yml#/B" }] }] } } }',
  ],
  'nothing further, and what `oneOf` refuses': [
    '{ type: object, properties: { a: { type: string } }, additionalProperties: false }',
    '{ type: object, properties: { a: { type: string } }, additionalProperties: { oneOf: [{ type: "null" }, { type: "null" }] } }',
  ],
  'what sees nothing beside `unevaluatedProperties`': [
    '{ type: object, properties: { a: { type: string } }, unevaluatedProperties: false }',
    '{ type: object, properties: { a: { type: string } }, dependentSchemas: { a: {} }, unevaluatedProperties: false }',
  ],
  'keywords that say nothing, where no type is declared': [
    '{ oneOf: [{ type: string, minLength: 1 }, { properties: { a: { enum: [false] } } }, { required: [b], properties: { a: { enum: [true] } } }] }',
    '{ oneOf: [{ type: string, minLength: 1 }, { items: {}, properties: { a: { enum: [false] } } }, { required: [b], properties: { a: { enum: [true] } } }] }',
  ],
  'a slash of a pattern escaped, and digits in two ways': [
    '{ type: string, pattern: "^[0-9]+/[/a]$" }',
    '{ type: string, pattern: "^\\\\d+\\\\/[\\\\/a]$" }',
  ],
  'bounds of whole numbers': [
    '{ type: integer, exclusiveMinimum: 0, maximum: 9.5 }',
    '{ type: integer, minimum: 1, maximum: 9 }',
  ],
  'bounds that bound nothing': ['{ type: array, items: {}, minItems: 0 }', '{ type: array, items: {} }'],
  'whole numbers by type and by step': ['{ type: integer, multipleOf: 1 }', '{ type: integer }'],
  'additionalProperties said and left out': ['{ type: object, additionalProperties: true }', '{ type: object }'],
  'additionalProperties as an empty schema': ['{ type: object, additionalProperties: {} }', '{ type: object }'],
  'a boolean and the list of both': ['{ type: boolean }', '{ type: boolean, enum: [false, true] }'],
  'an if without then and else': ['{ type: string, if: { maxLength: 3 } }', '{ type: string }'],
  'the old and the new way to write tuples': [
    '{ type: array, items: [{ type: string }, { type: integer }], additionalItems: false }',
    '{ type: array, prefixItems: [{ type: string }, { type: integer }], items: false }',
  ],
  'alternatives in another order': [
    '{ oneOf: [{ type: object, required: [a], properties: { a: { const: 1 } } }, { type: object, required: [a], properties: { a: { const: 2 } } }] }',
    '{ oneOf: [{ type: object, required: [a], properties: { a: { const: 2 } } }, { type: object, required: [a], properties: { a: { const: 1 } } }] }',
  ],
  'an alternative named that was inline': [
    '{ oneOf: [{ type: object, required: [name], properties: { name: { type: string } } }, { type: array, items: {} }] }',
    '{ oneOf: [{ type: array, items: {} }, { $ref: "#/components/schemas/Pet" }] }',
    PET,
  ],
  'a required list in another order': ['{ type: object, required: [a, b] }', '{ type: object, required: [b, a, a] }'],
  'a property that a typed map covers': [
    '{ type: object, properties: { a: { type: string } }, additionalProperties: { type: string } }',
    '{ type: object, additionalProperties: { type: string } }',
  ],
  'examples, titles, descriptions and unread extensions': [
    '{ type: string, title: A, description: a, example: x, x-go-type: T }',
    '{ type: string }',
  ],
  'oneOf with an alternative that takes nothing, and one of two forms': [
    '{ oneOf: [false, { anyOf: [{ type: object, required: [a] }, { type: object, required: [a], minProperties: 0 }] }] }',
    '{ type: object, required: [a] }',
  ],
  'two forms of one alternative of oneOf, which may overlap': [
    '{ oneOf: [{ type: string }, { anyOf: [{ type: object, required: [a], maxProperties: 3 }, { type: object, required: [a], minProperties: 2 }] }] }',
    '{ anyOf: [{ type: string }, { type: object, required: [a], maxProperties: 3 }, { type: object, required: [a], minProperties: 2 }] }',
  ],
  'oneOf of two that take everything, and nothing': [
    '{ anyOf: [{ oneOf: [{}, true, { const: true }] }, { type: "null" }] }',
    '{ type: "null" }',
  ],
  'a condition that only one branch can meet, and both of its parts': [
    '{ type: number, if: { const: 0 }, then: { maximum: 1 }, else: { type: object } }',
    '{ type: number, const: 0 }',
  ],
  'a condition that what follows it refuses, and the refusal of it': [
    '{ type: string, if: { maxLength: 3 }, then: false, else: { pattern: b } }',
    '{ type: string, not: { maxLength: 3 }, if: {}, then: { pattern: b } }',
  ],
  'what names are beside that they are texts': [
    '{ type: object, not: { propertyNames: { maxLength: 1, contains: { type: "null" } } } }',
    '{ type: object, not: { propertyNames: { maxLength: 1 } } }',
  ],
  'a list refused, and what is said beside it': [
    '{ type: array, minItems: 1, not: { const: [] } }',
    '{ type: array, minItems: 1, not: { const: [], items: { type: string }, additionalProperties: true } }',
  ],
  'two closed objects with patterns of their own, in either order': [
    '{ allOf: [{ type: object, patternProperties: { ^a: { type: string } }, additionalProperties: false }, { patternProperties: { b$: { maxLength: 3 } }, additionalProperties: false }] }',
    '{ allOf: [{ patternProperties: { b$: { maxLength: 3 } }, additionalProperties: false }, { type: object, patternProperties: { ^a: { type: string } }, additionalProperties: false }] }',
  ],
  'a pattern of names that take no value, in a closed object': [
    '{ type: object, patternProperties: { ^a: false }, additionalProperties: false, maxProperties: 1 }',
    '{ type: object, patternProperties: { ^a: false }, additionalProperties: false, maxProperties: 2 }',
  ],
  'a name that asks for one that cannot be': [
    '{ type: object, properties: { a: {}, b: {} }, additionalProperties: false, dependentRequired: { a: [c] } }',
    '{ type: object, properties: { b: {} }, additionalProperties: false }',
  ],
  'a name whose schema beside it refuses it': [
    '{ type: object, properties: { a: { type: object } }, dependentSchemas: { a: { patternProperties: { ^a: { type: string } } } } }',
    '{ type: object, properties: { a: false } }',
  ],
  'a name for which there is no room': [
    '{ type: object, required: [a], maxProperties: 1, dependentSchemas: { b: { properties: { a: { type: string } } } }, unevaluatedProperties: { type: string } }',
    '{ type: object, required: [a], maxProperties: 1, dependentSchemas: { b: { properties: { a: { type: integer } } } }, unevaluatedProperties: { type: string } }',
  ],
  'more different items than there are values, and no array': [
    '{ type: [string, array], items: { type: "null" }, minItems: 2, uniqueItems: true }',
    '{ type: string }',
  ],
  'one value that must be there twice and may be there once': [
    '{ type: [string, array], contains: { const: 0 }, minContains: 2, uniqueItems: true }',
    '{ type: string }',
  ],
  'items that cannot be equal, and are unique': [
    '{ type: array, prefixItems: [{ type: string }, { type: integer }], items: false, uniqueItems: true }',
    '{ type: array, prefixItems: [{ type: string }, { type: integer }], items: false }',
  ],
  'a condition on the object that can have no property': [
    '{ type: object, additionalProperties: false, if: { properties: { c: { type: integer } } }, else: { minProperties: 3 } }',
    '{ type: object, additionalProperties: false }',
  ],
  'a condition on the one number that is left': [
    '{ type: integer, minimum: 3, maximum: 3, not: { multipleOf: 2 } }',
    '{ type: integer, minimum: 3, maximum: 3, not: { multipleOf: 4 } }',
  ],
  'a property that is called like a keyword': [
    '{ type: object, properties: { description: { type: string }, required: { type: boolean } } }',
    '{ type: object, properties: { required: { type: boolean }, description: { type: string, title: D } } }',
  ],
};

test.each(Object.entries(schemas))('schema: %s', async (_name, [before, after, rest = '']) => {
  const [a, b] = [withSchema(before, rest), withSchema(after, rest)];
  expect((await changesBetween(a, b)).map(line)).toEqual([]);
  expect((await changesBetween(b, a)).map(line)).toEqual([]);
});

const OK = "responses: { '204': { description: done } }";
const TREE = (name: string, inner: string): string =>
  `components: { schemas: { ${name}: { type: object, properties: { value: { type: string }, children: { type: array, items: ${inner} } } } } }`;

const operations: Record<string, readonly [before: readonly [string, string?], after: readonly [string, string?]]> = {
  'a parameter extracted': [
    [`parameters: [{ name: limit, in: query, schema: { type: integer } }]\n${OK}`],
    [
      `parameters: [{ $ref: '#/components/parameters/L' }]\n${OK}`,
      'components: { parameters: { L: { in: query, name: limit, schema: { type: integer } } } }',
    ],
  ],
  'parameters in another order, header case': [
    [
      `parameters: [{ name: X-Trace, in: header, schema: { type: string } }, { name: a, in: query, schema: { type: string } }]\n${OK}`,
    ],
    [
      `parameters: [{ name: a, in: query, schema: { type: string } }, { name: x-trace, in: header, schema: { type: string } }]\n${OK}`,
    ],
  ],
  'header parameters that the standard ignores': [
    [OK],
    [`parameters: [{ name: Authorization, in: header, required: true, schema: { type: string } }]\n${OK}`],
  ],
  'a response extracted': [
    ["responses: { '200': { description: ok, content: { application/json: { schema: { type: string } } } } }"],
    [
      "responses: { '200': { $ref: '#/components/responses/R' } }",
      'components: { responses: { R: { description: other, content: { application/json: { schema: { type: string } } } } } }',
    ],
  ],
  'a media type with a charset, in another case': [
    ["responses: { '200': { description: ok, content: { application/json: { schema: { type: string } } } } }"],
    [
      "responses: { '200': { description: ok, content: { 'Application/JSON; charset=utf-8': { schema: { type: string } } } } }",
    ],
  ],
  'content of a response that has none': [
    [OK],
    ["responses: { '204': { description: done, content: { application/json: {} } } }"],
  ],
  'security moved from the operation to the root, scheme renamed': [
    [
      `security: [{ key: [] }]\n${OK}`,
      'components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key } } }',
    ],
    [
      OK,
      'security: [{ renamed: [] }]\ncomponents: { securitySchemes: { renamed: { type: apiKey, in: header, name: x-key } } }',
    ],
  ],
  'security alternatives in another order': [
    [
      `security: [{ a: [] }, { b: [] }]\n${OK}`,
      'components: { securitySchemes: { a: { type: http, scheme: basic }, b: { type: http, scheme: bearer } } }',
    ],
    [
      `security: [{ b: [] }, { a: [] }]\n${OK}`,
      'components: { securitySchemes: { a: { type: http, scheme: Basic }, b: { type: http, scheme: bearer, bearerFormat: JWT } } }',
    ],
  ],
  'one scheme with other scopes in each alternative': [
    [
      `security: [{ a: [read] }, { a: [write] }]\n${OK}`,
      'components: { securitySchemes: { a: { type: oauth2, flows: {} } } }',
    ],
    [
      `security: [{ a: [write] }, { a: [read] }]\n${OK}`,
      'components: { securitySchemes: { a: { type: oauth2, flows: {} } } }',
    ],
  ],
  'a scheme that nothing uses': [
    [OK],
    [OK, 'components: { securitySchemes: { key: { type: apiKey, in: header, name: X } } }'],
  ],
  'a component that nothing reaches': [[OK], [OK, PET]],
  'server variables filled in': [
    [
      OK,
      "servers: [{ url: 'https://{region}.example.com/v1', variables: { region: { default: eu, enum: [eu, us] } } }]",
    ],
    [OK, 'servers: [{ url: https://us.example.com/v1/ }, { url: https://EU.example.com/v1 }]'],
  ],
  'a recursive component renamed': [
    [
      "responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Tree' } } } } }",
      TREE('Tree', "{ $ref: '#/components/schemas/Tree' }"),
    ],
    [
      "responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Node' } } } } }",
      TREE('Node', "{ $ref: '#/components/schemas/Node' }"),
    ],
  ],
  'a cycle unrolled once': [
    [
      "responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Tree' } } } } }",
      TREE('Tree', "{ $ref: '#/components/schemas/Tree' }"),
    ],
    [
      "responses: { '200': { description: ok, content: { application/json: { schema: { type: object, properties: { value: { type: string }, children: { type: array, items: { $ref: '#/components/schemas/Tree' } } } } } } } }",
      TREE('Tree', "{ $ref: '#/components/schemas/Tree' }"),
    ],
  ],
  'a single value that became an exploded list': [
    [`parameters: [{ name: tag, in: query, schema: { type: string } }]\n${OK}`],
    [`parameters: [{ name: tag, in: query, schema: { type: array, items: { type: string } } }]\n${OK}`],
  ],
};

test.each(Object.entries(operations))('operation: %s', async (name, [before, after]) => {
  const [a, b] = [withOperation(...before), withOperation(...after)];
  expect((await changesBetween(a, b)).map(line)).toEqual([]);
  // Back to a single value is no equivalent: a list may have been sent.
  if (!name.startsWith('a single value')) expect((await changesBetween(b, a)).map(line)).toEqual([]);
});

const ROOT = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\n";
const DONE = "get: { responses: { '204': { description: d } } }";

const DONE_ONLY = "responses: { '204': { description: d } }";
const FORM =
  '{ type: object, properties: { list: { type: array, items: { type: string } }, file: { type: string, format: binary }, more: { type: object } } }';

const documents: Record<string, readonly [before: string, after: string]> = {
  'the base path moved into the path keys': [
    `${ROOT}servers: [{ url: https://api.example.com/v1 }]\npaths: { /pets: { ${DONE} } }`,
    `${ROOT}servers: [{ url: https://api.example.com }]\npaths: { /v1/pets: { ${DONE} } }`,
  ],
  'a path parameter renamed': [
    `${ROOT}paths: { '/pets/{id}': { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], ${DONE} } }`,
    `${ROOT}paths: { '/pets/{petId}': { parameters: [{ name: petId, in: path, required: true, schema: { type: string } }], ${DONE} } }`,
  ],
  'a parameter moved from the path item to its operation': [
    `${ROOT}paths: { /pets: { parameters: [{ name: q, in: query, schema: { type: string } }], ${DONE} } }`,
    `${ROOT}paths: { /pets: { get: { parameters: [{ name: q, in: query, schema: { type: string } }], responses: { '204': { description: d } } } } }`,
  ],
  'the same parameter name twice in a path': [
    `${ROOT}paths: { '/user/{id}/role/{id}': { ${DONE} } }`,
    `${ROOT}paths: { '/user/{userId}/role/{roleId}': { ${DONE} } }`,
  ],
  'OpenAPI 3.0 to 3.1': [
    `${ROOT}paths: { /a: { get: { responses: { '200': { description: d, content: { application/json: { schema: { type: object, properties: { a: { type: number, nullable: true, minimum: 1, exclusiveMinimum: true } } } } } } } } } }`,
    `openapi: 3.1.1\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { responses: { '200': { description: d, content: { application/json: { schema: { type: object, properties: { a: { type: [number, 'null'], exclusiveMinimum: 1 } } } } } } } } } }`,
  ],
  'files in OpenAPI 3.0 and 3.1': [
    `${ROOT}paths: { /a: { post: { requestBody: { content: { multipart/form-data: { schema: { type: object, properties: { file: { type: string, format: binary }, icon: { type: string, format: byte } } } } } }, responses: { '200': { description: d, content: { application/pdf: { schema: { type: string, format: binary } } } } } } } }`,
    `openapi: 3.1.1\ninfo: { title: T, version: '1' }\npaths: { /a: { post: { requestBody: { content: { multipart/form-data: { schema: { type: object, properties: { file: { type: string, contentMediaType: application/octet-stream }, icon: { type: string, contentEncoding: base64 } } } } } }, responses: { '200': { description: d, content: { application/pdf: {} } } } } } }`,
  ],
  'encodings that hold anyway': [
    `${ROOT}paths: { /a: { post: { requestBody: { content: { multipart/form-data: { schema: ${FORM} } } }, ${DONE_ONLY} } }, /b: { post: { requestBody: { content: { application/x-www-form-urlencoded: { schema: ${FORM} } } }, ${DONE_ONLY} } } }`,
    `${ROOT}paths: { /a: { post: { requestBody: { content: { multipart/form-data: { schema: ${FORM}, encoding: { list: { contentType: text/plain, headers: {} }, file: { contentType: application/octet-stream }, more: { contentType: application/json, x-a: b } } } } }, ${DONE_ONLY} } }, /b: { post: { requestBody: { content: { application/x-www-form-urlencoded: { schema: ${FORM}, encoding: { list: { style: form, explode: true, allowReserved: false } } } } }, ${DONE_ONLY} } } }`,
  ],
  'Swagger 2.0 to OpenAPI 3': [
    `swagger: '2.0'\ninfo: { title: T, version: '1' }\nhost: api.example.com\nbasePath: /v1\nschemes: [https]\nconsumes: [application/json]\nproduces: [application/json]
securityDefinitions: { b: { type: basic } }\nsecurity: [{ b: [] }]
paths: { /pets: { post: { parameters: [{ in: query, name: ids, type: array, items: { type: string }, collectionFormat: multi }, { in: body, name: body, required: true, schema: { $ref: '#/definitions/Pet' } }], responses: { '200': { description: d, headers: { X-Rate: { type: integer } }, schema: { $ref: '#/definitions/Pet' } } } } } }
definitions: { Pet: { type: object, properties: { name: { type: string, x-nullable: true } } } }`,
    `${ROOT}servers: [{ url: https://api.example.com/v1 }]\nsecurity: [{ basic: [] }]
paths: { /pets: { post: { parameters: [{ in: query, name: ids, schema: { type: array, items: { type: string } } }], requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }, responses: { '200': { description: d, headers: { x-rate: { schema: { type: integer } } }, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } } } } }
components: { securitySchemes: { basic: { type: http, scheme: basic } }, schemas: { Pet: { type: object, properties: { name: { type: string, nullable: true } } } } }`,
  ],
  'a Swagger 2.0 form with a file': [
    `swagger: '2.0'\ninfo: { title: T, version: '1' }\npaths: { /up: { post: { consumes: [multipart/form-data], parameters: [{ in: formData, name: pic, type: file, required: true }, { in: formData, name: note, type: string }], responses: { '204': { description: d } } } } }`,
    `${ROOT}paths: { /up: { post: { requestBody: { required: true, content: { multipart/form-data: { schema: { type: object, required: [pic], properties: { note: { type: string }, pic: { type: string, format: binary } } } } } }, responses: { '204': { description: d } } } } }`,
  ],
};

test.each(Object.entries(documents))('document: %s', async (_name, [before, after]) => {
  expect((await changesBetween(before, after)).map(line)).toEqual([]);
  expect((await changesBetween(after, before)).map(line)).toEqual([]);
});
