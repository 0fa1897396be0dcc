// `check --samples` through the real command line: one report of documents and of what really comes back, told once.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type MailServer, mailServer } from '../adapters/notifiers/mail-server.ts';
import { type Api, api, type Behaviour, bookings, documentOf } from '../provider/api.ts';
import { BOOKING_FLOW, BOOKING_SPEC, bookingApi } from '../provider/booking.ts';
import { githubStub, type Stub } from '../provider/github/stub.ts';
import { answering, type Provider, provider, type Stage, stage } from './stage.ts';

let set: Stage;
/** Serves the document, and what it describes. */
let vendor: Provider;
let server: Api;
let github: Stub;
let mail: MailServer;

const CONTRACT = `consumer: phone-agent
provider: booking
operations:
  - call: GET /bookings/{id}
    name: tell a caller
    status: [200]
    reads: [phone_number, amount]
`;

const ENV = { env: { KEY: 'k-1', GITHUB_TOKEN: 'ghp_SECRET0123456789' } };

function config(): string {
  return `apis:
  booking:
    spec: "${vendor.url}/openapi.json"
    contracts: phone.yaml
    sandbox: { url: "${server.url}", credential: key }
    callsPerSecond: 1000
    samples:
      - { name: booking, get: /bookings/7, times: 12 }
  crm:
    spec: crm.json
credentials:
  key: { bearer: "\${env:KEY}" }
notify:
  - github: { repository: acme/phone, baseUrl: "${github.url}" }
  - email: { to: [ada@acme.example], from: drift@acme.example, smtp: "smtp://127.0.0.1:${mail.port}", requireTls: false }
allowPrivateHosts: [127.0.0.1]
`;
}

beforeAll(async () => {
  set = stage();
  server = await api();
  vendor = await provider(answering(documentOf(server.url)));
  set.write('phone.yaml', CONTRACT);
  set.write('crm.json', documentOf(server.url));
  [github, mail] = await Promise.all([githubStub(), mailServer()]);
  set.write('driftgate.yaml', config());
  for (const args of [
    ['accept', '--all', '-q'],
    ['sample', '-q'],
    ['accept', 'booking', '--samples', '-q'],
  ]) {
    const { code, stdout, stderr } = await set.run(args, ENV);
    if (code !== 0) throw new Error(`${stdout}${stderr}`);
  }
  await stopListening();
}, 60_000);

async function stopListening(): Promise<void> {
  await Promise.all([github[Symbol.asyncDispose](), mail[Symbol.asyncDispose]()]);
}

beforeEach(async () => {
  [github, mail] = await Promise.all([githubStub(), mailServer()]);
  set.write('driftgate.yaml', config());
  rmSync(join(set.folder, '.driftgate'), { recursive: true, force: true });
  rmSync(join(set.folder, 'acknowledged.yaml'), { force: true });
  vendor.answer = answering(documentOf(server.url));
  server.behave = bookings();
});

afterEach(stopListening);

afterAll(() => {
  vendor.close();
  server.close();
  set.remove();
});

interface Printed {
  readonly outcome: string;
  readonly apis: readonly {
    readonly api: string;
    readonly outcome: string;
    readonly reason?: string;
    readonly looked: readonly { readonly part: string; readonly unknown: { readonly code: string } | null }[];
    readonly findings: readonly { readonly rule: string; readonly fingerprint: string; readonly message: string }[];
    readonly sampling?: { readonly samples: readonly { readonly taken: number }[] };
  }[];
  readonly acknowledgements: readonly { readonly state: string }[];
}

async function looked(...args: readonly string[]): Promise<{ code: number | null; report: Printed; stderr: string }> {
  const { code, stdout, stderr } = await set.run(['check', '-q', '--format', 'json', ...args], ENV);
  if (stdout === '') throw new Error(stderr);
  return { code, report: JSON.parse(stdout), stderr };
}

/** The document, in which bookings that are read have no `amount`. */
function withoutAmount(): string {
  const { paths, ...rest } = JSON.parse(documentOf(server.url));
  const read = JSON.stringify(paths['/bookings/{id}']).replace(/"amount":\{.*?\},|"amount",/g, '');
  return JSON.stringify({ ...rest, paths: { ...paths, '/bookings/{id}': JSON.parse(read) } });
}

