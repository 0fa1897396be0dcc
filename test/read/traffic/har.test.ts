// HAR recordings: what a consumer was seen to call, merged, and without anything secret or personal in it.

import { describe, expect, test } from '@jest/globals';
import { Failure } from '../../../src/model/failure.ts';
import type { HttpInteraction, Usage } from '../../../src/model/usage.ts';
import { readHar } from '../../../src/read/traffic/har.ts';
import { contractDocument } from '../contract-documents.ts';
import { archive, type Recorded } from './archive.ts';
import { BY_CONTEXT, BY_LOOKS, BY_NAME } from './secrets.ts';

function read(entries: readonly Recorded[]): Usage {
  return readHar([archive(entries)], { consumer: 'phone', contract: 'session.har' });
}

function calls(entries: readonly Recorded[]): readonly HttpInteraction[] {
  return read(entries).interactions.flatMap((each) => (each.kind === 'http' ? [each] : []));
}

function only(entries: readonly Recorded[]): HttpInteraction {
  const [first, ...rest] = calls(entries);
  if (first === undefined || rest.length > 0) throw new Error('it is not one interaction');
  return first;
}

const API = 'https://api.example.com';

test('calls of one operation are one interaction', () => {
  const headers = {
    Authorization: 'Bearer opaque-value',
    'Stripe-Version': '2024-06-20',
    'User-Agent': 'x',
    'sec-ch-ua': 'y',
  };
  const usage = read([
    {
      url: `${API}/v1/charges/ch_1?expand=customer&limit=3`,
      headers,
      responseHeaders: { 'Retry-After': '3', Date: 'today' },
      received: { id: 'ch_1', amount: 1, customer: null, tags: [] },
    },
    {
      url: `${API}/v1/charges/ch_2`,
      headers,
      received: { id: 'ch_2', amount: 1.5, customer: { id: 'c' }, tags: ['a'], at: '2024-01-01T00:00:00Z' },
    },
  ]);
  expect(usage).toEqual({
    consumer: 'phone',
    provider: undefined,
    owner: undefined,
    contract: 'session.har',
    source: 'har',
    interactions: [
      {
        kind: 'http',
        name: 'GET /v1/charges/{charge}',
        pointer: '/log/entries/0',
        line: 2,
        pending: false,
        states: [],
        decodes: 'tolerant',
        remarks: [
          'recorded 2 times at https://api.example.com',
          'a recording shows what came, not what is read: all fields that came are listed',
        ],
        unvalidatable: [],
        method: 'GET',
        path: '/v1/charges/{charge}',
        parameters: [
          { in: 'query', name: 'expand', schema: { type: 'string' }, examples: ['customer'] },
          { in: 'query', name: 'limit', schema: { type: 'string', pattern: '^-?[0-9]+$' }, examples: ['3'] },
          {
            in: 'header',
            name: 'stripe-version',
            schema: { type: 'string', format: 'date' },
            examples: ['2024-06-20'],
          },
        ],
        sent: undefined,
        statuses: ['200'],
        headers: [{ name: 'retry-after', schema: { type: 'string', pattern: '^-?[0-9]+$' } }],
        received: {
          mediaType: 'application/json',
          schema: {
            type: 'object',
            properties: {
              id: { type: 'string' },
              amount: { type: 'number' },
              customer: { type: ['object', 'null'], properties: { id: { type: 'string' } }, required: ['id'] },
              tags: { type: 'array', items: { type: 'string' } },
              at: { type: 'string', format: 'date-time' },
            },
            required: ['amount', 'customer', 'id', 'tags'],
          },
          example: { id: 'ch_1', amount: 1, customer: null, tags: [] },
        },
        credentials: [{ in: 'header', name: 'authorization', scheme: 'bearer' }],
      },
    ],
  });
});

describe('identifiers in paths are erased, names stay', () => {
  test.each([
    ['/v1/charges/ch_1N2abc', '/v1/charges/{charge}'],
    ['/users/42/orders/17', '/users/{user}/orders/{order}'],
    ['/companies/123e4567-e89b-12d3-a456-426614174000', '/companies/{company}'],
    ['/boxes/507f1f77bcf86cd799439011', '/boxes/{box}'],
    ['/v2/7/8', '/v2/{id}/{id2}'],
    ['/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Calls.json', '/2010-04-01/Accounts/{Account}/Calls.json'],
    ['/files/dQw4w9WgXcQz', '/files/{file}'],
    ['/users/ada%40engine.uk', '/users/{user}'],
    ['/hooks/T01ABCDEF/x', '/hooks/{hook}/x'],
    ['/v1/payment_methods/step-one', '/v1/payment_methods/step-one'],
    ['/api/v1.1/oauth2/token', '/api/v1.1/oauth2/token'],
    ['/s3/sha256/utf8', '/s3/sha256/utf8'],
    ['/', '/'],
  ])('%s', (path, template) => {
    expect(only([{ url: `${API}${path}` }])).toMatchObject({ path: template, name: `GET ${template}` });
  });
});

