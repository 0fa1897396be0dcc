// How APIs fare, through the real command line: made-up weeks in the log, a status page on loopback.

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { healthFiles } from '../../src/adapters/stores/health-file.ts';
import type { Observation } from '../../src/model/health.ts';
import { answering, booking, type Ended, type Provider, provider, type Stage, stage } from './stage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let scene: Stage;
let page: Provider;

beforeEach(async () => {
  scene = stage();
  page = await provider(answering('', {}, 404));
});
afterEach(() => {
  page.close();
  scene.remove();
});

/** So many calls, one a second, the first so many milliseconds ago. */
function calls(times: number, ago: number, said: Partial<Observation> = {}): readonly Observation[] {
  return Array.from({ length: times }, (_, index) => ({
    time: new Date(Date.now() - ago + index * 1000).toISOString(),
    operation: 'GET /slots',
    ms: 120,
    outcome: 'ok',
    ...said,
  }));
}

/** The start of a window of ten minutes that is over. */
function window(back = 1): number {
  return Date.now() - (Math.floor(Date.now() / (10 * MINUTE)) - back) * 10 * MINUTE;
}

/** Four weeks of calls every hour; those on Tuesdays at 14:00 (UTC) fail. */
function tuesdays(): readonly Observation[] {
  const hours = Array.from({ length: 4 * 168 }, (_, index) => new Date(Date.now() - index * HOUR));
  return hours.map((time) => ({
    time: time.toISOString(),
    operation: 'GET /slots',
    ms: 120,
    outcome: time.getUTCDay() === 2 && time.getUTCHours() === 14 ? 'error' : 'ok',
  }));
}

/** Thirty days on which the median grows by 20 ms each. */
function slower(): readonly Observation[] {
  return Array.from({ length: 30 }, (_, day) =>
    calls(12, (29 - day) * 24 * HOUR + HOUR, { ms: 200 + 20 * day }),
  ).flat();
}

async function health(
  observations: readonly Observation[],
  options: readonly string[] = [],
  config = 'patience: 60',
  head = '',
): Promise<Ended> {
  scene.write(
    'driftgate.yaml',
    `allowPrivateHosts: [127.0.0.1]\n${head}\napis:\n  crm:\n    spec: https://crm.example.com/openapi.json\n    ${config}\n`,
  );
  await healthFiles(`${scene.folder}/.driftgate/health`).append('crm', observations);
  return scene.run(['health', '--quiet', ...options]);
}

