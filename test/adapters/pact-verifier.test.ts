// Pact's verifier against providers that keep a contract, break it, die, hang and lie.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of Pact's generators are written so.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type PactVerifierOptions, pactVerifier } from '../../src/adapters/pact-verifier.ts';
import type { LiveResult, LiveVerification } from '../../src/model/live-verification.ts';
import { formatField } from '../../src/model/place.ts';
import type { LiveRequest, Sandbox, StateChange } from '../../src/ports.ts';
import { CONTRACTS, keeping, type Orders, order, orders, type Received, type Reply } from '../scenarios/live/orders.ts';

interface Asked extends Partial<Pick<LiveRequest, 'seconds' | 'signal'>> {
  readonly text?: string;
  readonly sandbox?: Partial<Sandbox>;
  readonly options?: PactVerifierOptions;
}

const SETUP: StateChange = { method: 'POST', path: '/test/setup', body: { order: 7 } };

function verify(
  url: string,
  { text = CONTRACTS.v4, sandbox, options, seconds = 20, signal }: Asked = {},
): Promise<LiveVerification> {
  return pactVerifier({ allowedHosts: ['127.0.0.1'], ...options }).verify({
    contract: { name: 'orders.json', text },
    sandbox: {
      url,
      headers: {},
      states: new Map([['order 7 exists', SETUP]]),
      stateUrl: undefined,
      unknownStates: 'run',
      redact: (redacted) => redacted,
      ...sandbox,
    },
    seconds,
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Results by interaction: `passed`, or what else in short. */
function results({ interactions }: LiveVerification): Readonly<Record<string, string>> {
  return Object.fromEntries(interactions.map(({ name, result }) => [name, inShort(result)]));
}

function inShort(result: LiveResult): string {
  if (result.status === 'not run') return `not run: ${result.code}`;
  if (result.status !== 'failed') return result.status;
  return result.mismatches
    .map(({ kind, difference, header, path }) => `${kind} ${difference} ${header}${formatField(path)}`.trim())
    .join(', ');
}

/** A Pact file of `paths`, called one after the other, each to answer with JSON. */
function calls(paths: readonly string[], more: object = {}): string {
  const interactions = paths.map((path) => ({
    description: path,
    request: { method: 'GET', path },
    response: { status: 200, body: { a: 1 } },
    ...more,
  }));
  return JSON.stringify({ consumer: { name: 'web' }, provider: { name: 'p' }, interactions });
}

const fine: Reply = { status: 200, body: { a: 1 } };

describe.each(['v2', 'v3', 'v4'] as const)('a contract of Pact %s', (version) => {
  const { messages, ...http } = { messages: 'left out', order: 'passed', created: 'passed' };
  const expected = {
    'an order': http.order,
    'a new order': http.created,
    ...(version === 'v2' ? {} : { 'an order was paid': messages }),
  };

  test('is kept', async () => {
    await using provider = await orders();
    const verification = await verify(provider.url, { text: CONTRACTS[version] });
    expect(results(verification)).toEqual(expected);
    expect(verification).toMatchObject({ contract: 'orders.json', consumer: 'web', remarks: [] });
    expect(verification.interactions[0]).toMatchObject({
      operation: 'GET /orders/7',
      status: '200',
      states: ['order 7 exists'],
      pointer: '/interactions/0',
    });
    expect(provider.received.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /test/setup',
      'GET /orders/7?expand=lines',
      'POST /orders',
    ]);
    // As it is spelt in the contract: `1.0` is not `1` to everyone.
    expect(provider.received[2]?.body).toMatch(/"price":\s?1\.0/);
    expect(JSON.stringify(provider.received)).not.toContain('x-driftgate');
  });

  test.each<[string, Reply, string]>([
    ['a field is gone', order({ note: undefined }), 'body absent note'],
    ['two fields are gone', order({ note: undefined, total: undefined }), 'body absent note, body absent total'],
    ['a type is another', order({ id: 'seven' }), 'body type id'],
    [
      'a type is another in a list',
      order({
        lines: [
          { sku: 'a', count: 1 },
          { sku: 5, count: 1 },
        ],
      }),
      'body type lines[1].sku',
    ],
    ['null comes', order({ total: null }), 'body null total'],
    ['a value does not match', order({ status: 'lost' }), 'body value status'],
    ['a list is empty', order({ lines: [] }), 'body value lines'],
    ['the body is no JSON', { ...(order() as object), body: '<html>' } as Reply, 'body type'],
    ['the body is empty', { ...(order() as object), body: '' } as Reply, 'body absent'],
    ['a header is missing', { status: 200, body: (order() as { body: unknown }).body }, 'header absent x-request-id'],
    ['a header is another', order({}, { 'X-Request-Id': '***' }), 'header value x-request-id'],
  ])('is broken when %s', async (_, reply, mismatches) => {
    await using provider = await orders((request, earlier) =>
      request.url.startsWith('/orders/7') ? reply : keeping(request, earlier),
    );
    expect(results(await verify(provider.url, { text: CONTRACTS[version] }))).toEqual({
      ...expected,
      'an order': mismatches,
    });
  });

  test('is broken when the status is another', async () => {
    await using provider = await orders((request, earlier) =>
      request.method === 'POST' && request.url === '/orders' ? { status: 200 } : keeping(request, earlier),
    );
    const verification = await verify(provider.url, { text: CONTRACTS[version] });
    expect(results(verification)).toEqual({ ...expected, 'a new order': 'status value' });
    expect(verification.interactions[1]?.result).toMatchObject({ mismatches: [{ expected: '201', actual: '200' }] });
  });
});

test('what a provider sent is described, and never quoted', async () => {
  const person = {
    id: 'ada@example.com',
    status: 'Ada Lovelace',
    total: '+44 20 7946',
    note: { ssn: '078-05-1120' },
    lines: ['Ada'],
  };
  await using provider = await orders((request, earlier) =>
    request.url.startsWith('/orders/7') ? order(person, { 'X-Request-Id': 'Ada L.' }) : keeping(request, earlier),
  );
  const verification = await verify(provider.url);
  expect(results(verification)['an order']).toMatch(/^header value x-request-id, body type id, .*body value status/);
  expect(JSON.stringify(verification)).not.toMatch(/Ada|ada@|7946|078-05/);
  expect(JSON.stringify(verification)).toContain('string of 12 characters');
});

describe('a provider that cannot be asked', () => {
  interface Case extends Asked {
    readonly name: string;
    readonly reply: Reply;
    readonly code: string;
    /** What becomes of the calls before and after. */
    readonly before?: string;
    readonly after?: string;
  }
  const CASES: readonly Case[] = [
    { name: 'breaks off', reply: 'drop', code: 'connection' },
    { name: 'hangs', reply: 'hang', code: 'timeout', seconds: 3, after: 'not run: timeout' },
    { name: 'refuses the credential', reply: { status: 401 }, code: 'unauthorized' },
    { name: 'limits the rate', reply: { status: 429 }, code: 'rate-limited' },
    { name: 'is in maintenance', reply: { status: 503 }, code: 'server-error' },
    {
      name: 'sends too much',
      reply: { status: 200, body: { a: 'x'.repeat(5000) } },
      code: 'too-large',
      options: { maxBytes: 4096 },
    },
    {
      name: 'sends a coding that is none',
      reply: { status: 200, headers: { 'Content-Encoding': 'gzip' }, body: 'no' },
      code: 'not-a-document',
    },
    {
      name: 'may not be called',
      reply: fine,
      code: 'source-forbidden',
      options: { allowedHosts: [] },
      before: 'not run: source-forbidden',
      after: 'not run: source-forbidden',
    },
  ];
  test.each(CASES)('and $name is neither right nor wrong', async (each) => {
    const { reply, code, before = 'passed', after = 'passed' } = each;
    await using provider = await orders(({ url }) => (url === '/b' ? reply : fine));
    expect(results(await verify(provider.url, { ...each, text: calls(['/a', '/b', '/c']) }))).toEqual({
      '/a': before,
      '/b': `not run: ${code}`,
      '/c': after,
    });
  });

  test('since it died in the middle keeps the results until then', async () => {
    let provider: Orders | undefined;
    await using started = await orders(({ url }) => {
      if (url !== '/c') return url === '/b' ? { status: 200, body: {} } : fine;
      provider?.die();
      return 'drop';
    });
    provider = started;
    expect(results(await verify(started.url, { text: calls(['/a', '/b', '/c', '/d']) }))).toEqual({
      '/a': 'passed',
      '/b': 'body absent a',
      '/c': 'not run: connection',
      '/d': 'not run: connection',
    });
  });

  test('since it never was there', async () => {
    const provider = await orders();
    provider.die();
    expect(results(await verify(provider.url, { text: calls(['/a']) }))).toEqual({ '/a': 'not run: connection' });
  });

  test('unless the contract is about just that answer', async () => {
    await using provider = await orders(() => ({ status: 401, body: { a: 1 } }));
    const text = calls(['/a'], { response: { status: 401 } });
    expect(results(await verify(provider.url, { text }))).toEqual({ '/a': 'passed' });
  });
});

describe('states', () => {
  const states = (...names: readonly string[]) => ({
    providerStates: names.map((name) => ({ name, params: { id: 7 } })),
  });
  const answers = ({ url }: Received): Reply => (url === '/test/broken' ? { status: 500 } : fine);

  test('are set up by the call that is configured, or by what Pact posts', async () => {
    await using provider = await orders(answers);
    const text = calls(['/a'], states('order 7 exists', 'order 8 exists'));
    expect(results(await verify(provider.url, { text, sandbox: { stateUrl: '/test/pact' } }))).toEqual({
      '/a': 'passed',
    });
    expect(provider.received.map(({ method, url, body }) => [method, url, body && JSON.parse(body)])).toEqual([
      ['POST', '/test/setup', { order: 7 }],
      ['POST', '/test/pact', { action: 'setup', state: 'order 8 exists', params: { id: 7 } }],
      ['GET', '/a', ''],
      ['POST', '/test/pact', { action: 'teardown', state: 'order 8 exists', params: { id: 7 } }],
    ]);
  });

  test.each<[Sandbox['unknownStates'], string, readonly string[]]>([
    ['run', 'passed', ['state `order 8 exists` is not configured: run without it']],
    ['skip', 'left out', []],
  ])('that nobody configured: %s', async (unknownStates, result, remarks) => {
    await using provider = await orders(answers);
    const verification = await verify(provider.url, {
      text: calls(['/a'], states('order 8 exists')),
      sandbox: { unknownStates },
    });
    expect(results(verification)).toEqual({ '/a': result });
    expect(verification.remarks).toEqual(remarks);
    expect(provider.received).toHaveLength(result === 'passed' ? 1 : 0);
  });

  test('that cannot be set up leave their interaction alone', async () => {
    await using provider = await orders(answers);
    const sandbox = { states: new Map([['order 7 exists', { ...SETUP, path: '/test/broken' }]]) };
    const verification = await verify(provider.url, { text: calls(['/a'], states('order 7 exists')), sandbox });
    expect(results(verification)).toEqual({ '/a': 'not run: state-failed' });
    expect(provider.received.map(({ url }) => url)).toEqual(['/test/broken']);
  });

  test('give values to what is sent', async () => {
    await using provider = await orders(({ url }) =>
      url === '/test/setup' ? { status: 200, body: { id: 99 } } : fine,
    );
    const generators = { path: { type: 'ProviderState', expression: '/orders/${id}', dataType: 'STRING' } };
    const interaction = {
      type: 'Synchronous/HTTP',
      description: 'it',
      ...states('order 7 exists'),
      request: { method: 'GET', path: '/orders/1', generators },
      response: { status: 200 },
    };
    const metadata = { pactSpecification: { version: '4.0' } };
    const text = JSON.stringify({
      consumer: { name: 'web' },
      provider: { name: 'p' },
      interactions: [interaction],
      metadata,
    });
    expect(results(await verify(provider.url, { text }))).toEqual({ it: 'passed' });
    expect(provider.received.at(-1)?.url).toBe('/orders/99');
  });

  test('never lead to another origin', async () => {
    await using provider = await orders(answers);
    await using other = await orders(answers);
    const sandbox = { states: new Map([['order 7 exists', { ...SETUP, path: `${other.url}/x` }]]) };
    await verify(provider.url, { text: calls(['//127.0.0.1:1/a'], states('order 7 exists')), sandbox });
    expect(other.received).toEqual([]);
    expect(provider.received.map(({ url }) => url)).toEqual([`/${other.url}/x`, '/127.0.0.1:1/a']);
  });
});

test('credentials go over what the contract shows, and to the base URL with its query and path', async () => {
  await using provider = await orders(() => fine);
  const request = {
    method: 'GET',
    path: '/a',
    query: 'x=1',
    headers: { Authorization: 'Bearer example', Cookie: 'a=b' },
  };
  const sandbox = { url: `${provider.url}/v1/?key=k`, headers: { authorization: 'Bearer real', cookie: 's=t' } };
  expect(results(await verify(provider.url, { text: calls(['/a'], { request }), sandbox }))).toEqual({
    '/a': 'passed',
  });
  expect(provider.received).toMatchObject([
    { url: '/v1/a?x=1&key=k', headers: { authorization: 'Bearer real', cookie: 'a=b; s=t' } },
  ]);
});

test('a secret that a provider has in the name of a field is left out of the path', async () => {
  const secret = 'hun"ter2';
  await using provider = await orders(() => ({ status: 200, body: { users: { [secret]: { n: 'x' } } } }));
  const response = {
    status: 200,
    body: { users: { a: { n: 1 } } },
    matchingRules: {
      body: {
        '$.users': { matchers: [{ match: 'values' }] },
        '$.users.*.n': { matchers: [{ match: 'integer' }] },
      },
    },
  };
  const redact = (text: string) => text.replaceAll(secret, '***');
  const metadata = { pactSpecification: { version: '3.0.0' } };
  const text = JSON.stringify({ ...JSON.parse(calls(['/a'], { response })), metadata });
  const verification = await verify(provider.url, { text, sandbox: { redact } });
  expect(results(verification)).toEqual({ '/a': 'body type users["***"].n' });
  expect(JSON.stringify(verification)).not.toContain('ter2');
});

test('a redirect is an answer, and is not followed', async () => {
  await using other = await orders();
  await using provider = await orders(() => ({ status: 302, headers: { Location: `${other.url}/a` } }));
  expect(results(await verify(provider.url, { text: calls(['/a']) }))['/a']).toMatch(/^status value/);
  expect(other.received).toEqual([]);
});

test('a request of more than 100 kB arrives whole', async () => {
  await using provider = await orders(() => fine);
  const request = {
    method: 'POST',
    path: '/a',
    headers: { 'Content-Type': 'application/json' },
    body: { a: 'x'.repeat(300_000) },
  };
  expect(results(await verify(provider.url, { text: calls(['/a'], { request }) }))).toEqual({ '/a': 'passed' });
  expect(provider.received[0]?.body).toHaveLength(300_008);
});

test('two at the same time give each its own results', async () => {
  await using good = await orders(() => fine);
  await using bad = await orders(({ url }) => (url === '/b' ? { status: 200, body: {} } : fine));
  const text = calls(['/a', '/b']);
  const both = await Promise.all([verify(good.url, { text }), verify(bad.url, { text })]);
  expect(both.map(results)).toEqual([
    { '/a': 'passed', '/b': 'passed' },
    { '/a': 'passed', '/b': 'body absent a' },
  ]);
});

const children = `/proc/${process.pid}/task/${process.pid}/children`;
const hasProcesses = existsSync(children);
const onProcesses = hasProcesses ? test : test.skip;
/** The title, and why the test is skipped where processes are not told of. */
const withProcesses = (title: string) => (hasProcesses ? title : `${title} (skipped: there is no \`${children}\`)`);

/** The processes that run Pact for this one. */
function verifiers(): readonly number[] {
  return readFileSync(children, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('pact-verifier-child');
      } catch {
        return false;
      }
    });
}

