// Changes of operations, credentials, servers, parameters and responses: each is proven by a whole message.

import { expect, test } from '@jest/globals';
import { witnessOf } from './proofs.ts';

/** A document with the paths and, below them, whatever else. */
function api(paths: string, rest = ''): string {
  return `openapi: 3.1.0
info: { title: Things, version: '1' }
${rest.includes('servers:') ? '' : 'servers: [{ url: https://api.example.com/v1 }]'}
paths:
${paths}
${rest}
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
    key: { type: apiKey, in: header, name: X-Api-Key }
    query: { type: apiKey, in: query, name: api_key }
    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://example.com/t, scopes: { read: r, write: w } } } }
`;
}

const OK = "responses: { '200': { description: ok } }";
const thing = (operation: string): string =>
  api(
    `  /things/{id}:\n    post: { parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], ${operation} }`,
  );
const secured = (security: string): string => api(`  /things:\n    get: { ${OK} }`, `security: ${security}`);
const answering = (responses: string): string => thing(`responses: { ${responses} }`);
const served = (servers: string): string => api(`  /things:\n    get: { ${OK} }`, `servers: [${servers}]`);
const JSON_BODY =
  'content: { application/json: { schema: { type: object, required: [a], properties: { a: { type: string } } } } }';
const URL = 'https://api.example.com/v1/things/0';

type Case = readonly [
  title: string,
  kind: string,
  direction: string,
  before: string,
  after: string,
  payload: object,
  giver: 'old' | 'new',
];

const CASES: readonly Case[] = [
  [
    'an operation is gone',
    'operation.removed',
    'request',
    api(`  /things: { get: { ${OK} } }\n  /others: { get: { ${OK} } }`),
    api(`  /others: { get: { ${OK} } }`),
    { method: 'GET', url: 'https://api.example.com/v1/things' },
    'old',
  ],
  [
    'an operation moved',
    'operation.moved',
    'request',
    api(`  /im_groups: { get: { operationId: groups, ${OK} } }`),
    api(`  /im/groups: { get: { operationId: groups, ${OK} } }`),
    { method: 'GET', url: 'https://api.example.com/v1/im_groups' },
    'old',
  ],
  [
    'a server is gone',
    'server.removed',
    'transport',
    served('{ url: https://a.example.com }, { url: https://b.example.com }'),
    served('{ url: https://b.example.com }'),
    { method: 'GET', url: 'https://a.example.com/things' },
    'old',
  ],
  [
    'credentials no longer suffice',
    'security.alternative-removed',
    'auth',
    secured('[{ token: [] }, { key: [] }]'),
    secured('[{ token: [] }]'),
    { method: 'GET', url: 'https://api.example.com/v1/things', headers: { 'x-api-key': 'key' } },
    'old',
  ],
  [
    'a key in the query shows itself, a token beside it does not',
    'security.alternative-removed',
    'auth',
    secured('[{ query: [], token: [] }]'),
    secured('[{ key: [] }]'),
    {
      method: 'GET',
      url: 'https://api.example.com/v1/things?api_key=key',
      credentials: [{ scheme: 'http bearer' }],
    },
    'old',
  ],
  [
    'credentials are asked for',
    'security.alternative-removed',
    'auth',
    secured('[]'),
    secured('[{ token: [] }]'),
    { method: 'GET', url: 'https://api.example.com/v1/things' },
    'old',
  ],
  [
    'a scope more is asked for',
    'security.scope-added',
    'auth',
    secured('[{ oauth: [read] }]'),
    secured('[{ oauth: [read, write] }]'),
    { method: 'GET', url: 'https://api.example.com/v1/things', credentials: [{ scheme: 'oauth2', scopes: ['read'] }] },
    'old',
  ],
  [
    'a key travels elsewhere',
    'security.scheme-changed',
    'auth',
    secured('[{ key: [] }]'),
    secured('[{ key: [] }]').replace('in: header, name: X-Api-Key', 'in: query, name: k'),
    { method: 'GET', url: 'https://api.example.com/v1/things', headers: { 'x-api-key': 'key' } },
    'old',
  ],
  [
    'a parameter is required',
    'parameter.added',
    'request',
    thing(OK),
    thing(OK).replace(
      '[{ name: id',
      '[{ name: limit, in: query, required: true, schema: { type: integer } }, { name: id',
    ),
    { method: 'POST', url: URL },
    'old',
  ],
  [
    'a body is required',
    'body.became-required',
    'request',
    thing(`requestBody: { ${JSON_BODY} }, ${OK}`),
    thing(`requestBody: { required: true, ${JSON_BODY} }, ${OK}`),
    { method: 'POST', url: URL },
    'old',
  ],
  [
    'a media type is no longer taken',
    'media-type.removed',
    'request',
    thing(`requestBody: { ${JSON_BODY.replace('content: {', 'content: { text/plain: {},')} }, ${OK}`),
    thing(`requestBody: { ${JSON_BODY} }, ${OK}`),
    { method: 'POST', url: URL, headers: { 'content-type': 'text/plain' }, body: 'x' },
    'old',
  ],
  [
    'a status is new',
    'status.added',
    'response',
    answering("'200': { description: ok }"),
    answering(`'200': { description: ok }, '202': { description: later, ${JSON_BODY} }`),
    { status: 202, headers: { 'content-type': 'application/json' }, body: { a: 'x' } },
    'new',
  ],
  [
    'a class of statuses is new',
    'status.added',
    'response',
    answering("'404': { description: none }"),
    answering("'404': { description: none }, 4XX: { description: bad }"),
    { status: 400 },
    'new',
  ],
  [
    'a status is gone',
    'status.removed',
    'response',
    answering("'200': { description: ok }, '202': { description: later }"),
    answering("'200': { description: ok }"),
    { status: 202 },
    'old',
  ],
  [
    'a response media type is gone',
    'media-type.removed',
    'response',
    answering("'200': { description: ok, content: { text/csv: {}, text/html: {} } }"),
    answering("'200': { description: ok, content: { text/html: {} } }"),
    { status: 200, headers: { 'content-type': 'text/csv' }, body: 'x' },
    'old',
  ],
  [
    'a header may be absent',
    'header.became-optional',
    'response',
    answering("'200': { description: ok, headers: { X-A: { required: true, schema: { type: string } } } }"),
    answering("'200': { description: ok, headers: { X-A: { schema: { type: string } } } }"),
    { status: 200 },
    'new',
  ],
  [
    'a parameter takes less',
    'enum.value-removed',
    'request',
    thing(OK).replace('type: integer', 'enum: [a, b]'),
    thing(OK).replace('type: integer', 'enum: [a]'),
    ['b'],
    'old',
  ],
];

