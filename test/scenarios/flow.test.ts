// Flows through the real command line, on a booking API that saves what it says, or does not.

import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { BOOKING_FLOW, BOOKING_SPEC, type BookingApi, type BookingFault, bookingApi } from '../provider/booking.ts';
import { type Ended, provider, type Stage, stage } from './stage.ts';

const KEY = 'zq-Planted9Secret7Value5';

let api: BookingApi;
let on: Stage;

beforeAll(async () => {
  api = await bookingApi();
  on = stage();
  on.write('flows/booking.json', JSON.stringify(BOOKING_SPEC));
});

beforeEach(() => {
  api.fault = undefined;
  api.asked.length = 0;
  configure(`${api.url}/v1`);
  on.write('flows/book.arazzo.yaml', BOOKING_FLOW);
});

afterAll(() => {
  api.close();
  on.remove();
});

function configure(url: string, more: object = {}): void {
  const booking = {
    spec: 'flows/booking.json',
    flows: 'flows/*.arazzo.yaml',
    patience: 1,
    sandbox: { url, credential: 'booking-sandbox' },
    ...more,
  };
  const credentials = { 'booking-sandbox': { bearer: ['$', '{env:KEY}'].join('') } };
  on.write('driftgate.yaml', JSON.stringify({ apis: { booking }, credentials, allowPrivateHosts: ['127.0.0.1'] }));
}

function flow(...args: readonly string[]): Promise<Ended> {
  return on.run(['flow', '--quiet', ...args], { env: { KEY } });
}

/** `step rule`, by the JSON report. */
async function told(
  ...args: readonly string[]
): Promise<{ code: number | null; findings: readonly string[]; text: string }> {
  const { code, stdout } = await flow('--format', 'json', ...args);
  const report = JSON.parse(stdout) as { apis: { findings: { subject: string; rule: string }[] }[] };
  return {
    code,
    findings: report.apis.flatMap((each) => each.findings.map((f) => `${f.subject} ${f.rule}`)),
    text: stdout,
  };
}

