// Credentials that stand in the configuration as they are sent.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets are written so.

import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { failureOf, setting } from './configured.ts';

const ENV = { KEY: 'k/1 +', USER: 'me', EMPTY: '' };

function token(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.x`;
}

test.each([
  ['{ bearer: ${env:KEY} }', { authorization: 'Bearer k/1 +' }, {}],
  ['{ bearer: ${file:secret.txt} }', { authorization: 'Bearer from file' }, {}],
  ['{ bearer: ${command:node -p "\'from, command\'"} }', { authorization: 'Bearer from, command' }, {}],
  ['{ basic: { user: ${env:USER}, password: ${env:KEY} } }', { authorization: 'Basic bWU6ay8xICs=' }, {}],
  ['{ apiKey: { header: X-Key, value: ${env:KEY} } }', { 'x-key': 'k/1 +' }, {}],
  ['{ apiKey: { query: key, value: ${env:KEY} } }', {}, { key: 'k/1 +' }],
  ['{ apiKey: { cookie: sid, value: ${env:USER} } }', { cookie: 'sid=me' }, {}],
  ['{ headers: { X-A: "v ${env:USER}", X-B: ${env:KEY} } }', { 'x-a': 'v me', 'x-b': 'k/1 +' }, {}],
])('%s is sent', async (credential, headers, query) => {
  using set = setting(`  c: ${credential}`, { ...ENV });
  set.write('secret.txt', 'from file\n');
  expect(await set.start().use('c')).toMatchObject({ headers, query });
});

test.each([
  ['nothing says it', '{ bearer: ${env:KEY} }', {}, undefined, undefined],
  ['the configuration', '{ bearer: ${env:KEY}, ends: 2030-01-02 }', {}, '2030-01-02T00:00:00.000Z', undefined],
  [
    'the token',
    '{ bearer: ${env:KEY} }',
    { exp: 1_893_456_000, scope: 'write read' },
    '2030-01-01T00:00:00.000Z',
    ['read', 'write'],
  ],
  [
    'both, and the earlier counts',
    '{ bearer: ${env:KEY}, ends: 2029-12-31T12:00:00+01:00, scopes: [all] }',
    { exp: 1_893_456_000, scp: ['read'] },
    '2029-12-31T11:00:00.000Z',
    ['all'],
  ],
])('when it ends and its scopes: %s', async (_, credential, claims, endsAt, scopes) => {
  using set = setting(`  c: ${credential}`, { KEY: token(claims) });
  expect(await set.start().use('c')).toMatchObject({ endsAt, scopes });
});

test.each([
  ['{ bearer: ${env:NOT_SET} }', 'environment variable `NOT_SET` is not set'],
  ['{ bearer: ${env:EMPTY} }', 'environment variable `EMPTY` is not set'],
  ['{ bearer: ${file:nowhere.txt} }', 'file `nowhere.txt` has no secret in it, or is not there'],
  [
    '{ bearer: ${command:node -e "console.error(process.env.KEY), process.exit(3)"} }',
    'command `node` ends with exit code 3, and gives no secret',
  ],
  [
    '{ bearer: ${command:no-such-program x} }',
    'command `no-such-program` is not installed, or not on the PATH, and gives no secret',
  ],
])('%s is missing, by name and without the secret', async (credential, message) => {
  using set = setting(`  c: ${credential}`, { ...ENV });
  const failure = await failureOf(set.start().use('c'));
  expect(failure).toMatchObject({ code: 'secret-missing', message });
  expect(JSON.stringify([failure, failure.stack, failure.cause ?? null])).not.toContain('k/1');
});

test.each([
  ['{ apiKey: { query: key, value: ${env:KEY} } }', 'GET /s.json?v=1&key=k%2F1+%2B or k%2F1%20%2B failed'],
  ['{ basic: { user: x, password: ${env:KEY} } }', 'sent Basic eDprLzEgKw== and k/1 +'],
])('%s is redacted', async (credential, text) => {
  using set = setting(`  c: ${credential}`, { ...ENV });
  const { redact } = await set.start().use('c');
  expect(redact(text)).toContain('***');
  expect(redact(text)).not.toMatch(/k\/1|k%2F1|eDpr/);
});

test('a command is run once, and again when what it gave is refused', async () => {
  const program =
    'const f = "runs.txt", fs = require("fs"); fs.appendFileSync(f, "x"); console.log(fs.readFileSync(f, "utf8"))';
  using set = setting(`  c: { bearer: "\${command:node -e '${program.replaceAll('"', '\\"')}'}" }`, {});
  const credentials = set.start();
  const [first] = await Promise.all([credentials.use('c'), credentials.use('c')]);
  await credentials.use('c');
  expect(readFileSync(`${set.folder}/runs.txt`, 'utf8')).toBe('x');
  expect(await credentials.renew('c', first)).toMatchObject({ headers: { authorization: 'Bearer xx' } });
});

test('one that nobody replaced cannot be renewed; one that somebody did is read anew', async () => {
  using set = setting('  c: { bearer: ${file:token} }', {});
  set.write('token', 'old');
  const credentials = set.start();
  const use = await credentials.use('c');
  expect(await credentials.renew('c', use)).toBeUndefined();
  set.write('token', 'new');
  const renewed = await credentials.renew('c', use);
  expect(renewed).toMatchObject({ headers: { authorization: 'Bearer new' } });
  expect(renewed?.redact('old and new')).toBe('*** and ***');
});
