// Usage manifests: what they mean, and what is said of each mistake.

import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { Failure } from '../../../src/model/failure.ts';
import type { HttpInteraction } from '../../../src/model/usage.ts';
import { readManifest } from '../../../src/read/manifest/manifest.ts';
import { usageJsonSchema } from '../../../src/read/manifest/schema.ts';
import { contractDocument } from '../contract-documents.ts';

const WHOLE = `consumer: phone-agent
provider: stripe
owner: team-voice
decodes: strict
credentials: [bearer]
operations:
  - call: get /v1/charges/{charge}
    name: show a charge
    code: [src/billing.ts#L40]
    remarks: [ask ada]
    sends: { query: [expand, { limit: { type: integer } }], headers: [Stripe-Version], cookies: [lang] }
    reads:
      - id
      - data[].amount
      - data[].status: { values: [succeeded, failed], absent: true, nullable: true, type: string }
      - metadata.*
      - '["odd.name"]'
    mediaType: application/json
    status: [200, 2XX]
    headers: [Retry-After]
  - call: POST /v1/charges
    decodes: tolerant
    credentials: [{ header: X-Api-Key }, { query: key }, { cookie: sid }, mtls, { header: Authorization, scheme: Token }]
    given: [there is a customer, { there are charges: { count: 2 } }]
    pending: true
    unvalidatable: [the receipt is a PDF]
    sends:
      mediaType: application/x-www-form-urlencoded
      body: [amount, card.number, items: { type: array, nullable: true }]
  - receives: invoice.paid
    reads: ["": { nullable: true }, id]
`;

test('a whole manifest is read into what the consumer sends and can take', () => {
  const usage = readManifest(contractDocument(WHOLE));
  expect(usage).toMatchObject({ consumer: 'phone-agent', provider: 'stripe', owner: 'team-voice', source: 'manifest' });
  const common = { pending: false, states: [], remarks: [], unvalidatable: [] };
  expect(usage.interactions).toEqual([
    {
      ...common,
      kind: 'http',
      name: 'show a charge',
      pointer: '/operations/0',
      line: 7,
      decodes: 'strict',
      remarks: ['src/billing.ts#L40', 'ask ada'],
      method: 'GET',
      path: '/v1/charges/{charge}',
      parameters: [
        { in: 'query', name: 'expand', schema: { type: 'string' }, examples: [] },
        { in: 'query', name: 'limit', schema: { type: 'string', pattern: '^-?[0-9]+$' }, examples: [] },
        { in: 'header', name: 'stripe-version', schema: { type: 'string' }, examples: [] },
        { in: 'cookie', name: 'lang', schema: { type: 'string' }, examples: [] },
      ],
      sent: undefined,
      statuses: ['200', '2XX'],
      headers: [{ name: 'retry-after', schema: { type: 'string' } }],
      received: {
        mediaType: 'application/json',
        schema: {
          type: 'object',
          properties: {
            id: {},
            data: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  amount: {},
                  status: { type: ['string', 'null'], enum: ['succeeded', 'failed', null] },
                },
                required: ['amount'],
              },
            },
            metadata: { type: 'object', additionalProperties: {} },
            'odd.name': {},
          },
          required: ['id', 'data', 'metadata', 'odd.name'],
        },
        example: undefined,
      },
      credentials: [{ in: 'header', name: 'authorization', scheme: 'bearer' }],
    },
    {
      ...common,
      kind: 'http',
      name: 'POST /v1/charges',
      pointer: '/operations/1',
      line: 21,
      decodes: 'tolerant',
      pending: true,
      states: [
        { name: 'there is a customer', parameters: {} },
        { name: 'there are charges', parameters: { count: 2 } },
      ],
      unvalidatable: ['the receipt is a PDF'],
      method: 'POST',
      path: '/v1/charges',
      parameters: [],
      sent: {
        mediaType: 'application/x-www-form-urlencoded',
        schema: {
          type: 'object',
          properties: {
            amount: {},
            card: { type: 'object', properties: { number: {} }, required: ['number'], additionalProperties: false },
            items: { type: ['array', 'null'] },
          },
          required: ['amount', 'card', 'items'],
          additionalProperties: false,
        },
        example: undefined,
      },
      statuses: ['2XX'],
      headers: [],
      received: undefined,
      credentials: [
        { in: 'header', name: 'x-api-key', scheme: undefined },
        { in: 'query', name: 'key', scheme: undefined },
        { in: 'cookie', name: 'sid', scheme: undefined },
        { in: 'tls', name: '', scheme: undefined },
        { in: 'header', name: 'authorization', scheme: 'token' },
      ],
    },
    {
      ...common,
      kind: 'message',
      name: 'invoice.paid',
      pointer: '/operations/2',
      line: 30,
      decodes: 'strict',
      received: {
        mediaType: undefined,
        schema: { type: ['object', 'null'], properties: { id: {} }, required: ['id'] },
        example: undefined,
      },
    },
  ]);
});

