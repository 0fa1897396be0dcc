// Troubles told apart: each failed call has the cause that a person who knows the API would give it.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Incident } from '../../../../src/model/health.ts';
import type { LiveCall, PastCall, TroubleCause } from '../../../../src/model/trouble.ts';
import { certificateEnding, classify } from '../../../../src/read/traffic/trouble/classify.ts';
import { BY_LOOKS } from '../secrets.ts';
import { answered, failed, NOW } from './calls.ts';

const ENDED = { credential: { name: 'stripe', endsAt: '2026-11-22T13:00:00Z' } };
const NONE = { credential: undefined };
const HTML = { 'Content-Type': 'text/html' };

function past(operation: string, status: number | undefined, at: string, credential = 'stripe'): PastCall {
  return { operation, status, at, credential };
}

const READ_WORKS = [past('GET /charges', 200, '2026-11-22T13:59:00Z')];
const WORKED_YESTERDAY = [past('POST /charges', 201, '2026-11-21T14:00:00Z')];

type Case = readonly [name: string, cause: TroubleCause, call: LiveCall, history?: readonly PastCall[]];

const CREDENTIALS: readonly Case[] = [
  ['a JWT', 'credential-expired', answered(401, { message: 'jwt expired' })],
  [
    'OAuth',
    'credential-expired',
    answered(401, undefined, {
      'WWW-Authenticate': 'Bearer error="invalid_token", error_description="The access token expired"',
    }),
  ],
  [
    'a refresh token',
    'credential-expired',
    answered(400, { error: 'invalid_grant', error_description: 'Bad Request' }),
  ],
  ['a revoked one', 'credential-expired', answered(401, { error: { code: 'TOKEN_REVOKED' } })],
  ['Slack', 'credential-expired', answered(200, { ok: false, error: 'token_expired' })],
  [
    'AWS',
    'credential-expired',
    answered(400, {
      __type: 'com.amazon#ExpiredTokenException',
      message: 'The security token included in the request is expired',
    }),
  ],
  [
    'S3',
    'credential-expired',
    answered(
      400,
      '<?xml version="1.0"?><Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>',
    ),
  ],
  ['by its known end', 'credential-expired', answered(401, { message: 'Unauthorized' }, {}, ENDED)],
  ['by its known end, as 403', 'credential-expired', answered(403, { message: 'Forbidden' }, {}, ENDED)],
  ['one that worked before', 'credential-expired', answered(401, { message: 'Unauthorized' }), WORKED_YESTERDAY],
  ['invalid, and worked before', 'credential-expired', answered(401, { error: 'invalid_token' }), WORKED_YESTERDAY],
  ['a client certificate', 'credential-expired', failed('ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED')],
  ['a bare 401', 'credential-wrong', answered(401)],
  [
    'a 401 after another’s success',
    'credential-wrong',
    answered(401),
    [past('GET /charges', 200, '2026-11-21T14:00:00Z', 'other')],
  ],
  [
    'Stripe',
    'credential-wrong',
    answered(401, { error: { type: 'invalid_request_error', message: 'Invalid API Key provided: sk_test_****1234' } }),
  ],
  [
    'GitHub',
    'credential-wrong',
    answered(401, { message: 'Bad credentials', documentation_url: 'https://docs.example.com' }),
  ],
  [
    'Google',
    'credential-wrong',
    answered(400, {
      error: {
        code: 400,
        message: 'API key not valid. Please pass a valid API key.',
        status: 'INVALID_ARGUMENT',
        details: [{ reason: 'API_KEY_INVALID' }],
      },
    }),
  ],
  ['a token that nobody has', 'credential-wrong', answered(401, { message: 'No such token' })],
  ['an OAuth client', 'credential-wrong', answered(401, { error: 'invalid_client' })],
  ['a login page to go to', 'credential-wrong', answered(302, undefined, { Location: '/login?next=/charges' })],
  ['none sent', 'credential-missing', answered(401, { message: 'Unauthorized' }, {}, NONE)],
  ['a key in the wrong place', 'credential-missing', answered(403, { message: 'Missing Authentication Token' })],
  ['none found', 'credential-missing', answered(401, { error: 'No API key provided' })],
  [
    'Apigee',
    'credential-wrong',
    answered(401, { fault: { faultstring: 'Invalid ApiKey', detail: { errorcode: 'oauth.v2.InvalidApiKey' } } }),
  ],
];