test.each<[string, () => readonly Observation[], number, readonly RegExp[], string?]>([
  [
    'all is well',
    () => calls(20, window()),
    0,
    [/^no findings; 1 API: 1 well$/m, /GET \/slots {2}hour +20 +1[12]\d ms/],
  ],
  [
    'consumers that wait 5 s, and an API that takes 8 s',
    () => calls(20, window(), { ms: 8000 }),
    1,
    [/breaking .*`GET \/slots` is slower than its consumers wait/, /and they wait 5 s/, /transport\/health-impatient/],
    'patience: 5',
  ],
  [
    'an API that takes 8 s',
    () => calls(20, window(), { ms: 8000 }),
    0,
    [/risky .*`GET \/slots` is slow/, /5 s is the limit/],
  ],
  [
    'another limit for one API, and the others of all',
    () => calls(20, window(), { ms: 1500 }),
    0,
    [/risky .*`GET \/slots` is slow/, /1 s is the limit/],
    'health: { p95: 1 }',
  ],
  [
    'failures',
    () => [...calls(10, window()), ...calls(10, window(), { outcome: 'error' })],
    1,
    [/breaking .*`GET \/slots` fails: 10 of 20 calls/, /50 % +100 %$/m],
  ],
  [
    'no answer',
    () => calls(12, window(), { outcome: 'down' }),
    1,
    [/breaking .*`GET \/slots` is down/, /100 % +0 %$/m],
  ],
  [
    'few failures of many calls',
    () => [...calls(99, window()), ...calls(1, window(), { outcome: 'error' })],
    0,
    [/no findings/],
  ],
  [
    'one failure that all operations show',
    () =>
      ['GET /slots', 'POST /bookings', 'DELETE /bookings/{id}'].flatMap((operation) =>
        calls(12, window(), { operation, outcome: 'down' }),
      ),
    1,
    [/^1 breaking; 1 API: 1 beyond a limit$/m, /all 3 operations of `crm` are beyond a limit/],
  ],
  [
    'every Tuesday at 14:00',
    tuesdays,
    0,
    [
      /risky .*`GET \/slots` is bad on Tuesdays at 14:00 \(UTC\): in 4 of 4 hours/,
      /^ {2}Tue( {2}·){14} {2}4( {2}·){9}$/m,
    ],
  ],
  [
    'slower from day to day',
    slower,
    0,
    [/1 info/, /`GET \/slots` gets slower: its median rose from 2\d\d ms to 7\d\d ms in 30 days/],
  ],
  [
    'a cron that calls five times an hour',
    () => Array.from({ length: 23 }, (_, hour) => calls(5, (hour + 1) * HOUR, { outcome: 'down' })).flat(),
    1,
    [/`GET \/slots` is down: none of \d+ calls in the day from/],
  ],
  [
    'too few calls',
    () => calls(5, 2 * MINUTE, { outcome: 'down' }),
    2,
    [/too few calls of `crm` were recorded/, /less than 10/, /GET \/slots {2}hour +5 /],
  ],
  [
    'what is long over',
    () => calls(20, 30 * HOUR, { outcome: 'down' }),
    2,
    [/unknown .*no call of `crm` was recorded in the last 24 hours/],
  ],
])('%s', async (_, observations, code, lines, config = 'patience: 60') => {
  const ended = await health(observations(), ['--verbose', '--no-color'], config);
  for (const line of lines) expect(ended.stdout.replace(/\n {16}/g, ' ')).toMatch(line);
  expect(ended).toMatchObject({ code, stderr: '' });
});

test('nothing recorded of any API is not taken for health', async () => {
  const ended = await health([]);
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended.stderr).toContain('error: no call of any API was recorded');
  expect(ended.stderr).toContain('driftgate sample');
});

