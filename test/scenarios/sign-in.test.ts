// Sign-in metadata, watched through the real command line: what an authorization server drops, and why one cannot look.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { booking, type Provider, provider, type Stage, stage } from './stage.ts';

const OPENID = '/.well-known/openid-configuration';
const OAUTH = '/.well-known/oauth-authorization-server';
const RESOURCE = '/.well-known/oauth-protected-resource';

/** What is at each path: JSON, a text as it is, or a function that answers. */
type Pages = Record<string, unknown>;

let scene: Stage;
let vendor: Provider;
let pages: Pages;

beforeEach(async () => {
  scene = stage();
  pages = {};
  vendor = await provider((request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const page = pages[pathname];
    if (typeof page === 'function') page(response);
    else if (page === undefined) response.writeHead(404).end('nothing here');
    else
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(typeof page === 'string' ? page : JSON.stringify(page));
  });
  pages['/openapi.json'] = secured();
});
afterEach(() => {
  vendor.close();
  scene.remove();
});

/** The booking API, whose operations take tokens that are got by client credentials. */
function secured(
  flows: Record<string, unknown> = { clientCredentials: { tokenUrl: `${vendor.url}/token`, scopes: {} } },
) {
  const document = booking() as { components: Record<string, unknown> };
  document.components.securitySchemes = { login: { type: 'oauth2', flows } };
  return { ...document, security: [{ login: [] }] };
}

function metadata(said: Record<string, unknown> = {}, issuer = vendor.url): Record<string, unknown> {
  return {
    issuer,
    token_endpoint: `${vendor.url}/token`,
    authorization_endpoint: `${vendor.url}/authorize`,
    jwks_uri: `${vendor.url}/keys`,
    grant_types_supported: ['authorization_code', 'client_credentials', 'refresh_token'],
    response_types_supported: ['code'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt'],
    scopes_supported: ['read', 'write'],
    code_challenge_methods_supported: ['plain', 'S256'],
    ...said,
  };
}

function configured(location: string, more = ''): void {
  scene.write(
    'driftgate.yaml',
    `allowPrivateHosts: [127.0.0.1]\n${more}apis:\n  booking:\n    spec: ${vendor.url}/openapi.json\n    signIn: [${location}]\n${more === '' ? '' : '    sandbox: { url: https://sandbox.example.com, credential: crm }\n'}`,
  );
}

async function report(code: number): Promise<{ readonly rules: readonly string[]; readonly text: string }> {
  const ended = await scene.run(['check', '--quiet', '--format', 'json']);
  expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code, stderr: '' });
  const { apis } = JSON.parse(ended.stdout) as { apis: { findings: { rule: string; severity: string }[] }[] };
  const rules = apis.flatMap(({ findings }) => findings.map(({ rule, severity }) => `${severity} ${rule}`));
  return { rules: rules.sort(), text: ended.stdout };
}