function reading(reads: string): string {
  return `consumer: a\noperations:\n  - call: GET /x\n    reads:\n${reads}`;
}

describe('fields become a schema', () => {
  test.each([
    [`'[].id'`, { type: 'array', items: { type: 'object', properties: { id: {} }, required: ['id'] } }, undefined],
    ['""', {}, undefined],
    ['"": { type: string, format: uuid }', { type: 'string', format: 'uuid' }, undefined],
    ['a: { nullable: true }', { anyOf: [{}, { type: 'null' }] }, 'a'],
    ['a: { nullable: true, values: [1] }', { enum: [1, null] }, 'a'],
    ['a: { pattern: "^x" }', { pattern: '^x' }, 'a'],
    [
      'a: { type: [string, object] }\n      - a.b',
      { type: ['string', 'object'], properties: { b: {} }, required: ['b'] },
      'a',
    ],
    ['a: { absent: true }\n      - a.b: { absent: true }', { type: 'object', properties: { b: {} } }, 'a'],
    [
      'a.*.b',
      { type: 'object', additionalProperties: { type: 'object', properties: { b: {} }, required: ['b'] } },
      'a',
    ],
    ['__proto__', {}, '__proto__'],
    [
      'constructor.prototype',
      { type: 'object', properties: { prototype: {} }, required: ['prototype'] },
      'constructor',
    ],
  ])('- %s', (field, schema, property) => {
    const { interactions } = readManifest(contractDocument(reading(`      - ${field}\n`)));
    const whole = interactions[0]?.received?.schema;
    const properties = new Map(Object.entries(whole?.properties ?? {}));
    expect(property === undefined ? whole : properties.get(property)).toEqual(schema);
  });
});

