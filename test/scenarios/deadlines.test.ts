// Countdowns through the real command line: by documents, versions, changelogs and the answers of calls.

import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load.ts';
import type { LiveCall } from '../../src/model/trouble.ts';
import { recordDeadlines } from '../../src/tasks/record-calls.ts';
import { wire } from '../../src/wire/wire.ts';
import { booking, type Provider, provider, type Stage, stage } from './stage.ts';

let scene: Stage;
let vendor: Provider;
let pages: Record<string, unknown>;

const DAY = 86_400_000;

/** The day that is so many from today, RFC 3339. */
function inDays(days: number): string {
  return new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
}

beforeEach(async () => {
  scene = stage();
  pages = {};
  vendor = await provider((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const page = pages[pathname];
    if (typeof page === 'function') page(response);
    else if (page === undefined) response.writeHead(404).end();
    else response.writeHead(200).end(typeof page === 'string' ? page : JSON.stringify(page));
  });
  pages['/openapi.json'] = ended({});
  scene.write(
    'contracts/phone.yaml',
    'consumer: phone-agent\nprovider: booking\noperations:\n  - call: GET /guests\n    reads: ["[].id"]\n  - call: GET /rooms\n    reads: ["[].amount"]\n',
  );
});
afterEach(() => {
  vendor.close();
  scene.remove();
});

/** The booking API, with something more said of `GET /guests`. */
function ended(said: Record<string, unknown>): Record<string, unknown> {
  const document = booking() as { paths: Record<string, { get: object }> };
  document.paths['/guests'] = { get: { ...document.paths['/guests']?.get, ...said } };
  return document;
}

function configured(more = ''): void {
  scene.write(
    'driftgate.yaml',
    `allowPrivateHosts: [127.0.0.1]\napis:\n  booking:\n    spec: ${vendor.url}/openapi.json\n    contracts: contracts/*.yaml\n${more}`,
  );
}

async function accepted(more = ''): Promise<void> {
  configured(more);
  expect(await scene.run(['accept', '--all', '--quiet'])).toMatchObject({ code: 0, stderr: '' });
}

/** `operation, source, days left` of each deadline, and the exit code. */
async function list(
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly rows: readonly unknown[] }> {
  const { code, stdout, stderr } = await scene.run(['deadlines', '--quiet', '--format', 'json', ...args]);
  expect(stderr).toBe('');
  const { apis } = JSON.parse(stdout);
  const rows = apis[0].deadlines.map((each: { operation: string; source: string; daysLeft: number | null }) => [
    each.operation,
    each.source,
    each.daysLeft,
  ]);
  return { code, rows };
}

function call(
  operation: string,
  status: number,
  headers: Record<string, string>,
  more: Partial<LiveCall> = {},
): LiveCall {
  return {
    api: 'booking',
    operation,
    url: `${vendor.url}${operation.split(' ')[1]}`,
    at: new Date().toISOString(),
    ms: 12,
    patience: undefined,
    credential: { name: 'crm', endsAt: undefined },
    expectsJson: true,
    outcome: {
      status,
      headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
      body: undefined,
    },
    certificateEnds: undefined,
    ...more,
  };
}

/** What the tasks that call an API have of the world. */
function outside() {
  return wire(loadConfig(scene.read('driftgate.yaml'), 'driftgate.yaml'), { folder: scene.folder, env: {} });
}

function atom(title: string, text: string): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom"><title>Changes</title><entry><title>${title}</title><updated>${inDays(-3)}T00:00:00Z</updated><link href="/changes/1"/><content>${text}</content></entry></feed>`;
}

test.each<[string, string, () => Record<string, unknown>, readonly unknown[], number]>([
  [
    'the document',
    '',
    () => ({ '/openapi.json': ended({ deprecated: true, 'x-sunset': inDays(12) }) }),
    [['GET /guests', 'document', 12]],
    1,
  ],
  [
    'a mark without a day',
    '',
    () => ({ '/openapi.json': ended({ deprecated: true }) }),
    [['GET /guests', 'document', null]],
    0,
  ],
  [
    'an end that is past',
    '',
    () => ({ '/openapi.json': ended({ deprecated: true, 'x-sunset': inDays(-40) }) }),
    [['GET /guests', 'document', -40]],
    1,
  ],
  [
    'the pinned version',
    `    pinned: { version: "2024-06", ends: ${inDays(400)} }\n`,
    () => ({}),
    [
      ['GET /guests', 'version', 400],
      ['GET /rooms', 'version', 400],
    ],
    0,
  ],
  [
    'a changelog that names an operation',
    '    changelog: [FEED]\n',
    () => ({ '/feed': atom('Rooms', `GET /rooms will be shut down on ${inDays(20)}.`) }),
    [['GET /rooms', 'feed', 20]],
    1,
  ],
  [
    'a changelog of what nobody uses',
    '    changelog: [FEED]\n',
    () => ({ '/feed': atom('Notes', `GET /notes will be shut down on ${inDays(20)}.`) }),
    [],
    0,
  ],
  ['nothing', '', () => ({}), [], 0],
])('what ends by %s', async (_what, more, later, rows, code) => {
  await accepted(more.replace('FEED', `${vendor.url}/feed`));
  Object.assign(pages, later());
  expect(await list()).toEqual({ code, rows });
});

