// The forms in which the versions of Pact write one and the same thing.

import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import { call, pactFile, read, readCall, readOne } from './files.ts';

test('what a call is, is read whole', () => {
  const interaction = readCall(
    pactFile('4.0', {
      type: 'Synchronous/HTTP',
      description: 'pay',
      pending: true,
      providerStates: [{ name: 'a card', params: { id: 7, secret: 's3cr3t' } }, { name: 'money' }],
      comments: {
        text: ['first', 'second'],
        testname: 'pays.test.ts',
        references: { openapi: { operationId: 'pay' }, jira: 'PAY-1' },
        author: 'me',
      },
      request: {
        method: 'post',
        path: '/charges',
        query: { expand: ['card'], limit: '3' },
        headers: { 'X-Trace': ['1'], accept: 'application/json' },
        body: { content: { amount: 5 }, contentType: 'application/json; charset=utf-8', encoded: false },
      },
      response: {
        status: 201,
        headers: { Location: ['/charges/1'] },
        body: { content: 'made', contentType: 'text/plain' },
      },
    }),
  );
  expect(interaction).toEqual({
    kind: 'http',
    name: 'pay',
    pointer: '/interactions/0',
    line: 9,
    pending: true,
    states: [
      { name: 'a card', parameters: { id: 7, secret: 'redacted' } },
      { name: 'money', parameters: {} },
    ],
    decodes: 'tolerant',
    remarks: ['first', 'second', 'testname: pays.test.ts', 'openapi operationId: pay', 'jira: PAY-1', 'author: me'],
    unvalidatable: [],
    method: 'POST',
    path: '/charges',
    parameters: [
      { in: 'query', name: 'expand', schema: { const: 'card' }, examples: ['card'] },
      { in: 'query', name: 'limit', schema: { const: '3' }, examples: ['3'] },
      { in: 'header', name: 'x-trace', schema: { const: '1' }, examples: ['1'] },
    ],
    credentials: undefined,
    sent: {
      mediaType: 'application/json',
      schema: {
        type: 'object',
        properties: { amount: { const: 5 } },
        required: ['amount'],
        additionalProperties: false,
      },
      example: { amount: 5 },
    },
    statuses: ['201'],
    headers: [{ name: 'location', schema: { type: 'string', examples: ['/charges/1'] } }],
    received: { mediaType: 'text/plain', schema: { type: 'string', examples: ['made'] }, example: 'made' },
  });
  expect(read(pactFile('4.0'))).toEqual({
    consumer: 'web',
    provider: 'payments',
    owner: undefined,
    contract: 'web.json',
    source: 'pact',
    interactions: [],
  });
});

const WRAPPED = { content: { content: 1 }, contentType: 'application/json' };

test.each<[string, JsonObject, boolean]>([
  ['pactSpecification', { metadata: { pactSpecification: { version: '4.0' } } }, true],
  ['pact-specification', { metadata: { 'pact-specification': { version: '4.0.0' } } }, true],
  ['pactSpecificationVersion', { metadata: { pactSpecificationVersion: '4' } }, true],
  ['a number', { metadata: { pactSpecification: { version: 4 } } }, true],
  ['an older version', { metadata: { pactSpecification: { version: '3.0.0' } } }, false],
  ['no version and no type', {}, false],
  ['a version that is not said', { metadata: { pactSpecification: { version: null } } }, false],
])('the version decides how a body is read: %s', (_, metadata, isWrapped) => {
  const { received } = readCall({ ...pactFile(undefined, call({}, { body: WRAPPED })), ...metadata });
  expect(received?.example).toEqual(isWrapped ? { content: 1 } : WRAPPED);
});

