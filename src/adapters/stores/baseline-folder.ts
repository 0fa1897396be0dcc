// One API's folder: how its files change together although only one rename is atomic, and nobody waits for anybody.
//
// A writer puts the new files into a folder of drafts of its own, then replaces `snapshot.json`, which names their
// digests: this commits them. Only then does it put the files themselves in place. Readers take a file from wherever
// its digest is right, in place or among drafts. A writer that was overtaken may still put an older file in place, but
// as long as it is at work no drafts are removed, and before it leaves it puts in place whatever is committed by then.

import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile, writeDurable } from '../atomic-file.ts';
import { textAt } from '../disk.ts';
import { isAlive } from '../process-alive.ts';
import { textDigest } from './canonical-text.ts';
import { BODIES, type BodyName, type Content, parseRecord } from './record.ts';

/** The file whose replacement commits a baseline. */
export const RECORD_NAME = 'snapshot.json';

/** The texts of a baseline's files; `undefined` for one that it does not have. */
export type Texts = Readonly<Record<BodyName, string | undefined>>;

/** After so many milliseconds a writer counts as dead, whatever process has its number by now. */
const LONGEST_WRITE = 600_000;

/** The texts that `content` names; `undefined` when one of them is nowhere. */
export async function committedTexts(folder: string, content: Content): Promise<Texts | undefined> {
  const texts: Record<BodyName, string | undefined> = { 'spec.json': undefined, 'files.json': undefined };
  for (const name of BODIES) {
    const digest = content[name];
    if (digest === undefined) continue;
    texts[name] = await textWith(digest, folder, name);
    if (texts[name] === undefined) return undefined;
  }
  return texts;
}

/** Replaces the baseline in `folder`: `record` must name the digests of `texts`. */
export async function replaceBaseline(folder: string, record: string, texts: Texts): Promise<void> {
  const id = randomUUID();
  const drafts = join(folder, `.writing-${process.pid}-${id}`);
  await mkdir(drafts, { recursive: true });
  try {
    for (const name of BODIES) {
      const text = texts[name];
      if (text !== undefined) await writeDurable(join(drafts, name), text);
    }
    await replaceFile(join(folder, RECORD_NAME), record, drafts);
  } finally {
    await settle(folder, drafts);
    await rename(drafts, join(folder, `.written-${id}`));
    await tidy(folder);
  }
}

/** Puts in place what is committed, until it is still committed once that is done. */
async function settle(folder: string, drafts: string): Promise<void> {
  for (;;) {
    const text = await textAt(join(folder, RECORD_NAME));
    const content = text === undefined ? undefined : parseRecord(text)?.content;
    const texts = content && (await committedTexts(folder, content));
    if (texts !== undefined) {
      for (const name of BODIES) await putInPlace(folder, name, texts[name], drafts);
    }
    if ((await textAt(join(folder, RECORD_NAME))) === text) return;
  }
}

async function putInPlace(folder: string, name: BodyName, text: string | undefined, drafts: string): Promise<void> {
  if (text === undefined) await rm(join(folder, name), { force: true });
  else if ((await textAt(join(folder, name))) !== text) await replaceFile(join(folder, name), text, drafts);
}

/** Removes all drafts, unless somebody is at work: he may need his, and others may need any. */
async function tidy(folder: string): Promise<void> {
  const drafts = await draftsIn(folder);
  for (const name of drafts) if (await isAtWork(folder, name)) return;
  for (const name of drafts) await rm(join(folder, name), { recursive: true, force: true });
}

/** The text of digest `digest`, from where a reader may find it. */
async function textWith(digest: string, folder: string, name: BodyName): Promise<string | undefined> {
  const inPlace = await textAt(join(folder, name));
  if (inPlace !== undefined && textDigest(inPlace) === digest) return inPlace;
  for (;;) {
    const drafts = await draftsIn(folder);
    // The file in place once more: it may have been put there, and its draft removed, while we looked for drafts.
    for (const place of [...drafts, '.']) {
      const text = await textAt(join(folder, place, name));
      if (text !== undefined && textDigest(text) === digest) return text;
    }
    // Its draft may have got its other name while we looked.
    if ((await draftsIn(folder)).join('\n') === drafts.join('\n')) return undefined;
  }
}

async function draftsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter((name) => /^\.(writing|written)-/.test(name));
}

async function isAtWork(folder: string, drafts: string): Promise<boolean> {
  const pid = /^\.writing-(\d+)-/.exec(drafts)?.[1];
  if (pid === undefined || !isAlive(Number(pid))) return false;
  const since = await stat(join(folder, drafts)).catch(() => undefined);
  return since !== undefined && Date.now() - since.mtimeMs < LONGEST_WRITE;
}
