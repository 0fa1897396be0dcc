// Telling: written down before, ticked off after, and nothing of it lost.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { outboxIn } from '../../src/adapters/stores/outbox.ts';
import { Failure, type FailureCode } from '../../src/model/failure.ts';
import type { Notifier, Outbox } from '../../src/ports.ts';
import { tell } from '../../src/tasks/tell.ts';
import { api, report } from '../render/fixtures.ts';

let folder: string;
let outbox: Outbox;
let heard: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'driftgate-tell-'));
  let seconds = 0;
  const now = () => {
    seconds += 1;
    return new Date(1000 * seconds);
  };
  outbox = outboxIn(folder, { clock: { now } });
  heard = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Somebody who is told each API by its name, and hears it unless `trouble` says otherwise. */
function somebody(name: string, trouble: Readonly<Record<string, FailureCode | 'later' | 'killed'>> = {}): Notifier {
  return {
    name,
    compose: async ({ apis }) => apis.map((each) => ({ about: each.api, content: each.outcome })),
    deliver: async ({ about }, again) => {
      const what = trouble[about];
      if (what === 'later') return { waits: 'it is night' };
      if (what === 'killed') throw new TypeError('killed');
      if (what !== undefined) throw new Failure({ code: what, message: `${name} ${about}` });
      heard.push(`${name} ${about}${again ? ' again' : ''}`);
      return { told: [`${name}: ${about}`] };
    },
  };
}

const waiting = async () => (await outbox.waiting()).letters.map(({ notifier, about }) => `${notifier} ${about}`);
const [crm, maps] = [api('crm'), api('maps')];

test('everybody is told, and what was done is said', async () => {
  const told = await tell(report(crm, maps), { notifiers: [somebody('a'), somebody('b')], outbox });
  expect(told).toEqual({ lines: ['a: crm', 'a: maps', 'b: crm', 'b: maps'], failures: [] });
  expect(heard).toEqual(['a crm', 'a maps', 'b crm', 'b maps']);
  expect(await waiting()).toEqual([]);
});

test.each<[FailureCode, readonly string[], readonly string[], string]>([
  ['unauthorized', ['b crm', 'b maps'], ['a crm', 'a maps'], ''],
  ['http-status', ['a maps', 'b crm', 'b maps'], ['a crm'], ''],
  ['connection', ['b crm', 'b maps'], ['a crm', 'a maps'], ' again'],
])('who cannot be told now is told next time, before what is new: %s', async (code, told, left, again) => {
  const { failures } = await tell(report(crm, maps), {
    notifiers: [somebody('a', { crm: code }), somebody('b')],
    outbox,
  });
  expect(failures.map(({ message }) => message)).toEqual(['a crm']);
  expect(heard).toEqual(told);
  expect(await waiting()).toEqual(left);
  heard = [];
  await tell(report(api('new')), { notifiers: [somebody('a'), somebody('b')], outbox });
  expect(heard).toEqual([`a crm${again}`, ...left.slice(1), 'a new', 'b new']);
});

test('one failure that keeps it from many is said once, and each of them stays', async () => {
  const refused = new Failure({ code: 'mail-refused', message: 'the sender is refused' });
  const deliver = () => Promise.reject(refused);
  const told = await tell(report(crm, maps), { notifiers: [{ ...somebody('a'), deliver }], outbox });
  expect(told).toEqual({ lines: [], failures: [refused] });
  expect(await waiting()).toEqual(['a crm', 'a maps']);
});

test('a kill leaves in the outbox what was not told, with the mark of what began', async () => {
  const killed = tell(report(crm, maps), { notifiers: [somebody('a', { crm: 'killed' })], outbox });
  await expect(killed).rejects.toThrow('killed');
  expect(await waiting()).toEqual(['a crm', 'a maps']);
  await tell(report(), { notifiers: [somebody('a')], outbox });
  expect(heard).toEqual(['a crm again', 'a maps']);
});

test('what waits by its own will stays, and is no failure', async () => {
  const { lines, failures } = await tell(report(crm), { notifiers: [somebody('a', { crm: 'later' })], outbox });
  expect({ lines, failures }).toEqual({ lines: ['`a` is told of `crm` later: it is night'], failures: [] });
  expect(await waiting()).toEqual(['a crm']);
});

test('a newer state takes the place of one that could not be told', async () => {
  await tell(report(crm), { notifiers: [somebody('a', { crm: 'dns' })], outbox });
  await tell(report(crm), { notifiers: [somebody('a')], outbox });
  expect(heard).toEqual(['a crm']);
});

test('who is named no more is told nothing, and that is said', async () => {
  await tell(report(crm), { notifiers: [somebody('a', { crm: 'dns' })], outbox });
  const { lines } = await tell(report(), { notifiers: [somebody('b')], outbox });
  expect(lines).toEqual(['`a` is told nothing of `crm`: it is under `notify` no more']);
  expect(await waiting()).toEqual([]);
});
