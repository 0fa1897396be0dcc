// The part of GitHub's REST API that we use, as a handful of verbs on one repository.

import { Failure } from '../../model/failure.ts';
import type { JsonObject } from '../../model/json.ts';
import { segment } from './address.ts';
import {
  COMMENT,
  COMMIT,
  type Comment,
  type Commit,
  ISSUE,
  ISSUE_ENTRY,
  type Issue,
  OBJECT,
  PRESENT,
  PULL_REQUEST,
  type PullRequest,
  REF,
  REPOSITORY,
  type Repository,
} from './answers.ts';
import { type TransportOptions, transport } from './transport.ts';

export type { Author, Comment, Commit, Issue, PullRequest, Repository } from './answers.ts';

/** What {@link githubClient} is told. */
export interface GitHubOptions extends TransportOptions {
  /** `owner/name`. */
  readonly repository: string;
}

/** What an issue says. */
export interface IssueText {
  readonly title: string;
  /** Markdown, at most 65,536 characters. */
  readonly body: string;
  /** All of them: others are taken off. */
  readonly labels: readonly string[];
  /** Logins, all of them; see {@link GitHub.mayBeAssigned}. */
  readonly assignees: readonly string[];
}

/** What an issue is to be. */
export interface IssueState extends IssueText {
  readonly state: 'open' | 'completed' | 'not planned';
}

export interface Label {
  readonly name: string;
  /** Six hex digits. */
  readonly color: string;
  readonly description: string;
}

/** A commit on top of another one. */
export interface NewCommit {
  readonly parent: string;
  readonly message: string;
  /** The new text of files by path; `undefined` for a file that goes. */
  readonly files: ReadonlyMap<string, string | undefined>;
}

/** One repository. Each verb raises {@link Failure}; an answer is never a guess. */
export interface GitHub {
  repository(): Promise<Repository>;
  /** The scopes of a classic token; `undefined` for one of another kind, which GitHub says nothing of. */
  scopes(): Promise<readonly string[] | undefined>;

  /** Issues that have the label, open and closed, oldest first; no pull requests. */
  issues(label: string): Promise<readonly Issue[]>;
  createIssue(issue: Partial<IssueText> & Pick<IssueText, 'title'>): Promise<Issue>;
  /** What is left out stays as it is. */
  updateIssue(number: number, to: Partial<IssueState>): Promise<Issue>;
  /** Makes the label unless there is one of its name. */
  ensureLabel(label: Label): Promise<void>;
  /** Whether issues may be given to `login`; GitHub refuses an issue that is given to anybody else. */
  mayBeAssigned(login: string): Promise<boolean>;

  /** Comments on an issue or a pull request, oldest first. */
  comments(number: number): Promise<readonly Comment[]>;
  createComment(number: number, body: string): Promise<Comment>;
  updateComment(id: number, body: string): Promise<Comment>;

  /** The commit that a branch leads to; `undefined` when there is no such branch. */
  branch(name: string): Promise<string | undefined>;
  createBranch(name: string, commit: string): Promise<void>;
  /** Has a branch lead to `commit`, whatever it led to before. */
  moveBranch(name: string, commit: string): Promise<void>;
  deleteBranch(name: string): Promise<void>;
  commitAt(sha: string): Promise<Commit>;
  /** Writes a commit, to which no branch leads yet, and gives its name. */
  commit(commit: NewCommit): Promise<string>;
  /** Pull requests from a branch of this repository, also those that were merged or closed. */
  pullRequests(branch: string): Promise<readonly PullRequest[]>;
  createPullRequest(of: { title: string; body: string; branch: string; base: string }): Promise<PullRequest>;
  updatePullRequest(number: number, to: { title?: string; body?: string; open?: boolean }): Promise<PullRequest>;
}

/**
 * A repository on GitHub, or on an Enterprise server by its `baseUrl`. It is our own and not `@octokit/rest`: some twenty
 * calls need neither that client's types of eleven hundred operations nor its plug-ins for pages, limits and retries,
 * and ours checks what comes back, never repeats a write whose answer was lost, and speaks through the same `undici` as
 * the rest of the house. Its calls are our own contract, `contracts/driftgate-github.json`.
 */
