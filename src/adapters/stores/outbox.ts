// The outbox: a folder with one file for each thing that somebody is still to be told.

import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isObject, jsonIn, own, text } from '../../model/json.ts';
import type { Clock, KeptLetter, Letter, Outbox } from '../../ports.ts';
import { replaceFile } from '../atomic-file.ts';
import { ifThere, onDisk, textAt } from '../disk.ts';

/** What {@link outboxIn} is told. */
export interface OutboxOptions {
  readonly clock: Clock;
  /** More than these are not kept: the oldest go. */
  readonly most?: number;
}

/** What one file holds. */
interface Entry extends Letter {
  readonly version: 1;
  /** Another one for each letter, so that what came in its place is not taken for it. */
  readonly id: string;
  readonly notifier: string;
  /** RFC 3339 date-time at which it was put here. */
  readonly at: string;
  readonly begun: boolean;
}

const MOST = 1000;

/**
 * The outbox in `folder`, which is made when it is used. A file's name comes of the notifier and of what the letter is
 * about, so that a newer letter replaces an older one by one rename. Raises {@link Failure} `store-failed`.
 */
export function outboxIn(folder: string, { clock, most = MOST }: OutboxOptions): Outbox {
  async function all(): Promise<{ readonly entries: ReadonlyMap<string, Entry>; readonly damaged: readonly string[] }> {
    const entries: [string, Entry][] = [];
    const damaged: string[] = [];
    const names = (await ifThere(() => readdir(folder))) ?? [];
    for (const name of names.filter((each) => FILE.test(each))) {
      const path = join(folder, name);
      const found = await entryAt(path);
      if (found === 'damaged') damaged.push(path);
      else if (found !== undefined) entries.push([path, found]);
    }
    const order = (entry: Entry) => `${entry.at} ${entry.notifier} ${entry.about}`;
    return { entries: new Map(entries.sort(([, a], [, b]) => (order(a) < order(b) ? -1 : 1))), damaged };
  }

  function kept(path: string, entry: Entry): KeptLetter {
    const { notifier, about, content, begun } = entry;
    const isThere = async () => {
      const now = await entryAt(path);
      return typeof now === 'object' && now.id === entry.id;
    };
    return {
      notifier,
      about,
      content,
      begun,
      mark: (begun) =>
        onDisk(folder, async () => {
          if (await isThere()) await write(path, { ...entry, begun });
        }),
      done: () =>
        onDisk(folder, async () => {
          if (await isThere()) await rm(path, { force: true });
        }),
    };
  }

  return {
    put: (notifier, { about, content }) =>
      onDisk(folder, async () => {
        await mkdir(folder, { recursive: true });
        const path = join(folder, nameOf(notifier, about));
        const old = await entryAt(path);
        const begun = typeof old === 'object' && old.begun;
        const at = clock.now().toISOString();
        await write(path, { version: 1, id: randomUUID(), notifier, about, at, begun, content });
      }),

    waiting: () =>
      onDisk(folder, async () => {
        const { entries, damaged } = await all();
        const lost: string[] = [];
        for (const path of damaged) {
          await rename(path, `${path}.damaged`);
          lost.push(`\`${basename(path)}\` of the outbox cannot be read, and is kept as \`${basename(path)}.damaged\``);
        }
        const surplus = [...entries].slice(0, Math.max(0, entries.size - most));
        for (const [path, { notifier, about, at }] of surplus) {
          await rm(path, { force: true });
          lost.push(
            `\`${notifier}\` is not told of \`${about}\` of ${at}: more than ${most} letters wait in the outbox`,
          );
        }
        const letters = [...entries].slice(surplus.length).map(([path, entry]) => kept(path, entry));
        return { letters, lost };
      }),
  };
}

const FILE = /^[0-9a-f]{32}\.json$/;

function nameOf(notifier: string, about: string): string {
  return `${createHash('sha256')
    .update(JSON.stringify([notifier, about]))
    .digest('hex')
    .slice(0, 32)}.json`;
}

/** The entry in the file at `path`; `undefined` where there is none. */
async function entryAt(path: string): Promise<Entry | 'damaged' | undefined> {
  const written = await textAt(path);
  return written === undefined ? undefined : (entryOf(written, path) ?? 'damaged');
}

function entryOf(written: string, path: string): Entry | undefined {
  const value = jsonIn(written);
  if (!isObject(value) || own(value, 'version') !== 1) return undefined;
  const [id, notifier, about, at] = ['id', 'notifier', 'about', 'at'].map((key) => text(value, key));
  const [begun, content] = [own(value, 'begun'), own(value, 'content')];
  if (id === undefined || notifier === undefined || about === undefined || at === undefined) return undefined;
  if (typeof begun !== 'boolean' || content === undefined || basename(path) !== nameOf(notifier, about))
    return undefined;
  return { version: 1, id, notifier, about, at, begun, content };
}

function write(path: string, entry: Entry): Promise<void> {
  return replaceFile(path, `${JSON.stringify(entry)}\n`);
}