describe('bodies', () => {
  test.each<[string, Recorded, Partial<HttpInteraction>]>([
    [
      'a form is fields of text',
      {
        method: 'POST',
        sent: 'amount=5&live=true&note=x',
        sentType: 'application/x-www-form-urlencoded; charset=utf-8',
      },
      {
        sent: {
          mediaType: 'application/x-www-form-urlencoded',
          schema: {
            type: 'object',
            properties: {
              amount: { type: 'string', pattern: '^-?[0-9]+$' },
              live: { type: 'string', enum: ['true', 'false'] },
              note: { type: 'string' },
            },
            required: ['amount', 'live', 'note'],
            additionalProperties: false,
          },
          example: { amount: '5', live: 'true', note: 'x' },
        },
      },
    ],
    [
      'what is sent has no other properties',
      { method: 'POST', sent: { a: [{ b: 1 }] } },
      {
        sent: {
          mediaType: 'application/json',
          schema: {
            type: 'object',
            properties: {
              a: {
                type: 'array',
                items: {
                  type: 'object',
                  properties: { b: { type: 'integer' } },
                  required: ['b'],
                  additionalProperties: false,
                },
              },
            },
            required: ['a'],
            additionalProperties: false,
          },
          example: { a: [{ b: 1 }] },
        },
      },
    ],
    [
      'base64 is decoded',
      { content: { size: 9, mimeType: 'application/problem+json', encoding: 'base64', text: btoa('{"a":"x"}') } },
      {
        received: {
          mediaType: 'application/problem+json',
          schema: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
          example: { a: 'x' },
        },
      },
    ],
    [
      'keys that are identifiers are no names',
      { received: { rates: { '2024-01-01': 1, '2024-01-02': 2.5 }, 'ada@engine.uk': true } },
      {
        received: {
          mediaType: 'application/json',
          schema: {
            type: 'object',
            properties: { rates: { type: 'object', additionalProperties: { type: 'number' } } },
            required: ['rates'],
            additionalProperties: { type: 'boolean' },
          },
          example: { rates: { '2024-01-01': 1, '2024-01-02': 2.5 }, 'user@example.com': true },
        },
      },
    ],
    [
      'what is always null may be anything else',
      { received: [null] },
      {
        received: {
          mediaType: 'application/json',
          schema: { type: 'array', items: { anyOf: [{}, { type: 'null' }] } },
          example: [null],
        },
      },
    ],
    [
      '__proto__ is a name like any other',
      { received: '{"__proto__": {"a": 1}}' },
      {
        received: {
          mediaType: 'application/json',
          schema: JSON.parse(
            '{"type":"object","properties":{"__proto__":{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}},"required":["__proto__"]}',
          ),
          example: JSON.parse('{"__proto__": {"a": 1}}'),
        },
      },
    ],
    [
      'XML is told of',
      { content: { size: 3, mimeType: 'application/xml', text: '<a/>' } },
      {
        unvalidatable: ['a response body is application/xml, which is not read'],
        received: { mediaType: 'application/xml', schema: undefined, example: undefined },
      },
    ],
    [
      'a part of a form with files is told of',
      { method: 'POST', sent: '--x', sentType: 'multipart/form-data; boundary=x' },
      { unvalidatable: ['a request body is multipart/form-data, which is not read'] },
    ],
    [
      'a body that was cut is told of',
      { received: '{"a": [1, 2' },
      { unvalidatable: ['a response body is no whole JSON: the recording cut it'] },
    ],
    [
      'a body that was left out is told of',
      { content: { size: 9, mimeType: 'application/json' } },
      { unvalidatable: ['a response body is not in the recording'] },
    ],
    [
      'no body is none',
      { status: 204, content: { size: 0, mimeType: 'x-unknown' } },
      { unvalidatable: [], received: undefined },
    ],
  ])('%s', (_, entry, expected) => {
    expect(only([entry])).toMatchObject(expected);
  });
});

