// The file in which is kept how an API fared: appended, torn, put together.

import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { healthFiles } from '../../../src/adapters/stores/health-file.ts';
import { seriesOf } from '../../../src/judge/health-summary.ts';
import type { Observation } from '../../../src/model/health.ts';

const NOW = new Date('2026-11-22T14:00:00Z');
const EVER = new Date(0);
const HOUR = 3_600_000;

let folder = '';
const file = (): string => join(folder, 'health', 'crm.jsonl');
const log = () => healthFiles(join(folder, 'health'));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'driftgate-health-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function seen(hoursAgo: number, ms = 100, operation = 'GET /slots'): Observation {
  return { time: new Date(NOW.getTime() - hoursAgo * HOUR).toISOString(), operation, ms, outcome: 'ok' };
}

test('nothing is known of an API that was never called', async () => {
  expect(await log().read('crm', EVER)).toEqual(new Map());
  await log().compact('crm', NOW);
  await log().append('crm', []);
  expect(() => statSync(file())).toThrow('ENOENT');
});

test('what runs append is put together, whatever operations are called', async () => {
  const first = [seen(3), seen(2), seen(2, 300), seen(2, 300, '__proto__')];
  const second = [seen(2, 900), { ...seen(1), outcome: 'down' as const }];
  await log().append('crm', first);
  await log().append('crm', second);
  expect(await log().read('crm', EVER)).toEqual(seriesOf([...first, ...second], 1));
  expect(await log().read('crm', new Date(NOW.getTime() - 1.5 * HOUR))).toEqual(seriesOf([second[1] ?? seen(1)], 1));
});

test.each([
  ['half a line', '{"from":"2026-11-22T14:00:00Z","oper'],
  ['half a line with an end', '{"from":"2026-11\n'],
  ['no object', '[1]\n'],
  ['no time', '{"from":"today","operation":"GET /slots","calls":1,"errors":0,"down":0,"slowest":1,"buckets":[]}\n'],
  [
    'counts that cannot be',
    '{"from":"2026-11-22T14:00:00Z","operation":"GET /slots","calls":1,"errors":9,"down":0,"slowest":1,"buckets":[]}\n',
  ],
  [
    'counts that are text',
    '{"from":"2026-11-22T14:00:00Z","operation":"GET /slots","calls":"1","errors":0,"down":0,"slowest":1,"buckets":[]}\n',
  ],
  [
    'buckets that are none',
    '{"from":"2026-11-22T14:00:00Z","operation":"GET /slots","calls":1,"errors":0,"down":0,"slowest":1,"buckets":[["a",{}]]}\n',
  ],
  ['bytes of something else', '\0\0\0\0'],
])('a line with %s costs no other line', async (_, torn) => {
  await log().append('crm', [seen(2)]);
  appendFileSync(file(), torn);
  await log().append('crm', [seen(1)]);
  expect(await log().read('crm', EVER)).toEqual(seriesOf([seen(2), seen(1)], 1));
});

test('runs at the same time lose nothing of each other', async () => {
  const runs = Array.from({ length: 30 }, (_, run) => [seen(2, 100 + run), seen(1, 100, `GET /${run}`)]);
  await Promise.all(runs.map((run) => log().append('crm', run)));
  expect(await log().read('crm', EVER)).toEqual(seriesOf(runs.flat(), 1));
});

test('a file of which nothing can be read is a failure, and is not written over', async () => {
  await log().append('crm', [seen(1)]);
  writeFileSync(file(), '<html>\n</html>\n');
  await expect(log().read('crm', EVER)).rejects.toMatchObject({ code: 'store-failed', place: file() });
  expect(readFileSync(file(), 'utf8')).toBe('<html>\n</html>\n');
});

test('a folder that is a file is a failure', async () => {
  writeFileSync(join(folder, 'health'), '');
  await expect(log().append('crm', [seen(1)])).rejects.toMatchObject({ code: 'store-failed' });
});

test('a run every five minutes for a year keeps the file small', async () => {
  const operations = ['GET /slots', 'POST /bookings'];
  const year = Array.from({ length: 365 * 24 * 12 }, (_, index) =>
    seen(365 * 24 - index / 12, 50 + (index % 90), operations[index % 2]),
  );
  await log().append('crm', year);
  const before = statSync(file()).size;
  await log().compact('crm', NOW);
  const [lines, size] = [readFileSync(file(), 'utf8').trimEnd().split('\n').length, statSync(file()).size];
  expect(lines).toBeLessThan(2 * (2 * 24 * 12 + 91 * 24 + 400));
  expect(size).toBeLessThan(before / 5);
  const known = [...(await log().read('crm', EVER)).values()].flatMap((windows) => [...windows.values()]);
  expect(known.reduce((sum, { calls }) => sum + calls, 0)).toBe(year.length);
  await log().compact('crm', NOW);
  expect(statSync(file()).size).toBe(size);
});
