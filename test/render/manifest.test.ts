// A usage as a manifest: it reads back as the same usage, as far as a manifest has words for it.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { HttpInteraction, Interaction, Usage } from '../../src/model/usage.ts';
import { readManifest } from '../../src/read/manifest/manifest.ts';
import { readHar } from '../../src/read/traffic/har.ts';
import { renderManifest } from '../../src/render/manifest.ts';
import { CALL, usageOf } from '../judge/consumers/documents.ts';
import { contractDocument } from '../read/contract-documents.ts';
import { archive } from '../read/traffic/archive.ts';

function again(usage: Usage): Usage {
  return readManifest(contractDocument(renderManifest(usage)));
}

/** What a manifest says of a usage: no examples, and nothing of the file that it was read from. */
function said({ consumer, provider, owner, interactions }: Usage): unknown {
  const payload = (each: Interaction['received']) => each && { ...each, example: undefined };
  return {
    consumer,
    provider,
    owner,
    interactions: interactions.map((each) => ({
      ...each,
      pointer: '',
      line: undefined,
      received: payload(each.received),
      ...(each.kind === 'http'
        ? { sent: payload(each.sent), parameters: each.parameters.map((one) => ({ ...one, examples: [] })) }
        : {}),
    })),
  };
}

function usage(...interactions: readonly Partial<HttpInteraction>[]): Usage {
  const calls = interactions.map((each, index) => ({ ...CALL, name: `call ${index}`, path: '/v1/charges', ...each }));
  return usageOf(calls, { provider: 'stripe', contract: 'pact.json' });
}

const PACT: Usage = {
  ...usage(
    {
      states: [
        { name: 'there are charges', parameters: { count: 2, list: [1, { a: null }] } },
        { name: 'all is well', parameters: {} },
      ],
      remarks: ['src/billing.ts#L40', 'see the wiki', 'https://example.com/wiki'],
      pending: true,
      parameters: [
        { in: 'query', name: 'limit', schema: { type: 'string', pattern: '^-?[0-9]+$' }, examples: ['3'] },
        { in: 'query', name: 'live', schema: { type: 'string', enum: ['true', 'false'] }, examples: [] },
        { in: 'header', name: 'x-kind', schema: { type: 'string', enum: ['a', '1', 'null'] }, examples: ['a'] },
        { in: 'header', name: 'x-at', schema: { type: 'string', format: 'date', pattern: '^2' }, examples: [] },
        { in: 'cookie', name: 'lang', schema: { type: 'string' }, examples: ['en'] },
      ],
      headers: [{ name: 'retry-after', schema: { type: 'string', pattern: '^-?[0-9]+$' } }],
      received: {
        mediaType: 'application/json',
        schema: {
          type: 'object',
          properties: {
            'odd.name': { type: 'string', enum: ['a', 'b'] },
            '': { type: ['string', 'null'], pattern: '^x' },
            list: { type: ['array', 'null'], items: { type: ['object', 'string'], properties: { a: {} } } },
            map: { type: 'object', additionalProperties: { type: 'integer' } },
            any: { anyOf: [{}, { type: 'null' }] },
            some: { enum: [1, 'x', true, null] },
            empty: { type: 'object' },
            items: { type: 'array' },
          },
          required: ['odd.name', '', 'list', 'map', 'any'],
        },
        example: { id: 'x' },
      },
    },
    {
      method: 'POST',
      path: '/v1/charges/{charge}',
      statuses: ['201', '2XX', 'default'],
      decodes: 'strict',
      sent: {
        mediaType: 'application/json',
        schema: {
          type: 'object',
          properties: {
            a: { type: 'array', items: { type: 'object', properties: { b: {} }, additionalProperties: false } },
          },
          required: ['a'],
          additionalProperties: false,
        },
        example: undefined,
      },
      unvalidatable: ['the answer is XML'],
      received: { mediaType: 'application/xml', schema: undefined, example: undefined },
      credentials: [
        { in: 'header', name: 'authorization', scheme: 'basic' },
        { in: 'header', name: 'authorization', scheme: 'token' },
        { in: 'header', name: 'x-api-key', scheme: undefined },
        { in: 'query', name: 'key', scheme: undefined },
        { in: 'tls', name: '', scheme: undefined },
      ],
    },
    { received: { mediaType: undefined, schema: { type: 'string' }, example: 'x' }, credentials: [] },
    { received: { mediaType: undefined, schema: {}, example: 'x' } },
  ),
};

const MESSAGES: Usage = {
  ...usage(),
  interactions: ['invoice.paid', 'invoice.void'].map((name) => ({
    kind: 'message',
    name,
    pointer: '',
    line: undefined,
    pending: false,
    states: [],
    decodes: 'strict',
    remarks: [],
    unvalidatable: [],
    received: { mediaType: undefined, schema: { type: 'array', items: { type: 'string' } }, example: undefined },
  })),
};

const CREDENTIALS = [{ in: 'header', name: 'authorization', scheme: 'bearer' }] as const;

