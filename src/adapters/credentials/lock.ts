// One process at a time: a lock file that says who holds it, and that outlives nobody for long.

import { randomUUID } from 'node:crypto';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { textAt } from '../disk.ts';
import { isAlive } from '../process-alive.ts';
import { errorCode } from '../sources/error-code.ts';

/** After so many milliseconds its holder counts as dead, whatever process has its number by now. */
const LONGEST_HOLD = 120_000;

const POLL = 50;

/**
 * What `work` gives, done while nobody else holds the lock at `path`, whose folder must be there. A lock whose process
 * is gone is taken over. Raises what `work` raises, and what the file system does.
 */
export async function locked<T>(path: string, work: () => Promise<T>): Promise<T> {
  const mark = `${hostname()} ${process.pid} ${randomUUID()}`;
  while (!(await taken(path, mark))) await sleep(POLL);
  try {
    return await work();
  } finally {
    if ((await textAt(path)) === mark) await rm(path, { force: true });
  }
}

async function taken(path: string, mark: string): Promise<boolean> {
  try {
    await writeFile(path, mark, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  const holder = await textAt(path);
  if (holder !== undefined && (await isDead(path, holder))) await removeStale(path, holder);
  return false;
}

/** Only one of those who find it stale moves it away, and who moved a fresh one puts it back. */
async function removeStale(path: string, holder: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    if ((await textAt(aside)) === holder) await rm(aside, { force: true });
    else await rename(aside, path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

async function isDead(path: string, holder: string): Promise<boolean> {
  const [host, pid] = holder.split(' ');
  if (host === hostname() && pid !== undefined && !isAlive(Number(pid))) return true;
  const since = await stat(path).catch(() => undefined);
  return since !== undefined && Date.now() - since.mtimeMs > LONGEST_HOLD;
}
