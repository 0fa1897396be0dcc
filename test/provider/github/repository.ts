// The part of GitHub that is a git repository: refs, commits and trees of a real bare one, and pull requests between its
// branches.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isArray, isObject, type Json } from '../../../src/model/json.ts';
import type { Asked } from './document.ts';
import type { Answer } from './stub.ts';

/** A pull request as the stub keeps it. */
export interface StubPullRequest {
  readonly number: number;
  title: string;
  body: string;
  state: string;
  mergedAt: string | null;
  readonly head: string;
  readonly base: string;
}

/** What GitHub answers of a repository. */
export interface StubRepository {
  readonly pullRequests: readonly StubPullRequest[];
  /** `undefined` for what is not of git. */
  answer(asked: Asked): Answer | undefined;
  /** What somebody does on the web site: merges, or closes without merging. */
  merge(number: number): void;
  close(number: number): void;
}

const ZERO = '0'.repeat(40);
const WHO = {
  GIT_AUTHOR_NAME: 'driftgate[bot]',
  GIT_AUTHOR_EMAIL: 'bot@driftgate.example',
  GIT_COMMITTER_NAME: 'driftgate[bot]',
  GIT_COMMITTER_EMAIL: 'bot@driftgate.example',
};

/** The bare repository in `folder`, of which `main` is the default branch. `next` gives the number of a pull request. */
export function stubRepository(folder: string, next: () => number): StubRepository {
  const pulls: StubPullRequest[] = [];

  function git(args: readonly string[], options: { readonly input?: string; readonly index?: string } = {}): string {
    const env = {
      PATH: process.env.PATH,
      ...WHO,
      ...(options.index !== undefined && { GIT_INDEX_FILE: options.index }),
    };
    const settings = { env, encoding: 'utf8', stdio: 'pipe', input: options.input ?? '' } as const;
    return execFileSync('git', ['-C', folder, ...args], settings).trim();
  }

  function at(ref: string): string | undefined {
    try {
      return git(['rev-parse', '--verify', '--quiet', ref]);
    } catch {
      return undefined;
    }
  }

  function tree(base: string, entries: readonly Json[]): string {
    const scratch = mkdtempSync(join(tmpdir(), 'driftgate-index-'));
    const index = join(scratch, 'index');
    try {
      git(['read-tree', base], { index });
      for (const entry of entries.filter(isObject)) {
        const path = String(entry.path);
        if (entry.sha === null) git(['update-index', '--force-remove', path], { index });
        else {
          const blob = git(['hash-object', '-w', '--stdin'], { input: String(entry.content) });
          git(['update-index', '--add', '--cacheinfo', `100644,${blob},${path}`], { index });
        }
      }
      return git(['write-tree'], { index });
    } finally {
      rmSync(scratch, { recursive: true });
    }
  }

  function open(given: Readonly<Record<string, Json | undefined>>): Answer {
    const [head, base] = [String(given.head), String(given.base)];
    const [from, into] = [at(`refs/heads/${head}`), at(`refs/heads/${base}`)];
    const isThere = pulls.some((each) => each.head === head && each.base === base && each.state === 'open');
    if (isThere || from === undefined || into === undefined || from === into)
      return [
        422,
        { message: 'Validation Failed', errors: [{ message: 'a pull request exists, or nothing differs' }] },
      ];
    const pull = {
      number: next(),
      title: String(given.title),
      body: String(given.body ?? ''),
      state: 'open',
      head,
      base,
    };
    pulls.push({ ...pull, mergedAt: null });
    return [201, shown(pulls.at(-1))];
  }

  function pullNumbered(number: number): StubPullRequest {
    const pull = pulls.find((each) => each.number === number);
    if (pull === undefined) throw new Error(`no pull request ${number}`);
    return pull;
  }

  return {
    pullRequests: pulls,

    answer({ method, path, query, body }) {
      const given = isObject(body) ? body : {};
      const [what = '', kind = '', name = ''] = path.split('/').slice(4).map(decodeURIComponent);
      const key = [method, what, what === 'pulls' ? (kind === '' ? '' : 'N') : kind].filter(Boolean).join(' ');
      const sha = String(given.sha ?? '');
      switch (key) {
        case 'GET':
          return [200, { default_branch: 'main', has_issues: true, archived: false, permissions: { push: true } }];
        case 'GET git ref': {
          const found = at(`refs/${name}`);
          return found === undefined ? [404, { message: 'Not Found' }] : [200, { object: { sha: found } }];
        }
        case 'POST git refs': {
          if (at(String(given.ref)) !== undefined) return [422, { message: 'Reference already exists' }];
          git(['update-ref', String(given.ref), sha, ZERO]);
          return [201, { ref: given.ref }];
        }
        case 'PATCH git refs': {
          if (at(`refs/${name}`) === undefined) return [422, { message: 'Reference does not exist' }];
          git(['update-ref', `refs/${name}`, sha]);
          return [200, { ref: `refs/${name}` }];
        }
        case 'DELETE git refs': {
          if (at(`refs/${name}`) === undefined) return [422, { message: 'Reference does not exist' }];
          git(['update-ref', '-d', `refs/${name}`]);
          return [204];
        }
        case 'GET git commits': {
          const message = git(['log', '-1', '--format=%B', name]);
          return [200, { tree: { sha: git(['rev-parse', `${name}^{tree}`]) }, message }];
        }
        case 'POST git trees':
          return [201, { sha: tree(String(given.base_tree), isArray(given.tree) ? given.tree : []) }];
        case 'POST git commits': {
          const parents = (isArray(given.parents) ? given.parents : []).flatMap((parent) => ['-p', String(parent)]);
          const input = String(given.message);
          return [201, { sha: git(['commit-tree', String(given.tree), ...parents], { input }) }];
        }
        case 'GET pulls': {
          const head = String(query.head).replace(/^[^:]*:/, '');
          const wanted = pulls.filter(
            (each) => each.head === head && (query.state === 'all' || each.state === query.state),
          );
          return [200, wanted.toReversed().map(shown)];
        }
        case 'POST pulls':
          return open(given);
        case 'PATCH pulls N': {
          const pull = pullNumbered(Number(kind));
          pull.title = String(given.title ?? pull.title);
          pull.body = String(given.body ?? pull.body);
          pull.state = String(given.state ?? pull.state);
          return [200, shown(pull)];
        }
        default:
          return undefined;
      }
    },

    merge(number) {
      const pull = pullNumbered(number);
      const [from, into] = [at(`refs/heads/${pull.head}`), at(`refs/heads/${pull.base}`)];
      const merged = git(['merge-tree', '--write-tree', String(into), String(from)]).split('\n')[0] ?? '';
      const commit = git(['commit-tree', merged, '-p', String(into), '-p', String(from)], { input: `Merge ${number}` });
      git(['update-ref', `refs/heads/${pull.base}`, commit]);
      pull.state = 'closed';
      pull.mergedAt = '2026-01-01T00:00:00Z';
    },

    close(number) {
      pullNumbered(number).state = 'closed';
    },
  };
}

function shown(pull: StubPullRequest | undefined) {
  if (pull === undefined) return {};
  const { number, title, body, state, mergedAt } = pull;
  return { number, html_url: `https://github.com/acme/phone/pull/${number}`, title, body, state, merged_at: mergedAt };
}
