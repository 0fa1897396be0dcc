// Errors told apart, through the real command line: what the provider does, and which cause the report names.

import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { healthFiles } from '../../src/adapters/stores/health-file.ts';
import type { Observation } from '../../src/model/health.ts';
import { certificate, type Pair } from './certificates.ts';
import { answering, type Ended, type Provider, provider, type Stage, stage } from './stage.ts';

let scene: Stage;
let api: Provider;
let page: Provider;

beforeEach(async () => {
  scene = stage();
  api = await provider(answering({ id: 1 }));
  page = await provider(answering('', {}, 404));
});
afterEach(() => {
  page.close();
  api.close();
  scene.remove();
});

const READ = '{ name: read, get: /things, times: 1 }';
const WRITE = '{ name: write, post: /things, body: { end: soon }, times: 1 }';

/** How a run is set up. */
interface Setting {
  readonly samples?: readonly string[];
  /** Further lines of the API in the configuration. */
  readonly lines?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly url?: string;
}

async function sample({ samples = [READ], lines = [], env = {}, url = api.url }: Setting = {}): Promise<Ended> {
  scene.write(
    'driftgate.yaml',
    [
      'allowPrivateHosts: [127.0.0.1]',
      'limits: { seconds: 1 }',
      'playbook: { credential-expired: "https://wiki.example/renew", timeout: "https://wiki.example/slow" }',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: references to secrets are written so.
      'credentials: { stripe: { bearer: "${env:STRIPE}" } }',
      'apis:',
      '  payments:',
      '    spec: a.yaml',
      `    sandbox: { url: "${url}", credential: stripe }`,
      ...lines.map((line) => `    ${line}`),
      '    samples:',
      ...samples.map((each) => `      - ${each}`),
      '',
    ].join('\n'),
  );
  return scene.run(['sample', '--quiet', '--no-color'], { env: { STRIPE: 'sk_live_0123456789abcdef', ...env } });
}

/** The report with each finding on one line. */
const flat = ({ stdout }: Ended): string => stdout.replace(/\n {16}/g, ' ');
const rules = ({ stdout }: Ended): readonly string[] => stdout.match(/(?:auth|transport)\/trouble-[\w-]+/g) ?? [];

test.each<[string, RequestListener, Setting, readonly string[], readonly string[]]>([
  [
    'an expired credential',
    answering({ message: 'jwt expired' }, {}, 401),
    {},
    ['auth/trouble-credential-expired'],
    [
      '✖ breaking    credential `stripe` has expired',
      'what to do: renew the credential',
      'playbook: https://wiki.example/renew',
    ],
  ],
  [
    'a wrong credential',
    answering({ error: 'invalid_client' }, {}, 401),
    {},
    ['auth/trouble-credential-wrong'],
    ['`stripe` is not accepted', 'sandbox or production'],
  ],
  [
    'reads that work and writes that are refused',
    (request, response) =>
      request.method === 'GET' ? response.end('{}') : response.writeHead(403).end('{"message":"Forbidden"}'),
    { samples: [READ, WRITE] },
    ['auth/trouble-permission-missing'],
    ['reads with it work, and this write is refused'],
  ],
  [
    'a rate limit that wears 401',
    answering({ message: 'Too many requests' }, {}, 401),
    {},
    ['transport/trouble-rate-limited'],
    ['risky', 'though it answers 401', 'the credential is not at fault'],
  ],
  [
    'a rate limit that wears 403',
    answering({ message: 'API rate limit exceeded' }, { 'x-ratelimit-remaining': '0' }, 403),
    {},
    ['transport/trouble-rate-limited'],
    ['though it answers 403'],
  ],
  [
    'a rate limit',
    answering({}, { 'retry-after': '3600' }, 429),
    {},
    ['transport/trouble-rate-limited'],
    ['limits the rate of calls', 'not before 2'],
  ],
  [
    'a request with a field that is wrong',
    answering({ errors: [{ field: 'end', message: 'is required' }] }, {}, 422),
    { samples: [WRITE] },
    ['transport/trouble-request-invalid'],
    ['it names `end` as wrong'],
  ],
  ['what is gone', answering({}, {}, 410), {}, ['transport/trouble-gone'], ['`GET /things` is gone for good']],
  [
    'what has moved',
    answering({}, { location: '/v2/things' }, 308),
    {},
    ['transport/trouble-moved'],
    ['`GET /things` has moved to'],
  ],
  ['a fault', answering({}, {}, 500), {}, ['transport/trouble-server-fault'], ['risky', 'fails on the API’s side']],
  [
    'a timeout',
    () => {},
    { samples: [WRITE] },
    ['transport/trouble-timeout'],
    ['does not answer in time', 'playbook: https://wiki.example/slow'],
  ],
  [
    'an answer that comes later than consumers wait',
    (_, response) => setTimeout(() => response.end('{}'), 250),
    { lines: ['patience: 0.1'] },
    ['transport/trouble-slow'],
    ['and its consumers wait 100 ms'],
  ],
  [
    'a broken connection',
    (request) => request.socket.destroy(),
    { samples: [WRITE] },
    ['transport/trouble-connection-reset'],
    ['breaks connections off'],
  ],
  [
    'a login page',
    answering('<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' }),
    {},
    ['transport/trouble-not-json'],
    ['a page in the place of JSON'],
  ],
  [
    'one failure that causes ten alarms',
    (request, response) =>
      request.url === '/things/0'
        ? response.writeHead(401).end('{"message":"jwt expired"}')
        : response.writeHead(403).end('{"message":"Forbidden"}'),
    { samples: Array.from({ length: 10 }, (_, at) => `{ name: s${at}, get: /things/${at}, times: 1 }`) },
    ['auth/trouble-credential-expired'],
    ['9 further troubles followed from it', 'explains permission-missing: GET /things/{thing}'],
  ],
  [
    'a fault of all operations',
    answering({}, {}, 501),
    { samples: ['a', 'b', 'c', 'd'].map((name) => `{ name: ${name}, post: /${name}, times: 1 }`) },
    ['transport/trouble-server-fault-lasting'],
    ['4 calls of 4 operations failed by it'],
  ],
])('%s', async (_, answer, setting, expected, said) => {
  api.answer = answer;
  const ended = await sample(setting);
  expect(rules(ended)).toEqual(expected);
  for (const sentence of said) expect(flat(ended)).toContain(sentence);
  expect(ended.stdout + ended.stderr).not.toContain('sk_live');
});