export function githubClient(options: GitHubOptions): GitHub {
  const [owner = '', name = ''] = options.repository.split('/');
  if (!/^[\w-]+\/(?!\.{1,2}$)[\w.-]+$/.test(options.repository)) throw badRepository(options.repository);
  const home = `/repos/${owner}/${name}`;
  const { find, get, list, field, send } = transport(options);

  return {
    repository: () => get(REPOSITORY, home),
    async scopes() {
      const listed = await field('x-oauth-scopes', home);
      return listed?.split(',').flatMap((scope) => scope.trim() || []);
    },

    async issues(label) {
      const query = { labels: label, state: 'all', sort: 'created', direction: 'asc' };
      const entries = await list(ISSUE_ENTRY, `${home}/issues`, query);
      return entries.filter((entry) => entry !== undefined);
    },
    createIssue: (issue) => send(ISSUE, 'POST', `${home}/issues`, { ...issue }),
    updateIssue: (number, { state, ...rest }) =>
      send(ISSUE, 'PATCH', `${home}/issues/${number}`, { ...rest, ...(state !== undefined && STATES[state]) }),

    async ensureLabel(label) {
      if (await find(PRESENT, `${home}/labels/${segment(label.name)}`)) return;
      await send(PRESENT, 'POST', `${home}/labels`, { ...label });
    },
    async mayBeAssigned(login) {
      return (await find(PRESENT, `${home}/assignees/${segment(login)}`)) === true;
    },

    comments: (number) => list(COMMENT, `${home}/issues/${number}/comments`),
    createComment: (number, body) => send(COMMENT, 'POST', `${home}/issues/${number}/comments`, { body }),
    updateComment: (id, body) => send(COMMENT, 'PATCH', `${home}/issues/comments/${id}`, { body }),

    branch: (branch) => find(REF, `${home}/git/ref/${segment(`heads/${branch}`)}`),
    async createBranch(branch, sha) {
      await send(PRESENT, 'POST', `${home}/git/refs`, { ref: `refs/heads/${branch}`, sha });
    },
    async moveBranch(branch, sha) {
      await send(PRESENT, 'PATCH', `${home}/git/refs/${segment(`heads/${branch}`)}`, { sha, force: true });
    },
    async deleteBranch(branch) {
      await send(PRESENT, 'DELETE', `${home}/git/refs/${segment(`heads/${branch}`)}`);
    },
    commitAt: (sha) => get(COMMIT, `${home}/git/commits/${segment(sha)}`),

    async commit({ parent, message, files }) {
      const base = await get(COMMIT, `${home}/git/commits/${segment(parent)}`);
      const entries = [...files].map(([path, text]) => ({
        path,
        mode: '100644',
        type: 'blob',
        ...(text === undefined ? { sha: null } : { content: text }),
      }));
      const tree = await send(OBJECT, 'POST', `${home}/git/trees`, { base_tree: base.tree, tree: entries });
      return send(OBJECT, 'POST', `${home}/git/commits`, { message, tree, parents: [parent] });
    },

    pullRequests: (branch) => list(PULL_REQUEST, `${home}/pulls`, { head: `${owner}:${branch}`, state: 'all' }),
    createPullRequest: ({ branch, ...rest }) => send(PULL_REQUEST, 'POST', `${home}/pulls`, { ...rest, head: branch }),
    updatePullRequest: (number, { open, ...rest }) =>
      send(PULL_REQUEST, 'PATCH', `${home}/pulls/${number}`, {
        ...rest,
        ...(open !== undefined && { state: open ? 'open' : 'closed' }),
      }),
  };
}

/** The states of an issue as GitHub takes them. */
const STATES: Readonly<Record<IssueState['state'], JsonObject>> = {
  open: { state: 'open', state_reason: 'reopened' },
  completed: { state: 'closed', state_reason: 'completed' },
  'not planned': { state: 'closed', state_reason: 'not_planned' },
};

function badRepository(repository: string): Failure {
  return new Failure({
    code: 'config-invalid',
    message: `${JSON.stringify(repository)} is no repository on GitHub`,
    hint: 'write it as `owner/name`',
  });
}