describe('statuses', () => {
  test.each<[string, readonly number[], readonly (readonly [name: string, statuses: readonly string[]])[]]>([
    ['successes are merged', [201, 200, 200], [['GET /things', ['200', '201']]]],
    [
      'an error has a body of its own',
      [200, 404],
      [
        ['GET /things', ['200']],
        ['GET /things answered 404', ['404']],
      ],
    ],
    ['304 stands for the response that was kept', [304], [['GET /things', ['200']]]],
    ['a redirect is an answer', [302], [['GET /things answered 302', ['302']]]],
    ['what got no answer is left out', [0, 101, 999], []],
  ])('%s', (_, statuses, expected) => {
    const found = calls(statuses.map((status) => ({ status })));
    expect(found.map((each) => [each.name, each.statuses])).toEqual(expected);
  });

  test('what led to an error is no usage', () => {
    const failed = only([
      { method: 'POST', url: `${API}/x?a=1`, sent: { b: 1 }, status: 422, received: { error: 'no' } },
    ]);
    expect(failed).toMatchObject({ parameters: [], sent: undefined, received: { example: { error: 'no' } } });
  });
});

const HTML = { size: 1, mimeType: 'text/html', text: '<p>' };

test.each<[string, Recorded]>([
  ['JSON that is looked at in a browser', { resourceType: 'document', received: {} }],
  ['markup that a script asked for', { resourceType: 'xhr', content: HTML }],
  ['an error that is told by a page', { status: 502, content: HTML }],
  ['a genuine OPTIONS', { method: 'OPTIONS' }],
])('%s is a call', (_, entry) => {
  expect(calls([entry])).toHaveLength(1);
});

test.each<[string, Recorded]>([
  ['a preflight', { method: 'OPTIONS', headers: { 'Access-Control-Request-Method': 'POST' }, status: 204 }],
  ['a script', { content: { size: 1, mimeType: 'text/javascript', text: 'x' } }],
  ['a page', { content: { size: 1, mimeType: 'text/html; charset=utf-8', text: '<p>' } }],
  ['an image', { resourceType: 'image' }],
  ['a page of a browser that was not found', { resourceType: 'document', status: 404, content: HTML }],
  ['a socket', { url: 'wss://api.example.com/live', status: 101 }],
  ['data', { url: 'data:text/plain,x' }],
  ['a tunnel', { method: 'CONNECT' }],
])('%s is no call', (_, entry) => {
  expect(calls([entry])).toEqual([]);
});

describe('credentials are told without their values', () => {
  test.each<[string, Recorded, HttpInteraction['credentials']]>([
    ['none', {}, undefined],
    [
      'a scheme',
      { headers: { authorization: 'Token opaque' } },
      [{ in: 'header', name: 'authorization', scheme: 'token' }],
    ],
    [
      'no known scheme',
      { headers: { authorization: 'opaque secret' } },
      [{ in: 'header', name: 'authorization', scheme: undefined }],
    ],
    ['a header', { headers: { 'X-Api-Key': 'opaque' } }, [{ in: 'header', name: 'x-api-key', scheme: undefined }]],
    ['a query', { url: `${API}/x?api_key=opaque` }, [{ in: 'query', name: 'api_key', scheme: undefined }]],
    ['a cookie', { headers: { cookie: '_ga=1; sid=opaque' } }, [{ in: 'cookie', name: 'sid', scheme: undefined }]],
    [
      'userinfo',
      { url: 'https://ada:opaque@api.example.com/x' },
      [{ in: 'header', name: 'authorization', scheme: 'basic' }],
    ],
    ['a token of a page is none', { url: `${API}/x?page_token=opaque` }, undefined],
  ])('%s', (_, entry, expected) => {
    const found = only([entry]);
    expect(found.credentials).toEqual(expected);
    expect(JSON.stringify(found)).not.toContain('opaque');
  });
});

test('recordings are read together, and only what is kept', () => {
  const documents = [
    archive([{ url: `${API}/a` }, { url: 'https://other.example/a' }], 'one.har'),
    archive([{ url: `${API}/a` }, { url: `${API}/b` }], 'two.har'),
  ];
  const all = readHar(documents, { consumer: 'phone', contract: 'both' });
  expect(all.interactions.map(({ name, pointer }) => [name, pointer])).toEqual([
    ['GET /a at https://api.example.com', 'one.har#/log/entries/0'],
    ['GET /a at https://other.example', 'one.har#/log/entries/1'],
    ['GET /b at https://api.example.com', 'two.har#/log/entries/1'],
  ]);
  const kept = readHar(documents, {
    consumer: 'phone',
    contract: 'both',
    keeps: ({ host }) => host === 'other.example',
  });
  expect(kept.interactions.map(({ name }) => name)).toEqual(['GET /a']);
});

