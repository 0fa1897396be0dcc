// Credentials of OAuth 2.0 against a real server: renewed in time, rotated, and never lost.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets are written so.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { CredentialUse } from '../../../src/ports.ts';
import { CLIENT_SECRET, type OAuthServer, oauthServer } from '../../provider/oauth.ts';
import { failureOf, type Setting, setting } from './configured.ts';

const SECONDS = 1000;

let server: OAuthServer;
let asked = 0;

beforeAll(async () => {
  server = await oauthServer({ seconds: SECONDS });
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.plan();
  asked = (await server.requests()).length;
});

/** How often a token was asked for in this test. */
async function requests(): Promise<number> {
  return (await server.requests()).length - asked;
}

function robot(more = ''): Setting {
  const oauth2 = `{ issuer: "${server.issuer}", clientId: robot, clientSecret: \${env:SECRET}, scopes: [read]${more} }`;
  return setting(`  c: { oauth2: ${oauth2} }`, { SECRET: CLIENT_SECRET });
}

async function person(): Promise<Setting> {
  const oauth2 = `{ tokenUrl: "${server.tokenUrl}", clientId: person, clientSecret: \${env:SECRET}, refreshToken: \${env:REFRESH} }`;
  return setting(`  c: { oauth2: ${oauth2} }`, { SECRET: CLIENT_SECRET, REFRESH: await server.signIn() });
}

function tokenOf(use: CredentialUse | undefined): string {
  return use?.headers.authorization?.replace('Bearer ', '') ?? '';
}

test.each(['', ', clientAuth: post', ', clientAuth: basic'])('a client gets a token for itself (%j)', async (more) => {
  using set = robot(more);
  const use = await set.start().use('c');
  expect(await server.look(tokenOf(use))).toEqual({ active: true, scope: 'read' });
  expect(use).toMatchObject({ scopes: ['read'], query: {}, endsAt: expect.stringMatching(/^20/) });
});

test.each([
  [
    'another secret',
    '{ clientId: robot, clientSecret: ${env:WRONG} }',
    'invalid_client',
    'check `clientId`, `clientSecret`',
  ],
  ['another client', '{ clientId: nobody, clientSecret: ${env:SECRET} }', 'invalid_client', 'check `clientId`'],
  ['no secret', '{ clientId: robot }', 'invalid_client', 'check `clientId`'],
])('%s is refused with a reason and a mend, and without secrets', async (_, oauth2, error, hint) => {
  const config = oauth2.replace('{ ', `{ tokenUrl: "${server.tokenUrl}", `);
  using set = setting(`  c: { oauth2: ${config} }`, { SECRET: CLIENT_SECRET, WRONG: 'wr0ng-secret' });
  const failure = await failureOf(set.start().use('c'));
  expect(failure).toMatchObject({
    code: 'credential-failed',
    message: expect.stringContaining(`\`${error}\``),
    hint: expect.stringContaining(hint),
    place: 'credentials.c',
  });
  expect(JSON.stringify([failure.message, failure.hint, failure.stack])).not.toMatch(/wr0ng|s3cret/);
});

test('what was asked for and not granted is not among its scopes', async () => {
  const oauth2 = `{ issuer: "${server.issuer}", clientId: robot, clientSecret: \${env:SECRET}, scopes: [read, admin] }`;
  using set = setting(`  c: { oauth2: ${oauth2} }`, { SECRET: CLIENT_SECRET });
  expect((await set.start().use('c')).scopes).toEqual(['read']);
});

test('a token is kept for the next run, where only its owner can read it', async () => {
  using set = robot();
  const use = await set.start().use('c');
  expect(tokenOf(await set.start().use('c'))).toBe(tokenOf(use));
  expect(await requests()).toBe(1);
  const folder = join(set.folder, '.driftgate', 'credentials');
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(Object.keys(set.kept())).toEqual(['c.json']);
  expect(statSync(join(folder, 'c.json')).mode & 0o777).toBe(0o600);
});

test.each([
  [0.79, 1],
  [0.81, 2],
  [1.1, 2],
])('after %d of its life it was asked for %d times', async (share, times) => {
  using set = robot();
  const credentials = set.start();
  const first = await credentials.use('c');
  set.pass(share * SECONDS);
  const uses = await Promise.all([credentials.use('c'), credentials.use('c'), credentials.use('c')]);
  expect(await requests()).toBe(times);
  expect(new Set(uses.map(tokenOf)).size).toBe(1);
  expect(tokenOf(uses[0]) === tokenOf(first)).toBe(times === 1);
  expect(first.redact(tokenOf(uses[0]))).toBe('***');
});

test('one that dies before its time is renewed once, however many notice', async () => {
  using set = await person();
  const credentials = set.start();
  const use = await credentials.use('c');
  await server.kill();
  const renewed = await Promise.all([1, 2, 3].map(() => credentials.renew('c', use)));
  expect(new Set(renewed.map(tokenOf)).size).toBe(1);
  expect(await server.look(tokenOf(renewed[0]))).toMatchObject({ active: true });
  expect(await requests()).toBe(2);
});

test('one that is refused right after it was renewed is not at fault', async () => {
  using set = robot();
  const credentials = set.start();
  const renewed = await credentials.renew('c', await credentials.use('c'));
  expect(renewed && (await credentials.renew('c', renewed))).toBeUndefined();
  expect(await requests()).toBe(2);
});

