// The command line: what it teaches, what it prints where, and how it ends.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load.ts';
import { booking, type Stage, stage } from '../scenarios/stage.ts';

let set: Stage;

beforeAll(() => {
  set = stage();
  const { paths, ...rest } = booking();
  const { '/rooms': _, ...fewer } = paths as Record<string, unknown>;
  set.write('old.json', JSON.stringify({ paths, ...rest }));
  set.write('new.json', JSON.stringify({ paths: fewer, ...rest }));
  set.write('broken.yaml', 'apis:\n  a: { spec: old.json }\nprofil: strict\n');
  set.write('pact/driftgate.yaml', 'apis: {}\n');
  set.write('ok.yaml', 'apis: { a: { spec: old.json } }\n');
  set.write('rules.yaml', 'apis: { a: { spec: old.json } }\nrules: { response/property-removd: info }\n');
});
afterAll(() => set.remove());

describe('help teaches', () => {
  test.each([
    [['--help'], ['init', 'check', 'diff', 'accept', 'verify', 'rules', 'schema', 'Exit codes']],
    [
      ['check', '--help'],
      ['--fail-on', 'consumer', 'Examples:', 'Exit codes'],
    ],
    [
      ['diff', '--help'],
      ['git:REV:path', '--contract', 'Examples:'],
    ],
    [
      ['accept', '--help'],
      ['--until', '--shrunk', 'Examples:'],
    ],
    [
      ['init', '--help'],
      ['--api', 'Examples:'],
    ],
    [
      ['verify', '--help'],
      ['--against', '--all', 'Examples:', 'Exit codes:'],
    ],
    [
      ['report', '--help'],
      ['stdin', 'html', 'sarif', 'Examples:', 'Exit codes:'],
    ],
    [['rules', '--help'], ['Examples:']],
    [['schema', '--help'], ['Examples:']],
  ])('%j', async (args, words) => {
    const { code, stdout, stderr } = await set.run(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const word of words) expect(stdout).toContain(word);
  });
});

describe('trouble is told on stderr, with what to do, and ends with 2', () => {
  test.each([
    [['no-such-command'], 'unknown command'],
    [[], 'Usage'],
    [['check', '--no-such-option'], 'unknown option'],
    [['check', '--format', 'xml'], 'Allowed choices'],
    [['check'], 'driftgate init'],
    [['check', '--config', 'nowhere.yaml'], '`nowhere.yaml` cannot be read'],
    [['check', '--config', 'broken.yaml'], 'did you mean `profile`?'],
    [['check', '--config', 'pact/driftgate.yaml'], 'names no API'],
    [['check', 'pots', '-c', 'ok.yaml'], 'use one of `a`'],
    [['check', '-c', 'rules.yaml'], 'did you mean `response/property-removed`?'],
    [['accept', '-c', 'ok.yaml', 'a', '--all'], 'exclude each other'],
    [['accept'], 'driftgate init'],
    [['accept', '--config', 'pact/driftgate.yaml'], '`--all`'],
    [['diff', 'old.json'], 'missing required argument'],
    [['diff', 'old.json', 'new.json', '-o', 'no/such/folder'], 'cannot be written'],
    [['diff', 'old.json', 'new.json', '--fail-on', 'consumer'], 'name some with `--contract`'],
    [['check', '-c', 'ok.yaml', '--fail-on', 'consumer'], 'no contract is named'],
    [['check', '--fail-on', 'never'], 'Allowed choices'],
    [['report', 'nowhere.json'], '`nowhere.json` cannot be read'],
    [['report', 'broken.yaml'], '`broken.yaml` is no JSON'],
    [['report', 'old.json'], 'in `old.json` is not a key that is known here'],
    [['report', 'old.json', '--format', 'pdf'], 'Allowed choices'],
    [['rules', 'response/property-removd'], 'did you mean `response/property-removed`?'],
    [['rules', 'transport/property-removed'], '`transport/property-removed` is no rule'],
    [['init', '--api', 'nameless'], 'name=spec'],
    [['init', '--api', '../up=old.json', '-c', 'up.yaml'], 'letters'],
  ])('%j', async (args, words) => {
    const { code, stdout, stderr } = await set.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
  });
});

describe('diff', () => {
  test.each([
    [['old.json', 'old.json'], 0],
    [['old.json', 'new.json'], 1],
    [['new.json', 'old.json'], 0],
    [['new.json', 'old.json', '--fail-on', 'info'], 1],
    [['new.json', 'old.json', '--fail-on', 'any'], 1],
    [['old.json', 'new.json', '--contract', 'no/such/*.json'], 2],
    [['old.json', 'new.json', '--contract', 'broken.yaml'], 2],
    [['old.json', 'nowhere.json'], 2],
    [['snapshot:a', 'new.json'], 2],
    [['git:no-such-revision:a', 'new.json'], 2],
  ])('%j ends with %d', async (args, code) => {
    const text = await set.run(['diff', ...args]);
    const json = await set.run(['diff', ...args, '--format', 'json']);
    expect([text.code, json.code]).toEqual([code, code]);
    expect(text.stdout).not.toBe('');
    expect(JSON.parse(json.stdout)).toMatchObject({ version: 1, outcome: ['clean', 'drift', 'unknown'][code] });
  });

  test('the report goes to a file, and a control character of a stranger nowhere', async () => {
    const hostile = booking({ '/\u001b[31mred': { get: { responses: { 200: { description: 'OK' } } } } });
    set.write('hostile.json', JSON.stringify(hostile));
    const { code, stdout } = await set.run(['diff', 'hostile.json', 'old.json', '--output', 'report.txt']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(set.read('report.txt')).toContain('red');
    expect(set.read('report.txt')).not.toContain('\u001b');
  });
});

test('a reader that stops reading is no error', () => {
  const cli = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
  const command = `set -o pipefail; "${process.execPath}" "${cli}" rules | head -n 1`;
  const { status, stderr, stdout } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.split('\n')).toHaveLength(2);
});

