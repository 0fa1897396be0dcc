// Documents in the history of the repository around us, named by `git:REV:path`, read by the git command.

import { posix } from 'node:path';
import process from 'node:process';
import { promisify, types } from 'node:util';
import { Failure } from '../../model/failure.ts';
import type { Source } from '../../ports.ts';
import { ended, MAX_BYTES, tooLarge } from './limits.ts';
import { reach } from './reach.ts';

/** What {@link gitSource} is told. */
export interface GitOptions {
  /** A folder of the repository. */
  readonly cwd: string;
  /** Default {@link MAX_BYTES}. */
  readonly maxBytes?: number;
}

/**
 * Serves `git:REV:path`. REV is any revision without a colon (gitrevisions(7)); the path starts at the top of the
 * repository or, when it begins with `./` or `../`, at `cwd`, as in `git show`. References stay in the same revision
 * and in the document's folder. Raises `git-failed`, `source-missing`, `source-forbidden` and `too-large`.
 */
export function gitSource({ cwd, maxBytes = MAX_BYTES }: GitOptions): Source {
  const references = reach([], posix);

  return {
    serves: (location) => location.startsWith('git:'),

    async fetch({ location, signal }) {
      const { revision, path: written } = parse(location);
      const git = async (...args: readonly string[]): Promise<GitAnswer> =>
        run(args, { cwd, maxBytes, place: location, signal });

      const tree = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{tree}`);
      if (!tree.ok)
        throw /not a git repository/i.test(tree.stderr) ? noRepository(cwd, location) : noRevision(revision, location);
      const id = tree.stdout.toString().trim();

      const prefix = /^\.\.?\//.test(written) ? (await git('rev-parse', '--show-prefix')).stdout.toString().trim() : '';
      const path = posix.normalize(posix.join(prefix, written));

      // The blob alone: `git show` would also print a folder's listing, and may run filters.
      const blob = await git('cat-file', 'blob', `${id}:${path}`);
      if (!blob.ok) throw noFile(revision, path, location);
      return {
        status: 'fetched',
        location: `git:${revision}:${path}`,
        bytes: blob.stdout,
        contentType: undefined,
        etag: undefined,
        lastModified: undefined,
      };
    },

    related(base, reference) {
      const { revision, path } = parse(base);
      const top = `/${encodeURIComponent(revision)}`;
      const file = references.follow(`${top}/${path}`, reference);
      return `git:${revision}:${file.slice(top.length + 1)}`;
    },
  };
}

function parse(location: string): { readonly revision: string; readonly path: string } {
  const [, revision, path] = /^git:([^:]+):(.+)$/su.exec(location) ?? [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a command line.
  const odd = /[\u0000-\u001f\u007f]|\p{Surrogate}/u;
  if (revision === undefined || path === undefined || revision.startsWith('-') || odd.test(revision + path)) {
    throw new Failure({
      code: 'source-missing',
      message: `\`${JSON.stringify(location).slice(1, -1)}\` does not name a file in a revision`,
      hint: 'write `git:REV:path`, such as `git:main:specs/api.yaml`',
      place: location,
    });
  }
  return { revision, path };
}

interface GitAnswer {
  readonly ok: boolean;
  readonly stdout: Buffer;
  readonly stderr: string;
}

interface GitRun {
  readonly cwd: string;
  readonly maxBytes: number;
  readonly place: string;
  readonly signal: AbortSignal | undefined;
}

async function run(args: readonly string[], { cwd, maxBytes, place, signal }: GitRun): Promise<GitAnswer> {
  // Loaded with the first run: most documents are no revisions.
  const { execFile } = await import('node:child_process');
  try {
    const { stdout, stderr } = await promisify(execFile)('git', args, {
      cwd,
      env: environment(),
      encoding: 'buffer',
      maxBuffer: maxBytes,
      windowsHide: true,
      ...(signal && { signal }),
    });
    return { ok: true, stdout, stderr: stderr.toString() };
  } catch (error) {
    if (signal?.aborted) throw ended(signal, place);
    const { code, stderr } = outcome(error);
    if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') throw tooLarge(place, maxBytes);
    if (typeof code === 'number') return { ok: false, stdout: Buffer.alloc(0), stderr };
    throw new Failure({
      code: 'git-failed',
      message: `The \`git\` command cannot be run in \`${cwd}\` (${code})`,
      hint: 'install git, and see that it is on the PATH and that the folder exists',
      place,
      cause: error,
    });
  }
}

/** What a failed run says of itself: an exit status, or a code of Node's. */
function outcome(error: unknown): { readonly code: number | string; readonly stderr: string } {
  if (!types.isNativeError(error)) return { code: 'no code', stderr: '' };
  const code =
    'code' in error && (typeof error.code === 'number' || typeof error.code === 'string') ? error.code : 'killed';
  return { code, stderr: 'stderr' in error ? String(error.stderr) : '' };
}

/** Ours, but without what would lead git to another repository, to the network, to a prompt or to another language. */
function environment(): NodeJS.ProcessEnv {
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_PREFIX, ...rest } = process.env;
  return { ...rest, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' };
}

function noRepository(cwd: string, place: string): Failure {
  return new Failure({
    code: 'git-failed',
    message: `\`${cwd}\` is in no git repository`,
    hint: 'run Driftgate inside the repository, or name the document by a path or URL',
    place,
  });
}

function noRevision(revision: string, place: string): Failure {
  return new Failure({
    code: 'source-missing',
    message: `Revision \`${revision}\` is not in this repository`,
    hint: 'fetch it first. A shallow checkout lacks older revisions and other branches: ask for `fetch-depth: 0`',
    place,
  });
}

function noFile(revision: string, path: string, place: string): Failure {
  return new Failure({
    code: 'source-missing',
    message: `\`${path}\` is not a file in revision \`${revision}\``,
    hint: `list what is there with \`git ls-tree -r --name-only ${revision}\``,
    place,
  });
}