describe('the process that runs Pact', () => {
  onProcesses(withProcesses('may crash: what it did not tell is not known'), async () => {
    await using provider = await orders(({ url }) => {
      if (url === '/b') for (const pid of verifiers()) process.kill(pid, 'SIGKILL');
      return fine;
    });
    const verification = await verify(provider.url, { text: calls(['/a', '/b']) });
    expect(results(verification)).toEqual({ '/a': 'not run: verifier-failed', '/b': 'not run: verifier-failed' });
    expect(verification.interactions[0]?.result).toMatchObject({ message: expect.stringContaining('SIGKILL') });
  });

  onProcesses(withProcesses('ends when nobody waits for it any more'), async () => {
    const stop = new AbortController();
    await using provider = await orders(() => {
      stop.abort(new Error('enough'));
      return 'hang';
    });
    const verification = verify(provider.url, { text: calls(['/a']), signal: stop.signal });
    await expect(verification).rejects.toThrow('enough');
    while (verifiers().length > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await expect(verify(provider.url, { signal: stop.signal })).rejects.toThrow('enough');
  });

  onProcesses(withProcesses('learns neither the provider nor a secret, and nothing of our environment'), async () => {
    let seen = '';
    await using provider = await orders(() => {
      for (const pid of verifiers())
        for (const what of ['environ', 'cmdline']) seen += readFileSync(`/proc/${pid}/${what}`, 'utf8');
      return fine;
    });
    const sandbox = { headers: { authorization: 'Bearer hunter2' } };
    expect(results(await verify(provider.url, { text: calls(['/a']), sandbox }))).toEqual({ '/a': 'passed' });
    expect(seen).toContain('PACT_DO_NOT_TRACK=true');
    expect(seen).not.toContain('hunter2');
    expect(seen).not.toContain(provider.url);
    expect(seen).not.toContain('PATH=');
  });
});

const REDACTING = { redact: (text: string) => text.replaceAll('***SECRET***', '***') };

/** Runs a contract with a package in place of Pact's, whose core is `source`. */
async function withPackage(source: string | undefined, sandbox: Partial<Sandbox> = {}): Promise<LiveVerification> {
  const folder = mkdtempSync(join(tmpdir(), 'driftgate-'));
  try {
    for (const [name, text] of source === undefined
      ? []
      : [
          ['pact', ''],
          ['pact-core', source],
        ]) {
      const home = join(folder, 'node_modules', '@pact-foundation', `${name}`);
      mkdirSync(home, { recursive: true });
      writeFileSync(join(home, 'index.js'), `${text}`);
    }
    return await verify('http://127.0.0.1:1', { text: calls(['/a']), sandbox, options: { folders: [folder] } });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the package of Pact', () => {
  test.each<[string, string | undefined, string, string]>([
    ['is not there', undefined, 'package-missing', 'is not installed'],
    ['is another', 'exports.Verifier = 5;', 'verifier-failed', 'it has no `Verifier`'],
    ['does not load', 'throw new Error("no ***SECRET*** here");', 'verifier-failed', 'no *** here'],
  ])('%s', async (_, source, code, message) => {
    await expect(withPackage(source, REDACTING)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
      hint: expect.stringContaining('npm install --save-dev @pact-foundation/pact'),
    });
  });

  const verifier = (body: string) => `exports.Verifier = class { async verify() { ${body} } };`;
  test.each([
    ['ends with a code', 'console.error("a\\nno ***SECRET***"); process.exit(3);', '(exit code 3): no ***'],
    ['gives no result', 'return "no ***SECRET***";', 'Pact could not run the contract: no ***'],
    [
      'gives another result',
      'return JSON.stringify({ interactionResults: [null, { description: {} }] });',
      'no result',
    ],
    [
      'says that all is well, and asked nobody',
      'return JSON.stringify({ interactionResults: [{ description: "0", result: "OK" }] });',
      'no result',
    ],
  ])('%s', async (_, body, message) => {
    const { interactions } = await withPackage(verifier(body), REDACTING);
    expect(interactions.map(({ result }) => result)).toEqual([
      { status: 'not run', code: 'verifier-failed', message: expect.stringContaining(message) },
    ]);
    expect(JSON.stringify(interactions)).not.toContain('SECRET');
  });
});

