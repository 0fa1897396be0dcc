// GitHub's answers, checked at the door: of each, what we read becomes our type, and the rest is left outside.

import { z } from 'zod';

/** What is known of a repository, and what our token may do in it. */
export interface Repository {
  readonly defaultBranch: string;
  /** Whether the repository has issues at all. */
  readonly hasIssues: boolean;
  /** Archived: nothing can be written. */
  readonly archived: boolean;
  /** Whether the token may push; `undefined` where GitHub does not say. */
  readonly mayPush: boolean | undefined;
}

export interface Issue {
  readonly number: number;
  /** For people. */
  readonly url: string;
  readonly title: string;
  /** Markdown; empty for none. */
  readonly body: string;
  readonly open: boolean;
  readonly labels: readonly string[];
  /** Logins. */
  readonly assignees: readonly string[];
  readonly author: Author;
}

/** Who wrote something: a hidden marker counts only in what one of us wrote. */
export interface Author {
  /** Empty for an account that is no more. */
  readonly login: string;
  readonly bot: boolean;
}

/** A comment on an issue or a pull request; for GitHub they are the same. */
export interface Comment {
  readonly id: number;
  readonly url: string;
  readonly body: string;
  readonly author: Author;
}

export interface PullRequest {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly open: boolean;
  readonly merged: boolean;
}

/** A commit. */
export interface Commit {
  readonly tree: string;
  readonly message: string;
}

const USER = z.object({ login: z.string(), type: z.string() });
const TEXT = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

export const REPOSITORY = z
  .object({
    default_branch: z.string(),
    has_issues: z.boolean(),
    archived: z.boolean(),
    permissions: z.object({ push: z.boolean() }).optional(),
  })
  .transform(
    ({ default_branch, has_issues, archived, permissions }): Repository => ({
      defaultBranch: default_branch,
      hasIssues: has_issues,
      archived,
      mayPush: permissions?.push,
    }),
  );

const LABEL = z.union([z.string(), z.object({ name: z.string().optional() }).transform(({ name }) => name ?? '')]);

export const ISSUE = z
  .object({
    number: z.int(),
    html_url: z.string(),
    title: z.string(),
    body: TEXT,
    state: z.string(),
    labels: z.array(LABEL),
    assignees: z.array(z.object({ login: z.string() })).nullish(),
    user: USER.nullable(),
  })
  .transform(
    ({ html_url, state, assignees, user, ...rest }): Issue => ({
      ...rest,
      url: html_url,
      open: state === 'open',
      assignees: (assignees ?? []).map(({ login }) => login),
      author: author(user),
    }),
  );

/** An entry of a list of issues; `undefined` for a pull request, which GitHub lists among them. */
export const ISSUE_ENTRY = z.union([
  z.object({ pull_request: z.object({}) }).transform((): undefined => undefined),
  ISSUE,
]);

export const COMMENT = z
  .object({ id: z.int(), html_url: z.string(), body: TEXT, user: USER.nullable() })
  .transform(({ id, html_url, body, user }): Comment => ({ id, url: html_url, body, author: author(user) }));

export const PULL_REQUEST = z
  .object({
    number: z.int(),
    html_url: z.string(),
    title: z.string(),
    body: TEXT,
    state: z.string(),
    merged_at: z.string().nullish(),
  })
  .transform(
    ({ html_url, state, merged_at, ...rest }): PullRequest => ({
      ...rest,
      url: html_url,
      open: state === 'open',
      merged: typeof merged_at === 'string',
    }),
  );

/** A branch: the commit that it leads to. */
export const REF = z.object({ object: z.object({ sha: z.string() }) }).transform(({ object }) => object.sha);

export const COMMIT = z
  .object({ tree: z.object({ sha: z.string() }), message: z.string() })
  .transform(({ tree, message }): Commit => ({ tree: tree.sha, message }));

/** Anything with a name in git. */
export const OBJECT = z.object({ sha: z.string() }).transform(({ sha }) => sha);

/** An answer of which nothing is read but that it came. */
export const PRESENT = z.unknown().transform((): true => true);

function author(user: z.output<typeof USER> | null): Author {
  return { login: user?.login ?? '', bot: user?.type === 'Bot' };
}