test('what answers of calls said is counted with, the last of an operation alone', async () => {
  await accepted();
  const sunset = (days: number) => new Date(Date.parse(inDays(days))).toUTCString();
  const world = outside();
  await recordDeadlines(
    'booking',
    [call('GET /rooms', 200, { Sunset: sunset(90) }), call('GET /guests', 200, {})],
    world,
  );
  await recordDeadlines(
    'booking',
    [call('GET /guests', 200, { Deprecation: '@1750000000', Sunset: sunset(50) })],
    world,
  );
  expect((await list()).rows).toEqual([
    ['GET /guests', 'sunset-header', 50],
    ['GET /rooms', 'sunset-header', 90],
  ]);
  await recordDeadlines(
    'booking',
    [
      call('GET /guests', 200, { Sunset: sunset(8), Link: '</v2/guests>; rel="successor-version"' }),
      call('GET /rooms', 500, {}),
      call('GET /rooms', 0, {}, { outcome: { error: 'ECONNRESET' } }),
    ],
    world,
  );
  expect(await list()).toEqual({
    code: 1,
    rows: [
      ['GET /guests', 'sunset-header', 8],
      ['GET /rooms', 'sunset-header', 90],
    ],
  });
  expect((await list('--within', '7')).code).toBe(0);
  const { stdout } = await scene.run(['deadlines', '--quiet']);
  expect(stdout).toMatch(
    new RegExp(`^ {2}8 days +${inDays(8)} +GET /guests +Sunset header +${vendor.url}/v2/guests +phone-agent$`, 'm'),
  );
  expect(stdout).toContain('1 ends within 30 days, 1 later');
});

test('`check` tells of an end once, as the same finding day by day, and more gravely once it is past', async () => {
  pages['/openapi.json'] = ended({ deprecated: true, 'x-sunset': inDays(3) });
  await accepted();
  const check = async () => {
    const { code, stdout } = await scene.run(['check', '--quiet', '--format', 'json']);
    const [{ findings }] = JSON.parse(stdout).apis;
    return { code, findings };
  };
  const first = await check();
  expect(first).toMatchObject({
    code: 0,
    findings: [
      {
        rule: 'meta/deadline',
        severity: 'deprecated',
        message: expect.stringContaining(`it ends in 3 days, on ${inDays(3)}`),
        consumers: [{ consumer: 'phone-agent' }],
      },
    ],
  });
  pages['/openapi.json'] = ended({ deprecated: true, 'x-sunset': inDays(-3) });
  await scene.run(['accept', '--all', '--quiet']);
  const later = await check();
  expect(later).toMatchObject({
    findings: [
      {
        fingerprint: first.findings[0].fingerprint,
        severity: 'risky',
        message: expect.stringContaining('it ended 3 days ago'),
        consumers: [{ consumer: 'phone-agent', verdict: 'at risk' }],
      },
    ],
  });
});

test('an end that the document newly announces is told by that change alone', async () => {
  await accepted();
  pages['/openapi.json'] = ended({ deprecated: true, 'x-sunset': inDays(60) });
  const { stdout } = await scene.run(['check', '--quiet', '--format', 'json']);
  const rules = JSON.parse(stdout).apis[0].findings.map(({ rule }: { rule: string }) => rule);
  expect(rules).toEqual(['request/operation-deprecated']);
});

const BOMB = `<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><feed><entry><title>&b;</title></entry></feed>`;
const EXTERNAL = `<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]><feed><entry><title>Rooms &x;</title><content>GET /rooms is removed on 2030-01-01.</content></entry></feed>`;

