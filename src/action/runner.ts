// What GitHub's runner says of the run: where it is, and what brought it about.

import { readFile } from 'node:fs/promises';
import { Failure } from '../model/failure.ts';
import { isObject, type Json, type JsonObject, own, text } from '../model/json.ts';
import type { Variables } from './inputs.ts';

/** What the runner says. */
export interface Runner {
  /** The folder that the repository is checked out to. */
  readonly workspace: string;
  /** For what nobody keeps. */
  readonly temporary: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly apiUrl: string;
  readonly serverUrl: string;
  /** The page of this run. */
  readonly runUrl: string;
  /** The branch or tag that the run is of, where it is known. */
  readonly ref: string | undefined;
  /** Files that outputs and the summary are added to; `undefined` where nobody reads them. */
  readonly outputs: string | undefined;
  readonly summary: string | undefined;
  readonly event: Event;
}

/** What brought the run about. */
export interface Event {
  /** `pull_request`, `merge_group`, `schedule` and so on. */
  readonly name: string;
  readonly pullRequest: PullRequestEvent | undefined;
  /** The default branch of the repository, where the event names it. */
  readonly defaultBranch: string | undefined;
  /** The commit that a merge group stands on. */
  readonly mergeGroupBase: string | undefined;
}

/** The pull request that a run is about. */
export interface PullRequestEvent {
  readonly number: number;
  readonly base: string;
  readonly head: string;
  /** The name of its branch. */
  readonly branch: string;
  /** Whether its branch is in another repository. */
  readonly fork: boolean;
}

/** What the environment says. Raises {@link Failure} `usage` where it is none of a runner. */
export async function runnerOf(env: Variables): Promise<Runner> {
  const needed = (name: string): string => env[name] || missing(name);
  const serverUrl = env.GITHUB_SERVER_URL || 'https://github.com';
  const repository = needed('GITHUB_REPOSITORY');
  return {
    workspace: needed('GITHUB_WORKSPACE'),
    temporary: needed('RUNNER_TEMP'),
    repository,
    apiUrl: env.GITHUB_API_URL || 'https://api.github.com',
    serverUrl,
    runUrl: `${serverUrl}/${repository}/actions/runs/${env.GITHUB_RUN_ID ?? ''}`,
    ref: env.GITHUB_REF_NAME || undefined,
    outputs: env.GITHUB_OUTPUT || undefined,
    summary: env.GITHUB_STEP_SUMMARY || undefined,
    event: eventOf(needed('GITHUB_EVENT_NAME'), await payloadOf(env.GITHUB_EVENT_PATH)),
  };
}

function missing(name: string): never {
  throw new Failure({
    code: 'usage',
    message: `environment variable \`${name}\` is not set`,
    hint: 'run the action in a workflow of GitHub; elsewhere use `driftgate gate` and `driftgate check`',
  });
}

/** The event's payload; nothing where there is none. Raises {@link Failure} `usage` where it cannot be read. */
async function payloadOf(path: string | undefined): Promise<Json> {
  if (!path) return {};
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new Failure({
      code: 'usage',
      message: '`GITHUB_EVENT_PATH` names no file with JSON',
      hint: 'run the action in a workflow of GitHub',
      place: path,
      cause,
    });
  }
}

function eventOf(name: string, payload: Json): Event {
  const group = part(payload, 'merge_group');
  const repository = part(payload, 'repository');
  return {
    name,
    pullRequest: pullRequestOf(part(payload, 'pull_request')),
    defaultBranch: repository && text(repository, 'default_branch'),
    mergeGroupBase: group && commit(group, 'base_sha'),
  };
}

function pullRequestOf(given: JsonObject | undefined): PullRequestEvent | undefined {
  const number = given && own(given, 'number');
  const [base, head] = [part(given, 'base'), part(given, 'head')];
  const shas = [base && commit(base, 'sha'), head && commit(head, 'sha')];
  if (typeof number !== 'number' || shas[0] === undefined || shas[1] === undefined) return undefined;
  const [into, from] = [part(base, 'repo'), part(head, 'repo')].map((repo) => repo && text(repo, 'full_name'));
  return { number, base: shas[0], head: shas[1], branch: (head && text(head, 'ref')) ?? '', fork: into !== from };
}

function part(value: Json | undefined, key: string): JsonObject | undefined {
  const found = isObject(value) ? own(value, key) : undefined;
  return isObject(found) ? found : undefined;
}

/** The name of a commit: nothing that git could take for an option or for an expression. */
function commit(value: JsonObject, key: string): string | undefined {
  const found = text(value, key);
  return found !== undefined && /^[\da-f]{40,64}$/.test(found) ? found : undefined;
}

/** What is wrong where `folder` is no repository that git would look into. */
export function noCheckout(folder: string): Failure {
  return new Failure({
    code: 'git-failed',
    message: 'nothing is checked out here',
    hint: 'put `- uses: actions/checkout@v5` with `fetch-depth: 2` before this step; in a container, let git trust the folder (`safe.directory`)',
    place: folder,
  });
}
