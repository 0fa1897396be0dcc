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