function summary(incidents: readonly object[], maintenances: readonly object[] = []): Provider['answer'] {
  return (request, response) => {
    const body = {
      page: { name: 'CRM' },
      status: { indicator: 'major' },
      components: [],
      incidents,
      scheduled_maintenances: maintenances,
    };
    const found = request.url === '/api/v2/summary.json';
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

const since = (ago: number): string => new Date(Date.now() - ago).toISOString();

test.each<[string, () => Provider['answer'], readonly string[], readonly string[]]>([
  [
    'an incident',
    () =>
      summary([
        { name: 'Elevated error rates', status: 'investigating', impact: 'major', started_at: since(2 * HOUR) },
      ]),
    [
      '`crm` has an incident: the provider tells of `Elevated error rates`',
      'explains down: GET /slots',
      'transport/health-incident',
      'status page of CRM: a major outage',
    ],
    ['transport/health-down'],
  ],
  [
    'a maintenance',
    () =>
      summary([], [{ name: 'Move', status: 'in_progress', scheduled_for: since(HOUR), scheduled_until: since(-HOUR) }]),
    ['`crm` is under maintenance: the provider tells of `Move`', 'playbook: https://wiki.example/maintenance'],
    ['transport/health-down'],
  ],
  [
    'an incident that was over before',
    () => summary([{ name: 'Old', status: 'resolved', started_at: since(9 * HOUR), resolved_at: since(8 * HOUR) }]),
    ['transport/health-down', 'incident Old'],
    ['transport/health-incident'],
  ],
  [
    'a page that fails',
    () => answering('', {}, 404),
    ['transport/health-down', 'status page: not read'],
    ['health-incident'],
  ],
  [
    'a page that is none',
    () => answering('<html></html>'),
    ['transport/health-down', 'is not JSON'],
    ['health-incident'],
  ],
])('%s is told apart by the status page', async (_, answer, told, untold) => {
  page.answer = answer();
  const playbook = 'playbook: { maintenance: https://wiki.example/maintenance }';
  const ended = await health(
    calls(12, window(), { outcome: 'down' }),
    ['--no-color'],
    `statusPage: ${page.url}`,
    playbook,
  );
  const said = ended.stdout.replace(/\n {16}/g, ' ');
  for (const line of told) expect(said).toContain(line);
  for (const line of untold) expect(said).not.toContain(line);
  expect(ended.code).toBe(untold.includes('transport/health-down') ? 0 : 1);
});

test.each<[string, string, number, readonly string[]]>([
  [
    'a consumer that calls it breaks',
    JSON.stringify({
      consumer: { name: 'phone-agent' },
      provider: { name: 'crm' },
      interactions: [
        { description: 'list rooms', request: { method: 'GET', path: '/rooms' }, response: { status: 200 } },
      ],
    }),
    1,
    ['phone-agent breaks: `list rooms` calls `GET /rooms`', 'phone.json:1', '1 breaking'],
  ],
  ['a contract that cannot be read is told beside it', '{', 2, ['phone.json', '`GET /rooms` is down', '1 API unknown']],
])('%s', async (_, contract, code, told) => {
  scene.write('crm.json', JSON.stringify(booking()));
  scene.write('phone.json', contract);
  scene.write('driftgate.yaml', 'apis: { crm: { spec: crm.json, contracts: phone.json } }');
  await scene.run(['accept', '--all', '--quiet']);
  await healthFiles(`${scene.folder}/.driftgate/health`).append('crm', down('GET /rooms'));
  const ended = await scene.run(['health', '--fail-on', 'consumer', '--no-color', '--quiet']);
  for (const line of told) expect(ended.stdout.replace(/\n {16}/g, ' ')).toContain(line);
  expect(ended.code).toBe(code);
});

function down(operation: string): readonly Observation[] {
  return calls(12, window(), { operation, outcome: 'down' });
}

test('an API that is to be called and was not is unknown beside one that was', async () => {
  const maps = 'maps: { spec: b.json, samples: [ { name: all, get: /tiles } ] }';
  const rest = 'other: { spec: c.json }';
  const ended = await health(calls(20, window()), ['--no-color'], `patience: 60\n  ${maps}\n  ${rest}`);
  expect(ended.stdout).toContain('2 APIs: 1 of which nothing is known, 1 well');
  expect(ended.stdout).toContain('no call of `maps` was recorded');
  expect(ended.code).toBe(2);
});

test('a finding can be accepted, and stays so when it is there on another day', async () => {
  const found = await health(calls(12, window(), { outcome: 'down' }), ['--format', 'json']);
  const [{ fingerprint }] = JSON.parse(found.stdout).apis[0].findings;
  const accepted = { fingerprint, reason: 'the sandbox sleeps', owner: 'ada', until: 'never' };
  scene.write('acknowledged.yaml', JSON.stringify([accepted]));
  const ended = await health(calls(12, window(9), { outcome: 'down' }), ['--no-color']);
  expect(ended.stdout).toContain('accepted');
  expect(ended.code).toBe(0);
});

test('--format json keeps to the schema that is published', async () => {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const printed = await health(tuesdays(), ['--format', 'json'], `statusPage: ${page.url}`);
  const schema = await scene.run(['schema', 'report']);
  const validate = new Ajv2020().compile(JSON.parse(schema.stdout));
  const report = JSON.parse(printed.stdout);
  expect([validate(report), validate.errors]).toEqual([true, null]);
  const [{ operations, statusUnread }] = report.apis.map((api: { health: object }) => api.health);
  expect(operations[0].week).toContainEqual({ weekday: 1, hour: 14, weeks: 4, bad: 4, calls: 4 });
  expect(statusUnread).toContain('HTTP 404');
});

test.each([['0'], ['49'], ['soon']])('--hours %s is refused', async (hours) => {
  expect(await health(calls(1, 0), ['--hours', hours])).toMatchObject({ code: 2, stdout: '' });
});
