// Baselines in a folder: what is written is read again, always the same bytes, and damage is told.

import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { folderStore, isApiName } from '../../../src/adapters/stores/folder.ts';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import type { SnapshotStore } from '../../../src/ports.ts';
import { baseline } from './baselines.ts';

let top = '';
let folder = '';
let store: SnapshotStore;

beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'driftgate-store-'));
  folder = join(top, 'snapshots');
  store = folderStore(folder);
});

afterEach(() => rm(top, { recursive: true }));

const inPlace = (name: string): string => join(folder, 'things', name);

/** The names and contents of all files of the API. */
async function stored(): Promise<Record<string, string>> {
  const names = (await readdir(join(folder, 'things'))).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(inPlace(name), 'utf8')])),
  );
}

function withRoot(root: JsonObject, files: Readonly<Record<string, Json>> = {}): Snapshot {
  return { ...baseline('things', 1), root, files: new Map(Object.entries(files)) };
}

test('there is no baseline before one is written', async () => {
  expect(await store.read('things')).toBeUndefined();
  expect(await store.list()).toEqual(new Map());
  await mkdir(join(folder, 'things'), { recursive: true });
  expect(await store.read('things')).toBeUndefined();
  expect(await store.list()).toEqual(new Map());
});

test.each([1, 2, 3])('baseline %d is read as it was written, and again over another', async (n) => {
  await store.write(baseline('things', n + 1));
  await store.write(baseline('things', n));
  expect(await store.read('things')).toEqual(baseline('things', n));
  const files = n === 3 ? [] : ['files.json'];
  expect(await readdir(join(folder, 'things'))).toEqual([...files, 'snapshot.json', 'spec.json']);
});

test('keys like those of `Object.prototype` are keys like any other', async () => {
  const hostile: Json = JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"toString":[],"":{}}');
  await store.write(withRoot({ openapi: '3.1.0', paths: hostile }, { ['__proto__']: hostile, 'a.yaml': null }));
  const read = await store.read('things');
  expect(JSON.stringify(read?.root)).toBe(
    '{"openapi":"3.1.0","paths":{"":{},"__proto__":{"polluted":true},"constructor":1,"toString":[]}}',
  );
  expect([...(read?.files.keys() ?? [])].sort()).toEqual(['__proto__', 'a.yaml']);
});

test('the text is sorted, indented, ended by a newline, and the same for any order of keys', async () => {
  const root: JsonObject = { b: [1, { d: '\u2028\ud800', c: null }], a: { 10: true, 9: false }, e: [], f: {} };
  await store.write(withRoot(root));
  const first = await stored();
  expect(first['spec.json']).toBe(`{
  "a": {
    "10": true,
    "9": false
  },
  "b": [
    1,
    {
      "c": null,
      "d": "\u2028\\ud800"
    }
  ],
  "e": [],
  "f": {}
}
`);
  const { f, e, b, a } = root;
  await store.write(withRoot({ f, e, a, b: [1, { c: null, d: '\u2028\ud800' }] } as JsonObject));
  expect(b).toBeDefined();
  expect(await stored()).toEqual(first);
});

