// Files that Pact's own library writes, in each version that it writes, are read as they were meant.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Interaction } from '../../../src/model/usage.ts';
import { parseContract } from '../../../src/read/contract/parse.ts';
import { readContracts } from '../../../src/read/contract/read.ts';

process.env.PACT_DO_NOT_TRACK = 'true';
const { HTTPResponseStatusClass, MatchersV2, MatchersV3, MessageConsumerPact, PactV2, PactV3, PactV4 } = await import(
  '@pact-foundation/pact'
);

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'pacts-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** What is read of the file that was written for a provider. */
function written(provider: string): readonly Interaction[] {
  const name = `web-${provider}.json`;
  const [usage] = readContracts([parseContract({ name, bytes: readFileSync(join(dir, name)) })]);
  expect(usage).toMatchObject({ consumer: 'web', provider, source: 'pact', contract: name });
  return usage?.interactions ?? [];
}

const options = (provider: string) => ({ consumer: 'web', provider, dir, logLevel: 'error' as const });

test('version 2', async () => {
  const { eachLike, iso8601DateTime, like, term } = MatchersV2;
  const pact = new PactV2({ ...options('two'), spec: 2 });
  await pact.setup();
  await pact.addInteraction({
    state: 'there are charges',
    uponReceiving: 'list charges',
    withRequest: {
      method: 'GET',
      path: '/charges',
      query: { limit: like('3'), ids: ['1', '2'] },
      headers: { 'X-Trace': term({ generate: 'ab', matcher: '[a-f]+' }), Authorization: 'Bearer hidden' },
    },
    willRespondWith: {
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: {
        data: eachLike(
          {
            id: term({ generate: 'ch_1', matcher: 'ch_\\d+' }),
            amount: 5,
            status: term({ generate: 'paid', matcher: '^(paid|open)$' }),
            card: like({ brand: 'visa' }),
            created: iso8601DateTime('2020-01-01T00:00:00+01:00'),
          },
          { min: 2 },
        ),
      },
    },
  });
  const { baseUrl } = pact.mockService;
  await fetch(`${baseUrl}/charges?limit=3&ids=1&ids=2`, {
    headers: { 'X-Trace': 'ab', Authorization: 'Bearer hidden' },
  });
  await pact.verify();
  await pact.finalize();

  const [call] = written('two');
  expect(call).toMatchObject({
    kind: 'http',
    method: 'GET',
    path: '/charges',
    states: [{ name: 'there are charges', parameters: {} }],
    parameters: [
      { in: 'query', name: 'ids', schema: { enum: ['1', '2'] }, examples: ['1', '2'] },
      { in: 'query', name: 'limit', schema: { type: 'string' }, examples: ['3'] },
      { in: 'header', name: 'x-trace', schema: { type: 'string', pattern: '^[a-f]+$' }, examples: ['ab'] },
    ],
    credentials: [{ in: 'header', name: 'authorization', scheme: 'bearer' }],
    statuses: ['200'],
    received: {
      mediaType: 'application/json',
      schema: {
        properties: {
          data: {
            minItems: 2,
            items: {
              required: ['amount', 'card', 'created', 'id', 'status'],
              properties: {
                id: { type: 'string', pattern: '^ch_\\d+$' },
                amount: { type: 'number' },
                status: { enum: ['paid', 'open'] },
                card: { properties: { brand: { type: 'string' } }, required: ['brand'] },
                created: { pattern: expect.stringMatching(/^\^\\d\{4\}/) },
              },
            },
          },
        },
      },
    },
    unvalidatable: [],
  });
  expect(JSON.stringify(call)).not.toContain('hidden');
});

const M = MatchersV3;
const BODY = {
  charges: M.eachLike({
    id: M.regex('ch_\\d+', 'ch_1'),
    amount: M.integer(5),
    rate: M.decimal(1.5),
    created: M.datetime("yyyy-MM-dd'T'HH:mm:ssXXX", '2020-01-01T00:00:00Z'),
    refund: M.nullValue(),
    note: M.includes('paid'),
    currency: M.equal('eur'),
    title: 'anything',
  }),
  byId: M.eachKeyLike('ch_1', { amount: M.integer(1) }),
  labels: M.eachKeyMatches({ en: 'x' }, M.regex('[a-z]{2}', 'en')),
  limits: M.eachValueMatches({ day: 1 }, [M.integer(1)]),
  events: M.arrayContaining({ kind: 'paid', n: M.integer(1) }),
  drawn: M.integer(),
};
const READ = {
  mediaType: 'application/json',
  schema: {
    required: ['byId', 'charges', 'drawn', 'events', 'labels', 'limits'],
    properties: {
      charges: {
        minItems: 1,
        items: {
          properties: {
            id: { pattern: '^ch_\\d+$' },
            amount: { type: 'integer' },
            rate: { type: 'number' },
            created: { type: 'string', format: 'date-time' },
            refund: { type: 'null' },
            note: { pattern: 'paid' },
            currency: { const: 'eur' },
            title: { type: 'string', examples: ['anything'] },
          },
        },
      },
      byId: { type: 'object', additionalProperties: { properties: { amount: { type: 'integer' } } } },
      labels: { propertyNames: { pattern: '^[a-z]{2}$' }, additionalProperties: { type: 'string' } },
      limits: { additionalProperties: { type: 'integer' } },
      events: {
        allOf: [{ contains: { properties: { kind: { type: 'string' }, n: { type: 'integer' } } } }],
      },
      drawn: { type: 'integer' },
    },
  },
};