const PERMISSIONS: readonly Case[] = [
  ['a bare 403', 'permission-missing', answered(403, { message: 'Forbidden' })],
  [
    'OAuth',
    'permission-missing',
    answered(403, undefined, { 'WWW-Authenticate': 'Bearer error="insufficient_scope", scope="charges:write"' }),
  ],
  ['OAuth as 401', 'permission-missing', answered(401, { error: 'insufficient_scope' })],
  ['Slack', 'permission-missing', answered(200, { ok: false, error: 'missing_scope', needed: 'chat:write' })],
  [
    'Google',
    'permission-missing',
    answered(403, {
      error: { status: 'PERMISSION_DENIED', message: 'Request had insufficient authentication scopes.' },
    }),
  ],
  [
    'problem details',
    'permission-missing',
    answered(403, { type: 'about:blank', title: 'Forbidden', detail: 'You do not have the required permission.' }),
  ],
  ['a 401 for a write', 'permission-missing', answered(401), READ_WORKS],
  ['a 403 for a write', 'permission-missing', answered(403), READ_WORKS],
  [
    'GraphQL',
    'permission-missing',
    answered(200, { errors: [{ message: 'Not authorized to access charges', extensions: { code: 'FORBIDDEN' } }] }),
  ],
];

const LIMITS: readonly Case[] = [
  ['429', 'rate-limited', answered(429)],
  [
    'a 401 with nothing left',
    'rate-limited',
    answered(401, { message: 'Unauthorized' }, { 'X-RateLimit-Remaining': '0' }),
  ],
  [
    'a 403 with nothing left',
    'rate-limited',
    answered(403, { message: 'Forbidden' }, { RateLimit: '"default";r=0;t=30' }),
  ],
  ['an old draft', 'rate-limited', answered(403, {}, { RateLimit: 'limit=100, remaining=0, reset=50' })],
  ['a 403 to come back to', 'rate-limited', answered(403, { message: 'Forbidden' }, { 'Retry-After': '60' })],
  ['GitHub', 'rate-limited', answered(403, { message: 'You have exceeded a secondary rate limit.' })],
  ['Google', 'rate-limited', answered(403, { error: { errors: [{ reason: 'userRateLimitExceeded' }], code: 403 } })],
  ['AWS', 'rate-limited', answered(400, { __type: 'ThrottlingException', message: 'Rate exceeded' })],
  ['a 401 in words', 'rate-limited', answered(401, { error: 'Too many requests with this token' })],
  ['Slack', 'rate-limited', answered(200, { ok: false, error: 'ratelimited' })],
  [
    'OpenAI',
    'rate-limited',
    answered(429, { error: { code: 'insufficient_quota', message: 'You exceeded your current quota' } }),
  ],
];

const REQUESTS: readonly Case[] = [
  ['a bare 400', 'request-invalid', answered(400)],
  [
    'a field about a token',
    'request-invalid',
    answered(422, { errors: [{ field: 'token', message: 'token has expired' }] }),
  ],
  ['a password that it is about', 'request-invalid', answered(400, { message: 'invalid password format' })],
  [
    'a wish that it does not grant',
    'request-invalid',
    answered(200, { success: false, message: 'not allowed to book in the past' }),
  ],
  ['a method', 'request-invalid', answered(405)],
  [
    'GraphQL',
    'request-invalid',
    answered(200, { errors: [{ message: 'Cannot query field "amount" on type "Charge"' }] }),
  ],
  ['404', 'not-found', answered(404, { message: 'No such charge' })],
  ['a page for a 404', 'not-found', answered(404, '<!DOCTYPE html><title>Not Found</title>', HTML)],
  ['410', 'gone', answered(410)],
  ['301', 'moved', answered(301, undefined, { Location: '/v2/charges' })],
  ['308', 'moved', answered(308, undefined, { Location: 'https://api2.example.com/charges?token=secret' })],
  ['307', 'moved', answered(307, undefined, { Location: '/v2/charges' })],
  ['301 to nowhere', 'moved', answered(301)],
  ['402', 'refused', answered(402)],
  ['451', 'refused', answered(451)],
];