test('a port at which nobody listens', async () => {
  api.close();
  const ended = await sample({ samples: [READ] });
  expect(rules(ended)).toEqual(['transport/trouble-connection-refused']);
  expect(ended.code).toBe(2);
});

/** What earlier runs recorded: failures so many minutes ago. */
function recorded(...minutes: readonly number[]): readonly Observation[] {
  return minutes.map((ago) => ({
    time: new Date(Date.now() - ago * 60_000).toISOString(),
    operation: 'POST /things',
    ms: 100,
    outcome: 'error',
  }));
}

test.each<[string, readonly Observation[], object | undefined, string, string]>([
  ['a fault that earlier runs met lasts', recorded(30, 20), undefined, 'trouble-server-fault-lasting', 'since 20'],
  [
    'a fault during an incident is told as that',
    recorded(30, 20),
    { incidents: [{ name: 'Elevated errors', started_at: new Date(Date.now() - 3_600_000).toISOString() }] },
    'trouble-server-fault',
    'the provider tells of `Elevated errors`',
  ],
  [
    'a maintenance is told as that',
    [],
    {
      scheduled_maintenances: [
        { name: 'Move', status: 'in_progress', scheduled_for: new Date(Date.now() - 60_000).toISOString() },
      ],
    },
    'trouble-maintenance',
    'is under maintenance: the provider tells of `Move`',
  ],
])('%s', async (_, earlier, told, rule, said) => {
  api.answer = answering({}, {}, 500);
  page.answer = answering({ status: { indicator: 'major' }, ...told });
  await healthFiles(`${scene.folder}/.driftgate/health`).append('payments', earlier);
  const ended = await sample({ samples: [WRITE], lines: [`statusPage: "${page.url}"`] });
  expect(rules(ended)).toEqual([`transport/${rule}`]);
  expect(flat(ended)).toContain(said);
});

async function secure(pair: Pair): Promise<{ readonly url: string; close(): void }> {
  const server = createServer(pair, (_, response) => response.end('{}')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

test.each<[string, string, number, boolean, readonly string[]]>([
  ['of 90 days', '127.0.0.1', 90, true, []],
  ['that ends in a week', '127.0.0.1', 7, true, ['transport/trouble-certificate-ending']],
  ['that has expired', '127.0.0.1', -1, true, ['transport/trouble-tls-expired']],
  ['for another host', 'other.example', 90, true, ['transport/trouble-tls-host']],
  ['of nobody', '127.0.0.1', 90, false, ['transport/trouble-tls-untrusted']],
])('a certificate %s', async (_, host, days, isTrusted, expected) => {
  const pair = certificate(host, days);
  const server = await secure(pair);
  try {
    scene.write('ca.pem', pair.cert);
    const env = isTrusted ? { NODE_EXTRA_CA_CERTS: `${scene.folder}/ca.pem` } : {};
    expect(rules(await sample({ url: server.url, env }))).toEqual(expected);
  } finally {
    server.close();
  }
});

test('an API that fails again and again is left alone, and nothing of that counts as a call', async () => {
  let asked = 0;
  api.answer = (_, response) => {
    asked += 1;
    response.writeHead(500).end();
  };
  const setting = { samples: [WRITE], lines: ['health: { failures: 2, pause: 60 }'] };
  expect((await sample(setting)).code).toBe(2);
  await sample(setting);
  const third = await sample(setting);
  expect(asked).toBe(2);
  expect(third.code).toBe(2);
  expect(flat(third)).toContain('`payments` is not called: the last 2 calls failed it is tried again at 2');
  expect(rules(third)).toEqual([]);
  const health = await scene.run(['health', '--quiet', '--no-color']);
  expect(health.stdout).toMatch(/POST \/things {2}hour +2 /);
});

test('an API that is slower than its consumers wait is slow in its health, too', async () => {
  api.answer = (_, response) => setTimeout(() => response.end('{}'), 300);
  const samples = ['{ name: read, get: /things, times: 12 }'];
  expect(rules(await sample({ samples, lines: ['patience: 0.1', 'callsPerSecond: 100'] }))).toEqual([
    'transport/trouble-slow',
  ]);
  const health = await scene.run(['health', '--quiet', '--no-color']);
  expect(health.code).toBe(1);
  expect(flat(health)).toContain('`GET /things` is slower than its consumers wait: 95 % of 12 calls');
});
