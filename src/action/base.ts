// The revision that a pull request is compared with: found by the event, and fetched where the checkout lacks it.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { errorCode } from '../adapters/sources/error-code.ts';
import { Failure } from '../model/failure.ts';
import { type Event, noCheckout } from './runner.ts';

/** What {@link baseOf} is told. */
export interface BaseOptions {
  /** A folder of the checkout. */
  readonly folder: string;
  /** A revision that the workflow names. */
  readonly wanted: string | undefined;
  readonly event: Event;
  /** Where the repository is, and what reads it, for a checkout that kept no credentials. */
  readonly serverUrl: string;
  readonly token: string;
}

/**
 * The commit to compare HEAD with. Of the merge commit that GitHub makes for a pull request it is the first parent, so that
 * nothing is held against a pull request that came to its base meanwhile; of anything else, the base as the event names it.
 * Raises {@link Failure} `usage` where the event names none, and `git-failed` or `source-missing` where it is not to be had.
 */
export async function baseOf({ folder, wanted, event, serverUrl, token }: BaseOptions): Promise<string> {
  const git = gitIn(folder);
  if ((await git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])) === undefined) throw noCheckout(folder);

  const revision = wanted ?? (await revisionBy(event, git));
  if (/^-|[\s\p{Cc}]/u.test(revision)) throw absent(revision);
  const commit = (name: string) => git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
  const here = await commit(revision);
  if (here !== undefined) return here;
  const found = (await fetched(revision, git, serverUrl, token)) ? await commit('FETCH_HEAD') : undefined;
  if (found === undefined) throw absent(revision);
  return found;
}

type Git = (args: readonly string[], settings?: readonly (readonly [string, string])[]) => Promise<string | undefined>;

async function revisionBy({ name, pullRequest, mergeGroupBase }: Event, git: Git): Promise<string> {
  if (pullRequest !== undefined) {
    const [first, second] = await parentsOfHead(git);
    return first !== undefined && second === pullRequest.head ? first : pullRequest.base;
  }
  if (mergeGroupBase !== undefined) return mergeGroupBase;
  throw new Failure({
    code: 'usage',
    message: `event \`${name}\` names no revision to compare with`,
    hint: 'run the gate `on: pull_request`, or name a revision with the input `base`',
    place: 'with.base',
  });
}

/** As the commit names them: a shallow checkout knows of parents that it does not have. */
async function parentsOfHead(git: Git): Promise<readonly string[]> {
  const commit = (await git(['cat-file', 'commit', 'HEAD'])) ?? '';
  const [header = ''] = commit.split('\n\n');
  return [...header.matchAll(/^parent ([\da-f]+)$/gm)].map(([, parent = '']) => parent);
}

/** Whether git could fetch the revision: as the checkout is set up, or else with the token. */
async function fetched(revision: string, git: Git, serverUrl: string, token: string): Promise<boolean> {
  const fetch = [
    'fetch',
    '--quiet',
    '--no-tags',
    '--depth=1',
    '--no-recurse-submodules',
    '--end-of-options',
    'origin',
    revision,
  ];
  if ((await git(fetch)) !== undefined) return true;
  if (token === '') return false;
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  const header = `http.${serverUrl}/.extraheader`;
  // The empty one takes back what is configured: GitHub refuses two.
  const settings = [
    [header, ''],
    [header, `AUTHORIZATION: basic ${basic}`],
  ] as const;
  return (await git(fetch, settings)) !== undefined;
}

/** Runs git in `folder`: what it prints, or `undefined` where it fails. Raises {@link Failure} `git-failed` without git. */
function gitIn(folder: string): Git {
  return async (args, settings = []) => {
    const given = settings.flatMap(([key, value], at) => [
      [`GIT_CONFIG_KEY_${at}`, key],
      [`GIT_CONFIG_VALUE_${at}`, value],
    ]);
    const env = {
      ...process.env,
      ...Object.fromEntries(given),
      ...(settings.length > 0 && { GIT_CONFIG_COUNT: String(settings.length) }),
      GIT_TERMINAL_PROMPT: '0',
      LC_ALL: 'C',
    };
    try {
      const { stdout } = await promisify(execFile)('git', [...args], { cwd: folder, env, windowsHide: true });
      return stdout.trim();
    } catch (cause) {
      if (errorCode(cause) !== 'ENOENT') return undefined;
      throw new Failure({
        code: 'git-failed',
        message: 'the `git` command cannot be run',
        hint: 'install git on the runner, and check out before Driftgate runs',
        cause,
      });
    }
  };
}

function absent(revision: string): Failure {
  return new Failure({
    code: 'source-missing',
    message: `revision \`${revision}\` is not in this checkout, and cannot be fetched`,
    hint: 'give `actions/checkout` the setting `fetch-depth: 2`, or `fetch-depth: 0` for a revision that you name',
    place: 'HEAD',
  });
}
