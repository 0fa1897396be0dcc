// `driftgate sample` on a provider that does what providers do, by the real command line: the report names the cause.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Api, api, type Behaviour, bookingOf, bookings, documentOf } from '../provider/api.ts';
import { provider, type Stage, stage } from './stage.ts';

let folder: Stage;
let server: Api;

const CONTRACT = `consumer: phone-agent
provider: booking
operations:
  - call: GET /bookings/{id}
    name: tell a caller
    status: [200]
    reads: [phone_number, amount]
`;

function config(rest = '', sample = '{ name: booking, get: /bookings/7, times: 12 }'): string {
  return `apis:
  booking:
    spec: openapi.json
    contracts: phone.yaml
    sandbox: { url: "${server.url}", credential: key }
    callsPerSecond: 1000
    patience: 0.4
    samples:
      - ${sample}
${rest}credentials:
  key: { bearer: "\${env:KEY}" }
allowPrivateHosts: [127.0.0.1]
`;
}

const ENV = { env: { KEY: 'k-1' } };

beforeAll(async () => {
  folder = stage();
  server = await api();
  folder.write('openapi.json', documentOf(server.url));
  folder.write('phone.yaml', CONTRACT);
  folder.write('driftgate.yaml', config());
  for (const args of [
    ['accept', 'booking'],
    ['sample', '-q'],
    ['accept', 'booking', '--samples'],
  ]) {
    const ended = await folder.run(args, ENV);
    if (ended.code !== 0) throw new Error(`${ended.stdout}${ended.stderr}`);
  }
}, 60_000);

beforeEach(() => {
  server.behave = bookings();
  folder.write('driftgate.yaml', config());
  rmSync(join(folder.folder, '.driftgate'), { recursive: true, force: true });
});

afterAll(() => {
  server.close();
  folder.remove();
});

interface Printed {
  readonly outcome: string;
  readonly apis: readonly {
    readonly findings: readonly {
      readonly rule: string;
      readonly message: string;
      readonly consumers: readonly { readonly consumer: string; readonly verdict: string; readonly because: string }[];
    }[];
    readonly sampling: { readonly samples: readonly { readonly taken: number; readonly calls: number }[] };
  }[];
}

async function sampled(...args: readonly string[]): Promise<{ code: number | null; report: Printed }> {
  const { code, stdout, stderr } = await folder.run(['sample', '-q', '--format', 'json', ...args], ENV);
  if (stdout === '') throw new Error(stderr);
  return { code, report: JSON.parse(stdout) };
}

function rulesOf({ apis }: Printed): readonly string[] {
  return apis.flatMap(({ findings }) => findings.map(({ rule }) => rule));
}

test('nothing drifted: clean', async () => {
  const { code, report } = await sampled();
  expect({ code, rules: rulesOf(report) }).toEqual({ code: 0, rules: [] });
});

const gone = (name: string) => bookings(() => ({ [name]: undefined }));

/** What the provider does now, and the finding that names it. */
const DRIFTS: readonly (readonly [string, Behaviour, string])[] = [
  [
    'phone_number became phoneNumber',
    bookings(({ phone_number }) => ({ phone_number: undefined, phoneNumber: phone_number })),
    'response/sampled-field-renamed',
  ],
  ['a field is gone', gone('amount'), 'response/sampled-field-gone'],
  ['a field appeared', bookings(() => ({ plan: 'free' })), 'response/sampled-field-appeared'],
  ['numbers come as text', bookings(({ amount }) => ({ amount: String(amount) })), 'response/sampled-number-as-text'],
  [
    'phone numbers come as a number',
    bookings(({ phone_number }) => ({ phone_number: Number(String(phone_number).slice(1)) })),
    'response/sampled-type-changed',
  ],
  [
    'days come as MM/DD/YYYY',
    bookings(({ day }) => ({ day: String(day).replace(/(\d+)-(\d+)-(\d+)/, '$2/$3/$1') })),
    'response/sampled-date-order-changed',
  ],
  ['José became JosÃ©', bookings(({ guest }) => ({ guest: mojibake(guest) })), 'response/sampled-encoding-broken'],
  [
    'José became Jos?',
    bookings(({ guest }) => ({ guest: String(guest).replace(/[^ -~]/g, '?') })),
    'response/sampled-encoding-broken',
  ],
  ['a value is null', bookings(() => ({ amount: null })), 'response/sampled-null-appeared'],
  ['another success', () => ({ status: 202, body: {} }), 'response/sampled-status-appeared'],
];

function mojibake(text: unknown): string {
  return Buffer.from(String(text), 'utf8').toString('latin1');
}

describe('what comes drifted', () => {
  test.each(DRIFTS)('%s', async (_what, behave, rule) => {
    server.behave = behave;
    expect(rulesOf((await sampled()).report)).toContain(rule);
  });
});

