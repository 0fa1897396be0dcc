// Which operations and statuses contracts are about, and what becomes of whoever uses them.

import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/model/json.ts';
import type { HttpInteraction, SentCredential } from '../../../src/model/usage.ts';
import { contract, document, expectRow, findings, gives, handles, json, object, type Row, reads } from './documents.ts';

const TEXT = { type: 'string' };
const BOTH = object({ id: TEXT, amount: TEXT });
const ID = object({ id: TEXT });
const OK = { '200': { description: 'ok' } };

function given(schema: JsonObject, mediaType = 'application/json'): JsonObject {
  return { description: 'ok', content: { [mediaType]: { schema } } };
}

/** A document whose `GET` on the path gives the schema. */
function at(path: string, schema: JsonObject, more: JsonObject = {}, others: JsonObject = {}): JsonObject {
  return document({ [path]: { get: { responses: { '200': given(schema) } } }, ...others }, more);
}

/** `amount` is gone from what `GET` on the path gives, and the contract, which reads it, calls `called`. */
function gone(path: string, called: string, more: JsonObject = {}, others: JsonObject = {}) {
  return {
    before: at(path, BOTH, more, others),
    after: at(path, ID, more, others),
    usage: reads(object({ amount: TEXT }), { path: called }),
    kind: 'property.removed',
  } as const;
}

/** `amount` is gone from what is given under the status, and the contract reads it under its own. */
function underStatus(status: string, ...statuses: readonly string[]) {
  return {
    before: gives(BOTH, {}, status),
    after: gives(ID, {}, status),
    usage: reads(object({ amount: TEXT }), { statuses }),
    kind: 'property.removed',
  } as const;
}

function statuses(...given: readonly string[]): JsonObject {
  const responses = Object.fromEntries(given.map((status) => [status, { description: 'ok' }]));
  return document({ '/charges': { get: { responses } } });
}

function inMedia(...types: readonly string[]): JsonObject {
  const content = Object.fromEntries(types.map((type) => [type, { schema: ID }]));
  return document({ '/charges': { get: { responses: { '200': { description: 'ok', content } } } } });
}

function readsAs(mediaType: string | undefined): Row['usage'] {
  return contract({ received: { mediaType, schema: ID, example: undefined } });
}

const HIT = { verdict: 'breaks', field: 'amount' } as const;