test.each<[string, unknown, number, string]>([
  ['entities that multiply', BOMB, 0, 'nothing that is used is known to end'],
  ['entities from files', EXTERNAL, 0, '2030-01-01  GET /rooms'],
  ['elements without end', `<feed>${'<a>'.repeat(10_000)}`, 2, 'nests elements deeper'],
  ['a page', '<html><body>News</body></html>', 2, 'is no feed'],
  ['nothing there', undefined, 2, 'HTTP 404'],
  ['more than a feed can be', `<feed>${' '.repeat(6_000_000)}</feed>`, 2, 'is larger than'],
  [
    'a redirect to a private address',
    (response: ServerResponse) => response.writeHead(302, { location: 'http://192.168.0.1/feed' }).end(),
    2,
    'has no public address',
  ],
])('a changelog of %s', async (_what, feed, code, text) => {
  await accepted(`    changelog: [${vendor.url}/feed]\n`);
  pages['/feed'] = feed;
  const ended = await scene.run(['deadlines', '--quiet']);
  expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code, stderr: '' });
  expect(ended.stdout).toContain(text);
  expect(ended.stdout).not.toContain('root:');
});

test('what can be looked at is told beside what cannot', async () => {
  pages['/openapi.json'] = ended({ deprecated: true, 'x-sunset': inDays(12) });
  await accepted();
  pages['/openapi.json'] = undefined;
  const { code, stdout } = await scene.run(['deadlines', '--quiet']);
  expect(code).toBe(2);
  expect(stdout).toMatch(/^ {2}12 days .* GET \/guests/m);
  expect(stdout).toContain('could not look: ');
});