describe('a contract that is none', () => {
  const pact = (interactions: unknown) =>
    JSON.stringify({ consumer: { name: 'web' }, provider: { name: 'p' }, interactions });
  test.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    [
      'nested too deep',
      `{"consumer":{},"provider":{},"interactions":[{"request":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`,
    ],
    ['without interactions', '{"consumer":{},"provider":{}}'],
    ['with interactions of another type', pact('x')],
  ])('%s', async (_, text) => {
    await expect(verify('http://127.0.0.1:1', { text })).rejects.toMatchObject({
      code: 'contract-invalid',
      place: 'orders.json',
    });
  });

  test.each<[string, unknown, string]>([
    ['null', null, 'left out'],
    ['a request that is none', { description: 'x', request: 5 }, 'left out'],
    ['a plugin', { type: 'Synchronous/HTTP', pluginConfiguration: {}, request: {} }, 'left out'],
    ['a type that nobody knows', { type: 'Telepathy', request: {} }, 'left out'],
    [
      'a status that is none',
      { request: { method: 'GET', path: '/' }, response: { status: {} } },
      'passed|status|not run',
    ],
    [
      'headers that are none',
      { request: { method: 'GET', path: '/', headers: 7 }, response: { status: 200 } },
      'passed|not run',
    ],
    [
      'a method that is none',
      { request: { method: 'G\u0000T', path: '/' }, response: { status: 200 } },
      'passed|not run',
    ],
    [
      'names of the prototype',
      JSON.parse(
        '{"description":"__proto__","providerStates":[{"name":"__proto__"}],"request":{"method":"GET","path":"/","headers":{"__proto__":"x"}},"response":{"status":200}}',
      ),
      'passed|not run',
    ],
  ])('in one interaction, which is %s', async (_, interaction, result) => {
    await using provider = await orders(() => fine);
    const { interactions } = await verify(provider.url, { text: pact([interaction]), seconds: 5 });
    expect(interactions.map((each) => inShort(each.result))).toEqual([
      expect.stringMatching(new RegExp(`^(${result})`)),
    ]);
  });
});
