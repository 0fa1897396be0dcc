// A revision of the repository around us, as a folder: its files without its history.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { Failure } from '../model/failure.ts';

/** A revision's files in a temporary folder, until it is disposed of. */
export interface GitTree extends AsyncDisposable {
  /** What `cwd` is in that revision; it may not be there. */
  readonly folder: string;
  /** The commit, in full. */
  readonly commit: string;
}

const run = promisify(execFile);

/** Ours, but without what would lead git to another repository, to a prompt or to another language. */
function environment(index: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(kept),
    GIT_INDEX_FILE: index,
    GIT_TERMINAL_PROMPT: '0',
    GIT_LFS_SKIP_SMUDGE: '1',
    LC_ALL: 'C',
  };
}

/**
 * The files as they were where `revision` and what is checked out in `cwd` parted, or in `revision` itself where their history
 * is not here. They are written by an index of their own: no hook runs, and nothing in the repository changes. Symbolic
 * links become files that hold their target. Raises {@link Failure} `git-failed`.
 */
export async function gitTree(revision: string, cwd: string): Promise<GitTree> {
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'driftgate-base-')));
  const dispose = () => rm(scratch, { recursive: true, force: true });
  const git = async (...args: readonly string[]): Promise<string | undefined> => {
    try {
      const options = { cwd, env: environment(join(scratch, 'index')), maxBuffer: 64 * 1024 * 1024 };
      const { stdout } = await run(
        'git',
        ['-c', 'core.symlinks=false', '-c', 'core.fsmonitor=false', ...args],
        options,
      );
      return stdout.trim();
    } catch {
      return undefined;
    }
  };
  try {
    const prefix = await git('rev-parse', '--show-prefix');
    if (prefix === undefined) throw noRepository(cwd);
    const named = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
    if (named === undefined) throw noRevision(revision, cwd);
    const commit = (await git('merge-base', named, 'HEAD')) ?? named;
    const tree = join(scratch, 'tree');
    await mkdir(tree);
    const written =
      (await git('read-tree', commit)) !== undefined &&
      (await git('checkout-index', '--all', '--quiet', '--force', `--prefix=${tree}/`)) !== undefined;
    if (!written) throw unwritable(revision);
    return { folder: join(tree, prefix), commit, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function noRepository(cwd: string): Failure {
  return new Failure({
    code: 'git-failed',
    message: `\`${cwd}\` is in no git repository`,
    hint: 'run the gate in a checkout of the pull request',
    place: cwd,
  });
}

function noRevision(revision: string, place: string): Failure {
  return new Failure({
    code: 'git-failed',
    message: `revision \`${revision}\` is not in this checkout`,
    hint: `fetch it, as by \`git fetch --depth=1 origin ${revision.replace(/^origin\//, '')}\`; on GitHub give actions/checkout \`fetch-depth: 2\``,
    place,
  });
}

function unwritable(revision: string): Failure {
  return new Failure({
    code: 'git-failed',
    message: `the files of \`${revision}\` cannot be written to a temporary folder`,
    hint: 'see that there is space, and that all of the revision is fetched',
    place: revision,
  });
}