const MATCHING: Readonly<Record<string, Row>> = {
  'a path as it is written': { ...gone('/charges', '/charges'), ...HIT },
  'a path with a value in the place of a parameter': { ...gone('/charges/{id}', '/charges/ch_1'), ...HIT },
  'a template with another name': { ...gone('/charges/{id}', '/charges/{charge}'), ...HIT },
  'a part of a segment': { ...gone('/charges/{id}.json', '/charges/ch_1.json'), ...HIT },
  'a part of a segment that is another': { ...gone('/charges/{id}.json', '/charges/ch_1.xml'), verdict: undefined },
  'several parameters in a segment': { ...gone('/{a}..{b}', '/v1..v2'), ...HIT },
  'an empty value': { ...gone('/charges/{id}', '/charges/'), verdict: undefined },
  'percent-encoding': { ...gone('/my charges', '/my%20charges'), ...HIT },
  'percent-encoding that is broken': { ...gone('/charges/{id}', '/charges/%E0%A4%A'), ...HIT },
  'a slash at the end': { ...gone('/charges', '/charges/'), ...HIT },
  'a slash at the end of the template': { ...gone('/charges/', '/charges'), ...HIT },
  'the prefix of a server': { ...gone('/charges', '/v1/charges', { servers: [{ url: 'https://x.test/v1' }] }), ...HIT },
  'a server with a prefix, called without it': {
    ...gone('/charges', '/charges', { servers: [{ url: '/v1' }] }),
    ...HIT,
  },
  'the concrete path of two': {
    ...gone('/orders/search', '/orders/search', {}, { '/orders/{id}': { get: { responses: OK } } }),
    ...HIT,
  },
  'the templated path, where a concrete one is called': {
    ...gone('/orders/{id}', '/orders/search', {}, { '/orders/search': { get: { responses: OK } } }),
    verdict: undefined,
  },
  'the path that is concrete first': {
    ...gone('/a/b/{x}', '/a/b/c', {}, { '/a/{y}/c': { get: { responses: OK } } }),
    ...HIT,
  },
  'a concrete path that is gone, where a template has its place now': {
    before: at('/orders/{id}', BOTH, {}, { '/orders/search': { get: { responses: OK } } }),
    after: at('/orders/{id}', ID),
    usage: reads(object({ amount: TEXT }), { path: '/orders/search' }),
    kind: 'property.removed',
    verdict: undefined,
  },
  'another method': { ...gone('/charges', '/charges'), usage: reads(BOTH, { method: 'POST' }), verdict: undefined },
  'no such path': { ...gone('/charges', '/refunds'), verdict: undefined },
  'a status under its own entry': { ...underStatus('200', '200'), ...HIT },
  'a status under the entry of its class': { ...underStatus('2XX', '200'), ...HIT },
  'a status under the default entry': { ...underStatus('default', '200'), ...HIT },
  'a class of statuses': { ...underStatus('201', '2XX'), ...HIT },
  'all statuses': { ...underStatus('200', 'default'), ...HIT },
  'another status': { ...underStatus('200', '404'), verdict: 'unaffected' },
  'an error status': { ...underStatus('404', '404'), verdict: 'at risk', field: 'amount' },
  'a status whose own entry stands beside the default': {
    before: document({ '/charges': { get: { responses: { '200': given(ID), default: given(BOTH) } } } }),
    after: document({ '/charges': { get: { responses: { '200': given(ID), default: given(ID) } } } }),
    usage: reads(object({ amount: TEXT })),
    kind: 'property.removed',
    verdict: 'unaffected',
  },
  'a media type with parameters': {
    ...gone('/charges', '/charges'),
    usage: contract({
      received: { mediaType: 'application/json; charset=utf-8', schema: object({ amount: TEXT }), example: undefined },
    }),
    ...HIT,
  },
  'JSON by another name': {
    before: document({ '/charges': { get: { responses: { '200': given(BOTH, 'application/vnd.api+json') } } } }),
    after: document({ '/charges': { get: { responses: { '200': given(ID, 'application/vnd.api+json') } } } }),
    usage: contract({ received: json(object({ amount: TEXT })) }),
    kind: 'property.removed',
    ...HIT,
  },
};

test.each(Object.entries(MATCHING))('a contract is about %s', (_, row) => expectRow(row));