const renamed: Behaviour = bookings(({ phone_number }) => ({ phone_number: undefined, phoneNumber: phone_number }));
const unauthorized: Behaviour = () => ({ status: 401, body: { title: 'Token expired' } });
const down: Provider['answer'] = (_, response) => response.writeHead(503).end();

interface Row {
  /** The document that the vendor serves, where it is not that of before; `down` where it serves none. */
  readonly document?: (() => string) | 'down';
  readonly behave?: Behaviour;
  readonly rules: readonly string[];
  /** What could not be looked at. */
  readonly unknown?: readonly string[];
  readonly code: number;
}

const REMOVED = 'response/property-removed';
const RENAMED = 'response/sampled-field-renamed';
const GONE = 'response/sampled-field-gone';
const EXPIRED = 'auth/trouble-credential-expired';

const ROWS: readonly (readonly [string, Row])[] = [
  ['nothing drifted', { rules: [], code: 0 }],
  ['the document drifts', { document: withoutAmount, rules: [REMOVED], code: 1 }],
  ['samples drift', { behave: renamed, rules: [RENAMED], code: 1 }],
  ['both drift', { document: withoutAmount, behave: renamed, rules: [REMOVED, RENAMED], code: 1 }],
  [
    'the same field in both',
    { document: withoutAmount, behave: bookings(() => ({ amount: undefined })), rules: [REMOVED, GONE], code: 1 },
  ],
  [
    'the document cannot be had, and samples drift',
    { document: 'down', behave: renamed, rules: [RENAMED], unknown: ['document'], code: 2 },
  ],
  [
    'samples cannot be taken, and the document drifts',
    { document: withoutAmount, behave: unauthorized, rules: [REMOVED, EXPIRED], unknown: ['samples'], code: 2 },
  ],
  [
    'neither can be looked at',
    { document: 'down', behave: unauthorized, rules: [EXPIRED], unknown: ['document', 'samples'], code: 2 },
  ],
];

describe.each(ROWS)('%s', (_, { document, behave = bookings(), rules, unknown = [], code }) => {
  test('is one report, told once', async () => {
    if (document !== undefined) vendor.answer = document === 'down' ? down : answering(document());
    server.behave = behave;
    const { report, ...ended } = await looked('--samples', '--notify');
    const [booking, crm] = report.apis;
    expect({ code: ended.code, rules: booking?.findings.map(({ rule }) => rule) }).toEqual({ code, rules });
    // That all is well with credentials is no news of a document that could not be had.
    const means = unknown.includes('document') ? [] : ['means'];
    expect(booking?.looked.map(({ part }) => part)).toEqual(['document', 'samples', ...means]);
    expect(booking?.looked.flatMap((part) => (part.unknown === null ? [] : [part.part]))).toEqual(unknown);
    for (const part of unknown) expect(booking?.reason).toContain(`${part}: `);
    expect(booking?.sampling?.samples).toHaveLength(1);
    expect(crm).toMatchObject({ outcome: 'clean', looked: [{ part: 'document' }] });

    const told = mail.received.map(({ mail: { text } }) => (text ?? '').replace(/\s+/g, ' '));
    expect(told).toHaveLength(rules.length + unknown.length === 0 ? 0 : 1);
    for (const { fingerprint } of booking?.findings ?? []) expect(told[0]).toContain(fingerprint);
    expect(github.issues.map(({ state }) => state)).toEqual(rules.length === 0 ? [] : ['open']);
    for (const { fingerprint } of booking?.findings ?? []) expect(github.issues[0]?.body).toContain(fingerprint);
    for (const part of unknown) expect(github.issues[0]?.body).toContain(`${part}: `);

    expect((await looked('--samples', '--notify')).code).toBe(code);
    expect(mail.received).toHaveLength(told.length);
    expect(github.issues.length + github.comments.length).toBeLessThanOrEqual(1);
    expect(github.problems).toEqual([]);
  }, 30_000);
});

test('what is accepted of samples is covered, and is said to cover nothing only where samples were taken', async () => {
  server.behave = renamed;
  const { fingerprint = '' } = (await looked('--samples')).report.apis[0]?.findings[0] ?? {};
  const accepted = await set.run(
    ['accept', fingerprint, '--reason', 'we map it', '--owner', 'ada', '--until', '2099-01-01'],
    ENV,
  );
  expect(accepted.code).toBe(0);
  expect(await looked('--samples')).toMatchObject({ code: 0, report: { outcome: 'clean', acknowledgements: [] } });
  server.behave = bookings();
  rmSync(join(set.folder, '.driftgate'), { recursive: true });
  expect((await looked()).report.acknowledgements).toEqual([]);
  expect((await looked('--samples')).report.acknowledgements).toMatchObject([{ state: 'unmatched' }]);
}, 30_000);

