// A copy of one API's baselines in a temporary folder: what would become of them, without touching them.

import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import type { BaselineDraft, ChangedFile } from '../../ports.ts';
import { ifThere, onDisk, textAt } from '../disk.ts';
import { folderStore, homeOf } from '../stores/folder.ts';
import { sampleFiles } from '../stores/sample-files.ts';
import { signInFolder } from '../stores/sign-in-folder.ts';

/**
 * A draft of the baselines of `api` in `folder`, which is `path` from the top of the repository. Raises {@link Failure}
 * `store-failed`.
 */
export async function baselineDraft(api: string, folder: string, path: string): Promise<BaselineDraft> {
  const home = homeOf(api, folder);
  const copy = await mkdtemp(join(tmpdir(), 'driftgate-draft-'));
  const target = homeOf(api, copy);
  await onDisk(home, () => ifThere(() => cp(home, target, { recursive: true })));
  return {
    store: folderStore(copy),
    signIn: signInFolder(copy),
    samples: sampleFiles(copy),
    changed: () =>
      onDisk(home, async () => {
        const changed: ChangedFile[] = [];
        for (const name of new Set([...(await filesIn(home)), ...(await filesIn(target))])) {
          const [before, after] = await Promise.all([textAt(join(home, name)), textAt(join(target, name))]);
          if (before !== after) changed.push({ path: posix.join(path, api, name), before, after });
        }
        return changed.sort((a, b) => (a.path < b.path ? -1 : 1));
      }),
    [Symbol.asyncDispose]: () => rm(copy, { recursive: true, force: true }),
  };
}

/** The names of files; what begins with a dot is a writer's own. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = (await ifThere(() => readdir(folder, { withFileTypes: true }))) ?? [];
  return entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
}
