// What contracts send against what documents accept.

import { describe, expect, test } from '@jest/globals';
import { apiOf, withOperation } from '../documents.ts';
import { call, findingsIn, inShort, mismatchesIn } from './contracts.ts';

const DONE = "responses: { '204': { description: done } }";

/** What the contract sends, as JSON Schema and perhaps an example; what the document takes; what is found. */
type Case = readonly [contract: string, document: string, expected: readonly string[]];

const AMOUNT = (schema: string, rest = ''): string =>
  `{ type: object, required: [amount], properties: { amount: ${schema} }${rest} }`;
const SENDS = (schema: string): string => `schema: ${AMOUNT(schema)}`;
const CLOSED = ', additionalProperties: false';
const MISMATCH = 'breaking request/contract-mismatch amount:';
const MISSING = 'breaking request/contract-leaves-out-what-is-required';
const LOOSER = 'risky request/contract-may-not-fit amount:';

const bodies: Readonly<Record<string, Case>> = {
  'what is sent is accepted': [SENDS('{ type: integer }'), AMOUNT('{ type: number }'), []],
  'a required property is not sent': [
    'schema: { type: object, properties: { id: { type: string } } }',
    AMOUNT('{ type: string }', '').replace('amount: {', 'id: { type: string }, amount: {'),
    [`${MISSING} amount: is required`],
  ],
  'a required property is not in the example': ['example: {}', AMOUNT('{}'), [`${MISSING} amount: is required`]],
  'a required property may be left out': [
    'schema: { type: object, properties: { amount: { type: string } } }',
    AMOUNT('{ type: string }'),
    [`${MISSING} amount: is required`],
  ],
  'a property that the provider sets is not sent': [
    'schema: { type: object }',
    AMOUNT('{ type: string, readOnly: true }'),
    [],
  ],
  'another type': [
    SENDS('{ type: string }'),
    AMOUNT('{ type: integer }'),
    [`${MISMATCH} is \`integer\` there, and \`string\` in the contract`],
  ],
  'a number that may not be whole': [
    SENDS('{ type: number }'),
    AMOUNT('{ type: integer }'),
    [`${MISMATCH} is \`integer\` there, and \`number\` in the contract`],
  ],
  'a number that is shown whole': [
    `${SENDS('{ type: number }')}, example: { amount: 3 }`,
    AMOUNT('{ type: integer }'),
    [],
  ],
  'null is sent': [
    SENDS('{ type: [string, "null"] }'),
    AMOUNT('{ type: string }'),
    [`${MISMATCH} must not be \`null\``],
  ],
  'a value outside the enum': [
    SENDS('{ const: gbp }'),
    AMOUNT('{ enum: [usd, eur] }'),
    [`${MISMATCH} must not be \`gbp\``],
  ],
  'any text where values are listed, and one of them is shown': [
    `${SENDS('{ type: string }')}, example: { amount: usd }`,
    AMOUNT('{ enum: [usd, eur] }'),
    [`${LOOSER} must be one of \`usd\`, \`eur\``],
  ],
  'bounds that the example meets': [
    `${SENDS('{ type: string }')}, example: { amount: usd }`,
    AMOUNT('{ type: string, maxLength: 3, pattern: "^[a-z]+$" }'),
    [],
  ],
  'a bound that the example does not meet': [
    'example: { amount: pounds }',
    AMOUNT('{ type: string, maxLength: 3 }'),
    [`${MISMATCH} must not be \`pounds\``],
  ],
  'a format that the example does not meet': [
    `${SENDS('{ type: string }')}, example: { amount: soon }`,
    AMOUNT('{ type: string, format: date }'),
    [`${MISMATCH} must not be \`soon\``],
  ],
  'more items than are taken': [
    'example: [a, b, c]',
    '{ type: array, maxItems: 2, items: { type: string } }',
    ['breaking request/contract-mismatch the body: is asked with maxItems `2`, and sent with `3`'],
  ],
  'an undeclared property, refused': [
    SENDS('{ type: string }').replace('amount: {', 'colour: { type: string }, amount: {'),
    AMOUNT('{ type: string }', CLOSED),
    ['breaking request/contract-sends-what-is-refused colour: is not declared'],
  ],
  'an undeclared property, ignored': [
    SENDS('{ type: string }').replace('amount: {', 'colour: { type: string }, amount: {'),
    AMOUNT('{ type: string }'),
    ['risky request/contract-field-undeclared colour: is not declared'],
  ],
  'anything is accepted': [SENDS('{ type: string }'), '{}', []],
  'the alternative that is meant': [
    'schema: { type: object, required: [kind, iban], properties: { kind: { const: bank }, iban: { type: string } } }',
    '{ oneOf: [{ type: object, required: [kind, number], properties: { kind: { const: card }, number: { type: string } } }, { type: object, required: [kind, iban], properties: { kind: { const: bank }, iban: { type: string } } }] }',
    [],
  ],
  'none of the alternatives': [
    'schema: { type: object, required: [kind], properties: { kind: { const: bank } } }',
    '{ oneOf: [{ type: object, required: [kind, number], properties: { kind: { const: card }, number: { type: string } } }, { type: object, required: [kind, iban], properties: { kind: { const: bank }, iban: { type: string } } }] }',
    [`${MISSING} iban: is required`],
  ],
  'a condition that the example does not meet': [
    'example: { amount: 3, bank: x, card: y }',
    '{ type: object, properties: { amount: {}, bank: {}, card: {} }, not: { required: [bank, card] } }',
    ['breaking request/contract-mismatch the body: must not be `{"amount":3,"bank":"x","card":"y"}`'],
  ],
  'a form with a field that is not declared': [
    'mediaType: application/x-www-form-urlencoded, example: { amount: "3", colour: red }',
    '{ type: object, properties: { amount: { type: integer } } }',
    ['risky request/contract-field-undeclared colour: is not declared'],
  ],
  'a form with a text that is no number': [
    'mediaType: application/x-www-form-urlencoded, example: { amount: many }',
    '{ type: object, properties: { amount: { type: integer } } }',
    [`${MISMATCH} is \`integer\` there, and \`string\` in the contract`],
  ],
  'a form, whose numbers are text': [
    'mediaType: application/x-www-form-urlencoded, example: { amount: "3", live: "true" }',
    '{ type: object, properties: { amount: { type: integer }, live: { type: boolean } } }',
    [],
  ],
};