test('what calls show is known to the look at the document in the same run', async () => {
  const ends = new Date(Date.now() + 20 * 86_400_000);
  server.behave = (call) => ({ ...bookings()(call), headers: { sunset: ends.toUTCString() } });
  expect((await looked('--samples')).report.apis[0]?.findings.map(({ rule }) => rule)).toEqual([
    'meta/deadline',
    'response/sampled-header-appeared',
  ]);
});

test('an API without samples is just checked', async () => {
  const { code, report } = await looked('crm', '--samples', '--flows');
  expect({ code, looked: report.apis.map((each) => each.looked) }).toEqual({
    code: 0,
    looked: [[{ part: 'document', unknown: null }]],
  });
});

test('flows are told in the same report, and accepted by their API', async () => {
  const booking = await bookingApi();
  try {
    booking.fault = 'saves-nothing';
    const extra = { get: { responses: { 204: { description: 'None' } } } };
    const { paths, ...rest } = BOOKING_SPEC as { readonly paths: object };
    set.write('slots.json', JSON.stringify({ ...rest, paths: { ...paths, '/extra': extra } }));
    set.write('booking.json', JSON.stringify(BOOKING_SPEC));
    set.write('book.arazzo.yaml', BOOKING_FLOW);
    const slots = {
      spec: 'slots.json',
      flows: 'book.arazzo.yaml',
      sandbox: { url: `${booking.url}/v1`, credential: 'key' },
    };
    const credentials = { key: { bearer: ['$', '{env:KEY}'].join('') } };
    set.write('slots.yaml', JSON.stringify({ apis: { slots }, credentials, allowPrivateHosts: ['127.0.0.1'] }));
    expect((await set.run(['accept', '-c', 'slots.yaml', '--all', '-q'], ENV)).code).toBe(0);
    set.write('slots.json', JSON.stringify(BOOKING_SPEC));
    const { code, report } = await looked('-c', 'slots.yaml', '--flows');
    expect({ code, parts: report.apis[0]?.looked.map(({ part }) => part) }).toEqual({
      code: 1,
      parts: ['document', 'flows', 'means'],
    });
    expect(report.apis[0]?.findings.map(({ rule }) => rule)).toEqual([
      'request/operation-removed',
      'response/flow-status',
    ]);

    set.write('acknowledged.yaml', '- { rule: "flow-*", api: slots, reason: known, owner: ada, until: 2099-01-01 }\n');
    const text = (await set.run(['check', '-c', 'slots.yaml', '--flows', '-q'], ENV)).stdout;
    expect(text).toMatch(/\nFlows\n.*accepted/s);
  } finally {
    booking.close();
  }
}, 30_000);

test('each command tells of its own part, and takes nothing back of the others', async () => {
  vendor.answer = answering(withoutAmount());
  server.behave = renamed;
  const runs = ['check', 'sample', 'check', 'sample', 'verify', 'health'];
  const codes: (number | null)[] = [];
  for (const command of runs) codes.push((await set.run([command, '--notify', '-q'], ENV)).code);
  expect(codes).toEqual([1, 1, 1, 1, 0, 0]);
  const told = mail.received.map(({ mail: { text } }) => /is gone|comes as|could not look/.exec(text ?? '')?.[0]);
  expect(told).toEqual(['is gone', 'comes as']);
  expect(github.issues).toMatchObject([{ state: 'open' }]);
  for (const words of ['is gone', 'comes as']) expect(github.issues[0]?.body).toContain(words);
  expect(github.comments).toHaveLength(1);
}, 30_000);

test.each([
  ['sample', ['sample', 'booking', '--from', 'calls.har']],
  ['sample', ['sample', '--compare', 'sandbox', 'production']],
  ['verify', ['verify', '--against', 'next.json']],
])('what is no state of an API is not told: %s %j', async (_, args) => {
  const { code, stderr } = await set.run([...args, '--notify'], ENV);
  expect(code).toBe(2);
  expect(stderr).toContain("'--notify' cannot be used with");
});