const CALLED: Readonly<Record<string, Row>> = {
  'an operation is gone': {
    before: at('/charges', ID),
    after: document({}),
    usage: contract({}),
    kind: 'operation.removed',
    verdict: 'breaks',
    because: '`list charges` calls `GET /charges`, which is gone',
  },
  'an operation is gone that is called by no other name': {
    before: at('/charges', ID),
    after: document({}),
    usage: contract({ name: 'GET /charges' }),
    kind: 'operation.removed',
    verdict: 'breaks',
    because: 'it calls `GET /charges`, which is gone',
  },
  'an operation has moved': {
    before: document({ '/charges': { get: { operationId: 'list', responses: OK } } }),
    after: document({ '/v2/payments': { get: { operationId: 'list', responses: OK } } }),
    usage: contract({}),
    kind: 'operation.moved',
    verdict: 'breaks',
    because: '`list charges` calls `GET /charges`, which is now `GET /v2/payments`',
  },
  'an operation that nobody calls is gone': {
    before: at('/charges', ID),
    after: document({}),
    usage: contract({ path: '/refunds' }),
    kind: 'operation.removed',
    verdict: undefined,
  },
  'an operation is deprecated': {
    before: document({ '/charges': { get: { responses: OK } } }),
    after: document({ '/charges': { get: { deprecated: true, 'x-sunset': '2027-01-31', responses: OK } } }),
    usage: contract({}),
    kind: 'operation.deprecated',
    verdict: 'unaffected',
    because: '`list charges` calls `GET /charges`, which is deprecated and ends on 2027-01-31',
  },
  'an operation that was deprecated and is so still, beside what changed': {
    before: deprecated('2026-06-30'),
    after: deprecated('2026-06-30', { '/refunds': { get: { responses: OK } } }),
    usage: contract({}),
    kind: 'operation.remains-deprecated',
    verdict: 'unaffected',
    because: '`list charges` calls `GET /charges`, which is deprecated and ends on 2026-06-30',
  },
  'an operation that was deprecated is gone': {
    before: deprecated('2026-06-30'),
    after: document({}),
    usage: contract({}),
    kind: 'operation.removed',
    verdict: 'breaks',
    because: '`list charges` calls `GET /charges`, which is gone',
  },
  'a new operation has the path that a template answered': {
    before: document({ '/orders/{id}': { get: { responses: OK } } }),
    after: document({ '/orders/{id}': { get: { responses: OK } }, '/orders/search': { get: { responses: OK } } }),
    usage: contract({ path: '/orders/search' }),
    kind: 'operation.added',
    verdict: 'at risk',
    because: '`list charges` calls `GET /orders/{id}`, and `GET /orders/search`, which is new, has its path',
  },
  'a server is gone': {
    before: document(
      { '/charges': { get: { responses: OK } } },
      { servers: [{ url: 'http://x.test' }, { url: 'https://x.test' }] },
    ),
    after: document({ '/charges': { get: { responses: OK } } }, { servers: [{ url: 'https://x.test' }] }),
    usage: contract({}),
    kind: 'server.removed',
    verdict: 'breaks',
    because: '`list charges` calls `GET /charges` and `http://x.test` no longer serves it',
  },
  'a success status is new': {
    before: statuses('200'),
    after: statuses('200', '202'),
    usage: contract({}),
    kind: 'status.added',
    verdict: 'at risk',
    because: '`list charges` does not expect status `202`, which is new',
  },
  'a success status is new that the contract reads': {
    before: statuses('200'),
    after: statuses('200', '202'),
    usage: contract({ statuses: ['2XX'] }),
    kind: 'status.added',
    verdict: 'unaffected',
  },
  'a success status is new to a consumer that refuses unknown properties': {
    before: statuses('200'),
    after: statuses('200', '202'),
    usage: contract({ decodes: 'strict' }),
    kind: 'status.added',
    verdict: 'at risk',
  },
  'a status that is read is gone': {
    before: statuses('200', '202'),
    after: statuses('202'),
    usage: contract({}),
    kind: 'status.removed',
    verdict: 'breaks',
    because: '`list charges` reads status `200`, which is gone',
  },
  'a status that is not read is gone': {
    before: statuses('200', '202'),
    after: statuses('200'),
    usage: contract({}),
    kind: 'status.removed',
    verdict: 'unaffected',
  },
  'an error status that is read is gone': {
    before: statuses('200', '404'),
    after: statuses('200'),
    usage: contract({ statuses: ['404'] }),
    kind: 'status.removed',
    verdict: 'at risk',
  },
  'a media type that is read is gone': {
    before: inMedia('application/json', 'application/xml'),
    after: inMedia('application/json'),
    usage: readsAs('application/xml'),
    kind: 'media-type.removed',
    verdict: 'breaks',
    because: '`list charges` reads the response as `application/xml`, which is gone',
  },
  'a media type that is not read is gone': {
    before: inMedia('application/json', 'application/xml'),
    after: inMedia('application/json'),
    usage: readsAs('application/json'),
    kind: 'media-type.removed',
    verdict: 'unaffected',
  },
  'a media type is gone, and the contract does not say which it reads': {
    before: inMedia('application/json', 'application/xml'),
    after: inMedia('application/json'),
    usage: readsAs(undefined),
    kind: 'media-type.removed',
    verdict: 'at risk',
    because: '`list charges` may read the response as `application/xml`, which is gone',
  },
  'a webhook is gone': {
    before: document({}, { webhooks: { 'charge.succeeded': { post: { responses: OK } } } }),
    after: document({}, { webhooks: {} }),
    usage: handles('Charge succeeded', ID),
    kind: 'webhook.removed',
    verdict: 'breaks',
    because: '`Charge succeeded` handles `POST charge.succeeded`, which is gone',
  },
  'a field of a webhook is gone': {
    before: document({}, { webhooks: { 'charge.succeeded': { post: { requestBody: given(BOTH), responses: OK } } } }),
    after: document({}, { webhooks: { 'charge.succeeded': { post: { requestBody: given(ID), responses: OK } } } }),
    usage: handles('charge.succeeded', object({ amount: TEXT })),
    kind: 'property.removed',
    ...HIT,
  },
  'a field of a callback is gone': {
    before: withCallback(BOTH),
    after: withCallback(ID),
    usage: handles('onPaid', object({ amount: TEXT })),
    kind: 'property.removed',
    ...HIT,
  },
  'a field of a message that the contract does not handle is gone': {
    before: withCallback(BOTH),
    after: withCallback(ID),
    usage: handles('onRefund', object({ amount: TEXT })),
    kind: 'property.removed',
    verdict: undefined,
  },
};