const SERVERS: readonly Case[] = [
  ['500', 'server-fault', answered(500, { message: 'token service exploded' })],
  ['a bare 503', 'server-fault', answered(503)],
  ['a page of 502', 'server-fault', answered(502, '<html><h1>502 Bad Gateway</h1></html>', HTML)],
  ['503 to come back to', 'maintenance', answered(503, undefined, { 'Retry-After': 'Sun, 22 Nov 2026 15:00:00 GMT' })],
  ['503 in words', 'maintenance', answered(503, { message: 'We are down for scheduled maintenance' })],
  ['503 as a page', 'maintenance', answered(503, '<html><body>Down for maintenance</body></html>', HTML)],
  ['408', 'timeout', answered(408)],
  ['504', 'timeout', answered(504)],
  ['a page in the place of JSON', 'not-json', answered(200, '<!doctype html><html></html>', HTML)],
  ['a page of a firewall', 'not-json', answered(403, '<html><title>Attention Required!</title></html>', HTML)],
  ['an answer past patience', 'slow', answered(200, {}, {}, { ms: 8000, patience: 5000 })],
];

const WAYS: readonly Case[] = [
  ['a name that is unknown', 'dns', failed('ENOTFOUND')],
  ['a name server that fails', 'dns', failed('EAI_AGAIN')],
  ['refused', 'connection-refused', failed('ECONNREFUSED')],
  ['reset', 'connection-reset', failed('ECONNRESET')],
  ['broken off', 'connection-reset', failed('UND_ERR_SOCKET')],
  ['a connect timeout', 'timeout', failed('UND_ERR_CONNECT_TIMEOUT')],
  ['a timeout of the system', 'timeout', failed('ETIMEDOUT')],
  ['an abort in time', 'timeout', failed('TimeoutError')],
  ['no route', 'unreachable', failed('EHOSTUNREACH')],
  ['an unknown code', 'unreachable', failed('__proto__')],
  ['an expired certificate', 'tls-expired', failed('CERT_HAS_EXPIRED')],
  ['a certificate of another', 'tls-host', failed('ERR_TLS_CERT_ALTNAME_INVALID')],
  ['a self-signed one', 'tls-untrusted', failed('DEPTH_ZERO_SELF_SIGNED_CERT')],
  ['a chain that is cut', 'tls-untrusted', failed('UNABLE_TO_VERIFY_LEAF_SIGNATURE')],
  ['no TLS', 'tls-failed', failed('ERR_SSL_WRONG_VERSION_NUMBER')],
];

describe.each([
  ['credentials', CREDENTIALS],
  ['permissions', PERMISSIONS],
  ['limits', LIMITS],
  ['requests', REQUESTS],
  ['servers', SERVERS],
  ['the way', WAYS],
])('%s', (_, cases) => {
  test.each(cases)('%s: %s', (_name, cause, call, history = []) => {
    expect(classify(call, { history })?.cause).toBe(cause);
  });
});

test.each<[string, LiveCall]>([
  ['a success', answered(200, { id: 1 })],
  ['no content', answered(204)],
  ['not modified', answered(304)],
  ['a success that speaks of an error', answered(200, { error: null, message: 'token expired', data: {} })],
  ['GraphQL with data', answered(200, { data: { a: 1 }, errors: [{ message: 'one part failed' }] })],
  ['a page that is wanted', answered(200, '<html></html>', HTML, { expectsJson: false })],
  ['in time', answered(200, {}, {}, { ms: 4999, patience: 5000 })],
  ['nothing left of the limit', answered(200, {}, { 'X-RateLimit-Remaining': '0' })],
])('%s is no trouble', (_, call) => {
  expect(classify(call)).toBeUndefined();
});