test.each(Object.entries(bodies))('body: %s', async (_name, [contract, document, expected]) => {
  const type = contract.includes('form-urlencoded') ? 'application/x-www-form-urlencoded' : 'application/json';
  const api = await apiOf(withOperation(`requestBody: { content: { ${type}: { schema: ${document} } } }\n${DONE}`));
  const found = findingsIn(api, call(`statuses: ['204']\nsent: { ${contract} }`));
  expect(found.map(inShort)).toEqual(expected);
});

/** Parts of the interaction, of the operation, and what is found. */
const messages: Readonly<Record<string, Case>> = {
  'no body where one is required': [
    '',
    'requestBody: { required: true, content: { application/json: {} } }',
    [`${MISSING} the body: is required`],
  ],
  'a body where none is declared': [
    'sent: { example: { a: 1 } }',
    'summary: none',
    ['risky request/contract-field-undeclared the body: is not declared'],
  ],
  'another media type': [
    'sent: { mediaType: application/hal+json, example: {} }',
    'requestBody: { content: { application/json: {} } }',
    ['risky request/contract-media-type-unknown the body: is `application/json` there'],
  ],
  '53: a body that is not JSON there': [
    'sent: { example: { a: 1 } }',
    'requestBody: { content: { application/xml: {} } }',
    ['risky request/contract-unvalidatable the body: is `application/xml` there'],
  ],
  '53: what the reader could not read': [
    'unvalidatable: [its body is XML]',
    'summary: none',
    ['risky request/contract-unvalidatable list things: cannot be held against the document: its body is XML'],
  ],
  'whoever expects to be refused sends what is': ["statuses: ['422']", 'requestBody: { required: true }', []],
  'a required query parameter is not sent': [
    '',
    'parameters: [{ name: limit, in: query, required: true, schema: { type: integer } }]',
    [`${MISSING} limit: is required`],
  ],
  'a query parameter is sent and declared': [
    'parameters: [{ in: query, name: limit, schema: { const: "3" }, examples: ["3"] }]',
    'parameters: [{ name: limit, in: query, required: true, schema: { type: integer } }]',
    [],
  ],
  'a query parameter is refused': [
    'parameters: [{ in: query, name: limit, schema: {}, examples: [many] }]',
    'parameters: [{ name: limit, in: query, schema: { type: integer } }]',
    ['breaking request/contract-mismatch limit: must not be `many`'],
  ],
  'an unknown query parameter': [
    'parameters: [{ in: query, name: offset, schema: {}, examples: ["3"] }]',
    'summary: none',
    ['risky request/contract-field-undeclared offset: is not declared'],
  ],
  'an unknown header; one that HTTP defines': [
    'parameters: [{ in: header, name: x-mode, schema: {}, examples: [] }, { in: header, name: accept, schema: {}, examples: [] }]',
    'summary: none',
    ['risky request/contract-field-undeclared x-mode: is not declared'],
  ],
  'a list in one parameter': [
    'parameters: [{ in: query, name: ids, schema: {}, examples: ["1,2"] }]',
    'parameters: [{ name: ids, in: query, style: form, explode: false, schema: { type: array, items: { type: integer } } }]',
    [],
  ],
  'a list with an item that is none': [
    'parameters: [{ in: query, name: ids, schema: {}, examples: ["1,x"] }]',
    'parameters: [{ name: ids, in: query, style: form, explode: false, schema: { type: array, items: { type: integer } } }]',
    ['breaking request/contract-mismatch ids: must not be `1,x`'],
  ],
  'part of an object that is a parameter': [
    'parameters: [{ in: query, name: "filter[state]", schema: {}, examples: [open] }]',
    'parameters: [{ name: filter, in: query, style: deepObject, required: true, schema: { type: object } }]',
    [],
  ],
  'a status that is not declared': [
    "statuses: ['201']",
    'summary: none',
    ['breaking response/contract-status-unknown 201: is not declared'],
  ],
  'a header is read that is not declared; one that HTTP defines': [
    "statuses: ['204']\nheaders: [{ name: x-total, schema: {} }, { name: location, schema: {} }]",
    'summary: none',
    ['breaking response/contract-field-undeclared x-total: is not declared'],
  ],
};