test.each<[string, BookingFault | undefined, number, readonly string[]]>([
  ['saves', undefined, 0, []],
  ['says 201 and saves nothing', 'saves-nothing', 1, ['read-back response/flow-status']],
  ['forgets what is cancelled', 'forgets-on-cancel', 1, ['read-cancelled response/flow-status']],
  ['reads back another time zone', 'wrong-zone', 1, ['read-back response/flow-criterion']],
  ['dies in the middle', 'dies', 1, ['read-back response/flow-no-answer']],
  ['hangs', 'hangs', 1, ['read-back response/flow-no-answer']],
  ['answers HTML', 'html', 1, ['read-back response/flow-schema']],
  ['answers HTML that it calls JSON', 'html-as-json', 1, ['read-back response/flow-schema']],
  ['leaves out the id', 'no-id', 1, ['book response/flow-schema']],
  ['sends a number for a text', 'wrong-type', 1, ['read-back response/flow-schema']],
  ['refuses the credential', 'refuses-credential', 2, []],
])('an API that %s', async (_, fault, code, findings) => {
  api.fault = fault;
  const ended = await told();
  expect(ended).toMatchObject({ code, findings });
  expect(ended.text).not.toContain(KEY);
  expect(ended.text).not.toContain('+14155550132');
  expect(new Set(api.asked.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${KEY}`]));
});

test('a step that failed is shown with its call, and a command that makes it again', async () => {
  api.fault = 'saves-nothing';
  const { stdout } = await flow('--no-color');
  expect(stdout).toMatch(/✖ read-back · GET \/appointments\/\{id\}\n\s+sent: GET .*\n\s+came: 404 .*Not Found/);
  expect(stdout).toMatch(
    /again: curl -X GET http:\S+\/appointments\/apt_\d+ .*-H 'authorization: Bearer '"\$BOOKING_SANDBOX"\n/,
  );
});

test('a finding is the same whatever was booked, and can be accepted', async () => {
  api.fault = 'saves-nothing';
  const fingerprint = async () => /"fingerprint": "(\w+)"/.exec((await told()).text)?.[1] ?? '';
  const first = await fingerprint();
  expect(await fingerprint()).toBe(first);
  expect(first).toMatch(/^[0-9a-f]{16}$/);
});

test('an API that was not reached is unknown', async () => {
  const gone = await provider((_, response) => response.end());
  gone.close();
  configure(gone.url);
  const { code, stdout } = await flow('--no-color');
  expect(code).toBe(2);
  expect(stdout).toContain('cannot be reached');
});

test('production is called only when it is asked for', async () => {
  configure(`${api.url}/v1`, {
    sandbox: undefined,
    production: { url: `${api.url}/v1`, credential: 'booking-sandbox' },
  });
  expect((await flow()).code).toBe(2);
  expect(api.asked).toEqual([]);
  expect((await flow('--production')).code).toBe(0);
});

const LOOP = `        onSuccess: [{ name: again, type: goto, stepId: book }]
      - stepId: read-back`;

test.each<[string, string, string, RegExp]>([
  ['is no YAML', BOOKING_FLOW, 'a: [', /flows\/book\.arazzo\.yaml/],
  ['is something else', BOOKING_FLOW, 'openapi: 3.1.0\npaths: {}\n', /has no\s+`arazzo`/],
  ['is of another version', '1.0.1', '2.0.0', /version that is not run/],
  ['has no steps', BOOKING_FLOW.slice(BOOKING_FLOW.indexOf('    steps:')), '', /no proper Arazzo document/],
  [
    'has a key of none',
    'stepId: book\n',
    'stepId: book\n        steppId: x\n',
    /no proper Arazzo document.*steppId.*arazzo\.yaml:9/s,
  ],
  ['names a file elsewhere', 'url: booking.json', 'url: ../../../../etc/hostname', /etc\/hostname.*not read from/s],
  ['names an absolute path', 'url: booking.json', 'url: /etc/hostname', /not read from\s+there/],
  ['names a URL', 'url: booking.json', 'url: http://169.254.169.254/x', /not read from\s+there/],
  ['names an API that has no baseline', 'url: booking.json', 'url: snapshot:booking', /no baseline/],
  ['names another flow', 'type: openapi', 'type: arazzo', /names another Arazzo document/],
  ['loops', '      - stepId: read-back', LOOP, /Max steps \(5\) reached/],
  [
    'calls another host',
    'operationId: read\n',
    "x-operation: { url: 'http://127.0.0.1:9/x', method: get }\n",
    /leaves the\s+origin/,
  ],
  [
    'runs code',
    "$response.body#/status == 'cancelled'",
    '$response.body.constructor.constructor("return process")().exit(7)',
    /Runtime expression is not valid/,
  ],
])('a document that %s', async (_, part, instead, says) => {
  on.write(
    'flows/book.arazzo.yaml',
    BOOKING_FLOW.replace(part, () => instead),
  );
  const { code, stdout, stderr, signal } = await flow('--no-color', '--steps', '5', '--seconds', '20');
  expect({ signal, text: stdout + stderr }).toEqual({ signal: null, text: expect.stringMatching(says) });
  expect(code).toBe(2);
});

test('a pattern that takes for ever is ended when time is up', async () => {
  const slow = { condition: '^(a+)+$', context: '$response.body#/note', type: 'regex' };
  const text = BOOKING_FLOW.replace('- condition: $statusCode == 201', () => `- ${JSON.stringify(slow)}`).replace(
    "phone: '+14155550132'",
    () => `note: ${'a'.repeat(60)}!`,
  );
  on.write('flows/book.arazzo.yaml', text);
  const { code, stdout } = await flow('--no-color', '--seconds', '3');
  expect(code).toBe(2);
  expect(stdout).toContain('not done within 3 seconds');
});
