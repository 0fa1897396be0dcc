// Acknowledgements as people write them, and as they are added.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { acknowledgementFile } from '../../src/adapters/acknowledgements.ts';

const ENTRY = { fingerprint: '0123456789abcdef', reason: 'we: "do" #not\nread it', owner: 'ada', until: '2030-12-31' };

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'driftgate-'));
  path = join(folder, 'acknowledged.yaml');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what is added is read again, and comments stay', async () => {
  const file = acknowledgementFile(path, 'acknowledged.yaml');
  expect(await file.read()).toEqual([]);
  writeFileSync(
    path,
    '# ours, do not sort\n- fingerprint: "fedcba9876543210" # old\n  reason: r\n  owner: o\n  until: never',
  );
  await file.add(ENTRY);
  expect(await file.read()).toEqual([
    { fingerprint: 'fedcba9876543210', reason: 'r', owner: 'o', until: undefined },
    ENTRY,
  ]);
  expect(readFileSync(path, 'utf8')).toMatch(/^# ours, do not sort\n.* # old\n/);
  expect(readdirSync(folder)).toEqual(['acknowledged.yaml']);
});

test('digits alone are a fingerprint still', async () => {
  const file = acknowledgementFile(path, 'acknowledged.yaml');
  await file.add({ ...ENTRY, fingerprint: '0000000000000012' });
  expect((await file.read())[0]?.fingerprint).toBe('0000000000000012');
});

test('patterns are added and read as well, and an entry for the same is refused', async () => {
  const file = acknowledgementFile(path, 'acknowledged.yaml');
  const { fingerprint: _, ...rest } = ENTRY;
  const scopes = [
    { rule: 'response/enum-value-added', api: 'stripe', operation: 'GET /v1/*', field: 'data[].*' },
    { rule: 'response/enum-value-added' },
    { operation: 'GET /v1/charges' },
    { field: 'amount' },
  ];
  for (const scope of scopes) await file.add({ ...scope, ...rest });
  expect(await file.read()).toEqual(scopes.map((scope) => ({ ...scope, ...rest })));
  for (const scope of scopes)
    await expect(file.add({ ...scope, ...rest })).rejects.toMatchObject({ code: 'acknowledgement-invalid' });
});

test.each([
  ['no list', 'a: b', 'acknowledged.yaml:1', 'give it a list'],
  ['no reason', '- { fingerprint: 0123456789abcdef, owner: o, until: never }', 'acknowledged.yaml:1', 'add it'],
  ['no end', '- { fingerprint: 0123456789abcdef, owner: o, reason: r }', 'acknowledged.yaml:1', 'add it'],
  [
    'no day',
    '- fingerprint: 0123456789abcdef\n  owner: o\n  reason: r\n  until: 2030-02-31',
    'acknowledged.yaml:4',
    'never',
  ],
  ['a misspelt key', '- fingerprint: 0123456789abcdef\n  reson: x', 'acknowledged.yaml:2', '`reason`'],
  [
    'an API alone, which would take in whatever comes',
    '- { api: stripe, owner: o, reason: r, until: never }',
    'acknowledged.yaml:1',
    'say which findings',
  ],
  ['an empty pattern', '- { rule: "", owner: o, reason: r, until: never }', 'acknowledged.yaml:1', ''],
  ['no fingerprint', '- fingerprint: abc\n  owner: o\n  reason: r\n  until: never', 'acknowledged.yaml:1', '16 digits'],
])('%s', async (_, text, place, hint) => {
  writeFileSync(path, text);
  const file = acknowledgementFile(path, 'acknowledged.yaml');
  const expected = { code: 'acknowledgement-invalid', place, hint: expect.stringContaining(hint) };
  await expect(file.read()).rejects.toMatchObject(expected);
  await expect(file.add(ENTRY)).rejects.toMatchObject(expected);
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('a finding is acknowledged once', async () => {
  const file = acknowledgementFile(path, 'acknowledged.yaml');
  await file.add(ENTRY);
  await expect(file.add(ENTRY)).rejects.toMatchObject({ code: 'acknowledgement-invalid' });
});