describe('nothing secret or personal comes out', () => {
  const secrets = [
    ...BY_LOOKS.map(([kind, secret]) => ({ kind, text: secret, secret })),
    ...BY_CONTEXT.map(([kind, text, secret]) => ({ kind, text, secret })),
  ];
  test.each(secrets)('$kind', ({ text, secret }) => {
    const encoded = encodeURIComponent(text);
    const usage = read([
      {
        method: 'POST',
        url: `https://ada:${encoded}@api.example.com/things/${encoded}?q=${encoded}&${encoded}=1#${encoded}`,
        headers: { Authorization: text, Cookie: `sid=${encoded}; a=${encoded}`, 'X-Note': text, 'X-Api-Key': text },
        sent: { note: text, list: [text, { [text]: text }] },
        responseHeaders: { 'Set-Cookie': text, 'X-Note': text, Location: text },
        received: { note: text, list: [text, { [text]: text }] },
      },
      { method: 'PUT', sent: `note=${encoded}&${encoded}=1`, sentType: 'application/x-www-form-urlencoded' },
      { method: 'PATCH', sent: text, sentType: 'text/plain', content: { size: 1, mimeType: text, text } },
      { url: `${API}/lost`, status: 404, received: { message: `no ${text}` } },
    ]);
    expect(usage.interactions).toHaveLength(4);
    const written = JSON.stringify(usage);
    expect(written).not.toContain(secret);
    expect(written).not.toContain(encodeURIComponent(secret));
  });

  test.each(BY_NAME)('%s', (name, value) => {
    const usage = read([
      {
        method: 'POST',
        url: `${API}/things?${new URLSearchParams({ [name]: String(value) })}`,
        headers: { [name]: String(value) },
        sent: { [name]: value },
        responseHeaders: { [name]: String(value) },
        received: { deep: [{ [name]: { value } }] },
      },
      {
        method: 'PUT',
        sent: `${new URLSearchParams({ [name]: String(value) })}`,
        sentType: 'application/x-www-form-urlencoded',
      },
    ]);
    expect(JSON.stringify(usage)).not.toContain(String(value));
  });
});

test.each([
  ['{"log": {}}', 'has no list `log.entries`', 'session.har:1'],
  ['{"log": 5}', 'has no list `log.entries`', 'session.har:1'],
  ['{"log": {"entries": [\n5]}}', 'without `request.method`', 'session.har:2'],
  ['{"log": {"entries": [\n{"request": {"method": "GET", "url": "https://"}}]}}', 'is no URL', 'session.har:2'],
])('%s is told', (text, message, place) => {
  try {
    readHar([contractDocument(text, 'session.har')], { consumer: 'a', contract: 'b' });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error).toMatchObject({ code: 'contract-invalid', message: expect.stringContaining(message), place });
    expect(error.hint).toMatch(/HAR/);
    return;
  }
  throw new Error('it was read');
});

test('entries of strangers that are hostile or half there are read as far as they go', () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  const entries = [
    {
      request: { method: 'get', url: `${API}/a`, headers: [5, { name: 6 }, { name: 'x-a' }], postData: 7 },
      response: { status: 200 },
    },
    {
      request: { method: 'GET', url: `${API}/b` },
      response: { status: 200, headers: 'x', content: { mimeType: 5, text: deep } },
    },
    {
      request: {
        method: 'POST',
        url: `${API}/c`,
        postData: { params: [5, { name: 'a' }], mimeType: 'application/x-www-form-urlencoded' },
      },
      response: { status: 200, content: [] },
    },
    { request: { method: 'GET', url: `${API}/d%E0%A4%A` }, response: { status: '200' } },
    { request: { method: 'GET\u001b[31m', url: `${API}/e` }, response: { status: 200 } },
    { request: { method: 'GET', url: `${API}/f%E0%A4%A` }, response: { status: 200 } },
    { request: { method: 'GET', url: `${API}/g` } },
  ];
  const document = contractDocument(JSON.stringify({ log: { entries } }), 'session.har');
  const { interactions } = readHar([document], { consumer: 'a', contract: 'b' });
  expect(interactions.map(({ name }) => name)).toEqual(['GET /a', 'GET /b', 'POST /c', 'GET /f%E0%A4%A']);
});