test.each<[string, unknown, readonly string[]]>([
  ['problem details', { 'invalid-params': [{ name: 'age', reason: 'must be positive' }] }, ['age']],
  ['JSON pointers', { errors: [{ detail: 'must be a date', pointer: '#/end' }] }, ['#/end']],
  [
    'JSON:API',
    { errors: [{ title: 'Invalid', source: { pointer: '/data/attributes/end' } }] },
    ['/data/attributes/end'],
  ],
  ['Stripe', { error: { type: 'invalid_request_error', param: 'amount', message: 'Missing' } }, ['amount']],
  ['FastAPI', { detail: [{ loc: ['body', 'items', 0, 'end'], msg: 'field required' }] }, ['body.items.0.end']],
  ['Laravel', { message: 'Invalid', errors: { email: ['is taken'], phone: ['is no number'] } }, ['email', 'phone']],
  ['Rails', { errors: { title: ['is blank'], status: ['is unknown'] } }, ['title', 'status']],
  ['Google', { error: { details: [{ fieldViolations: [{ field: 'start', description: 'x' }] }] } }, ['start']],
  ['Symfony', { violations: [{ propertyPath: 'start', title: 'blank' }] }, ['start']],
  ['Spring', { status: 400, error: 'Bad Request', path: '/charges' }, []],
  ['a hostile name', { errors: [{ field: '__proto__' }, { field: 'a`b\u001b[31m' }] }, ['__proto__', "a'b\uFFFD[31m"]],
])('the fields that %s names', (_, body, fields) => {
  expect(classify(answered(400, body))?.fields.map(({ name }) => name)).toEqual(fields);
});

test.each<[string, LiveCall, readonly PastCall[], object]>([
  [
    'scopes by challenge',
    answered(403, undefined, { 'WWW-Authenticate': 'Bearer scope="charges:write a", error="insufficient_scope"' }),
    [],
    { scopes: ['charges:write', 'a'] },
  ],
  [
    'scopes by GitHub',
    answered(403, {}, { 'X-Accepted-OAuth-Scopes': 'repo, gist', 'X-OAuth-Scopes': 'gist' }),
    [],
    { scopes: ['repo'] },
  ],
  [
    'a write that is refused',
    answered(403),
    READ_WORKS,
    { fact: 'credential `stripe` lacks a permission: reads with it work, and this write is refused' },
  ],
  [
    'the time to come back',
    answered(429, undefined, { 'Retry-After': '90' }),
    [],
    { retryAt: '2026-11-22T14:01:30.000Z' },
  ],
  [
    'the time of a reset',
    answered(403, {}, { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '1795356300' }),
    [],
    { retryAt: '2026-11-22T14:05:00.000Z' },
  ],
  [
    'a date to come back',
    answered(503, undefined, { 'Retry-After': 'Sun, 22 Nov 2026 15:00:00 GMT' }),
    [],
    { retryAt: '2026-11-22T15:00:00.000Z' },
  ],
  [
    'the new address without its query',
    answered(308, undefined, { Location: 'https://api2.example.com/charges?token=abc' }),
    [],
    { movedTo: 'https://api2.example.com/charges', subject: { kind: 'host', name: 'api.example.com' } },
  ],
  [
    'a 404 that worked',
    answered(404),
    WORKED_YESTERDAY,
    { fact: '`POST /charges` finds nothing there any more: it worked until 2026-11-21T14:00:00Z' },
  ],
  ['one fault', answered(500), [], { lasts: 'passing' }],
  [
    'faults in a row',
    answered(500),
    ['13:40', '13:50'].map((at) => past('POST /charges', 500, `2026-11-22T${at}:00Z`)),
    { lasts: 'lasting' },
  ],
  [
    'faults in a minute',
    answered(500),
    ['13:59', '13:59'].map((at) => past('POST /charges', 500, `2026-11-22T${at}:00Z`)),
    { lasts: 'passing' },
  ],
  [
    'faults with a success between',
    answered(500),
    [past('POST /charges', 500, '2026-11-22T13:40:00Z'), past('POST /charges', 201, '2026-11-22T13:50:00Z')],
    { lasts: 'passing' },
  ],
  ['what is not there', answered(501), [], { lasts: 'lasting' }],
  [
    'an end that is known',
    answered(401, {}, {}, ENDED),
    [],
    { fact: 'credential `stripe` has expired: its end was `2026-11-22T13:00:00Z`' },
  ],
  [
    'what the API says',
    answered(400, { error: 'bad_end', message: 'end is missing' }),
    [],
    {
      message:
        '`POST /charges` refuses the request as invalid: `POST /charges` answers 400, and says `bad_end: end is missing`',
    },
  ],
])('a trouble tells %s', (_, call, history, told) => {
  expect(classify(call, { history })).toMatchObject(told);
});

