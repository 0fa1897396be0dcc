// What contracts read of responses against what documents promise.

import { expect, test } from '@jest/globals';
import { apiOf, withOperation } from '../documents.ts';
import { call, findingsIn, inShort } from './contracts.ts';

/** What the contract reads, as JSON Schema and perhaps an example; what the document promises; what is found. */
type Case = readonly [contract: string, document: string, expected: readonly string[]];

const AMOUNT = (schema: string): string => `{ type: object, required: [amount], properties: { amount: ${schema} } }`;
const READS = (schema: string): string => `schema: ${AMOUNT(schema)}`;
const TEXT = READS('{ type: string }');
const MISMATCH = 'breaking response/contract-mismatch amount:';
const LOOSER = 'risky response/contract-may-not-fit amount:';

const cases: Readonly<Record<string, Case>> = {
  'what is read is promised': [TEXT, AMOUNT('{ type: string }'), []],
  'more is promised than is read': [
    TEXT,
    '{ type: object, required: [amount, id], properties: { amount: { type: string }, id: { type: integer } } }',
    [],
  ],
  'a narrower type is promised': [READS('{ type: number }'), AMOUNT('{ type: integer, minimum: 1 }'), []],
  'a field is not declared': [
    TEXT,
    '{ type: object, properties: { id: { type: string } } }',
    ['breaking response/contract-field-undeclared amount: is not declared'],
  ],
  'a field has another name': [
    'schema: { type: object, properties: { phone_number: { type: string } } }',
    '{ type: object, properties: { phoneNumber: { type: string } } }',
    ['breaking response/contract-field-undeclared phone_number: is not declared; `phoneNumber` is, and is like it'],
  ],
  '43: nothing is said of the fields': [
    TEXT,
    '{ type: object }',
    ['info response/contract-untyped the body: is described without its fields'],
  ],
  'anything may come': [TEXT, '{}', ['info response/contract-untyped the body: is described without its fields']],
  'a field of any type': [
    TEXT,
    AMOUNT('{}'),
    ['info response/contract-untyped amount: is described without its fields'],
  ],
  'a map has whatever field': [
    TEXT,
    '{ type: object, additionalProperties: { type: string } }',
    ['risky response/contract-reads-optional amount: is not required, so that it may be absent'],
  ],
  '49: null': [TEXT, AMOUNT('{ type: [string, "null"] }'), [`${MISMATCH} may be \`null\``]],
  '49: an optional field': [
    TEXT,
    '{ type: object, properties: { amount: { type: string } } }',
    ['risky response/contract-reads-optional amount: is not required, so that it may be absent'],
  ],
  'optional fields': [
    'schema: { type: object, required: [a, b, c, d, e, f], properties: { a: {}, b: {}, c: {}, d: {}, e: {}, f: {} } }',
    '{ type: object, properties: { a: {}, b: {}, c: {}, d: {}, e: {}, f: {} } }',
    [
      'risky response/contract-reads-optional the body: does not require `a`, `b`, `c`, `d` and 2 more fields, so that they may be absent',
    ],
  ],
  'an optional field that the contract can miss': [
    'schema: { type: object, properties: { amount: { type: string } } }',
    '{ type: object, properties: { amount: { type: string } } }',
    [],
  ],
  '49: a wider type': [
    TEXT,
    AMOUNT('{ type: [string, integer] }'),
    [`${MISMATCH} is \`integer | string\` there, and \`string\` in the contract`],
  ],
  'another type': [
    TEXT,
    AMOUNT('{ type: boolean }'),
    [`${MISMATCH} is \`boolean\` there, and \`string\` in the contract`],
  ],
  '49: an enum with more values than the contract lists': [
    READS('{ type: string, enum: [paid, open] }'),
    AMOUNT('{ type: string, enum: [paid, open, void] }'),
    [`${MISMATCH} may be \`void\``],
  ],
  'an enum beside the one value that the contract shows': [
    READS('{ const: paid }'),
    AMOUNT('{ type: string, enum: [paid, open] }'),
    [`${LOOSER} may be \`open\``],
  ],
  'an open string where the contract lists values': [
    READS('{ enum: [paid, open] }'),
    AMOUNT('{ type: string }'),
    [`${LOOSER} may have any value, and the contract lists some`],
  ],
  'an open string where the contract shows one': [READS('{ const: paid }'), AMOUNT('{ type: string }'), []],
  '51: a pattern that no value of the format meets': [
    READS('{ type: string, pattern: "^[0-9]+$" }'),
    AMOUNT('{ type: string, format: uuid }'),
    [
      `${MISMATCH} may be of format \`uuid\`, such as \`123e4567-e89b-42d3-a456-426614174000\`, and the contract takes only \`^[0-9]+$\``,
    ],
  ],
  'a pattern that all values of the format meet': [
    READS('{ type: string, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }'),
    AMOUNT('{ type: string, format: date }'),
    [],
  ],
  'a pattern that most values of the format meet': [
    READS('{ type: string, pattern: "^[0-9a-f-]{36}$" }'),
    AMOUNT('{ type: string, format: uuid }'),
    [
      `${LOOSER} may be of format \`uuid\`, such as \`FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF\`, and the contract takes only \`^[0-9a-f-]{36}$\``,
    ],
  ],
  'a pattern where the document promises none': [
    READS('{ type: string, pattern: "^ch_" }'),
    AMOUNT('{ type: string }'),
    [`${LOOSER} may be any text, and the contract takes only \`^ch_\``],
  ],
  'the example is refused': [
    `example: { amount: soon }`,
    AMOUNT('{ type: string, format: date }'),
    [`${MISMATCH} must not be \`soon\``],
  ],
  'the example shows a field that is not declared': [
    'example: { amount: 1, data: [{ id: a, colour: red }] }',
    '{ type: object, properties: { amount: { type: integer }, data: { type: array, items: { type: object, properties: { id: { type: string } } } } } }',
    ['breaking response/contract-field-undeclared data[].colour: is not declared'],
  ],
  'the example lacks what is required': [
    'example: { amount: 1 }',
    '{ type: object, required: [id, amount], properties: { id: {}, amount: { type: integer } } }',
    [],
  ],
  'one of several alternatives lacks the field': [
    TEXT,
    `{ oneOf: [${AMOUNT('{ type: string }')}, { type: object, required: [error], properties: { error: { type: string } } }] }`,
    ['breaking response/contract-field-undeclared amount: is not declared'],
  ],
  'alternatives of another kind than the one that is shown': [
    'schema: { type: object, required: [kind, amount], properties: { kind: { const: card }, amount: { type: string } } }',
    '{ oneOf: [{ type: object, required: [kind, amount], properties: { kind: { const: card }, amount: { type: string } } }, { type: object, required: [kind], properties: { kind: { const: bank } } }] }',
    [],
  ],
  'an alternative of another type': [
    READS('{ type: object, properties: { id: { type: string } } }'),
    AMOUNT('{ anyOf: [{ type: string }, { type: object, properties: { id: { type: string } } }] }'),
    [`${MISMATCH} is \`string | object\` there, and \`object\` in the contract`],
  ],
  'what is written only is read': [
    TEXT,
    AMOUNT('{ type: string, writeOnly: true }').replace(' required: [amount],', ''),
    ['breaking response/contract-field-undeclared amount: is `writeOnly`'],
  ],
  'at least one item, where none is promised': [
    'schema: { type: array, minItems: 1, items: { type: string } }',
    '{ type: array, items: { type: string } }',
    [],
  ],
  '`__proto__` is a name like any other': [
    'schema: { type: object, properties: { constructor: { type: string }, toString: { type: string } } }',
    '{ type: object, properties: { id: { type: string } } }',
    [
      'breaking response/contract-field-undeclared constructor: is not declared',
      'breaking response/contract-field-undeclared toString: is not declared',
    ],
  ],
};

test.each(Object.entries(cases))('%s', async (_name, [contract, document, expected]) => {
  const response = `responses: { '200': { description: ok, content: { application/json: { schema: ${document} } } } }`;
  const api = await apiOf(withOperation(response));
  const found = findingsIn(api, call(`statuses: ['200']\nreceived: { ${contract} }`));
  expect(found.map(inShort)).toEqual(expected);
});
