// Writers that are killed at any moment: the baseline is wholly one of those that were written.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { folderStore } from '../../../src/adapters/stores/folder.ts';
import { baseline } from './baselines.ts';

const WRITER = fileURLToPath(new URL('./baseline-writer.ts', import.meta.url));

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'driftgate-kill-'));
});

afterEach(() => rm(folder, { recursive: true }));

function writer(first: number, count: number): ChildProcess {
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  return spawn(process.execPath, ['--no-warnings', WRITER, folder, 'things', String(first), String(count)], {
    stdio: [...stdio],
  });
}

/** mulberry32: the same numbers from 0 to 1 for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function expectWhole(): Promise<number> {
  const read = await folderStore(folder).read('things');
  const n = Number(read?.meta.version);
  expect(read).toEqual(baseline('things', n));
  return n;
}

test('a writer killed at fifty moments leaves wholly the old or wholly the new baseline', async () => {
  const random = seeded(20_261_021);
  const seen = new Set<number>();
  let interrupted = 0;
  await folderStore(folder).write(baseline('things', 0));
  for (let kill = 0; kill < 50; kill += 1) {
    const child = writer(0, 1_000_000);
    if (child.stdout) await once(child.stdout, 'data');
    await setTimeout(random() * 40);
    child.kill('SIGKILL');
    await once(child, 'exit');
    if ((await readdir(join(folder, 'things'))).some((name) => name.startsWith('.'))) interrupted += 1;
    seen.add(await expectWhole());
  }
  // Else nothing was tried: no kill fell into a write, or no write ended.
  expect(interrupted).toBeGreaterThan(0);
  expect(seen.size).toBeGreaterThan(1);
  await folderStore(folder).write(baseline('things', 1));
  expect(await readdir(join(folder, 'things'))).toEqual(['files.json', 'snapshot.json', 'spec.json']);
}, 120_000);

test('four processes that write at once leave wholly one baseline, in place', async () => {
  const children = [0, 4, 8, 12].map((first) => writer(first, 25));
  await folderStore(folder).write(baseline('things', 0));
  const exits = Promise.all(children.map((child) => once(child, 'exit')));
  let running = true;
  const watching = (async () => {
    while (running) await expectWhole();
  })();
  for (const [code] of await exits) expect(code).toBe(0);
  running = false;
  await watching;
  // Whatever drafts are left, nobody needs them.
  for (const name of await readdir(join(folder, 'things'))) {
    if (name.startsWith('.')) await rm(join(folder, 'things', name), { recursive: true });
  }
  await expectWhole();
}, 120_000);
