// The GitHub client against servers on loopback that answer as GitHub does on good days and on bad ones.

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import { type GitHub, type GitHubOptions, githubClient } from '../../../src/adapters/github/client.ts';
import type { Failure } from '../../../src/model/failure.ts';
import { serve } from '../sources/servers.ts';

const TOKEN = 'ghp_SECRET0123456789';
const NOW = new Date('2026-06-01T12:00:00Z');

const comment = (id: number) => ({
  id,
  html_url: `https://github.com/acme/phone/issues/7#${id}`,
  body: null,
  user: null,
});
const repository = { default_branch: 'main', has_issues: true, archived: false, permissions: { push: true } };

/** An answer: status, header fields, and a body, which is JSON unless it is text. */
type Reply = readonly [status: number, fields: Readonly<Record<string, string>>, body?: unknown];

interface Told {
  readonly value?: unknown;
  readonly failure?: Failure;
  readonly requests: readonly IncomingMessage[];
  readonly bodies: readonly string[];
  /** The waits between attempts, in milliseconds. */
  readonly slept: readonly number[];
  readonly origin: string;
}

/** What `call` comes to at a server that gives `replies` in turn, the last one for ever; `drop` cuts the connection. */
async function tell(
  replies: readonly (Reply | 'drop' | ((origin: string) => Reply))[],
  call: (github: GitHub) => Promise<unknown>,
  options: Partial<GitHubOptions> = {},
  path = '',
): Promise<Told> {
  const slept: number[] = [];
  const bodies: string[] = [];
  let origin = '';
  const listener: RequestListener = (request, response) => void answer(request, response);
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = replies[Math.min(bodies.length, replies.length - 1)];
    bodies.push(await text(request));
    if (reply === undefined || reply === 'drop') return void request.socket.destroy();
    const [status, fields, body] = typeof reply === 'function' ? reply(origin) : reply;
    response.writeHead(status, fields);
    response.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
  }
  await using server = await serve(listener);
  origin = server.origin;
  const { requests } = server;
  const heard = { requests, bodies, slept, origin };
  try {
    const github = githubClient({
      repository: 'acme/phone',
      token: TOKEN,
      baseUrl: `${server.origin}${path}`,
      clock: { now: () => NOW },
      pace: { random: () => 1, base: 100, sleep: async (milliseconds) => slept.push(milliseconds) },
      writeInterval: 0,
      ...options,
    });
    return { ...heard, value: await call(github) };
  } catch (error) {
    return { ...heard, failure: error as Failure };
  }
}

const read = (github: GitHub) => github.repository();
const write = (github: GitHub) => github.createComment(7, 'Text.');
const created: Reply = [201, {}, comment(1)];
const fine: Reply = [200, {}, repository];

test('a request says who asks, for which version, and with which token', async () => {
  const { requests, bodies } = await tell([created], write, { userAgent: 'driftgate/1.2.3' });
  expect(requests[0]).toMatchObject({
    method: 'POST',
    url: '/repos/acme/phone/issues/7/comments',
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'application/json',
      'user-agent': 'driftgate/1.2.3',
      'x-github-api-version': '2022-11-28',
    },
  });
  expect(bodies).toEqual(['{"body":"Text."}']);
});

test('all pages of a list are read, by the addresses that the answers name', async () => {
  const next = (page: number) => (origin: string) =>
    [
      200,
      {
        link: `<${origin}/repositories/1/x?page=1>; rel="prev", <${origin}/repositories/1/x?a=1,2&page=${page}>; rel="next"`,
      },
      [comment(page)],
    ] as const;
  const { value, requests } = await tell([next(2), next(3), [200, {}, [comment(4)]]], (github) => github.comments(7));
  expect((value as { id: number }[]).map(({ id }) => id)).toEqual([2, 3, 4]);
  expect(requests.map(({ url }) => url)).toEqual([
    '/repos/acme/phone/issues/7/comments?per_page=100',
    '/repositories/1/x?a=1,2&page=2',
    '/repositories/1/x?a=1,2&page=3',
  ]);
});

test('a list without end is no list', async () => {
  const again = (origin: string): Reply => [200, { link: `<${origin}/x>; rel=next` }, []];
  const { failure, requests } = await tell([again], (github) => github.comments(7));
  expect(failure).toMatchObject({ code: 'answer-invalid' });
  expect(requests).toHaveLength(100);
});

test('pull requests, which GitHub lists among issues, are left out', async () => {
  const issue = { number: 7, html_url: 'x', title: 'T', body: null, state: 'closed', labels: ['a', { name: 'b' }, {}] };
  const entries = [
    { ...issue, pull_request: { url: 'x' } },
    { ...issue, user: { login: 'octocat', type: 'User' } },
  ];
  const { value } = await tell([[200, {}, entries]], (github) => github.issues('a'));
  expect(value).toEqual([
    {
      number: 7,
      url: 'x',
      title: 'T',
      body: '',
      open: false,
      labels: ['a', 'b', ''],
      assignees: [],
      author: { login: 'octocat', bot: false },
    },
  ]);
});