function failure(text: string): Failure {
  try {
    readManifest(contractDocument(text));
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error(`it was read: ${text}`);
}

const CALL = 'consumer: a\noperations:\n  - call: GET /x\n';

describe('a mistake is told with its file, line, key and mend', () => {
  test.each([
    ['[]', ['wrong type'], 1],
    ['consumer: a\n', ['`operations`', 'is missing'], 1],
    ['consumer: a\noperations: []\n', ['`operations`'], 2],
    ['consumer: a\nownr: b\noperations:\n  - call: GET /x\n', ['`ownr`', 'did you mean `owner`?'], 2],
    ['consumer: a\noperations:\n  - cal: GET /x\n', ['`operations[0].cal`', 'did you mean `call`?'], 3],
    ['consumer: a\noperations:\n  - receives: x\n    status: [200]\n', ['`operations[0].status`', 'not a key'], 4],
    ['consumer: a\noperations:\n  - call: /x\n', ['`operations[0].call`', 'GET /v1/charges'], 3],
    ['consumer: a\noperations:\n  - call: GET /x?a=b\n', ['under `sends`'], 3],
    ['consumer: a\noperations:\n  - call: GET https://x/y\n', ['GET /v1/charges'], 3],
    [`${CALL}  - call: get /x\n`, ['`operations[1]`', 'another operation: `GET /x`', 'name of its own'], 4],
    [`${CALL}    status: [2xx]\n`, ['`operations[0].status[0]`', '`2XX`'], 4],
    [`${CALL}    status: 200\n`, ['`operations[0].status`', 'a list'], 4],
    [`${CALL}    credentials: [berer]\n`, ['did you mean `bearer`?'], 4],
    [`${CALL}    credentials: [{ heder: x }]\n`, ['did you mean `header`?'], 4],
    [`${CALL}    sends: { headers: [Authorization] }\n`, ['`credentials`'], 4],
    [`${CALL}    sends: { headers: [Accept, accept] }\n`, ['`operations[0].sends.headers[1]`', 'listed twice'], 4],
    [`${CALL}    sends: { query: [a, { a: { type: integer } }] }\n`, ['listed twice'], 4],
    [`${CALL}    sends: { qury: [a] }\n`, ['did you mean `query`?'], 4],
    [`${CALL}    decodes: lax\n`, ['`operations[0].decodes`', '`tolerant`'], 4],
    [`${CALL}    mediaType: json\n`, ['`application/json`'], 4],
    [reading('      - id\n      - id\n'), ['`operations[0].reads[1]`', 'listed twice'], 6],
    [reading('      - a["id"]\n      - a.id: {}\n'), ['listed twice'], 6],
    [reading('      - data[x].id\n'), ['`data[x].id` goes wrong at column 5', '`[]` stands for every item'], 5],
    [reading('      - data..id\n'), ['column 6', 'a name is missing'], 5],
    [reading('      - $.data\n'), ['`$.data`', 'data[].amount'], 5],
    [reading('      - /data/0\n'), ['`/data/0`', 'data[].amount'], 5],
    [reading('      - lines[0].id\n'), ['`lines[0].id`', '`[]` for every item'], 5],
    [reading('      - id: { typ: string }\n'), ['`operations[0].reads[0].id.typ`', 'did you mean `type`?'], 5],
    [reading('      - id: { type: text }\n'), ['`operations[0].reads[0].id.type`'], 5],
    [reading('      - id: { pattern: "(" }\n'), ['regular expression'], 5],
    [reading('      - id: { values: [] }\n'), ['`operations[0].reads[0].id.values`'], 5],
    [reading('      - id: string\n'), ['`operations[0].reads[0].id`', 'keys and values'], 5],
    [reading('      - 5\n'), ['`operations[0].reads[0]`', 'wrong type'], 5],
    [reading('      - a[].b\n      - a.c\n'), ['object', 'array', '`a`'], 5],
    [reading('      - a: { type: string }\n      - a.b\n'), ['`a`', 'add `object`'], 5],
    [reading('      - __proto__: {}\n'), ['`operations[0].reads[0].__proto__`', 'remove it'], 5],
    [reading(`      - ${'a.'.repeat(80)}a\n`), ['too deep'], 5],
    [reading(`      - ${'a'.repeat(1001)}\n`), ['shorten it'], 5],
  ])('%j', (text, words, line) => {
    const { code, message, hint, place } = failure(text);
    expect(code).toBe('contract-invalid');
    for (const word of words) expect(`${message}; ${hint}`).toContain(word);
    expect(message).toContain('`usage.yaml`');
    expect(place).toBe(`usage.yaml:${line}`);
  });
});

test('whatever YAML holds, it is a usage or a mistake that is told', () => {
  fc.assert(
    fc.property(
      fc.record(
        {
          consumer: fc.anything(),
          credentials: fc.anything(),
          operations: fc.array(fc.record({ call: fc.constant('GET /x'), reads: fc.anything(), sends: fc.anything() })),
        },
        { requiredKeys: ['operations'] },
      ),
      (root) => {
        const document = contractDocument(JSON.stringify(root) ?? 'null');
        try {
          expect(readManifest(document).source).toBe('manifest');
        } catch (error) {
          expect(error).toMatchObject({ code: 'contract-invalid', hint: expect.stringMatching(/./) });
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('the JSON Schema for editors takes what is read, and says what each key is for', () => {
  const schema = usageJsonSchema();
  const validate = new Ajv2020({ strict: false }).compile(schema as object);
  expect(validate(load(WHOLE))).toBe(true);
  expect(validate(load(`${CALL}    stats: [200]\n`))).toBe(false);
  const first = readManifest(contractDocument(WHOLE)).interactions[0] as HttpInteraction;
  expect(first.method).toBe('GET');
  const described = Object.entries(schema.properties as Record<string, { description?: string }>);
  expect(described.filter(([, { description }]) => !description)).toEqual([]);
});