test.each<[string | undefined, number | undefined]>([
  ['2026-12-01T14:00:00Z', 9],
  ['2026-11-22T15:00:00Z', 0],
  ['2026-11-01T00:00:00Z', -22],
  ['2027-12-01T14:00:00Z', undefined],
  ['whenever', undefined],
  [undefined, undefined],
])('of a certificate that ends at %s, %s days are left to be told of', (certificateEnds, daysLeft) => {
  expect(certificateEnding(answered(200, {}, {}, { certificateEnds }))?.daysLeft).toBe(daysLeft);
});

test.each<[Incident['kind'], LiveCall, string]>([
  ['maintenance', failed('ECONNREFUSED'), 'maintenance of host api.example.com'],
  ['maintenance', answered(500), 'maintenance of host api.example.com'],
  ['incident', answered(500), 'server-fault of host api.example.com'],
  ['incident', failed('TimeoutError'), 'server-fault of host api.example.com'],
  ['incident', answered(401), 'credential-wrong of credential stripe'],
  ['maintenance', answered(422), 'request-invalid of operation POST /charges'],
])('while the status page tells of %s', (kind, call, expected) => {
  const incident: Incident = {
    kind,
    name: 'Database',
    url: undefined,
    status: '',
    impact: '',
    from: NOW,
    until: NOW,
    components: [],
  };
  const trouble = classify(call, { incident });
  expect(`${trouble?.cause} of ${trouble?.subject.kind} ${trouble?.subject.name}`).toBe(expected);
  if (trouble?.subject.kind === 'host') expect(trouble.fact).toContain('the provider tells of `Database`');
});

describe('nothing secret is told', () => {
  test.each(BY_LOOKS)('%s', (_, secret) => {
    const bodies = [
      { message: `no ${secret} here` },
      { errors: { [secret]: ['bad'] } },
      { errors: [{ field: secret }] },
      `plain ${secret}`,
    ];
    const calls = bodies.map((body) => answered(400, body, { Location: `https://x.example/${secret}` }));
    const troubles = [...calls, answered(301, undefined, { Location: `/a?b=${encodeURIComponent(secret)}` })].map(
      (call) => classify(call),
    );
    expect(troubles).not.toContain(undefined);
    expect(JSON.stringify(troubles)).not.toContain(JSON.stringify(secret).slice(1, -1));
  });

  test('that is known to be in use', () => {
    const call = answered(401, { message: 'key hunter2 is unknown' });
    const trouble = classify(call, { redact: (text) => text.replaceAll('hunter2', 'redacted') });
    expect(trouble?.message).toContain('key redacted is unknown');
  });
});

test('whatever comes, a cause or none is told', () => {
  const header = fc.record({
    name: fc.oneof(
      fc.string(),
      fc.constantFrom('Retry-After', 'RateLimit', 'X-RateLimit-Reset', 'Location', 'WWW-Authenticate', 'Content-Type'),
    ),
    value: fc.string(),
  });
  const body = fc.option(fc.oneof(fc.string(), fc.json(), fc.constant(`${'['.repeat(5000)}`)), { nil: undefined });
  const answer = fc.record({
    status: fc.oneof(fc.integer({ min: 100, max: 599 }), fc.integer(), fc.double()),
    headers: fc.array(header),
    body,
  });
  const when = fc.oneof(fc.string(), fc.constant(NOW));
  const call: fc.Arbitrary<LiveCall> = fc.record({
    api: fc.string(),
    operation: fc.string(),
    url: fc.oneof(fc.string(), fc.webUrl()),
    at: when,
    ms: fc.double(),
    patience: fc.option(fc.double(), { nil: undefined }),
    credential: fc.option(fc.record({ name: fc.string(), endsAt: fc.option(when, { nil: undefined }) }), {
      nil: undefined,
    }),
    expectsJson: fc.boolean(),
    outcome: fc.oneof(answer, fc.record({ error: fc.string() })),
    certificateEnds: fc.option(when, { nil: undefined }),
  });
  const history = fc.array(
    fc.record({
      operation: fc.string(),
      at: when,
      credential: fc.option(fc.string(), { nil: undefined }),
      status: fc.option(fc.integer(), { nil: undefined }),
    }),
  );
  fc.assert(
    fc.property(call, history, (each, before) => {
      const trouble = classify(each, { history: before });
      certificateEnding(each);
      if (trouble !== undefined) expect(trouble.message).not.toMatch(/undefined|\p{Cc}/u);
    }),
    { numRuns: 1000 },
  );
});
