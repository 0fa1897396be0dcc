// Token endpoints that answer what no honest one would: a clear failure, or a token that can be used.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets are written so.

import type { ServerResponse } from 'node:http';
import { expect, test } from '@jest/globals';
import { serve } from '../sources/servers.ts';
import { failureOf, setting } from './configured.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

function giving(answer: unknown, status = 200): (response: ServerResponse) => void {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return (response) => void response.writeHead(status, JSON_TYPE).end(text);
}

async function uses(answer: (response: ServerResponse) => void, oauth2 = '') {
  await using server = await serve((_, response) => answer(response));
  using set = setting(
    `  c: { oauth2: { tokenUrl: "${server.origin}/token", clientId: a, clientSecret: \${env:SECRET}${oauth2} } }`,
    { SECRET: 's3cret', REFRESH: 'r3fresh' },
  );
  const credentials = set.start();
  await credentials.use('c');
  return await credentials.use('c');
}

const TOKEN = { access_token: 'token', token_type: 'Bearer' };

test.each<[string, (response: ServerResponse) => void]>([
  ['a page', (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hello</p>')],
  ['no JSON', giving('{')],
  ['a list', giving([])],
  ['null', giving('null')],
  ['no token', giving({ token_type: 'Bearer' })],
  ['a token that is none', giving({ ...TOKEN, access_token: 5 })],
  ['a kind of token that nobody knows', giving({ ...TOKEN, token_type: 'N_A' })],
  ['a life that is no number', giving({ ...TOKEN, expires_in: { seconds: 5 } })],
  ['scopes that are no text', giving({ ...TOKEN, scope: ['read'] })],
  ['an answer without end', giving({ ...TOKEN, padding: 'x'.repeat(2_000_000) })],
  ['a redirect', (response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
  ['a reason that acts', giving({ error: 'x\u001b[31m\n::error::', error_description: '`\u202e' }, 400)],
  ['a reason that is none', giving({ error: { constructor: 1 } }, 400)],
  ['a challenge', (response) => void response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end()],
])('%s is no token', async (_, answer) => {
  for (const oauth2 of ['', ', refreshToken: ${env:REFRESH}']) {
    const { code, message, hint, stack } = await failureOf(uses(answer, oauth2));
    expect(code).toBe('credential-failed');
    expect(message).toMatch(/^credential `c` gets no token: `http:\/\/127\.0\.0\.1:\d+\/token` /);
    expect(`${message}${hint}`).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(message.split('`').length % 2).toBe(1);
    expect(`${message}${hint}${stack}`).not.toMatch(/s3cret|r3fresh/);
  }
});

test.each<[string, object, object]>([
  ['no life', {}, { endsAt: undefined }],
  ['a life beyond all dates', { expires_in: 1e300 }, { endsAt: undefined }],
  ['no life at all', { expires_in: 0 }, { headers: { authorization: 'Bearer token' } }],
  ['names of properties of objects', { scope: '__proto__ constructor' }, { scopes: ['__proto__', 'constructor'] }],
  ['an identity that nobody asked for', { id_token: 'x.y.z' }, { headers: { authorization: 'Bearer token' } }],
  ['the name of the kind in another case', { token_type: 'bearer' }, { headers: { authorization: 'Bearer token' } }],
])('%s is taken', async (_, more, expected) => {
  expect(await uses(giving({ ...TOKEN, ...more }))).toMatchObject(expected);
});

test('a server on a private address is not asked', async () => {
  using set = setting('  c: { oauth2: { tokenUrl: "https://169.254.169.254/token", clientId: a } }', {});
  expect(await failureOf(set.start().use('c'))).toMatchObject({
    code: 'source-forbidden',
    hint: expect.stringContaining('allowPrivateHosts'),
  });
});

test('a server without TLS is not asked, unless it is one of our own', async () => {
  using set = setting('  c: { oauth2: { tokenUrl: "http://login.example/token", clientId: a } }', {});
  expect(await failureOf(set.start().use('c'))).toMatchObject({
    code: 'credential-failed',
    message:
      'credential `c` gets no token: `http://login.example/token` is asked without TLS (OAUTH_HTTP_REQUEST_FORBIDDEN)',
  });
});
