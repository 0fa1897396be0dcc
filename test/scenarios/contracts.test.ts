// Contracts through the command line: whose code breaks, what the gate takes, and contracts that cannot be had.

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { answering, booking, type Provider, provider, type Stage, stage } from './stage.ts';

let vendor: Provider;
let set: Stage;

beforeEach(async () => {
  vendor = await provider(answering(booking()));
  set = stage();
  write('contracts/*.json');
  set.write('contracts/desk.json', pact('desk', '/rooms'));
  set.write('contracts/bar.json', pact('bar', '/notes'));
});
afterEach(() => {
  vendor.close();
  set.remove();
});

function write(contracts: string): void {
  set.write(
    'driftgate.yaml',
    `apis: { booking: { spec: "${vendor.url}/openapi.json", contracts: "${contracts}" } }
allowPrivateHosts: [127.0.0.1]\n`,
  );
}

/** A Pact file (v2) of a consumer that makes one call and reads the ids of what it gets. */
function pact(consumer: string, path: string): string {
  const body = [{ id: 'a' }];
  return JSON.stringify({
    consumer: { name: consumer },
    provider: { name: 'booking' },
    interactions: [{ description: `list ${path}`, request: { method: 'GET', path }, response: { status: 200, body } }],
    metadata: { pactSpecification: { version: '2.0.0' } },
  });
}

/** The booking API without some of its paths. */
function without(...paths: readonly string[]): Record<string, unknown> {
  const whole = booking({}, '2.0');
  for (const path of paths) delete (whole.paths as Record<string, unknown>)[path];
  return whole;
}

test.each<readonly [string, string, string, number]>([
  ['what a contract uses', '/rooms', 'consumer', 1],
  ['what a contract uses', '/rooms', 'breaking', 1],
  ['what no contract uses', '/rates', 'consumer', 0],
  ['what no contract uses', '/rates', 'breaking', 1],
])('%s is gone: %s, with --fail-on %s, ends with %d', async (_, path, failOn, code) => {
  expect((await set.run(['accept', '--all'])).code).toBe(0);
  vendor.answer = answering(without(path));
  const text = await set.run(['check', '--fail-on', failOn]);
  const json = JSON.parse((await set.run(['check', '--format', 'json', '--fail-on', failOn])).stdout);
  const breaks = path === '/rooms';
  expect({ code: text.code, stderr: text.stderr }).toEqual({ code, stderr: '' });
  expect(text.stdout).toContain(breaks ? '\ndesk breaks\n' : '\nno contract is hit\n');
  expect(json).toMatchObject({
    outcome: code === 1 ? 'drift' : 'clean',
    consumers: { breaks: breaks ? 1 : 0, atRisk: 0 },
    apis: [{ reliance: { coverage: { operations: { used: 2, total: 6 }, uncovered: breaks ? [] : ['GET /rates'] } } }],
  });
  const [finding] = json.apis[0].findings;
  const desk = { consumer: 'desk', verdict: 'breaks', contract: 'contracts/desk.json' };
  expect(finding.consumers).toEqual(breaks ? [expect.objectContaining(desk)] : []);
});

const LISTS = 'consumer: lists\noperations: [{ call: GET /orders, reads: [{ state: { values: [open] } }] }]\n';
const PLAIN = 'consumer: plain\noperations: [{ call: GET /orders, reads: [state] }]\n';
const GATES = ['consumer', 'breaking', 'risky', 'deprecated', 'info', 'any'] as const;

/** An API of one list, whose state is one of these. */
function orders(values: readonly string[], more: object = {}): string {
  const schema = { type: 'object', required: ['state'], properties: { state: { enum: values }, ...more } };
  const responses = { 200: { description: 'All', content: { 'application/json': { schema } } } };
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'x', version: '1' },
    paths: { '/orders': { get: { responses } } },
  });
}