test('the record names what is known, and nothing that is not', async () => {
  await store.write(baseline('things', 3));
  const { content, ...meta } = JSON.parse((await stored())['snapshot.json'] ?? '');
  expect(meta).toEqual({
    dialect: 'openapi-3.1',
    digest: `sha256:${'3'.padStart(64, '0')}`,
    operations: 200,
    source: 'https://api.example/spec.json',
    takenAt: '2026-10-21T07:28:00Z',
    version: '3',
  });
  expect(content).toEqual({ 'spec.json': expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
});

test('line ends that git changed are no damage', async () => {
  await store.write(baseline('things', 1));
  const withReturns = (text: string): string => text.replaceAll('\n', '\r\n');
  for (const name of ['spec.json', 'files.json', 'snapshot.json']) {
    await writeFile(inPlace(name), withReturns(await readFile(inPlace(name), 'utf8')));
  }
  const accepted = baseline('things', 1);
  expect(await store.read('things')).toEqual({ ...accepted, text: withReturns(accepted.text) });
});

const CONFLICT = '<<<<<<< ours\n{}\n=======\n[]\n>>>>>>> theirs\n';

test.each<[string, string, (text: string) => string | undefined, string]>([
  ['an edited value', 'spec.json', (text) => text.replace('read 1', 'read 7'), 'is not as it was accepted'],
  ['an edited file', 'files.json', (text) => text.replace('thing 1', 'thing 7'), 'is not as it was accepted'],
  ['another order', 'spec.json', (text) => JSON.stringify(JSON.parse(text)), 'is not as it was accepted'],
  ['an empty spec', 'spec.json', () => '', 'is not as it was accepted'],
  ['a missing spec', 'spec.json', () => undefined, 'is not as it was accepted'],
  ['a missing file', 'files.json', () => undefined, 'is not as it was accepted'],
  ['a missing record', 'snapshot.json', () => undefined, 'is not as it was accepted'],
  ['an empty record', 'snapshot.json', () => '', 'is not as it was accepted'],
  ['a record of something else', 'snapshot.json', () => '{"digest":1}', 'is not as it was accepted'],
  [
    'a record with a path',
    'snapshot.json',
    (text) => text.replace('"spec.json"', '"../spec.json"'),
    'is not as it was accepted',
  ],
  ['a spec with conflict markers', 'spec.json', () => CONFLICT, 'holds unresolved conflicts'],
  ['a record with conflict markers', 'snapshot.json', () => CONFLICT, 'holds unresolved conflicts'],
])('%s is damage, until the next baseline is accepted', async (_, name, edit, message) => {
  await store.write(baseline('things', 1));
  const text = edit(await readFile(inPlace(name), 'utf8'));
  if (text === undefined) await rm(inPlace(name));
  else await writeFile(inPlace(name), text);
  await expect(store.read('things')).rejects.toMatchObject({
    code: 'baseline-damaged',
    message: expect.stringContaining(message),
    hint: 'restore `snapshots/things` with git, or take the current document with `driftgate accept things`',
  });
  await store.write(baseline('things', 2));
  expect(await store.read('things')).toEqual(baseline('things', 2));
});

test('baselines are listed by name, other files and folders left out', async () => {
  for (const api of ['stripe', 'Calendar', 'crm.v2']) await store.write(baseline(api, 2));
  await writeFile(join(folder, 'README.md'), '');
  await mkdir(join(folder, '.git'));
  await mkdir(join(folder, 'empty'));
  const known = await store.list();
  expect([...known.keys()]).toEqual(['Calendar', 'crm.v2', 'stripe']);
  expect(known.get('stripe')).toEqual(baseline('stripe', 2).meta);
  await writeFile(join(folder, 'stripe', 'snapshot.json'), CONFLICT);
  await expect(store.list()).rejects.toMatchObject({ code: 'baseline-damaged' });
});

test.each([
  '',
  '.',
  '..',
  '../up',
  'a/b',
  'a\\b',
  '.hidden',
  '-flag',
  'a b',
  'a\0',
  'ende.',
  'CON',
  'nul.json',
  'ä',
  'x'.repeat(101),
])('API name %j makes no folder', async (api) => {
  expect(isApiName(api)).toBe(false);
  await expect(store.read(api)).rejects.toMatchObject({ code: 'config-invalid' });
  await expect(store.write(baseline(api, 1))).rejects.toMatchObject({ code: 'config-invalid' });
  expect(await readdir(top)).toEqual([]);
});

test.each(['stripe', 'Stripe-2', 'crm.v2', '_internal', '__proto__', 'constructor', '1', 'console'])(
  'API name %j makes a folder',
  async (api) => {
    await store.write(baseline(api, 1));
    expect(await store.read(api)).toEqual(baseline(api, 1));
    expect([...(await store.list()).keys()]).toEqual([api]);
  },
);

test('of writers at the same time one stands in place, and readers see wholly one of them', async () => {
  const stores = Array.from({ length: 6 }, () => folderStore(folder));
  const expectWhole = async (): Promise<void> => {
    const read = await store.read('things');
    expect(read).toEqual(baseline('things', Number(read?.meta.version)));
  };
  await store.write(baseline('things', 0));
  for (let round = 0; round < 20; round += 1) {
    await Promise.all(stores.flatMap((one, n) => [one.write(baseline('things', n)), expectWhole()]));
    // Whatever drafts are left, nobody needs them.
    for (const name of await readdir(join(folder, 'things'))) {
      if (name.startsWith('.')) await rm(inPlace(name), { recursive: true });
    }
    await expectWhole();
  }
});

test.each([
  ['a process that is no more', '.writing-999999999-x', new Date()],
  ['a process number that is used again', `.writing-${process.pid}-x`, new Date(0)],
  ['a writer that was done', '.written-x', new Date()],
])('what %s left is removed by the next write', async (_, name, date) => {
  await store.write(baseline('things', 1));
  await mkdir(inPlace(name));
  await writeFile(join(inPlace(name), 'spec.json'), 'half');
  await utimes(inPlace(name), date, date);
  expect(await store.read('things')).toEqual(baseline('things', 1));
  await store.write(baseline('things', 2));
  expect(await readdir(join(folder, 'things'))).toEqual(['files.json', 'snapshot.json', 'spec.json']);
});

test('a place where no folder can be is a failure of the store', async () => {
  await writeFile(folder, '');
  await expect(store.write(baseline('things', 1))).rejects.toMatchObject({ code: 'store-failed' });
  await expect(store.read('things')).rejects.toMatchObject({ code: 'store-failed' });
  await expect(store.list()).rejects.toMatchObject({ code: 'store-failed' });
});
