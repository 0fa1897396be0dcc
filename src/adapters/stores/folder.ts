// Baselines in a folder that is committed to git: `<api>/spec.json`, `<api>/files.json` and `<api>/snapshot.json`.

import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Failure } from '../../model/failure.ts';
import { isObject, type Json } from '../../model/json.ts';
import type { Snapshot, SnapshotMeta } from '../../model/snapshot.ts';
import type { SnapshotStore } from '../../ports.ts';
import { ifThere, onDisk, textAt } from '../disk.ts';
import { committedTexts, RECORD_NAME, replaceBaseline, type Texts } from './baseline-folder.ts';
import { canonicalText, textDigest } from './canonical-text.ts';
import { BODIES, parseRecord, recordText } from './record.ts';

/**
 * The store in `folder`. A write that is killed leaves wholly the old or wholly the new baseline; of concurrent writes
 * the last one stands. Raises `baseline-damaged`, `store-failed`, and `config-invalid` for a name that makes no folder.
 */
export function folderStore(folder: string): SnapshotStore {
  return {
    async read(api) {
      const home = homeOf(api, folder);
      return onDisk(home, async () => {
        for (;;) {
          const text = await textAt(join(home, RECORD_NAME));
          const record = text === undefined ? undefined : parseRecord(text);
          const texts = record && (await committedTexts(home, record.content));
          if (record && texts) return snapshot(api, record.meta, texts);
          // Another writer may have come in between.
          if ((await textAt(join(home, RECORD_NAME))) !== text) continue;
          if (text === undefined && (await textAt(join(home, 'spec.json'))) === undefined) return undefined;
          throw await damaged(api, folder);
        }
      });
    },

    async write({ api, meta, root, files }) {
      const home = homeOf(api, folder);
      const texts: Texts = {
        'spec.json': canonicalText(root),
        'files.json': files.size === 0 ? undefined : canonicalText(Object.fromEntries(files)),
      };
      const content = Object.fromEntries(
        BODIES.map((name) => [name, texts[name] === undefined ? undefined : textDigest(texts[name])]),
      );
      await onDisk(home, () => replaceBaseline(home, recordText(meta, content), texts));
    },

    async list() {
      return onDisk(folder, async () => {
        const known = new Map<string, SnapshotMeta>();
        for (const api of (await foldersIn(folder)).filter(isApiName).sort()) {
          const home = join(folder, api);
          const text = await textAt(join(home, RECORD_NAME));
          if (text === undefined) continue;
          const record = parseRecord(text);
          if (record === undefined) throw await damaged(api, folder);
          known.set(api, record.meta);
        }
        return known;
      });
    },
  };
}

/** Whether `name` can be a folder's name on every system: no separators, no dots alone, no device of Windows. */
export function isApiName(name: string): boolean {
  const isDevice = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i.test(name);
  return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(name) && !name.endsWith('.') && !isDevice;
}

/** The folder of an API in `folder`. Raises {@link Failure} `config-invalid` for a name that makes none. */
export function homeOf(api: string, folder: string): string {
  if (isApiName(api)) return join(folder, api);
  throw new Failure({
    code: 'config-invalid',
    message: `API name ${JSON.stringify(api)} cannot be the name of a folder`,
    hint: 'use letters, digits, `.`, `_` and `-`',
  });
}

function snapshot(api: string, meta: SnapshotMeta, texts: Texts): Snapshot {
  const root: Json = JSON.parse(texts['spec.json'] ?? '{}');
  const files: Json = JSON.parse(texts['files.json'] ?? '{}');
  const text = texts['spec.json'];
  return {
    ...(text !== undefined && { text }),
    api,
    meta,
    root: isObject(root) ? root : {},
    files: new Map(isObject(files) ? Object.entries(files).map(([name, file]) => [name, file ?? null]) : []),
  };
}

async function damaged(api: string, folder: string): Promise<Failure> {
  const home = join(folder, api);
  const shown = `${basename(folder)}/${api}`;
  const texts = await Promise.all([RECORD_NAME, ...BODIES].map((name) => textAt(join(home, name))));
  const conflict = texts.some((text) => text !== undefined && /^<{7} /m.test(text));
  return new Failure({
    code: 'baseline-damaged',
    message: `Baseline of \`${api}\` ${conflict ? 'holds unresolved conflicts of a git merge' : 'is not as it was accepted'}`,
    hint: `restore \`${shown}\` with git, or take the current document with \`driftgate accept ${api}\``,
    place: shown,
  });
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await ifThere(() => readdir(folder, { withFileTypes: true }));
  return (entries ?? []).filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