test.each<readonly [string, string, string, (typeof GATES)[number] | undefined]>([
  ['a risky change that breaks a contract', orders(['open', 'paid']), LISTS, 'consumer'],
  ['a risky change that puts one at risk', orders(['open', 'paid']), PLAIN, 'risky'],
  ['a harmless change', orders(['open'], { note: { type: 'string' } }), LISTS, 'info'],
  ['nothing', orders(['open']), LISTS, undefined],
])('which gates fail, the first and all after it: %s', async (_, fresh, contract, first) => {
  set.write('old.json', orders(['open']));
  set.write('new.json', fresh);
  set.write('contracts/one.yaml', contract);
  const args = ['diff', 'old.json', 'new.json', '--contract', 'contracts/one.yaml', '--fail-on'];
  const codes = await Promise.all(GATES.map(async (gate) => (await set.run([...args, gate])).code));
  const from = first === undefined ? GATES.length : GATES.indexOf(first);
  expect(codes).toEqual(GATES.map((__, at) => (at < from ? 0 : 1)));
});

test.each([
  [['check', '--fail-on', 'consumer'], 'name some under `contracts` of an API'],
  [['diff', 'old.json', 'new.json', '--fail-on', 'consumer'], 'name some with `--contract`'],
])('a gate that nothing can fail is refused: %j', async (args, mend) => {
  set.write('driftgate.yaml', 'apis: { booking: { spec: old.json } }\n');
  const { code, stdout, stderr } = await set.run(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('nothing can be drift: `failOn` is `consumer`, and no contract is named');
  expect(stderr).toContain(mend);
});

test('which contract is missing, and how far the others reach, is said in every format', async () => {
  expect((await set.run(['accept', '--all'])).code).toBe(0);
  vendor.answer = answering(without('/rates', '/stays'));
  const [text, verbose, markdown, json] = await Promise.all(
    [[], ['--verbose'], ['--format', 'markdown'], ['--format', 'json']].map((args) => set.run(['check', ...args])),
  );
  const coverage = 'Contracts use 2 of 6 operations, and read 2 of the 4 fields that these promise';
  for (const said of [text, verbose, markdown]) {
    expect(said?.stdout).toContain(coverage);
    expect(said?.stdout).toContain('2 operations that drifted are in no contract');
    expect(said?.stdout).toMatch(/no contract\W[^#]*GET \/rates\W[^#]*GET \/stays\W/);
  }
  expect(verbose?.stdout).toMatch(/GET \/rooms · desk · 1\/2 fields/);
  expect(markdown?.stdout).toContain('| GET /rooms | desk | 1 of 2 |');
  expect(JSON.parse(json?.stdout ?? '').apis[0].reliance.coverage).toMatchObject({
    operations: { used: 2, total: 6 },
    fields: { read: 2, promised: 4 },
    byOperation: [
      { operation: 'GET /notes', consumers: ['bar'], fields: { read: 1, promised: 2 } },
      { operation: 'GET /rooms', consumers: ['desk'], fields: { read: 1, promised: 2 } },
    ],
    uncovered: ['GET /rates', 'GET /stays'],
  });
});

test('diff takes contracts too', async () => {
  set.write('old.json', JSON.stringify(booking()));
  set.write('new.json', JSON.stringify(without('/rooms')));
  const ended = await set.run([
    'diff',
    'old.json',
    'new.json',
    '--contract',
    'contracts/d*.json',
    '--fail-on',
    'consumer',
  ]);
  expect(ended).toMatchObject({ code: 1, stdout: expect.stringContaining('\ndesk breaks\n') });
});

test.each([
  ['a glob that matches nothing', 'pacts/*.json', '`pacts/*.json` of `apis.booking.contracts` matches no file'],
  ['a contract that is cut off', 'contracts/cut.json', 'contracts/cut.json'],
  ['a folder', 'contracts', '`contracts` is a folder'],
])('%s makes the API unknown, and the drift is told all the same', async (_, contracts, words) => {
  set.write('contracts/cut.json', '{"consumer": {"name": "a"}, "interactions": [');
  expect((await set.run(['accept', '--all'])).code).toBe(0);
  write(contracts);
  vendor.answer = answering(without('/rooms'));
  const before = set.digest();
  const { code, stdout } = await set.run(['check']);
  expect(code).toBe(2);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(words);
  expect(stdout).toContain('could not look:');
  expect(stdout).toContain('operation `GET /rooms` is gone');
  expect(set.digest()).toBe(before);
});