test('says whom it breaks, with the counts and what the document promises', async () => {
  server.behave = gone('amount');
  const { code, report } = await sampled();
  const [finding] = report.apis.flatMap(({ findings }) => findings);
  expect(code).toBe(1);
  expect(finding?.message).toMatch(
    /12 of 12 samples before, 0 of 12 samples now.*since \d{4}-.*the document says otherwise/,
  );
  expect(finding?.consumers).toMatchObject([{ consumer: 'phone-agent', verdict: 'breaks' }]);
});

/** What the provider does, the finding that names the cause, and the exit code. */
const TROUBLES: readonly (readonly [string, Behaviour, string, number])[] = [
  ['401', () => problem(401, 'Token expired'), 'auth/trouble-credential-expired', 2],
  ['403 of a scope', () => problem(403, 'Insufficient scope: bookings.read'), 'auth/trouble-permission-missing', 2],
  ['404', () => problem(404, 'No such booking'), 'transport/trouble-not-found', 2],
  ['410', () => problem(410, 'Gone for good'), 'transport/trouble-gone', 2],
  [
    '422 that names a field',
    () => ({ status: 422, body: { errors: [{ field: 'end_time', message: 'is required' }] } }),
    'transport/trouble-request-invalid',
    2,
  ],
  [
    '401 that is a limit',
    () => ({ ...problem(401, 'Rate limit exceeded'), headers: { 'x-ratelimit-remaining': '0' } }),
    'transport/trouble-rate-limited',
    2,
  ],
  ['slower than its consumers wait', (call) => ({ ...bookings()(call), after: 700 }), 'transport/trouble-slow', 0],
  [
    'a page in place of JSON',
    () => ({ headers: { 'content-type': 'text/html' }, body: '<h1>Hi</h1>' }),
    'transport/trouble-not-json',
    2,
  ],
];

function problem(status: number, detail: string): ReturnType<Behaviour> {
  return { status, headers: { 'content-type': 'application/problem+json' }, body: { status, title: detail, detail } };
}

describe('what fails', () => {
  test.each(TROUBLES)('%s', async (_what, behave, rule, expected) => {
    server.behave = behave;
    const { code, report } = await sampled();
    expect({ rules: rulesOf(report), code }).toEqual({ rules: [rule], code: expected });
  });
});

test('a limit is waited for, and no drift', async () => {
  const first = server.came.length;
  server.behave = (call) =>
    call.count === first ? { ...problem(429, 'Too many'), headers: { 'retry-after': '1' } } : bookings()(call);
  const { code, report } = await sampled();
  expect({ code, rules: rulesOf(report) }).toEqual({ code: 0, rules: [] });
  expect(server.came.length - first).toBe(13);
});

test('a host that asks for an hour is left alone', async () => {
  folder.write('driftgate.yaml', config('', '{ name: booking, get: /bookings/7, times: 100 }'));
  const first = server.came.length;
  server.behave = () => ({ ...problem(429, 'Too many'), headers: { 'retry-after': '3600' } });
  const { code, report } = await sampled();
  expect({ code, rules: rulesOf(report) }).toEqual({ code: 2, rules: ['transport/trouble-rate-limited'] });
  // Those that were on their way already.
  expect(server.came.length - first).toBeLessThanOrEqual(8);
});

test('an error that a sample asks for is no trouble', async () => {
  server.behave = () => problem(404, 'No such booking');
  folder.write('driftgate.yaml', config('', '{ name: none, get: /bookings/none, expect: 404, times: 3 }'));
  const { code, report } = await sampled();
  expect(report.apis[0]?.sampling.samples).toMatchObject([{ taken: 3, calls: 3 }]);
  expect({ code, troubles: rulesOf(report).filter((rule) => rule.includes('trouble-')) }).toEqual({
    code: 0,
    troubles: [],
  });
});

test('a token that ends in the middle of a run is renewed, once, and nothing is told', async () => {
  const first = server.came.length;
  let issued = 0;
  const tokens = await provider((request, response) => {
    request.resume();
    issued += 1;
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify({ access_token: `token-${issued}`, token_type: 'Bearer', expires_in: 3600 }));
  });
  server.behave = (call) =>
    call.headers.authorization === 'Bearer token-1' && call.count - first >= 6
      ? problem(401, 'Token expired')
      : bookings()(call);
  const oauth = `oauth2: { tokenUrl: "${tokens.url}/token", clientId: us, clientSecret: "\${env:KEY}" }`;
  folder.write('driftgate.yaml', config().replace(`bearer: "\${env:KEY}"`, oauth));
  try {
    const { code, report } = await sampled();
    expect({ code, rules: rulesOf(report), issued }).toEqual({ code: 0, rules: [], issued: 2 });
  } finally {
    tokens.close();
  }
});

test('what may change something in production is left out', async () => {
  folder.write('driftgate.yaml', config('', '{ name: book, post: /bookings, body: {}, environment: production }'));
  const first = server.came.length;
  const { stdout } = await folder.run(['sample', '-q'], ENV);
  expect(stdout).toMatch(/book.*`?POST`? may change something in production/s);
  expect(server.came).toHaveLength(first);
});