test.each([
  ['classic', { 'x-oauth-scopes': 'repo, workflow' }, ['repo', 'workflow']],
  ['classic without scopes', { 'x-oauth-scopes': '' }, []],
  ['of another kind', {}, undefined],
])('scopes of a token: %s', async (_, fields, scopes) => {
  expect((await tell([[200, fields, repository]], (github) => github.scopes())).value).toEqual(scopes);
});

const RESET = String(NOW.getTime() / 1000 + 90);

test.each<[string, Reply, number]>([
  ['429 that says how long', [429, { 'retry-after': '7' }], 7_000],
  ['429 that does not', [429, {}], 60_000],
  ['403 at the secondary limit', [403, { 'retry-after': '30' }, { message: 'secondary' }], 30_000],
  ['403 that says so in words', [403, {}, { message: 'You have exceeded a secondary rate limit.' }], 60_000],
  ['403 at the primary limit', [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': RESET }], 90_000],
  ['a reset that is no time', [429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9e99' }], 60_000],
  ['a reset that is past', [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }], 100],
])('a write waits and is made again: %s', async (_, reply, wait) => {
  const { value, slept, requests } = await tell([reply, created], write);
  expect(value).toMatchObject({ id: 1 });
  expect(slept).toEqual([wait]);
  expect(requests).toHaveLength(2);
});

test('a limit that lasts too long is a failure that says until when', async () => {
  const { failure, slept } = await tell([[429, { 'retry-after': '3600' }]], write);
  expect(failure).toMatchObject({ code: 'rate-limited', hint: 'try again after 2026-06-01T13:00:00.000Z' });
  expect(slept).toEqual([]);
});

test.each<[string, readonly (Reply | 'drop')[]]>([
  ['502', [[502, {}, '<html>'], fine]],
  ['502 and 503', [[502, {}], [503, {}], fine]],
  ['a connection that breaks off', ['drop', fine]],
])('a read is tried again: %s', async (_, replies) => {
  const { value, requests } = await tell(replies, read);
  expect(value).toEqual({ defaultBranch: 'main', hasIssues: true, archived: false, mayPush: true });
  expect(requests).toHaveLength(replies.length);
});

test.each<[string, Reply | 'drop', string]>([
  ['502', [502, {}], 'server-error'],
  ['its answer is lost', 'drop', 'connection'],
])('a write that may have been done is not made again: %s', async (_, reply, code) => {
  const { failure, requests } = await tell([reply, created], write);
  expect(requests).toHaveLength(1);
  expect(failure).toMatchObject({ code, message: expect.stringContaining('whether it was done is not known') });
});

test('a write that reached nobody is made again', async () => {
  const slept: number[] = [];
  const github = githubClient({
    repository: 'acme/phone',
    token: TOKEN,
    baseUrl: await serve(() => {}).then(async (server) => {
      await server[Symbol.asyncDispose]();
      return server.origin;
    }),
    pace: { attempts: 2, random: () => 1, base: 5, sleep: async (milliseconds) => slept.push(milliseconds) },
    writeInterval: 0,
  });
  await expect(write(github)).rejects.toMatchObject({ code: 'connection' });
  expect(slept).toEqual([5]);
});

test.each<[string, Reply, Readonly<Record<string, unknown>>]>([
  ['401', [401, {}, { message: 'Bad credentials' }], { code: 'unauthorized' }],
  [
    '403 that names the permission',
    [403, { 'x-accepted-github-permissions': 'issues=write' }, { message: 'Resource not accessible by integration' }],
    { code: 'unauthorized', hint: 'give the token `issues=write`' },
  ],
  ['404', [404, {}, { message: 'Not Found' }], { code: 'http-status' }],
  ['410', [410, {}, { message: 'Issues are disabled' }], { code: 'http-status' }],
  [
    '422',
    [422, {}, { message: 'Validation Failed', errors: [{ resource: 'Issue', field: 'title', code: 'missing_field' }] }],
    {
      code: 'http-status',
      message: expect.stringContaining('(HTTP 422 Unprocessable Entity: Validation Failed; Issue title missing_field)'),
    },
  ],
  ['no JSON', [200, {}, '<html>'], { code: 'answer-invalid' }],
  ['nothing', [200, {}], { code: 'answer-invalid' }],
  ['another shape', [200, {}, { ...comment(1), id: '1' }], { code: 'answer-invalid' }],
  ['a prototype', [200, {}, '{"__proto__":{"id":1,"html_url":"x"}}'], { code: 'answer-invalid' }],
  ['301, which would make it a read', [301, { location: '/elsewhere' }], { code: 'http-status' }],
  ['307 to another host', [307, { location: 'http://127.0.0.2:9/' }], { code: 'source-forbidden' }],
  ['307 for ever', [307, { location: '/again' }], { code: 'answer-invalid' }],
])('a write fails clearly: %s', async (_, reply, expected) => {
  const { failure } = await tell([reply], write);
  expect(failure).toMatchObject({ name: 'Failure', place: expect.stringMatching(/^POST http/), ...expected });
  expect(failure?.hint).toBeDefined();
});

test('what a stranger says in an error is one short line, and never the token', async () => {
  const message = `\u001b[31m::error::${TOKEN}\n\`${'x'.repeat(10_000)}`;
  const { failure } = await tell([[422, {}, { message, errors: ['a', null, { message: 1 }] }]], write);
  expect(failure?.message).toMatch(/^[^\p{Cc}]*$/u);
  expect(failure?.message.length).toBeLessThan(600);
  expect(inspect(failure, { depth: 9 })).not.toContain(TOKEN);
});

test.each<[string, Reply | 'drop']>([
  ['a refusal', [403, {}, { message: 'no' }]],
  ['a lost answer', 'drop'],
  ['an answer that cannot be read', [200, {}, 'x']],
])('a failure does not hold the token: %s', async (_, reply) => {
  const { failure } = await tell([reply], write);
  expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain(TOKEN);
});

test.each<[string, number, (github: GitHub) => Promise<unknown>, Reply, string]>([
  ['a read, by 301', 301, read, fine, 'GET'],
  ['a read, by 308', 308, read, fine, 'GET'],
  ['a write, by 307', 307, write, created, 'POST'],
])('a renamed repository is found: %s', async (_, status, call, reply, method) => {
  const { requests, bodies, failure } = await tell([[status, { location: '/repositories/1' }], reply], call);
  expect(failure).toBeUndefined();
  expect(requests.map((request) => `${request.method} ${request.url}`)[1]).toBe(`${method} /repositories/1`);
  expect(bodies[1]).toBe(bodies[0]);
});

test('an Enterprise server is asked below its own path', async () => {
  const { requests } = await tell([fine], read, {}, '/api/v3/');
  expect(requests[0]?.url).toBe('/api/v3/repos/acme/phone');
});

test.each<[string, Partial<GitHubOptions>]>([
  ['a base that is no URL', { baseUrl: 'api.github.com' }],
  ['a base that is no web address', { baseUrl: 'file:///etc' }],
  ['a base with a password', { baseUrl: 'https://u:p@github.example' }],
  ['no token', { token: '' }],
  ['a token with a line break', { token: `${TOKEN}\n` }],
  ['a repository without owner', { repository: 'phone' }],
  ['a repository that leads elsewhere', { repository: 'acme/..' }],
  ['a repository with a query', { repository: 'acme/phone?x' }],
])('what cannot be meant is refused before anything is sent: %s', async (_, options) => {
  const { failure, requests } = await tell([fine], read, options);
  expect(failure).toMatchObject({ code: 'config-invalid' });
  expect(inspect(failure)).not.toContain(TOKEN);
  expect(requests).toHaveLength(0);
});

test.each([
  ['driftgate: stripe/é', '/labels/driftgate%3A%20stripe%2F%C3%A9'],
  ['__proto__', '/labels/__proto__'],
  ['..', undefined],
])('a label by any name stays one segment of the path: %s', async (name, path) => {
  const { failure, requests } = await tell([[200, {}, {}]], (github) =>
    github.ensureLabel({ name, color: 'd93f0b', description: '' }),
  );
  expect(failure?.code).toBe(path === undefined ? 'config-invalid' : undefined);
  expect(requests.map(({ url }) => url)).toEqual(path === undefined ? [] : [`/repos/acme/phone${path}`]);
});

test('writes are made one at a time, in the order in which they were asked for', async () => {
  let open = 0;
  let most = 0;
  const bodies: string[] = [];
  await using server = await serve(async (request, response) => {
    most = Math.max(most, ++open);
    bodies.push(await text(request));
    await new Promise((resolve) => setImmediate(resolve));
    open--;
    response.writeHead(201).end(JSON.stringify(comment(bodies.length)));
  });
  const github = githubClient({ repository: 'a/b', token: TOKEN, baseUrl: server.origin, writeInterval: 0 });
  const made = await Promise.all(['one', 'two', 'three'].map((body) => github.createComment(1, body)));
  expect(most).toBe(1);
  expect(bodies).toEqual(['{"body":"one"}', '{"body":"two"}', '{"body":"three"}']);
  expect(made.map(({ id }) => id)).toEqual([1, 2, 3]);
});