function deprecated(sunset: string, more: JsonObject = {}): JsonObject {
  return document({ '/charges': { get: { deprecated: true, 'x-sunset': sunset, responses: OK } }, ...more });
}

function withCallback(schema: JsonObject): JsonObject {
  const post = { requestBody: given(schema), responses: OK };
  return document({
    '/charges': { post: { responses: OK, callbacks: { onPaid: { '{$request.body#/url}': { post } } } } },
  });
}

test.each(Object.entries(CALLED))('%s', (_, row) => expectRow(row));

const SCHEMES = {
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  secret: { type: 'apiKey', in: 'header', name: 'X-Secret' },
  basic: { type: 'http', scheme: 'basic' },
  bearer: { type: 'http', scheme: 'bearer' },
  oauth: {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: 'https://x.test/token', scopes: { read: '', write: '' } } },
  },
};
const KEY: SentCredential = { in: 'header', name: 'x-key', scheme: undefined };
const SECRET: SentCredential = { in: 'header', name: 'x-secret', scheme: undefined };
const BASIC: SentCredential = { in: 'header', name: 'authorization', scheme: 'basic' };
const BEARER: SentCredential = { in: 'header', name: 'authorization', scheme: 'bearer' };

function secured(security: readonly JsonObject[], securitySchemes: JsonObject = SCHEMES): JsonObject {
  return document({ '/charges': { get: { responses: OK } } }, { security, components: { securitySchemes } });
}

/** Sets of credentials before and after, and what the contract sends. */
function security(
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  credentials?: HttpInteraction['credentials'],
) {
  return {
    before: secured(before),
    after: secured(after),
    usage: contract({ credentials }),
    kind: 'security.alternative-removed',
  } as const;
}

const SECURITY: Readonly<Record<string, Row>> = {
  'an API key becomes OAuth': {
    ...security([{ key: [] }], [{ oauth: [] }], [KEY]),
    verdict: 'breaks',
    because:
      '`list charges` sends nothing that suffices now: `apiKey in header x-key` no longer suffices as credentials; `oauth2` takes its place',
  },
  'a key no longer suffices alone': { ...security([{ key: [] }], [{ key: [], secret: [] }], [KEY]), verdict: 'breaks' },
  'a key no longer suffices alone, and the contract sends both': {
    ...security([{ key: [] }], [{ key: [], secret: [] }], [KEY, SECRET]),
    verdict: 'unaffected',
  },
  'one way is gone, and the contract goes the other': {
    ...security([{ key: [] }, { basic: [] }], [{ basic: [] }], [BASIC]),
    verdict: 'unaffected',
    because: '`list charges` sends other credentials: `apiKey in header x-key` no longer suffices as credentials',
  },
  'a bearer token becomes one of OAuth': {
    ...security([{ bearer: [] }], [{ oauth: [] }], [BEARER]),
    verdict: 'at risk',
  },
  'credentials are asked for, and none are sent': { ...security([], [{ key: [] }], []), verdict: 'breaks' },
  'a way is gone, and the contract does not say which it goes': {
    ...security([{ key: [] }], [{ oauth: [] }]),
    verdict: 'at risk',
    because:
      '`list charges` does not say which credentials it sends: `apiKey in header x-key` no longer suffices as credentials; `oauth2` takes its place',
  },
  'a scope is asked for': {
    ...security([{ oauth: ['read'] }], [{ oauth: ['read', 'write'] }], [BEARER]),
    kind: 'security.scope-added',
    verdict: 'breaks',
  },
  'a way is new': {
    ...security([{ key: [] }], [{ key: [] }, { basic: [] }], [KEY]),
    kind: 'security.alternative-added',
    verdict: 'unaffected',
  },
  'the wire form of a scheme that is sent is another': {
    ...security([{ key: [] }], [{ key: [] }], [KEY]),
    after: secured([{ key: [] }], { ...SCHEMES, key: { type: 'apiKey', in: 'query', name: 'key' } }),
    kind: 'security.scheme-changed',
    verdict: 'breaks',
  },
};