const HAR = readHar(
  [
    archive([
      {
        url: 'https://a.example/v1/x/1?limit=3',
        headers: { Authorization: 'Bearer x' },
        received: { a: [{ b: 1 }, { b: null }] },
      },
      { url: 'https://a.example/v1/x/2', status: 404, received: { error: { code: 'x', params: null } } },
      {
        url: 'https://b.example/v1/x',
        method: 'POST',
        sent: { '2024-01-01': { a: 1 }, '2024-01-02': {} },
        received: [],
      },
      { url: 'https://b.example/v1/y', method: 'POST', sent: 'a=1&b=x', sentType: 'application/x-www-form-urlencoded' },
      { url: 'https://b.example/v1/z', received: { a: { id: 1 } } },
      { url: 'https://b.example/v1/z', received: { a: 'x' } },
    ]),
  ],
  { consumer: 'phone', contract: 'session.har' },
);

test.each<[string, Usage]>([
  ['of a Pact file', PACT],
  ['of messages', MESSAGES],
  ['of a recording', HAR],
  ['with credentials that all calls share', usage({ credentials: CREDENTIALS }, { credentials: CREDENTIALS })],
  ['with credentials that some calls share', usage({ credentials: CREDENTIALS }, {}, { credentials: [] })],
  ['of one name for all', { ...usage({}), owner: 'team' }],
])('a usage %s reads back', (_, whole) => {
  expect(said(again(whole))).toEqual(said(whole));
  expect(renderManifest(again(whole))).toBe(renderManifest(whole));
  expect(renderManifest(whole)).not.toContain('Left out');
});

test('what speaks to people only is not missed', () => {
  const schema = { type: 'string', examples: ['5'], description: 'how many' };
  const whole = usage({
    headers: [{ name: 'x-rate', schema }],
    received: { mediaType: undefined, schema, example: '5' },
  });
  expect(renderManifest(whole)).not.toContain('Left out');
});

test('it is what one would write by hand', () => {
  const whole = usage({
    name: 'GET /v1/charges',
    remarks: ['src/billing.ts#L40'],
    credentials: CREDENTIALS,
    statuses: ['2XX'],
    parameters: [{ in: 'query', name: 'expand', schema: { type: 'string' }, examples: [] }],
    received: {
      mediaType: undefined,
      schema: {
        type: 'object',
        properties: {
          id: {},
          data: {
            type: 'array',
            items: {
              type: 'object',
              properties: { amount: {}, state: { type: ['string', 'null'], enum: ['paid', null] } },
              required: ['amount'],
            },
          },
        },
        required: ['id', 'data'],
      },
      example: undefined,
    },
  });
  expect(renderManifest(whole)).toBe(`# yaml-language-server: $schema=usage.schema.json
# That file is what \`driftgate schema usage\` prints.
consumer: phone
provider: stripe
operations:
  - call: GET /v1/charges
    code: [src/billing.ts#L40]
    sends:
      query:
        - expand
    credentials: [bearer]
    reads:
      - id
      - data[].amount
      - data[].state: {type: string, values: [paid], absent: true, nullable: true}
`);
});

describe('what a manifest has no words for is left out, and told of', () => {
  test.each<[string, object, object]>([
    [
      'minimum of a',
      { type: 'object', properties: { a: { type: 'integer', minimum: 1 } }, required: ['a'] },
      { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
    ],
    ['anyOf', { anyOf: [{ type: 'string' }, { type: 'integer' }] }, {}],
    [
      'enum of a',
      { type: 'object', properties: { a: { enum: [[1]] } }, required: ['a'] },
      { type: 'object', properties: { a: {} }, required: ['a'] },
    ],
    ['pattern', { type: 'string', pattern: '(' }, { type: 'string' }],
    [
      'additionalProperties',
      { type: 'object', properties: { a: {} }, additionalProperties: false },
      { type: 'object', properties: { a: {} } },
    ],
    ['prefixItems', { type: 'array', prefixItems: [{}] }, { type: 'array' }],
  ])('%s', (what, schema, kept) => {
    const whole = usage({ received: { mediaType: undefined, schema: schema as never, example: undefined } });
    expect(renderManifest(whole)).toContain(`#   call 0: ${what} (read)\n`);
    expect(again(whole).interactions[0]?.received?.schema).toEqual(kept);
  });
});

test('names that are taken, blank or no path are mended', () => {
  const whole = usage({ name: 'same' }, { name: 'same' }, { name: ' ' }, { name: 'odd', path: 'a b?c' });
  const read = again(whole).interactions.flatMap((each) => (each.kind === 'http' ? [[each.name, each.path]] : []));
  expect(read).toEqual([
    ['same', '/v1/charges'],
    ['same (2)', '/v1/charges'],
    ['GET /v1/charges', '/v1/charges'],
    ['odd', '/a%20b%3Fc'],
  ]);
});

test('whatever a payload is called, its fields read back, and nothing acts on a terminal', () => {
  const name = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom('__proto__', 'null', '~', '\u202e', '\u001b[31m', '- a', '#', 'a: b'),
  );
  const text = fc.oneof(
    name.filter((each) => each.trim() === each && each !== ''),
    fc.constant('x'),
  );
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), text, fc.boolean(), (names, value, known) => {
      const field = known ? { type: 'string', enum: [value] } : {};
      const schema = {
        type: 'object',
        properties: Object.fromEntries(names.map((each) => [each, field])),
        required: names,
      };
      const whole = {
        ...usage({ name: value, remarks: [value], received: { mediaType: undefined, schema, example: undefined } }),
        consumer: value,
      };
      const written = renderManifest(whole);
      expect(said(readManifest(contractDocument(written)))).toEqual(said(whole));
      expect(written).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 500 },
  );
});