test('hostile names and texts stay what they are', async () => {
  await accepted();
  const evil = 'true" \u001b[31m|<img src=x onerror=alert(1)>|@team](javascript:1)';
  await recordDeadlines(
    'booking',
    [call('GET /rooms', 200, { Deprecation: evil, 'X-API-Deprecated': evil })],
    outside(),
  );
  for (const format of ['text', 'markdown', 'json']) {
    const { stdout } = await scene.run(['deadlines', '--quiet', '--format', format]);
    expect(stdout).toContain('GET /rooms');
    expect(stdout).not.toContain('\u001b');
    if (format === 'markdown') expect(stdout.replace(/`[^`]*`/g, '')).not.toMatch(/<img|@team|\]\(/);
  }
});

test.each(['{', '{"claims": [{"source": "rumour"}], "refusals": []}', '[]'])(
  'what is remembered of calls may be damaged: %s',
  async (text) => {
    await accepted();
    scene.write(join('.driftgate', 'calls', 'booking.json'), text);
    const { code, stdout } = await scene.run(['deadlines', '--quiet']);
    expect(code).toBe(2);
    expect(stdout).toContain('is not as Driftgate wrote it');
  },
);

test('without contracts nothing is known to be used, and that is said', async () => {
  await accepted();
  scene.write('driftgate.yaml', scene.read('driftgate.yaml').replace(/ {4}contracts.*\n/, ''));
  const { code, stdout } = await scene.run(['deadlines', '--quiet']);
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('no contract is named') });
});

test.each([
  [['deadlines', '--within', 'soon'], 'Give whole days'],
  [['deadlines', 'bookings'], 'is no API of `driftgate.yaml`'],
])('%j is refused', async (args, message) => {
  configured();
  expect(await scene.run(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
});

/** Runs `sample` on `GET /rooms`, which is answered so. */
async function sampled(status: number, headers: Record<string, string>): Promise<void> {
  pages['/rooms'] = (response: ServerResponse) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('[]');
  await scene.run(['sample', '--quiet'], { env: { TOKEN: 'tok_4f9d2b7c1e8a' } });
}

const SAMPLES = `    production: { url: URL, credential: crm }
    samples: [{ name: rooms, get: /rooms, times: 1 }]
credentials: { crm: { bearer: "\${env:TOKEN}" } }
`;

test('what sampled answers say of an end counts, and no secret of theirs is kept', async () => {
  await accepted(SAMPLES.replace('URL', vendor.url));
  const sunset = new Date(Date.parse(inDays(9))).toUTCString();
  await sampled(200, {
    Sunset: sunset,
    Deprecation: 'since tok_4f9d2b7c1e8a',
    Link: '</v2/rooms?k=tok_4f9d2b7c1e8a>; rel=successor-version',
  });
  expect(await list()).toEqual({ code: 1, rows: [['GET /rooms', 'sunset-header', 9]] });
  const kept = scene.read('.driftgate/calls/booking.json');
  expect(kept).toContain('/v2/rooms');
  expect(kept).not.toContain('tok_4f9d2b7c1e8a');
});

test('a shift that the document, the metadata and sampled calls show is one finding', async () => {
  const signed = (flow: string) => {
    const urls = { tokenUrl: `${vendor.url}/token`, authorizationUrl: `${vendor.url}/authorize` };
    const login = { type: 'oauth2', flows: { [flow]: { ...urls, scopes: {} } } };
    const document = booking() as { components: Record<string, unknown> };
    const components = { ...document.components, securitySchemes: { login } };
    return { ...document, security: [{ login: [] }], components };
  };
  const metadata = (grant: string) => ({ issuer: vendor.url, grant_types_supported: [grant] });
  pages['/openapi.json'] = signed('clientCredentials');
  pages['/.well-known/openid-configuration'] = metadata('client_credentials');
  await accepted(`    signIn: [${vendor.url}]\n${SAMPLES.replace('URL', vendor.url)}`);
  pages['/openapi.json'] = signed('authorizationCode');
  pages['/.well-known/openid-configuration'] = metadata('authorization_code');
  await sampled(401, { 'WWW-Authenticate': 'Bearer realm="booking"' });
  const told = async () => (await scene.run(['check', '--quiet'])).stdout.replace(/\s+/g, ' ');
  expect(await told()).toContain(
    'OAuth flow `clientCredentials` is gone; seen in the document, in the sign-in metadata and on the wire',
  );
  // A call that is taken since then is no witness any more.
  await sampled(200, {});
  expect(await told()).toContain('is gone; seen in the document and in the sign-in metadata');
});

/** Serves the document with these header fields, as unchanged to who knows its tag; then takes it as the baseline. */
async function announcing(headers: Record<string, string>, more = ''): Promise<void> {
  vendor.answer = (request, response) => {
    const isKnown = request.headers['if-none-match'] === '"v1"';
    response.writeHead(isKnown ? 304 : 200, { etag: '"v1"', ...headers });
    response.end(isKnown ? '' : JSON.stringify(booking()));
  };
  await accepted(more);
}

const at = (days: number) => new Date(Date.parse(inDays(days))).toUTCString();
const REDUCED = '    reduce: contracts\n';

test.each<[string, string, () => Record<string, string>, readonly unknown[]]>([
  [
    'an end, and where to go',
    '',
    () => ({ Sunset: at(12), Link: '</v2/openapi.json>; rel="successor-version", </news>; rel="sunset"' }),
    [
      {
        rule: 'meta/deadline-document',
        severity: 'deprecated',
        message: `the document ends in 12 days, on ${inDays(12)} (\`sunset\` header of \`URL/openapi.json\`)`,
        facts: { hint: 'move to `URL/v2/openapi.json`, and read `URL/news`' },
      },
    ],
  ],
  [
    'an end that is past, of a document that is kept in part',
    REDUCED,
    () => ({ Sunset: at(-2) }),
    [
      {
        rule: 'meta/deadline-document',
        severity: 'risky',
        message: `the document ended 2 days ago, on ${inDays(-2)} (\`sunset\` header of \`URL/openapi.json\`)`,
      },
    ],
  ],
  ['a deprecation without a day', '', () => ({ Deprecation: '@1750000000' }), []],
  ['a link alone', '', () => ({ Link: '</v2/openapi.json>; rel="successor-version"' }), []],
  ['nonsense', '', () => ({ Sunset: 'soon \\u001b[2J', Deprecation: '<script>' }), []],
])('`check` tells of the document itself by %s in the header of its answer', async (_what, more, headers, findings) => {
  await announcing(headers(), more);
  const { stdout, stderr } = await scene.run(['check', '--quiet', '--format', 'json']);
  expect(stderr).toBe('');
  const { outcome, findings: told } = JSON.parse(stdout).apis[0];
  expect(outcome).toBe('clean');
  expect(told).toMatchObject(JSON.parse(JSON.stringify(findings).replaceAll('URL', vendor.url)));
});

test('a secret that comes back in the header of the document is not told', async () => {
  const TOKEN = 'tok_4f9d2b7c1e8a';
  await announcing({
    Sunset: at(3),
    Link: `</v2/${TOKEN}?k=${TOKEN}>; rel="successor-version"`,
  });
  scene.write(
    'driftgate.yaml',
    `${scene.read('driftgate.yaml')}    credential: crm\ncredentials: { crm: { bearer: "\${env:TOKEN}" } }\n`,
  );
  const { stdout } = await scene.run(['check', '--quiet', '--format', 'json'], { env: { TOKEN } });
  expect(stdout).toContain('move to `');
  expect(stdout).not.toContain(TOKEN);
});
