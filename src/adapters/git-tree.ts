// A revision of the repository around us, as a folder: its files without its history.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import process from 'node:process';
import { promisify, types } from 'node:util';
import { Failure } from '../model/failure.ts';

/** A revision's files in a temporary folder, until it is disposed of. */
export interface GitTree extends AsyncDisposable {
  /** What `cwd` is in that revision; it may not be there. */
  readonly folder: string;
  /** The commit, in full. */
  readonly commit: string;
}

/**
 * The files as they were where `revision` and what is checked out in `cwd` parted, or in `revision` itself where their history
 * is not here. They are written by an index of their own: no hook and no filter runs, and nothing in the repository changes.
 * Symbolic links that lead out of the files are left out. Raises {@link Failure} `git-failed`.
 */
export async function gitTree(revision: string, cwd: string): Promise<GitTree> {
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'driftgate-base-')));
  const dispose = () => rm(scratch, { recursive: true, force: true });
  const asked = gitIn(scratch);
  try {
    const prefix = await asked(cwd, ['rev-parse', '--show-prefix']);
    if (!prefix.ok) throw noRepository(cwd, prefix.stderr);
    const named = await asked(cwd, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
    if (!named.ok) throw noRevision(revision, cwd);
    const parted = await asked(cwd, ['merge-base', named.stdout, 'HEAD']);
    const commit = parted.ok ? parted.stdout : named.stdout;
    const tree = join(scratch, 'tree');
    await mkdir(tree);
    // From a folder below the top, git would write that folder alone.
    const top = (await asked(cwd, ['rev-parse', '--show-toplevel'])).stdout;
    const git = async (...args: readonly string[]): Promise<string> => {
      const answer = await asked(top, args);
      if (!answer.ok) throw unwritable(revision, answer.stderr);
      return answer.stdout;
    };
    await git('read-tree', commit);
    await git(
      ...(await withoutFilters(top, asked)),
      'checkout-index',
      '--all',
      '--quiet',
      '--force',
      `--prefix=${tree}/`,
    );
    await removeLinksOut(tree, await git('ls-files', '--stage', '-z'));
    return { folder: join(tree, prefix.stdout), commit, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

type Asked = (cwd: string, args: readonly string[]) => Promise<GitAnswer>;

interface GitAnswer {
  readonly ok: boolean;
  /** Without the line break at its end. */
  readonly stdout: string;
  readonly stderr: string;
}

const run = promisify(execFile);
const MAX_BYTES = 256 * 1024 * 1024;

/** Runs git with an index in `scratch`, and without hooks. */
function gitIn(scratch: string): Asked {
  const env = environment(join(scratch, 'index'));
  const plain = ['-c', `core.hooksPath=${join(scratch, 'hooks')}`, '-c', 'core.fsmonitor=false'];
  return async (cwd, args) => {
    try {
      const { stdout, stderr } = await run('git', [...plain, ...args], { cwd, env, maxBuffer: MAX_BYTES });
      return { ok: true, stdout: stdout.replace(/\n$/, ''), stderr };
    } catch (error) {
      const said = types.isNativeError(error) ? error : new Error(String(error));
      return { ok: false, stdout: '', stderr: 'stderr' in said && said.stderr ? String(said.stderr) : said.message };
    }
  };
}

/** Ours, but without what would lead git to another repository, to a prompt or to another language. */
function environment(index: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return { ...Object.fromEntries(kept), GIT_INDEX_FILE: index, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
}

/** Options by which no filter of the configuration (gitattributes(5)) runs: files are as they were committed. */
async function withoutFilters(top: string, asked: Asked): Promise<readonly string[]> {
  const { stdout } = await asked(top, ['config', '--null', '--name-only', '--get-regexp', '^filter\\.']);
  const filters = new Set(stdout.split('\0').flatMap((key) => /^(filter\..*)\.[^.]+$/s.exec(key)?.[1] ?? []));
  return [...filters].flatMap((filter) =>
    ['smudge=', 'process=', 'required=false'].flatMap((setting) => ['-c', `${filter}.${setting}`]),
  );
}

/** Removes symbolic links of the index that lead out of `tree`, or nowhere. */
async function removeLinksOut(tree: string, staged: string): Promise<void> {
  for (const entry of staged.split('\0').filter((each) => each.startsWith('120000 '))) {
    const link = join(tree, entry.slice(entry.indexOf('\t') + 1));
    const target = await realpath(link).catch(() => undefined);
    if (target?.startsWith(`${tree}${sep}`) !== true) await rm(link, { force: true });
  }
}

function noRepository(cwd: string, said: string): Failure {
  const [message, hint] = /dubious ownership/.test(said)
    ? [
        `git leaves \`${cwd}\` alone, for it belongs to another user`,
        `trust it: \`git config --global --add safe.directory ${cwd}\``,
      ]
    : /not a git repository/.test(said)
      ? [`\`${cwd}\` is in no git repository`, 'run the gate in a checkout of the pull request']
      : [
          `git cannot be run in \`${cwd}\`: ${lastLine(said)}`,
          'install git, and see that it is on the PATH and that the folder exists',
        ];
  return new Failure({ code: 'git-failed', message, hint, place: cwd });
}

function noRevision(revision: string, place: string): Failure {
  return new Failure({
    code: 'git-failed',
    message: `revision \`${revision}\` is not in this checkout`,
    hint: waysTo(revision),
    place,
  });
}

function waysTo(revision: string): string {
  if (revision === 'origin/HEAD')
    return 'name the branch that this one is to be merged into, as by `--base origin/main`, or run `git remote set-head origin --auto`';
  const github = 'on GitHub give actions/checkout `fetch-depth: 2`';
  if (/^HEAD[~^@]/.test(revision)) return `fetch it, as by \`git fetch --deepen=1\`; ${github}`;
  const [, branch] = /^origin\/(.+)$/.exec(revision) ?? [];
  const what = branch === undefined ? revision : `+refs/heads/${branch}:refs/remotes/origin/${branch}`;
  return `fetch it, as by \`git fetch --depth=1 origin ${what}\`; ${github}`;
}

function unwritable(revision: string, said: string): Failure {
  return new Failure({
    code: 'git-failed',
    message: `the files of \`${revision}\` cannot be written to a temporary folder: ${lastLine(said)}`,
    hint: 'see that there is space, and that all of the revision is fetched',
    place: revision,
  });
}

/** What git complains of. */
function lastLine(said: string): string {
  return said.trim().split('\n').at(-1) ?? '';
}