test('environments are held against each other', async () => {
  const production = await api();
  production.behave = gone('amount');
  try {
    folder.write(
      'driftgate.yaml',
      config().replace('    patience', `    production: { url: "${production.url}" }\n    patience`),
    );
    expect(rulesOf((await sampled('booking', '--compare', 'sandbox', 'production')).report)).toEqual([
      'response/sampled-field-gone',
    ]);
  } finally {
    production.close();
  }
});

test.each([
  ['amount', '"type":"integer"', ['phone-agent breaks: `tell a caller` reads `amount`']],
  ['guest', '"guest":{"type":"string"', ['phone-agent unaffected: no interaction of `phone-agent` reads `guest`']],
])('of what is otherwise than the document says, those are told who read it: %s', async (field, written, told) => {
  const other = written.replace(/"(?:integer|string)"$/, '"boolean"');
  folder.write('next.json', documentOf(server.url).replace(written, other));
  const { report } = await sampled('booking', '--against', 'next.json');
  const [finding] = report.apis[0]?.findings ?? [];
  expect(finding).toMatchObject({ rule: 'response/wire-type', message: expect.stringContaining(`\`${field}\``) });
  const said = finding?.consumers.map(({ consumer, verdict, because }) => `${consumer} ${verdict}: ${because}`);
  expect(said).toEqual(told.map((sentence) => expect.stringContaining(sentence)));
});

test('what comes back is held against a version that may come', async () => {
  folder.write('next.json', documentOf(server.url).replace('"required":["id",', '"required":["id","currency",'));
  const { code, report } = await sampled('booking', '--against', 'next.json');
  expect({ code, rules: rulesOf(report) }).toEqual({ code: 1, rules: ['response/wire-absent'] });
  expect(rulesOf((await sampled('booking')).report)).toEqual([]);
  expect((await folder.run(['sample', '--against', 'next.json'], ENV)).stderr).toContain('`--against` is of one API');
});

function recording(change: (booking: ReturnType<typeof bookingOf>) => object): string {
  const entries = Array.from({ length: 12 }, (_, count) => {
    const text = JSON.stringify({ ...bookingOf(count), ...change(bookingOf(count)) });
    const headers = [{ name: 'content-type', value: 'application/json' }];
    return {
      request: { method: 'GET', url: `${server.url}/bookings/b_${count}`, headers: [] },
      response: { status: 200, headers, content: { mimeType: 'application/json', text } },
    };
  });
  return JSON.stringify({ log: { version: '1.2', entries } });
}

test('a recording is sampled without a call', async () => {
  const first = server.came.length;
  const before = folder.read('snapshots/booking/samples.json');
  folder.write(
    'before.har',
    recording(() => ({})),
  );
  folder.write(
    'after.har',
    recording(() => ({ amount: undefined })),
  );
  try {
    expect((await sampled('booking', '--from', 'before.har')).code).toBe(0);
    expect((await folder.run(['accept', 'booking', '--samples'], ENV)).code).toBe(0);
    const { code, report } = await sampled('booking', '--from', 'after.har');
    expect({ code, rules: rulesOf(report) }).toEqual({ code: 1, rules: ['response/sampled-field-gone'] });
    expect(server.came).toHaveLength(first);
  } finally {
    folder.write('snapshots/booking/samples.json', before);
  }
});

test('a torn line of the log costs no other, and damaged samples are no clean look', async () => {
  await sampled();
  folder.write('.driftgate/samples/booking.jsonl', `${folder.read('.driftgate/samples/booking.jsonl')}{"at":"20`);
  expect((await sampled()).code).toBe(0);
  const good = folder.read('snapshots/booking/samples.json');
  folder.write('snapshots/booking/samples.json', good.slice(0, 100));
  try {
    expect((await folder.run(['sample', '-q'], ENV)).code).toBe(2);
  } finally {
    folder.write('snapshots/booking/samples.json', good);
  }
});

test('1,000 samples of a provider that fails 3 of 100 times: no false drift, and its limit is kept', async () => {
  const perSecond = Number(process.env.DRIFTGATE_SAMPLES_PER_SECOND ?? 200);
  const arrived: number[] = [];
  const first = server.came.length;
  server.behave = (call) => {
    arrived.push(performance.now());
    // 3 of 100, spread as by chance and the same in each run.
    const failing = (Math.imul(call.count - first, 2654435761) >>> 0) % 100 < 3;
    return failing ? problem(503, 'Try again') : bookings()(call);
  };
  folder.write(
    'driftgate.yaml',
    config('', '{ name: booking, get: /bookings/7, times: 1000 }').replace(': 1000\n', `: ${perSecond}\n`),
  );
  const { code, report } = await sampled();
  expect({ code, rules: rulesOf(report) }).toEqual({ code: 0, rules: [] });
  expect(report.apis[0]?.sampling.samples).toMatchObject([{ taken: 1000, calls: 1000 }]);
  expect(arrived.length).toBeGreaterThan(1020);
  const whole = ((arrived.at(-1) ?? 0) - (arrived[0] ?? 0)) / 1000;
  expect(arrived.length - 1).toBeLessThanOrEqual(whole * perSecond * 1.02);
}, 180_000);