test.each(Object.entries(messages))('message: %s', async (_name, [contract, document, expected]) => {
  const responses = contract.includes("'422'") ? DONE.replace('204', '422') : DONE;
  const api = await apiOf(withOperation(`${document}\n${responses}`));
  expect(findingsIn(api, call(contract === '' ? {} : contract)).map(inShort)).toEqual(expected);
});

const SCHEMES = `components:
  securitySchemes:
    token: { type: oauth2, flows: {} }
    basic: { type: http, scheme: basic }
    id: { type: apiKey, in: header, name: X-Id }
    key: { type: apiKey, in: header, name: X-Key }
    query: { type: apiKey, in: query, name: key }
    cert: { type: mutualTLS }
    oidc: { type: openIdConnect, openIdConnectUrl: https://id.example/ }`;

describe('credentials', () => {
  const header = (name: string, scheme = ''): string =>
    `{ in: header, name: ${name}${scheme === '' ? '' : `, scheme: ${scheme}`} }`;
  const refused = (held: string, asked: string): readonly string[] => [
    `breaking auth/contract-credentials-refused ${asked} ${held}`,
  ];
  const sets: Readonly<
    Record<string, readonly [security: string, sent: string | undefined, expected: readonly string[]]>
  > = {
    'none are needed': ['[]', undefined, []],
    'none are needed beside others': ['[{ key: [] }, {}]', undefined, []],
    'none are shown': [
      '[{ key: [] }]',
      undefined,
      ['risky auth/contract-credentials-not-shown `apiKey in header x-key`'],
    ],
    'the key': ['[{ key: [] }]', `[${header('x-key')}]`, []],
    'one of two alternatives': ['[{ token: [] }, { key: [] }]', `[${header('x-key')}]`, []],
    'one header of two': [
      '[{ id: [], key: [] }]',
      `[${header('x-key')}]`,
      refused('header `x-key`', '`apiKey in header x-id` and `apiKey in header x-key`'),
    ],
    'both headers of two': ['[{ id: [], key: [] }]', `[${header('x-id')}, ${header('x-key')}]`, []],
    'a key where a token is asked for': [
      '[{ token: [read] }]',
      `[${header('x-key')}]`,
      refused('header `x-key`', '`oauth2`'),
    ],
    'a bearer token': ['[{ token: [read] }]', `[${header('authorization', 'bearer')}]`, []],
    'basic where a token is asked for': [
      '[{ oidc: [] }]',
      `[${header('authorization', 'basic')}]`,
      refused('`http basic`', '`openIdConnect https://id.example/`'),
    ],
    basic: ['[{ basic: [] }]', `[${header('authorization', 'basic')}]`, []],
    'the key in another place': [
      '[{ key: [] }]',
      '[{ in: query, name: key }]',
      refused('query `key`', '`apiKey in header x-key`'),
    ],
    'the key in the query': ['[{ query: [] }]', '[{ in: query, name: key }]', []],
    'a certificate': ['[{ cert: [] }]', '[{ in: tls, name: "" }]', []],
    'what the document knows as a parameter': [
      '[{ token: [] }]\nparameters: [{ name: key, in: query, schema: { type: string } }]',
      '[{ in: query, name: key }]',
      ['risky auth/contract-credentials-not-shown `oauth2`'],
    ],
    'a scheme that is nowhere defined': [
      '[{ ghost: [] }]',
      `[${header('x-key')}]`,
      ['info request/contract-undecided `undefined ghost`'],
    ],
  };
  test.each(Object.entries(sets))('%s', async (_name, [security, sent, expected]) => {
    const api = await apiOf(withOperation(`security: ${security}\n${DONE}`, SCHEMES));
    const found = findingsIn(api, call(`statuses: ['204']${sent === undefined ? '' : `\ncredentials: ${sent}`}`));
    const short = found.map(({ severity, rule, change: { before, after } }) =>
      [severity, rule, after, ...(before === undefined ? [] : [before])].join(' '),
    );
    expect(short).toEqual(expected);
  });
});

test('what is shown and refused is its own proof', async () => {
  const api = await apiOf(
    withOperation(
      `requestBody: { content: { application/json: { schema: ${AMOUNT('{ type: integer }')} } } }\n${DONE}`,
    ),
  );
  const [found] = mismatchesIn(api, call("statuses: ['204']\nsent: { example: { amount: many } }"));
  expect(found?.because).toBe('`list things` sends `amount`, which is `integer` there, and `string` in the contract');
  expect(found?.witness).toEqual({
    status: 'proven',
    payload: { amount: 'many' },
    oldAccepts: true,
    newAccepts: false,
  });
});