test('rules lists all, and explains one with its example', async () => {
  const all = await set.run(['rules']);
  const names = all.stdout.split('\n').map((line) => line.split(' ')[0]);
  expect(names).toContain('response/property-removed');
  expect(new Set(names).size).toBe(names.length);
  for (const id of ['property-removed', 'response/property-removed']) {
    const one = await set.run(['rules', id]);
    expect(one).toMatchObject({ code: 0, stdout: expect.stringMatching(/breaking.*Before:.*After:/s) });
  }
});

test.each([
  ['config', 'apis'],
  ['report', 'outcome'],
])('schema %s is a JSON Schema', async (of, property) => {
  const { code, stdout } = await set.run(['schema', of]);
  expect(code).toBe(0);
  expect(Object.keys(JSON.parse(stdout).properties)).toContain(property);
});

describe('init', () => {
  test('writes what is named, and never over what is there', async () => {
    const written = await set.run(['init', '--api', 'stripe=https://example.com/s.json', '-c', 'named.yaml']);
    expect(written).toMatchObject({ code: 0, stdout: expect.stringContaining('driftgate accept --all') });
    const before = set.read('named.yaml');
    const again = await set.run(['init', '--api', 'crm=x.json', '-c', 'named.yaml']);
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('there already') });
    expect(set.read('named.yaml')).toBe(before);
  });

  test('finds documents that lie here, and providers that contracts name', async () => {
    const here = stage();
    here.write('openapi.yaml', 'x');
    here.write('crm/openapi.v2.json', 'x');
    here.write('contracts/phone-billing.json', '{"consumer": {"name": "phone"}, "provider": {"name": "billing"}}');
    here.write('contracts/broken.json', '{');
    here.write('contracts/folder.json/readme.txt', 'x');
    const { code, stdout } = await here.run(['init']);
    expect(code).toBe(0);
    expect(stdout).toContain('contracts/phone-billing.json relies on billing');
    expect(here.read('driftgate.yaml')).toMatch(/"crm":\n {4}spec: "crm\/openapi\.v2\.json"\n {2}"openapi":/);
    here.remove();
  });

  test.each([
    ['a Pact file', 'contracts/a.json', '{"consumer": {"name": "a"}, "provider": {"name": "CRM"}}'],
    ['a Pact file of a provider called an API', 'pacts/a.json', '{"consumer": {}, "provider": {"name": "Crm-API"}}'],
    ['a usage manifest', 'contracts/deep/a.json', '{"consumer": "a", "provider": "crm", "operations": []}'],
    ['HAR recordings, by their name', 'recorded-crm.har', '{"log": {"entries": []}}'],
  ])('puts %s under its API', async (_, file, text) => {
    const here = stage();
    here.write('crm/openapi.json', 'x');
    here.write('mail/openapi.json', 'x');
    here.write(file, text);
    expect(await here.run(['init'])).toMatchObject({ code: 0, stdout: expect.stringContaining(`${file}: a contract`) });
    const { apis } = loadConfig(here.read('driftgate.yaml'), 'driftgate.yaml');
    expect([apis.crm?.contracts, apis.mail?.contracts]).toEqual([[file], []]);
    here.remove();
  });

  test.each([
    ['recordings of an unknown API', 'contracts/a.har', '{"log": {"entries": []}}', 'names no provider'],
    [
      'a provider whose name only begins alike',
      'contracts/a.json',
      '{"consumer": "a", "provider": "crm2"}',
      'relies on',
    ],
  ])('leaves %s to people', async (_, file, text, words) => {
    const here = stage();
    here.write('crm/openapi.json', 'x');
    here.write(file, text);
    expect(await here.run(['init'])).toMatchObject({ code: 0, stdout: expect.stringContaining(words) });
    expect(here.read('driftgate.yaml')).not.toContain('contracts');
    here.remove();
  });

  test('says what to name where nothing lies', async () => {
    const here = stage();
    expect(await here.run(['init'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('driftgate init --api'),
    });
    here.remove();
  });
});

test('keys that nothing uses are told of, unless that is not wanted', async () => {
  set.write('idle.yaml', 'apis: { a: { spec: old.json, schedule: "0 0 * * *" } }\n');
  const told = await set.run(['check', '-c', 'idle.yaml']);
  const quiet = await set.run(['check', '-c', 'idle.yaml', '--quiet']);
  expect(told.stderr).toContain('`apis.a.schedule`');
  expect(quiet.stderr).toBe('');
});