test.each(Object.entries(SECURITY))('%s', (_, row) => expectRow(row));

test('a scheme that is only renamed is no finding', async () => {
  const renamed = secured([{ apiKey: [] }], { apiKey: SCHEMES.key });
  const found = await findings(secured([{ key: [] }], { key: SCHEMES.key }), renamed, [
    contract({ credentials: [KEY] }),
  ]);
  expect(found).toEqual([]);
});

test('each consumer is told once, by the gravest of its interactions, with the others that are hit, the worst first', async () => {
  const phone = reads(object({ amount: TEXT }), { name: 'sum up', pending: true, line: 3 });
  const hit = reads(object({ amount: TEXT }), { line: 9 });
  const web = contract({ name: 'count' }, { consumer: 'Web', contract: 'contracts/web.json' });
  const other = contract({ path: '/refunds' }, { consumer: 'other' });
  const [finding] = await findings(gives(BOTH), gives(ID), [web, phone, hit, other]);
  expect(finding?.consumers).toEqual([
    {
      consumer: 'phone',
      verdict: 'breaks',
      because: '`list charges` reads `amount`, which is gone; `sum up` is hit too',
      contract: 'contracts/phone.json',
      interaction: 'list charges',
      line: 9,
      field: 'amount',
    },
    {
      consumer: 'Web',
      verdict: 'unaffected',
      because: 'no interaction of `Web` reads `amount`',
      contract: 'contracts/web.json',
      interaction: undefined,
      line: undefined,
      field: undefined,
    },
  ]);
});

test.each<readonly [string, JsonObject, JsonObject, Row['usage'], readonly (readonly [string, string | undefined])[]]>([
  [
    'operations',
    document({ '/me': { get: { responses: OK } }, '/messages': { get: { responses: OK } } }),
    document({}),
    contract({ path: '/messages' }),
    [
      ['GET /messages', 'breaks'],
      ['GET /me', undefined],
    ],
  ],
  [
    'fields, one of which begins like the other',
    gives(object({ id: TEXT, identity: TEXT, note: TEXT })),
    gives(object({ note: TEXT })),
    reads(object({ id: TEXT })),
    [
      ['id', 'breaks'],
      ['identity', 'unaffected'],
    ],
  ],
])(
  'of two %s that are gone together, the one that is used breaks its consumer',
  async (_, before, after, usage, said) => {
    const found = await findings(before, after, [usage]);
    expect(found.map(({ change, consumers }) => [change.subject, consumers[0]?.verdict])).toEqual(said);
  },
);

test('many other interactions that are hit are counted', async () => {
  const usages = ['one', 'two', 'three', 'four'].map((name) => reads(object({ amount: TEXT }), { name }));
  const [finding] = await findings(gives(BOTH), gives(ID), [
    ...usages,
    reads(object({ id: TEXT }), { name: 'spared' }),
  ]);
  expect(finding?.consumers).toMatchObject([
    { interaction: 'one', because: '`one` reads `amount`, which is gone; `two` and 2 more are hit too' },
  ]);
});

test('names of strangers stay on one line and in their backticks', async () => {
  const usage = reads(object({ amount: TEXT }), { name: 'list`\n@all `charges' });
  const [finding] = await findings(gives(BOTH), gives(ID), [usage]);
  expect(finding?.consumers[0]?.because).toBe("`list'\uFFFD@all 'charges` reads `amount`, which is gone");
});