test('each refresh token is used once, from run to run', async () => {
  using set = await person();
  for (let run = 0; run < 4; run += 1) {
    expect(await server.look(tokenOf(await set.start().use('c')))).toMatchObject({ active: true });
    set.pass(SECONDS);
  }
  expect(await requests()).toBe(4);
  expect(set.kept()['c.json']).not.toContain(set.env.REFRESH);
});

test('several processes at once refresh once', async () => {
  using set = await person();
  await set.start().use('c');
  set.pass(SECONDS);
  const uses = await Promise.all([1, 2, 3, 4].map(() => set.start().use('c')));
  expect(new Set(uses.map(tokenOf)).size).toBe(1);
  expect(await requests()).toBe(2);
});

test('a refresh token that somebody configures anew wins, and the one of before is not lost when it is wrong', async () => {
  using set = await person();
  const first = set.env.REFRESH ?? '';
  await set.start().use('c');
  set.env.REFRESH = 'mistyped';
  expect(await failureOf(set.start().use('c'))).toMatchObject({
    code: 'credential-failed',
    message: expect.stringContaining('refuses its refresh token'),
    hint: 'sign in again, and put the new refresh token where `${env:REFRESH}` leads',
  });
  set.env.REFRESH = first;
  set.pass(SECONDS);
  expect(await server.look(tokenOf(await set.start().use('c')))).toMatchObject({ active: true });
  set.env.REFRESH = await server.signIn();
  await set.start().use('c');
  expect(await requests()).toBe(4);
});

test.each([
  ['a server that fails for a moment', [503, 'granted'], undefined],
  ['a connection that breaks before anything was done', ['drop', 'granted'], undefined],
  ['a server that fails for good', [503, 503, 503], /answers 503 in the place of one$/],
  ['an address that is none', [404], /answers 404 in the place of one$/],
] as const)('%s', async (_, plan, message) => {
  using set = await person();
  await server.plan(...plan);
  const use = set.start().use('c');
  if (message === undefined) {
    expect(await server.look(tokenOf(await use))).toMatchObject({ active: true });
    return;
  }
  const failure = await failureOf(use);
  expect(failure.message).toMatch(message);
  expect(JSON.stringify([failure.message, failure.hint, failure.stack])).not.toMatch(
    new RegExp([set.env.REFRESH, CLIENT_SECRET].join('|')),
  );
  await server.plan();
  // The refresh token of before is still there.
  expect(await server.look(tokenOf(await set.start().use('c')))).toMatchObject({ active: true });
});

test('while the token of before lives, a failed renewal stops nobody, and is told', async () => {
  using set = await person();
  const credentials = set.start();
  const use = await credentials.use('c');
  expect(use.failedRenewal).toBeUndefined();
  set.pass(SECONDS * 0.9);
  await server.plan(400, 400);
  for (const again of [await credentials.use('c'), await credentials.use('c')]) {
    expect(tokenOf(again)).toBe(tokenOf(use));
    expect(again.failedRenewal).toMatchObject({ code: 'credential-failed' });
  }
  expect(await requests()).toBe(2);
  set.pass(SECONDS * 0.05);
  await server.plan();
  expect(tokenOf(await credentials.use('c'))).not.toBe(tokenOf(use));
});

test('a refresh whose answer is lost: one clear failure, run after run, and what is kept stays', async () => {
  using set = await person();
  await set.start().use('c');
  set.pass(SECONDS);
  await server.plan('lose');
  const before = JSON.parse(set.kept()['c.json'] ?? '').refresh.token;
  const failures = [await failureOf(set.start().use('c')), await failureOf(set.start().use('c'))];
  for (const { code, message, hint } of failures) {
    expect(code).toBe('credential-failed');
    expect(message).toMatch(
      /^credential `c` gets no token: a refresh was interrupted at 20\S+Z, before its answer was saved, and `\S+` refuses the refresh token of before \(`invalid_grant`/,
    );
    expect(hint).toContain('sign in again');
  }
  expect(failures[0]?.message).toBe(failures[1]?.message);
  expect(JSON.parse(set.kept()['c.json'] ?? '').refresh.token).toBe(before);
  set.env.REFRESH = await server.signIn();
  expect(await server.look(tokenOf(await set.start().use('c')))).toMatchObject({ active: true });
  expect(set.kept()['c.json']).not.toContain('refreshing');
});

test.each(['{', '{}', '{ "version": 2 }', '[]', '{ "version": 1, "refresh": "x" }'])(
  'kept tokens that are damaged (%s) are left for a person to look at',
  async (text) => {
    using set = await person();
    await set.start().use('c');
    set.write('.driftgate/credentials/c.json', text);
    expect(await failureOf(set.start().use('c'))).toMatchObject({
      code: 'credential-failed',
      message: expect.stringContaining('is damaged'),
    });
    expect(set.kept()['c.json']).toBe(text);
  },
);

test('a lock of a process that is gone holds nobody up', async () => {
  using set = robot();
  await set.start().use('c');
  set.write('.driftgate/credentials/c.json.lock', `${(await import('node:os')).hostname()} 999999999 x`);
  set.pass(SECONDS);
  expect(await server.look(tokenOf(await set.start().use('c')))).toMatchObject({ active: true });
});

test('a signal ends the waiting of one, and not the work for the others', async () => {
  using set = robot();
  const credentials = set.start();
  const other = credentials.use('c');
  await expect(credentials.use('c', AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  expect(await server.look(tokenOf(await other))).toMatchObject({ active: true });
});