test('what an authorization server drops is drift, until it is accepted', async () => {
  pages[OPENID] = metadata();
  configured(vendor.url);
  expect((await scene.run(['accept', '--all', '--quiet'])).stdout).toMatch(
    /^booking: first baseline .*; sign-in metadata taken\n$/,
  );
  expect((await report(0)).rules).toEqual([]);

  pages[OPENID] = metadata({
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: ['private_key_jwt', 'tls_client_auth'],
    scopes_supported: ['read'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint: `${vendor.url}/oauth2/token`,
    require_pushed_authorization_requests: true,
  });
  const before = scene.digest('snapshots');
  expect((await report(1)).rules).toEqual([
    'breaking auth/sign-in-client-auth-removed',
    'breaking auth/sign-in-endpoint-changed',
    'breaking auth/sign-in-grant-removed',
    'breaking auth/sign-in-pkce-removed',
    'breaking auth/sign-in-requirement-added',
    'breaking auth/sign-in-scope-removed',
    'info auth/sign-in-client-auth-added',
  ]);
  expect(scene.digest('snapshots')).toBe(before);

  const accepted = await scene.run(['accept', 'booking', '--quiet']);
  expect(accepted.stdout).toMatch(/sign-in metadata moved, accepted: 6 breaking, 1 info\n$/);
  expect((await report(0)).rules).toEqual([]);
});

test('what no credential of the team uses is not graver than risky', async () => {
  pages[OPENID] = metadata();
  configured(
    vendor.url,
    `credentials:\n  crm: { oauth2: { issuer: ${vendor.url}, clientId: team, clientSecret: "\${env:SECRET}", scopes: [read] } }\n`,
  );
  await scene.run(['accept', '--all', '--quiet']);
  pages[OPENID] = metadata({
    grant_types_supported: ['client_credentials'],
    scopes_supported: ['write'],
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
    code_challenge_methods_supported: ['S256'],
  });
  const { rules, text } = await report(1);
  expect(rules).toEqual([
    'breaking auth/sign-in-scope-removed',
    'risky auth/sign-in-client-auth-removed',
    'risky auth/sign-in-grant-removed',
    'risky auth/sign-in-grant-removed',
    'risky auth/sign-in-pkce-removed',
  ]);
  expect(text).toContain('credential `crm` uses it');
});

test('a shift that the document and the metadata show is one finding', async () => {
  pages[OPENID] = metadata();
  configured(vendor.url);
  await scene.run(['accept', '--all', '--quiet']);
  pages[OPENID] = metadata({ grant_types_supported: ['authorization_code', 'refresh_token'] });
  pages['/openapi.json'] = secured({
    authorizationCode: { authorizationUrl: `${vendor.url}/authorize`, tokenUrl: `${vendor.url}/token`, scopes: {} },
  });
  const { rules, text } = await report(1);
  expect(rules.filter((rule) => rule.startsWith('breaking'))).toEqual(['breaking auth/oauth-flow-removed']);
  expect(text).toContain('OAuth flow `clientCredentials` is gone; seen in the document and in the sign-in metadata');
});

test.each<[string, string, string, (url: string) => Record<string, unknown>]>([
  ['OpenID Connect, appended', '/tenant', `/tenant${OPENID}`, (url) => metadata({}, `${url}/tenant`)],
  ['RFC 8414, inserted', '/tenant', `${OAUTH}/tenant`, (url) => metadata({}, `${url}/tenant`)],
  ['OpenID Connect, inserted', '/tenant', `${OPENID}/tenant`, (url) => metadata({}, `${url}/tenant`)],
  ['RFC 8414 without a path, and a slash at the end', '/', OAUTH, (url) => metadata({}, url)],
  ['RFC 9728, inserted', '/v1', `${RESOURCE}/v1`, (url) => ({ resource: `${url}/v1` })],
  ['the well-known URL itself', `${OAUTH}/tenant`, `${OAUTH}/tenant`, (url) => metadata({}, `${url}/tenant`)],
  ['a document anywhere', '/meta/login.json', '/meta/login.json', () => metadata({}, 'https://login.example.com')],
  ['an issuer of many tenants', '/common/v2', `/common/v2${OPENID}`, (url) => metadata({}, `${url}/{tenantid}/v2`)],
])('metadata is found: %s', async (_what, location, path, page) => {
  pages[path] = page(vendor.url);
  configured(`${vendor.url}${location}`);
  expect(await scene.run(['accept', '--all', '--quiet'])).toMatchObject({ code: 0, stderr: '' });
  const { metadata: kept } = JSON.parse(scene.read('snapshots/booking/sign-in.json'));
  expect(kept).toMatchObject([{ source: `${vendor.url}${path}` }]);
});

test('a protected resource that takes tokens of another server now', async () => {
  const resource = { resource: vendor.url, bearer_methods_supported: ['header', 'query'] };
  pages[RESOURCE] = { ...resource, authorization_servers: ['https://old.example.com'] };
  configured(vendor.url);
  await scene.run(['accept', '--all', '--quiet']);
  pages[RESOURCE] = {
    ...resource,
    authorization_servers: ['https://new.example.com'],
    bearer_methods_supported: ['header'],
  };
  expect((await report(1)).rules).toEqual([
    'breaking auth/sign-in-bearer-method-removed',
    'breaking auth/sign-in-server-removed',
    'info auth/sign-in-server-added',
  ]);
});

/** Answers that say nothing of how to sign in, and must never be read as "all is gone". */
test.each<[string, unknown, string, string]>([
  [
    'a server that fails',
    (response: ServerResponse) => response.writeHead(503).end(),
    'server-error',
    'fails (HTTP 503',
  ],
  ['nothing there any more', undefined, 'source-missing', 'has no metadata of an authorization server'],
  [
    'an HTML page',
    '<!doctype html><title>Sign in</title>',
    'not-a-document',
    'is no metadata of an authorization server',
  ],
  ['JSON that is cut off', '{"issuer": "http://', 'not-a-document', 'is no metadata of an authorization server'],
  ['an array', '[]', 'not-a-document', 'is no metadata of an authorization server'],
  ['an issuer of a wrong type', '{"issuer": 7}', 'not-a-document', 'is no metadata of an authorization server'],
  [
    'an issuer that is no web address',
    '{"issuer": "javascript:alert(1)"}',
    'not-a-document',
    'is no metadata of an authorization server',
  ],
  ['metadata of another issuer', '{"issuer": "https://evil.example.com"}', 'answer-invalid', 'another `issuer`'],
  ['nesting without end', `{"issuer":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'too-deep', 'levels deep'],
  [
    'a redirect to a private address',
    (response: ServerResponse) => response.writeHead(302, { location: 'http://10.0.0.1/metadata' }).end(),
    'source-forbidden',
    'has no public address',
  ],
  [
    'more than metadata can be',
    (response: ServerResponse) => response.writeHead(200).end(`{"issuer":"${'x'.repeat(6_000_000)}"}`),
    'too-large',
    'is larger than',
  ],
])('%s is unknown, and moves no baseline', async (_what, page, code, message) => {
  pages[OPENID] = metadata();
  configured(vendor.url);
  await scene.run(['accept', '--all', '--quiet']);
  pages[OPENID] = page;
  const { rules, text } = await report(2);
  expect(rules).toEqual([]);
  expect(JSON.parse(text).apis[0]).toMatchObject({
    outcome: 'unknown',
    code,
    reason: expect.stringContaining(message),
  });

  const before = scene.digest('snapshots');
  pages['/openapi.json'] = { ...secured(), info: { title: 'Booking', version: '2.0' } };
  expect(await scene.run(['accept', '--all', '--quiet'])).toMatchObject({ code: 2, stdout: '' });
  expect(scene.digest('snapshots')).toBe(before);
});

test('members of wrong types are named, and nothing is taken for gone', async () => {
  pages[OPENID] = metadata({ 'x-vendor': true });
  configured(vendor.url);
  await scene.run(['accept', '--all', '--quiet']);
  pages[OPENID] = `${JSON.stringify(
    metadata({
      grant_types_supported: 'client_credentials',
      scopes_supported: { read: true },
      token_endpoint_auth_methods_supported: [1, 2],
      code_challenge_methods_supported: null,
    }),
  ).slice(0, -1)},"__proto__":{"a":1},"constructor":[]}`;
  expect((await report(0)).rules).toEqual([]);
  await scene.run(['accept', '--all', '--quiet']);
  const { metadata: kept } = JSON.parse(scene.read('snapshots/booking/sign-in.json'));
  expect(kept[0].unread).toEqual([
    '__proto__',
    'code_challenge_methods_supported',
    'constructor',
    'grant_types_supported',
    'scopes_supported',
    'token_endpoint_auth_methods_supported',
  ]);
});

test('what drifted in the metadata is told though the document cannot be looked at', async () => {
  pages[OPENID] = metadata();
  configured(vendor.url);
  await scene.run(['accept', '--all', '--quiet']);
  pages['/openapi.json'] = undefined;
  pages[OPENID] = metadata({ grant_types_supported: ['refresh_token'] });
  expect((await report(2)).rules).toEqual([
    'breaking auth/sign-in-grant-removed',
    'breaking auth/sign-in-grant-removed',
  ]);
});

test.each([
  ['no baseline', undefined, 'baseline-missing', 'has no baseline yet'],
  ['a damaged one', '{"takenAt": 1}', 'baseline-damaged', 'is not as it was accepted'],
  ['one with conflicts of git', '<<<<<<< HEAD\n{}', 'baseline-damaged', 'is not as it was accepted'],
])('%s of the metadata is unknown, and `accept` takes one', async (_what, kept, code, message) => {
  pages[OPENID] = metadata();
  configured(vendor.url);
  if (kept === undefined) scene.write('driftgate.yaml', scene.read('driftgate.yaml').replace(/ {4}signIn.*\n/, ''));
  await scene.run(['accept', '--all', '--quiet']);
  if (kept === undefined) configured(vendor.url);
  else scene.write('snapshots/booking/sign-in.json', kept);
  const { text } = await report(2);
  expect(JSON.parse(text).apis[0]).toMatchObject({ code, reason: expect.stringContaining(message) });
  expect((await scene.run(['accept', 'booking', '--quiet'])).stdout).toMatch(/sign-in metadata taken\n$/);
  await report(0);
});