test('version 3', async () => {
  const pact = new PactV3(options('three'));
  pact
    .given('a charge', { id: 'ch_1' })
    .uponReceiving('show a charge')
    .withRequest({
      method: 'GET',
      path: M.regex('/charges/\\w+', '/charges/ch_1'),
      query: { expand: M.string('card') },
    })
    .willRespondWith({ status: 200, headers: { 'Content-Type': 'application/json' }, body: BODY });
  await pact.executeTest(async ({ url }) => {
    await fetch(`${url}/charges/ch_1?expand=card`);
  });
  expect(written('three')).toMatchObject([
    {
      path: '/charges/ch_1',
      states: [{ name: 'a charge', parameters: { id: 'ch_1' } }],
      parameters: [{ in: 'query', name: 'expand', schema: { type: 'string' }, examples: ['card'] }],
      received: READ,
      unvalidatable: [],
    },
  ]);
});

test('version 4', async () => {
  const pact = new PactV4(options('four'));
  await pact
    .addInteraction()
    .given('a customer', { id: 7 })
    .uponReceiving('charge a customer')
    .pending(true)
    .comment('as the checkout does')
    .testName('checkout.test.ts')
    .reference('openapi', 'operationId', 'createCharge')
    .withRequest('POST', '/charges', (request) => {
      request.headers({ 'X-Kind': M.regex('a|b', 'a') }).jsonBody({ amount: 5, currency: M.like('eur') });
    })
    .willRespondWith(M.matchStatus(201, HTTPResponseStatusClass.Success), (response) => {
      response.headers({ 'X-Left': M.regex('\\d+', '5') }).jsonBody(BODY);
    })
    .executeTest(async ({ url }) => {
      const headers = { 'content-type': 'application/json', 'X-Kind': 'a' };
      await fetch(`${url}/charges`, { method: 'POST', headers, body: '{"amount":5,"currency":"eur"}' });
    });
  await pact
    .addInteraction()
    .uponReceiving('print a charge')
    .withRequest('GET', '/print')
    .willRespondWith(200, (response) => {
      response.body('application/xml', Buffer.from('<charge/>'));
    })
    .executeTest(async ({ url }) => {
      await fetch(`${url}/print`);
    });
  await pact
    .addInteraction()
    .uponReceiving('remove a charge')
    .withRequest('DELETE', '/charges')
    .willRespondWith(204)
    .executeTest(async ({ url }) => {
      await fetch(`${url}/charges`, { method: 'DELETE' });
    });
  const interactions = new Map(written('four').map((interaction) => [interaction.name, interaction]));
  expect(interactions.get('charge a customer')).toMatchObject({
    method: 'POST',
    pending: true,
    states: [{ name: 'a customer', parameters: { id: 7 } }],
    remarks: ['openapi operationId: createCharge', 'testname: checkout.test.ts', 'as the checkout does'],
    parameters: [{ in: 'header', name: 'x-kind', schema: { enum: ['a', 'b'] }, examples: ['a'] }],
    sent: {
      schema: {
        properties: { amount: { const: 5 }, currency: { type: 'string', examples: ['eur'] } },
        additionalProperties: false,
      },
    },
    statuses: ['2XX'],
    headers: [{ name: 'x-left', schema: { pattern: '^\\d+$' } }],
    received: READ,
    unvalidatable: [],
  });
  expect(interactions.get('print a charge')).toMatchObject({
    received: { mediaType: 'application/xml', schema: undefined },
    unvalidatable: [expect.stringContaining('`application/xml`')],
  });
  expect(interactions.get('remove a charge')).toMatchObject({
    statuses: ['204'],
    sent: undefined,
    received: undefined,
  });
});

test('messages of versions 3 and 4', async () => {
  const third = new MessageConsumerPact(options('events-three'));
  await third
    .given('a charge')
    .expectsToReceive('charge paid')
    .withContent({ id: M.integer(1) })
    .withMetadata({ 'content-type': 'application/json' })
    .verify(async () => {});
  const fourth = new PactV4(options('events-four'));
  await fourth
    .addAsynchronousInteraction()
    .given('a charge')
    .expectsToReceive('charge paid', (message) => {
      message.withJSONContent({ id: M.integer(1) });
    })
    .executeTest(async () => {});
  for (const provider of ['events-three', 'events-four'])
    expect(written(provider)).toMatchObject([
      {
        kind: 'message',
        name: 'charge paid',
        states: [{ name: 'a charge' }],
        received: { mediaType: 'application/json', schema: { properties: { id: { type: 'integer' } } } },
        unvalidatable: [],
      },
    ]);
});
