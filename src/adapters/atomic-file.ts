// Files that are replaced wholly or not at all, whatever kills us.

import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Writes a new file, of which `mode` are the permissions, or over an old one, and returns when the disk has it. */
export async function writeDurable(path: string, content: string, mode = 0o666): Promise<void> {
  await using file = await open(path, 'w', mode);
  await file.writeFile(content);
  await file.sync();
}

/**
 * Makes `content` the content of the file at `path` by one rename (POSIX rename(2)): at any moment there is wholly the
 * old or wholly the new one. It is drafted in the folder `drafts`, which must be on the same file system.
 */
export async function replaceFile(
  path: string,
  content: string,
  drafts: string = dirname(path),
  mode?: number,
): Promise<void> {
  const draft = join(drafts, `.${basename(path)}.${randomUUID()}.draft`);
  try {
    await writeDurable(draft, content, mode);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Makes renames in a folder outlast a loss of power, where the system can do that. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using folder = await open(path, 'r');
  await folder.sync();
}
