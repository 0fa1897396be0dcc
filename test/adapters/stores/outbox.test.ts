// The outbox: whole or not at all, the newer in the place of the older, and never more than there is room for.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { outboxIn } from '../../../src/adapters/stores/outbox.ts';
import type { Failure } from '../../../src/model/failure.ts';
import type { Outbox } from '../../../src/ports.ts';

let folder: string;
let outbox: Outbox;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'driftgate-outbox-'));
  let time = Date.UTC(2026, 0, 1);
  const now = () => {
    time += 1000;
    return new Date(time);
  };
  outbox = outboxIn(join(folder, 'outbox'), { clock: { now }, most: 3 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const letters = async () => (await outbox.waiting()).letters;
const shown = async () =>
  (await letters()).map(({ notifier, about, content, begun }) => [notifier, about, content, begun]);

test('nothing is kept at first, and no folder is made', async () => {
  expect(await outbox.waiting()).toEqual({ letters: [], lost: [] });
  expect(readdirSync(folder)).toEqual([]);
});

test('what is put comes out, oldest first, until it is ticked off', async () => {
  await outbox.put('b', { about: 'stripe', content: { text: '__proto__' } });
  await outbox.put('a', { about: 'crm', content: [1, null] });
  expect(await shown()).toEqual([
    ['b', 'stripe', { text: '__proto__' }, false],
    ['a', 'crm', [1, null], false],
  ]);
  await (await letters())[0]?.done();
  expect(await shown()).toEqual([['a', 'crm', [1, null], false]]);
});

test('a newer letter takes the place of an older one, and knows that an attempt began', async () => {
  await outbox.put('a', { about: 'stripe', content: 1 });
  await outbox.put('a', { about: 'crm', content: 1 });
  await (await letters())[0]?.mark(true);
  await outbox.put('a', { about: 'stripe', content: 2 });
  expect(await shown()).toEqual([
    ['a', 'crm', 1, false],
    ['a', 'stripe', 2, true],
  ]);
});

test.each(['done', 'mark'] as const)('`%s` of a letter does nothing to the one in its place', async (verb) => {
  await outbox.put('a', { about: 'stripe', content: 1 });
  const [old] = await letters();
  await outbox.put('a', { about: 'stripe', content: 2 });
  await old?.[verb](true);
  expect(await shown()).toEqual([['a', 'stripe', 2, false]]);
});

test('more than there is room for is not kept: the oldest goes, and that is said', async () => {
  for (const about of ['a', 'b', 'c', 'd', 'e']) await outbox.put('mail', { about, content: about });
  const { letters, lost } = await outbox.waiting();
  expect(letters.map(({ about }) => about)).toEqual(['c', 'd', 'e']);
  expect(lost).toEqual([
    '`mail` is not told of `a` of 2026-01-01T00:00:01.000Z: more than 3 letters wait in the outbox',
    '`mail` is not told of `b` of 2026-01-01T00:00:02.000Z: more than 3 letters wait in the outbox',
  ]);
  expect((await outbox.waiting()).lost).toEqual([]);
});

test.each([
  ['no JSON', '{'],
  ['of another version', '{"version":2}'],
  ['not what it says it is', (text: string) => text.replace('"stripe"', '"crm"')],
  ['of wrong types', (text: string) => text.replace('"begun":false', '"begun":"no"')],
  ['an array', '[]'],
])('a file that is %s is set aside, and that is said', async (_, damage) => {
  await outbox.put('a', { about: 'stripe', content: 1 });
  const [name = ''] = readdirSync(join(folder, 'outbox'));
  const path = join(folder, 'outbox', name);
  writeFileSync(path, typeof damage === 'string' ? damage : damage(readFileSync(path, 'utf8')));
  expect(await outbox.waiting()).toEqual({
    letters: [],
    lost: [`\`${name}\` of the outbox cannot be read, and is kept as \`${name}.damaged\``],
  });
  await outbox.put('a', { about: 'stripe', content: 2 });
  expect(await shown()).toEqual([['a', 'stripe', 2, false]]);
});

test('what is no letter is left alone: drafts, and files of others', async () => {
  await outbox.put('a', { about: 'stripe', content: 1 });
  for (const name of ['.x.json.1.draft', 'readme.md']) writeFileSync(join(folder, 'outbox', name), 'x');
  expect(await outbox.waiting()).toMatchObject({ letters: [{ about: 'stripe' }], lost: [] });
});

test('a folder that cannot be used is a failure with its name', async () => {
  writeFileSync(join(folder, 'outbox'), 'a file');
  const failure = await outbox.put('a', { about: 'stripe', content: 1 }).catch((error: Failure) => error);
  expect(failure).toMatchObject({ code: 'store-failed', place: join(folder, 'outbox') });
});
