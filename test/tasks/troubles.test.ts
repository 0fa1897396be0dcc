// Troubles told apart: from what a provider on loopback does to findings, one for each cause.

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as plainRequest, type RequestListener } from 'node:http';
import { createServer, request as secureRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterEach, expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load.ts';
import { judge } from '../../src/judge/judge.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Incident, Observation } from '../../src/model/health.ts';
import type { LiveCall, PastCall } from '../../src/model/trouble.ts';
import type { Called } from '../../src/ports.ts';
import { ruleFor } from '../../src/rules/catalogue.ts';
import { troublesIn, troublesOf } from '../../src/tasks/troubles.ts';
import { wire } from '../../src/wire.ts';
import { answering, provider } from '../scenarios/stage.ts';
import { certificate, type Pair } from './certificates.ts';

const POLICY = { profile: 'tolerant', sdk: false, overrides: {}, acknowledgements: [], today: '2026-11-22' } as const;
const PLAYBOOK = { 'credential-expired': 'https://wiki.example/renew', 'rate-limited': 'https://wiki.example/limits' };

let close: () => void = () => {};
afterEach(() => close());

/** A call to make: the URL without its origin, and what is known of it. */
interface Wanted extends Partial<Pick<LiveCall, 'credential' | 'patience'>> {
  readonly operation?: string;
  /** Milliseconds after which one no longer waits. */
  readonly timeout?: number;
  /** Whom one trusts beside all that everybody trusts. */
  readonly ca?: string;
  /** What DNS says of the host. */
  readonly dns?: string;
}

const STRIPE = { name: 'stripe', endsAt: undefined };

/** Makes one call, and no second one. */
async function call(origin: string, wanted: Wanted): Promise<Called> {
  const { operation = 'GET /things', credential = STRIPE, patience, timeout = 5000, ca, dns } = wanted;
  const [method = '', path = ''] = operation.split(' ');
  const url = `${origin}${path}`;
  const start = Date.now();
  const lookup = dns === undefined ? {} : { lookup: failing(dns) };
  const headers = { authorization: `Bearer ${credential?.name}` };
  const options = { method, headers, agent: false as const, signal: AbortSignal.timeout(timeout), ca, ...lookup };
  const sent = (url.startsWith('https:') ? secureRequest : plainRequest)(url, options);
  let certificateEnds: string | undefined;
  let outcome: LiveCall['outcome'];
  try {
    sent.end();
    const [response] = await once(sent, 'response');
    if (response.socket instanceof TLSSocket)
      certificateEnds = new Date(response.socket.getPeerCertificate().valid_to).toISOString();
    const pieces: Buffer[] = [];
    for await (const piece of response) pieces.push(piece);
    const fields = Object.entries(response.headers).map(([name, value]) => ({ name, value: String(value) }));
    outcome = { status: response.statusCode, headers: fields, body: Buffer.concat(pieces).toString() };
  } catch (error) {
    outcome = { error: String((error as { code?: unknown }).code) };
  }
  const at = new Date(start).toISOString();
  const made = { api: 'payments', operation, url, at, ms: Date.now() - start, patience, credential, expectsJson: true };
  const last = { ...made, outcome, certificateEnds };
  return { last, before: [], redact: (text) => text.replaceAll('stripe', '…') };
}

function failing(code: string) {
  return (_host: string, _options: object, done: (error: Error, address: string, family: number) => void): void =>
    done(Object.assign(new Error(code), { code }), '', 0);
}

async function secure(pair: Pair): Promise<string> {
  const server = createServer(pair, (_, response) => response.end('{}')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  close = () => server.close();
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function plain(answer: RequestListener): Promise<string> {
  const started = await provider(answer);
  close = () => started.close();
  return started.url;
}

/** What is known beside the calls. */
interface Beside {
  readonly incident?: Incident;
  readonly earlier?: readonly PastCall[];
}

async function findings(origin: string, calls: readonly Wanted[], { incident, earlier = [] }: Beside = {}) {
  const called: Called[] = [];
  for (const wanted of calls) called.push(await call(origin, wanted));
  const ground = { incidentAt: () => incident, earlier, playbook: PLAYBOOK };
  return judge(troublesIn(called, ground), ruleFor, POLICY);
}

const brief = ({ severity, rule }: Finding): string => `${severity} ${rule}`;
const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

function earlier(status: number, ...minutes: readonly number[]): readonly PastCall[] {
  return minutes.map((ago) => ({ operation: 'GET /things', at: minutesAgo(ago), credential: 'stripe', status }));
}

const readsOnly: RequestListener = (request, response) =>
  request.method === 'GET' ? response.end('{}') : response.writeHead(403).end('{"message":"Forbidden"}');

type Case = readonly [
  name: string,
  answer: RequestListener,
  calls: readonly Wanted[],
  findings: readonly string[],
  said: readonly string[],
  beside?: Beside,
];

const CASES: readonly Case[] = [
  ['an API that works', answering({}), [{}], [], []],
  [
    'an expired credential',
    answering({ message: 'jwt expired' }, {}, 401),
    [{}],
    ['breaking auth/trouble-credential-expired'],
    ['credential `stripe` has expired', 'renew the credential', 'https://wiki.example/renew'],
  ],
  [
    'a credential that worked yesterday',
    answering({ message: 'Unauthorized' }, {}, 401),
    [{}],
    ['breaking auth/trouble-credential-expired'],
    ['or was revoked: it worked until'],
    { earlier: earlier(200, 1440) },
  ],
  [
    'a wrong credential',
    answering({ error: 'invalid_client' }, {}, 401),
    [{}],
    ['breaking auth/trouble-credential-wrong'],
    ['credential `stripe` is not accepted'],
  ],
  [
    'a scope that is missing',
    answering({}, { 'www-authenticate': 'Bearer error="insufficient_scope", scope="charges:write"' }, 403),
    [{ operation: 'POST /charges' }],
    ['breaking auth/trouble-permission-missing'],
    ['lacks the scope `charges:write`', 'then get a new token'],
  ],
  [
    'reads that work and writes that are refused',
    readsOnly,
    [{}, { operation: 'POST /things' }],
    ['breaking auth/trouble-permission-missing'],
    ['lacks a permission: reads with it work, and this write is refused'],
  ],
  [
    'a rate limit',
    answering({}, { 'retry-after': '60' }, 429),
    [{}],
    ['risky transport/trouble-rate-limited'],
    ['the credential is not at fault; not before 20', 'https://wiki.example/limits'],
  ],
  [
    'a rate limit that wears 401',
    answering({ message: 'Too many requests' }, {}, 401),
    [{}],
    ['risky transport/trouble-rate-limited'],
    ['though it answers 401'],
  ],
  [
    'a rate limit that wears 403',
    answering({}, { 'x-ratelimit-remaining': '0' }, 403),
    [{}],
    ['risky transport/trouble-rate-limited'],
    ['though it answers 403'],
  ],
  [
    'a request with fields that are wrong',
    answering(
      {
        errors: [
          { field: 'end', message: 'is required' },
          { field: 'phone', message: 'E.164' },
        ],
      },
      {},
      422,
    ),
    [{ operation: 'POST /bookings' }],
    ['breaking transport/trouble-request-invalid'],
    ['it names `end`, `phone` as wrong'],
  ],
  [
    'what is gone',
    answering({}, {}, 410),
    [{}],
    ['breaking transport/trouble-gone'],
    ['`GET /things` is gone for good'],
  ],
  [
    'what is not found any more',
    answering({}, {}, 404),
    [{}],
    ['breaking transport/trouble-not-found'],
    ['it worked until'],
    { earlier: earlier(200, 60) },
  ],
  [
    'what has moved',
    answering({}, { location: '/v2/things' }, 308),
    [{}],
    ['risky transport/trouble-moved'],
    ['has moved to `http://127.0.0.1:'],
  ],
  [
    'a fault',
    answering({}, {}, 500),
    [{}],
    ['risky transport/trouble-server-fault'],
    ['`GET /things` fails on the API’s side'],
  ],
  [
    'a fault that lasts',
    answering({}, {}, 500),
    [{}],
    ['breaking transport/trouble-server-fault-lasting'],
    ['since 20'],
    { earlier: earlier(500, 30, 20, 10) },
  ],
  ['no answer', () => {}, [{ timeout: 80 }], ['risky transport/trouble-timeout'], ['does not answer in time']],
  [
    'an answer that comes later than consumers wait',
    (_, response) => setTimeout(() => response.end('{}'), 80),
    [{ patience: 50 }],
    ['risky transport/trouble-slow'],
    ['and its consumers wait 50 ms'],
  ],
  [
    'a broken connection',
    (request) => request.socket.destroy(),
    [{}],
    ['risky transport/trouble-connection-reset'],
    ['breaks connections off'],
  ],
  [
    'a login page',
    answering('<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' }),
    [{}],
    ['breaking transport/trouble-not-json'],
    ['a page in the place of JSON'],
  ],
  [
    'a maintenance',
    answering({}, {}, 503),
    [{}],
    ['risky transport/trouble-maintenance'],
    ['is under maintenance: the provider tells of `Move`'],
    { incident: told('maintenance') },
  ],
  [
    'an incident',
    answering({}, {}, 500),
    [{}],
    ['risky transport/trouble-server-fault'],
    ['has an incident: the provider tells of `Move`'],
    { incident: told('incident'), earlier: earlier(500, 30, 20, 10) },
  ],
  [
    'an incident that explains no wrong credential',
    answering({ message: 'jwt expired' }, {}, 401),
    [{}],
    ['breaking auth/trouble-credential-expired'],
    [],
    { incident: told('incident') },
  ],
  [
    'ten alarms of one cause',
    (request, response) =>
      request.url === '/things/0'
        ? response.writeHead(401).end('{"message":"jwt expired"}')
        : response.writeHead(403).end('{"message":"Forbidden"}'),
    Array.from({ length: 10 }, (_, at) => ({ operation: `GET /things/${at}` })),
    ['breaking auth/trouble-credential-expired'],
    ['9 further troubles followed from it'],
  ],
];

function told(kind: Incident['kind']): Incident {
  const state = { status: 'investigating', impact: 'major', from: minutesAgo(60), until: undefined, components: [] };
  return { kind, name: 'Move', url: undefined, ...state };
}

function text(found: readonly Finding[]): string {
  return found.map(({ message, change: { facts } }) => [message, facts.hint, facts.playbook].join('\n')).join('\n');
}

test.each(CASES)('%s', async (_, answer, calls, expected, said, beside = {}) => {
  const found = await findings(await plain(answer), calls, beside);
  expect(found.map(brief)).toEqual(expected);
  for (const sentence of said) expect(text(found)).toContain(sentence);
});

test.each<[string, string, string, Wanted, readonly string[], string]>([
  ['that ends in 90 days', '127.0.0.1', '90', {}, [], ''],
  ['that ends in a week', '127.0.0.1', '7', {}, ['deprecated transport/trouble-certificate-ending'], 'ends in 6 days'],
  [
    'that has expired',
    '127.0.0.1',
    '-1',
    {},
    ['breaking transport/trouble-tls-expired'],
    'has a certificate that has expired',
  ],
  [
    'for another host',
    'other.example',
    '90',
    {},
    ['breaking transport/trouble-tls-host'],
    'has a certificate for another host',
  ],
  ['of nobody', '127.0.0.1', '90', { ca: '' }, ['breaking transport/trouble-tls-untrusted'], 'that is self-signed'],
])('a certificate %s', async (_, host, days, wanted, expected, said) => {
  const pair = certificate(host, Number(days));
  const found = await findings(await secure(pair), [{ ca: pair.cert, ...wanted }]);
  expect(found.map(brief)).toEqual(expected);
  expect(text(found)).toContain(said);
});

test.each([
  ['ENOTFOUND', ['breaking transport/trouble-dns-lasting'], '`api.example` is not known to DNS'],
  ['EAI_AGAIN', ['risky transport/trouble-dns'], 'cannot be looked up in DNS now'],
])('DNS that says %s', async (dns, expected, said) => {
  const found = await findings('http://api.example', [{ dns }, { dns, operation: 'POST /things' }]);
  expect(found.map(brief)).toEqual(expected);
  expect(text(found)).toContain(said);
});

/** A run of the task with the record and the status page that a configuration names. */
async function run(origin: string, page: string, record: readonly Observation[]) {
  const folder = mkdtempSync(join(tmpdir(), 'driftgate-troubles-'));
  try {
    const text = `allowPrivateHosts: [127.0.0.1]\napis: { payments: { spec: a.yaml, statusPage: '${page}' } }`;
    const config = loadConfig(text, 'driftgate.yaml');
    const outside = wire(config, { folder, env: {} });
    await outside.health.append('payments', record);
    return judge(await troublesOf('payments', [await call(origin, {})], config, outside), ruleFor, POLICY);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function recorded(outcome: Observation['outcome'], ...minutes: readonly number[]): readonly Observation[] {
  return minutes.map((ago) => ({ time: minutesAgo(ago), operation: 'GET /things', ms: 100, outcome }));
}

const FAILS = answering({}, {}, 500);

test.each<[string, RequestListener, readonly Observation[], string | undefined, readonly string[], number]>([
  ['an API that works', answering({}), recorded('error', 40, 20), 'Fire', [], 0],
  ['a fault', FAILS, [], undefined, ['risky transport/trouble-server-fault'], 1],
  [
    'a fault that earlier runs met as well',
    FAILS,
    recorded('error', 40, 20),
    undefined,
    ['breaking transport/trouble-server-fault-lasting'],
    1,
  ],
  [
    'a fault that one run met before',
    FAILS,
    recorded('error', 20),
    undefined,
    ['risky transport/trouble-server-fault'],
    1,
  ],
  [
    'a fault that was over in between',
    FAILS,
    [...recorded('error', 40, 30), ...recorded('ok', 20)],
    undefined,
    ['risky transport/trouble-server-fault'],
    1,
  ],
  ['a fault during an incident', FAILS, recorded('error', 40, 20), 'Fire', ['risky transport/trouble-server-fault'], 1],
])('%s, by the record and the status page', async (_, answer, record, incident, expected, looks) => {
  let looked = 0;
  const page = await provider((_request, response) => {
    looked += 1;
    const incidents = incident === undefined ? [] : [{ name: incident, started_at: minutesAgo(60) }];
    response.end(JSON.stringify({ status: { indicator: 'major' }, incidents }));
  });
  try {
    const found = await run(await plain(answer), page.url, record);
    expect(found.map(brief)).toEqual(expected);
    expect(text(found).includes('the provider tells of `Fire`')).toBe(incident !== undefined && expected.length > 0);
    expect(looked).toBe(looks);
  } finally {
    page.close();
  }
});

test('a port at which nobody listens', async () => {
  const origin = await plain(answering({}));
  close();
  const found = await findings(origin, [{}, { operation: 'POST /things' }]);
  expect(found.map(brief)).toEqual(['risky transport/trouble-connection-refused']);
});