test.each(CASES)('%s', async (_, kind, direction, before, after, payload, giver) => {
  const witness = await witnessOf(before, after, kind, direction);
  const shown = Array.isArray(payload) ? payload[0] : payload;
  expect(witness).toMatchObject({ status: 'proven', oldAccepts: giver === 'old', newAccepts: giver === 'new' });
  expect(witness).toHaveProperty('payload', shown);
});

const templated = `  /things/{id}: { get: { ${OK} } }`;

const UNPROVABLE = [
  [
    'another path takes it',
    'operation.removed',
    'request',
    api(`  /things/mine: { get: { ${OK} } }\n${templated}`),
    api(templated),
    /routes such a request to `GET \/things\/\{id\}`/,
  ],
  [
    '`default` covers it',
    'status.added',
    'response',
    answering('default: { description: any }'),
    answering("default: { description: any }, '201': { description: made }"),
    /`default` of the old document/,
  ],
  [
    'a parameter is passed over',
    'parameter.removed',
    'request',
    thing(OK).replace('[{ name: id', '[{ name: limit, in: query, schema: { type: integer } }, { name: id'),
    thing(OK),
    /nothing in the new document refuses/,
  ],
  [
    'a header was never promised',
    'header.removed',
    'response',
    answering("'200': { description: ok, headers: { X-A: { schema: { type: string } } } }"),
    answering("'200': { description: ok }"),
    /never promised/,
  ],
  [
    'a body that cannot be made',
    'operation.removed',
    'request',
    thing(
      `requestBody: { required: true, content: { application/json: { schema: { type: string, minLength: 2, maxLength: 1 } } } }, ${OK}`,
    ),
    api(templated.replace('get', 'put')),
    /valid in the first place/,
  ],
] as const;

test.each(UNPROVABLE)('unproven: %s', async (_, kind, direction, before, after, why) => {
  expect(await witnessOf(before, after, kind, direction)).toEqual({
    status: 'unproven',
    why: expect.stringMatching(why),
  });
});