test('a type shows version 4 where no version is said', () => {
  const file = pactFile(undefined, call({}, { body: WRAPPED }, { type: 'Synchronous/HTTP' }));
  expect(readCall(file).received?.example).toEqual({ content: 1 });
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const JSON_TYPE = { 'Content-Type': 'application/json' };

test.each<[string, string, JsonObject, Json | undefined, string | undefined]>([
  ['2: absent', '2.0.0', {}, undefined, undefined],
  ['2: null', '2.0.0', { body: null }, undefined, undefined],
  ['2: null of JSON', '2.0.0', { body: null, headers: JSON_TYPE }, null, 'application/json'],
  ['2: empty', '2.0.0', { body: '' }, undefined, undefined],
  ['2: empty text', '2.0.0', { body: '', headers: { 'content-type': 'text/plain' } }, '', 'text/plain'],
  ['2: JSON without a type', '2.0.0', { body: { a: 1 } }, { a: 1 }, undefined],
  ['2: a number', '2.0.0', { body: 1, headers: JSON_TYPE }, 1, 'application/json'],
  ['2: text without a type', '2.0.0', { body: 'fine' }, 'fine', undefined],
  ['2: JSON in text', '2.0.0', { body: '{"a": 1}', headers: JSON_TYPE }, { a: 1 }, 'application/json'],
  ['2: text that only begins like JSON', '2.0.0', { body: '{a', headers: JSON_TYPE }, '{a', 'application/json'],
  [
    '3: a vendor type',
    '3.0.0',
    { body: [1], headers: { 'content-type': 'application/vnd.a+json; v=1' } },
    [1],
    'application/vnd.a+json',
  ],
  ['4: absent', '4.0', { body: {} }, undefined, undefined],
  ['4: no content', '4.0', { body: { contentType: 'application/json' } }, undefined, undefined],
  ['4: null', '4.0', { body: { content: null, contentType: 'application/json' } }, null, 'application/json'],
  [
    '4: not encoded',
    '4.0',
    { body: { content: [1], contentType: 'application/json', encoded: false } },
    [1],
    'application/json',
  ],
  [
    '4: JSON in text',
    '4.0',
    { body: { content: '[1]', contentType: 'application/json', encoded: 'JSON' } },
    [1],
    'application/json',
  ],
  ['4: JSON, encoded as JSON', '4.0', { body: { content: [1], encoded: 'json' } }, [1], 'application/json'],
  [
    '4: base64',
    '4.0',
    { body: { content: base64('[1]'), contentType: 'application/json', encoded: 'base64' } },
    [1],
    'application/json',
  ],
  [
    '4: encoded',
    '4.0',
    { body: { content: base64('hi'), contentType: 'text/plain', encoded: true } },
    'hi',
    'text/plain',
  ],
  [
    '4: the header before `*/*`',
    '4.0',
    { body: { content: [1], contentType: '*/*' }, headers: JSON_TYPE },
    [1],
    'application/json',
  ],
])('body, version %s', (_, version, response, example, mediaType) => {
  const { received, unvalidatable } = readCall(pactFile(version, call({}, response)));
  expect([received?.example, received?.mediaType, unvalidatable]).toEqual([example, mediaType, []]);
  expect(received === undefined).toBe(example === undefined);
});

test.each<[string, string, JsonObject, string | undefined]>([
  ['XML', '2.0.0', { body: '<a/>', headers: { 'Content-Type': 'application/xml' } }, 'application/xml'],
  ['XML without a type', '2.0.0', { body: '<a/>' }, undefined],
  [
    'a form',
    '3.0.0',
    { body: 'a=1', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
    'application/x-www-form-urlencoded',
  ],
  [
    'parts',
    '3.0.0',
    { body: {}, headers: { 'Content-Type': 'multipart/form-data; boundary=x' } },
    'multipart/form-data',
  ],
  [
    'protobuf',
    '4.0',
    { body: { content: 'AA==', contentType: 'application/protobuf', encoded: 'base64' } },
    'application/protobuf',
  ],
  [
    'an encoding that is not known',
    '4.0',
    { body: { content: 'AA', contentType: 'application/json', encoded: 'rot13' } },
    'application/json',
  ],
])('%s is told as what cannot be held against a document', (_, version, response, mediaType) => {
  const { received, unvalidatable } = readCall(pactFile(version, call({}, response)));
  expect(received).toEqual({ mediaType, schema: undefined, example: undefined });
  expect(unvalidatable).toEqual([expect.stringMatching(/^the response body .* only JSON and plain text are held/)]);
});

test('what a response has no type for is what the request accepts', () => {
  const request = { headers: { Accept: 'application/vnd.a+json; q=1' } };
  expect(readCall(pactFile('2.0.0', call(request, { body: {} }))).received?.mediaType).toBe('application/vnd.a+json');
  const either = { headers: { Accept: 'application/json, text/plain' } };
  expect(readCall(pactFile('2.0.0', call(either, { body: {} }))).received?.mediaType).toBeUndefined();
});

const INTEGER = { match: 'integer' };
const RULE = { matchers: [INTEGER] };
const DIGITS = { type: 'string', pattern: '^[-+]?\\d+$', examples: ['1'] };

test.each<[string, string, JsonObject]>([
  ['2', '$.query.n', { query: 'n=1', matchingRules: { '$.query.n': INTEGER } }],
  ['2, indexed', '$.query.n[0]', { query: 'n=1', matchingRules: { '$.query.n[0]': INTEGER } }],
  ['2, in brackets', "$.query['n'][*]", { query: 'n=1', matchingRules: { "$.query['n'][*]": INTEGER } }],
  ['2, in the path', '?', { path: '/charges?n=1', matchingRules: { '$.query.n': INTEGER } }],
  ['3', 'n', { query: { n: ['1'] }, matchingRules: { query: { n: RULE } } }],
  ['3, indexed', 'n[0]', { query: { n: ['1'] }, matchingRules: { query: { 'n[0]': RULE } } }],
  ['3, any index', 'n[*]', { query: { n: ['1'] }, matchingRules: { query: { 'n[*]': RULE } } }],
  ['3, by path', '$.n', { query: { n: '1' }, matchingRules: { query: { '$.n': RULE } } }],
  ['4, a number', 'n', { query: { n: [1] }, matchingRules: { query: { n: RULE } } }],
])('a query parameter and its rule, version %s: %s', (_, __, request) => {
  const { parameters, path, unvalidatable } = readCall(pactFile(request.query ? '3.0.0' : '2.0.0', call(request)));
  expect(path).toBe('/charges');
  expect(parameters).toEqual([{ in: 'query', name: 'n', schema: DIGITS, examples: ['1'] }]);
  expect(unvalidatable).toEqual([]);
});

test.each<[string, Json, readonly (readonly [string, readonly string[], JsonObject])[]]>([
  [
    'escapes',
    'a%20b=c+d&e=%C3%A9',
    [
      ['a b', ['c d'], { const: 'c d' }],
      ['e', ['é'], { const: 'é' }],
    ],
  ],
  [
    'a name twice',
    'a=1&b&a=2',
    [
      ['a', ['1', '2'], { enum: ['1', '2'] }],
      ['b', [''], { const: '' }],
    ],
  ],
  [
    'brackets in names',
    { 'ids[]': ['1'], 'f[0]': ['2'] },
    [
      ['ids[]', ['1'], { const: '1' }],
      ['f[0]', ['2'], { const: '2' }],
    ],
  ],
  [
    'no value',
    { a: [null], b: null, c: [] },
    [
      ['a', [''], { const: '' }],
      ['b', [''], { const: '' }],
      ['c', [], { type: 'string' }],
    ],
  ],
  ['`__proto__`', JSON.parse('{"__proto__": ["1"]}') as Json, [['__proto__', ['1'], { const: '1' }]]],
  ['null', null, []],
])('a query with %s', (_, query, expected) => {
  const { parameters } = readCall(pactFile('3.0.0', call({ query })));
  expect(parameters).toEqual(expected.map(([name, examples, schema]) => ({ in: 'query', name, schema, examples })));
});

test.each<[string, JsonObject]>([
  ['2', { headers: { 'X-N': '1' }, matchingRules: { '$.headers.X-N': INTEGER } }],
  ['2, in brackets', { headers: { 'X-N': '1' }, matchingRules: { "$.header['x-n']": INTEGER } }],
  ['3', { headers: { 'X-N': '1' }, matchingRules: { header: { 'X-N': RULE } } }],
  ['4', { headers: { 'X-N': ['1'] }, matchingRules: { header: { 'X-n': RULE } } }],
  ['4, by path', { headers: { 'X-N': ['1'] }, matchingRules: { header: { "$['X-N'][0]": RULE } } }],
])('a header and its rule, version %s', (_, side) => {
  const { parameters, headers, unvalidatable } = readCall(pactFile('3.0.0', call(side, side)));
  expect(parameters).toEqual([{ in: 'header', name: 'x-n', schema: DIGITS, examples: ['1'] }]);
  expect(headers).toEqual([{ name: 'x-n', schema: DIGITS }]);
  expect(unvalidatable).toEqual([]);
});

test.each<[string, JsonObject, Json]>([
  [
    'a bearer token',
    { headers: { Authorization: 'Bearer hidden' } },
    [{ in: 'header', name: 'authorization', scheme: 'bearer' }],
  ],
  [
    'basic',
    { headers: { authorization: ['Basic hidden'] } },
    [{ in: 'header', name: 'authorization', scheme: 'basic' }],
  ],
  ['no scheme', { headers: { Authorization: 'hidden' } }, [{ in: 'header', name: 'authorization', scheme: undefined }]],
  [
    'a word that may be the secret',
    { headers: { Authorization: 'hidden hidden' } },
    [{ in: 'header', name: 'authorization', scheme: undefined }],
  ],
  ['a key', { headers: { 'X-Api-Key': 'hidden' } }, [{ in: 'header', name: 'x-api-key', scheme: undefined }]],
  [
    'a token',
    { headers: { 'X-Shopify-Access-Token': 'hidden' } },
    [{ in: 'header', name: 'x-shopify-access-token', scheme: undefined }],
  ],
  ['a query key', { query: 'api_key=hidden' }, [{ in: 'query', name: 'api_key', scheme: undefined }]],
  [
    'a query token',
    { query: { access_token: ['hidden'] } },
    [{ in: 'query', name: 'access_token', scheme: undefined }],
  ],
  [
    'a session',
    { headers: { Cookie: 'JSESSIONID=hidden' } },
    [{ in: 'cookie', name: 'JSESSIONID', scheme: undefined }],
  ],
])('a credential is told without its value: %s', (_, request, credentials) => {
  const interaction = readCall(pactFile('3.0.0', call(request)));
  expect(interaction.credentials).toEqual(credentials);
  expect(interaction.parameters).toEqual([]);
  expect(JSON.stringify(interaction)).not.toContain('hidden');
});

test('cookies of no session are parameters, and a token that turns pages is no credential', () => {
  const request = { query: { page_token: ['p2'] }, headers: { Cookie: 'lang=de; sid=hidden', 'User-Agent': 'x' } };
  const { parameters, credentials } = readCall(pactFile('3.0.0', call(request)));
  expect(parameters).toEqual([
    { in: 'query', name: 'page_token', schema: { const: 'p2' }, examples: ['p2'] },
    { in: 'cookie', name: 'lang', schema: { const: 'de' }, examples: ['de'] },
  ]);
  expect(credentials).toEqual([{ in: 'cookie', name: 'sid', scheme: undefined }]);
});

test('secrets in bodies and response headers do not enter the model', () => {
  const body = { client_secret: 'hidden', user: { passwords: ['hidden'], total_tokens: 5 }, page_token: 'p2' };
  const rules = { body: { '$.client_secret': { matchers: [{ match: 'regex', regex: 'hidden|hidden2' }] } } };
  const response = { body, headers: { 'Set-Cookie': 'sid=hidden', 'X-Token': 'hidden' } };
  const interaction = readCall(pactFile('3.0.0', call({ body, matchingRules: rules }, response)));
  expect(JSON.stringify(interaction)).not.toContain('hidden');
  expect(interaction.sent?.example).toEqual({
    client_secret: 'redacted',
    user: { passwords: ['redacted'], total_tokens: 5 },
    page_token: 'p2',
  });
  expect(interaction.sent?.schema).toMatchObject({
    properties: { client_secret: { type: 'string' }, page_token: { const: 'p2' } },
  });
  expect(interaction.headers.map(({ schema }) => schema)).toEqual([{ type: 'string' }, { type: 'string' }]);
});

test.each<[Json, readonly string[]]>([
  ['information', ['1XX']],
  ['success', ['2XX']],
  ['redirect', ['3XX']],
  ['clientError', ['4XX']],
  ['serverError', ['5XX']],
  ['nonError', ['1XX', '2XX', '3XX']],
  ['error', ['4XX', '5XX']],
  [
    [200, 201],
    ['200', '201'],
  ],
])('statuses by %j', (status, statuses) => {
  for (const rules of [
    { matchers: [{ match: 'statusCode', status }] },
    { $: { matchers: [{ match: 'status-code', status }] } },
  ]) {
    const found = readCall(pactFile('4.0', call({}, { matchingRules: { status: rules } })));
    expect([found.statuses, found.unvalidatable]).toEqual([statuses, []]);
  }
});

test('another matcher of the status is told, and the status that is shown counts', () => {
  const found = readCall(pactFile('4.0', call({}, { matchingRules: { status: { matchers: [INTEGER] } } })));
  expect([found.statuses, found.unvalidatable]).toEqual([['200'], [expect.stringContaining('`integer`')]]);
});

test.each<[string, JsonObject, readonly string[]]>([
  ['1', { provider_state: 'a' }, ['a']],
  ['2', { providerState: 'a' }, ['a']],
  ['2, none', { providerState: null }, []],
  [
    '3',
    {
      providerStates: [
        { name: 'a', params: {} },
        { name: 'b', params: null },
      ],
    },
    ['a', 'b'],
  ],
])('provider states of version %s', (_, more, names) => {
  expect(readCall(pactFile(undefined, call({}, {}, more))).states).toEqual(
    names.map((name) => ({ name, parameters: {} })),
  );
});

const CONTENTS = { content: { id: 1 }, contentType: 'application/json', encoded: false };
const PAYLOAD = {
  mediaType: 'application/json',
  schema: { type: 'object', properties: { id: { type: 'integer', examples: [1] } }, required: ['id'] },
  example: { id: 1 },
};

test.each<[string, JsonObject]>([
  [
    'version 3',
    {
      ...pactFile('3.0.0'),
      interactions: null,
      messages: [
        {
          description: 'paid',
          contents: { id: 1 },
          metaData: { contentType: 'application/json', queue: 'q' },
          matchingRules: { body: { '$.id': RULE } },
        },
      ],
    },
  ],
  [
    'version 4',
    pactFile('4.0', {
      type: 'Asynchronous/Messages',
      description: 'paid',
      contents: CONTENTS,
      metadata: { queue: 'q' },
      matchingRules: { body: { '$.id': RULE }, metadata: { queue: { matchers: [{ match: 'type' }] } } },
    }),
  ],
])('a message of %s', (_, file) => {
  expect(read(file).interactions).toEqual([
    expect.objectContaining({
      kind: 'message',
      name: 'paid',
      received: PAYLOAD,
      unvalidatable: ["the message's metadata `queue` is not held against a document"],
    }),
  ]);
});

test('each answer to a message is one that the consumer handles', () => {
  const answer = { contents: CONTENTS, matchingRules: { body: { '$.id': RULE } } };
  const interaction = {
    type: 'Synchronous/Messages',
    description: 'ask',
    request: { contents: CONTENTS },
    response: [answer, {}],
  };
  const found = read(pactFile('4.0', interaction)).interactions;
  expect(found.map(({ pointer, received }) => [pointer, received])).toEqual([
    ['/interactions/0/response/0', PAYLOAD],
    ['/interactions/0/response/1', undefined],
  ]);
  expect(found[0]?.unvalidatable).toEqual(['the message that the consumer sends is not held against a document']);
  expect(readOne({ ...interaction, response: [] })).toMatchObject({ pointer: '/interactions/0', received: undefined });
});

test('plugins are named, whether an interaction configures them or only the file does', () => {
  const file = pactFile('4.0', call({}, {}, { pluginConfiguration: { protobuf: { descriptorKey: 'x' } } }), call());
  const metadata = { pactSpecification: { version: '4.0' }, plugins: [{ name: 'csv', version: '1' }] };
  expect(read({ ...file, metadata }).interactions.map(({ unvalidatable }) => unvalidatable)).toEqual([
    [expect.stringContaining('`protobuf`'), expect.stringContaining('`csv`')],
    [expect.stringContaining('`csv`')],
  ]);
});

test('rules of a category that is not known are told', () => {
  const { unvalidatable } = readCall(pactFile('3.0.0', call({ matchingRules: { trailer: { x: RULE }, path: RULE } })));
  expect(unvalidatable).toEqual([expect.stringContaining('`trailer`')]);
});

test.each<[string, JsonObject]>([
  ['2, named', { '$.body.n': { match: 'type', min: 1 } }],
  ['2, not named', { '$.body.n': { min: 1 } }],
  ['3', { body: { '$.n': { matchers: [{ match: 'type', min: 1 }] } } }],
])('a rule for a body as version %s writes it', (_, matchingRules) => {
  const found = readCall(pactFile('2.0.0', call({}, { body: { n: [] }, matchingRules })));
  expect(found.received?.schema).toMatchObject({ properties: { n: { type: 'array', minItems: 1 } } });
});

test('a name is made of method and path where the file gives none', () => {
  expect(readCall(pactFile('2.0.0', call({}, {}, { description: null }))).name).toBe('GET /charges');
});
