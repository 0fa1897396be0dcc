// Every call that our GitHub client makes, with what it needs of the answer: the interactions of our contract.

import { MatchersV3 } from '@pact-foundation/pact';
import type { GitHub } from '../../src/adapters/github/client.ts';
import type { Json } from '../../src/model/json.ts';

const { atLeastLike, boolean, integer, string } = MatchersV3;

/** A list that may be empty: the example has one item. */
const list = (item: unknown) => atLeastLike(item, 0, 1);

/** One interaction, and the verb of the client that makes it. */
export interface Interaction {
  readonly name: string;
  readonly given: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Json;
  readonly status: number;
  /** What the client reads of the body. */
  readonly answer?: unknown;
}

/** Interactions in the order in which `call` makes them. */
export interface Verb {
  readonly interactions: readonly Interaction[];
  readonly call: (github: GitHub) => Promise<unknown>;
  /** What the client makes of the answers. */
  readonly gives: unknown;
}

const HOME = '/repos/acme/phone';
const GIVEN = 'the repository acme/phone exists, and the token may write to it';
const SHA = '7638417db6d59f3c431d3e1f261cc637155684cd';
const TREE = '691272480426f78a0138979dd3ce63b77f706feb';
const FRESH = 'cd8274d15fa3ae2ab983129fb037999f264ba9a7';

const url = (path: string) => string(`https://github.com/acme/phone/${path}`);
const nothing = { message: string('Not Found') };

const issue = (state: string, body = 'Text.') => ({
  number: integer(7),
  html_url: url('issues/7'),
  title: string('stripe drifts'),
  body: string(body),
  state: string(state),
  labels: list({ name: string('driftgate') }),
  assignees: list({ login: string('octocat') }),
  user: { login: string('driftgate[bot]'), type: string('Bot') },
});
const issueGiven = (open: boolean, body = 'Text.') => ({
  number: 7,
  url: 'https://github.com/acme/phone/issues/7',
  title: 'stripe drifts',
  body,
  open,
  labels: ['driftgate'],
  assignees: ['octocat'],
  author: { login: 'driftgate[bot]', bot: true },
});

const comment = {
  id: integer(42),
  html_url: url('issues/7#issuecomment-42'),
  body: string('Text.'),
  user: { login: string('driftgate[bot]'), type: string('Bot') },
};
const commentGiven = {
  id: 42,
  url: 'https://github.com/acme/phone/issues/7#issuecomment-42',
  body: 'Text.',
  author: { login: 'driftgate[bot]', bot: true },
};

const pull = (state: string) => ({
  number: integer(9),
  html_url: url('pull/9'),
  title: string('Accept stripe'),
  body: string('Text.'),
  state: string(state),
});
const pullGiven = (open: boolean, merged = false) => ({
  number: 9,
  url: 'https://github.com/acme/phone/pull/9',
  title: 'Accept stripe',
  body: 'Text.',
  open,
  merged,
});
const readCommit: Interaction = {
  name: 'read a commit',
  given: 'acme/phone has a branch main',
  method: 'GET',
  path: `${HOME}/git/commits/${SHA}`,
  status: 200,
  answer: { tree: { sha: string(TREE) }, message: string('Accept stripe') },
};

/** Every verb of the client; `npm run contracts` writes the contract that they make. */
export const VERBS: Readonly<Record<string, Verb>> = {
  repository: {
    interactions: [
      {
        name: 'read the repository',
        given: GIVEN,
        method: 'GET',
        path: HOME,
        status: 200,
        answer: {
          default_branch: string('main'),
          has_issues: boolean(true),
          archived: boolean(false),
          permissions: { push: boolean(true) },
        },
      },
    ],
    call: (github) => github.repository(),
    gives: { defaultBranch: 'main', hasIssues: true, archived: false, mayPush: true },
  },
  issues: {
    interactions: [
      {
        name: 'list issues by label',
        given: 'acme/phone has an issue labelled driftgate',
        method: 'GET',
        path: `${HOME}/issues`,
        query: { labels: 'driftgate', state: 'all', sort: 'created', direction: 'asc', per_page: '100' },
        status: 200,
        answer: list(issue('open')),
      },
    ],
    call: (github) => github.issues('driftgate'),
    gives: [issueGiven(true)],
  },
  'create issue': {
    interactions: [
      {
        name: 'create an issue',
        given: GIVEN,
        method: 'POST',
        path: `${HOME}/issues`,
        body: { title: 'stripe drifts', body: 'Text.', labels: ['driftgate'], assignees: ['octocat'] },
        status: 201,
        answer: issue('open'),
      },
    ],
    call: (github) =>
      github.createIssue({ title: 'stripe drifts', body: 'Text.', labels: ['driftgate'], assignees: ['octocat'] }),
    gives: issueGiven(true),
  },
  'edit issue': {
    interactions: [
      {
        name: 'edit an issue',
        given: 'acme/phone has an issue labelled driftgate',
        method: 'PATCH',
        path: `${HOME}/issues/7`,
        body: { title: 'stripe drifts', body: 'More.', labels: ['driftgate'], assignees: ['octocat'] },
        status: 200,
        answer: issue('open', 'More.'),
      },
    ],
    call: (github) =>
      github.updateIssue(7, { title: 'stripe drifts', body: 'More.', labels: ['driftgate'], assignees: ['octocat'] }),
    gives: issueGiven(true, 'More.'),
  },
  ...Object.fromEntries(
    (
      [
        ['close', 'completed', 'open', 'closed', 'completed'],
        ['give up', 'not planned', 'open', 'closed', 'not_planned'],
        ['reopen', 'open', 'closed', 'open', 'reopened'],
      ] as const
    ).map(([verb, to, from, state, reason]): [string, Verb] => [
      `${verb} issue`,
      {
        interactions: [
          {
            name: `${verb} an issue`,
            given: `acme/phone has an issue labelled driftgate that is ${from}`,
            method: 'PATCH',
            path: `${HOME}/issues/7`,
            body: { state, state_reason: reason },
            status: 200,
            answer: issue(state),
          },
        ],
        call: (github) => github.updateIssue(7, { state: to }),
        gives: issueGiven(state === 'open'),
      },
    ]),
  ),
  ...Object.fromEntries(
    (
      [
        ['rewrite', undefined, undefined],
        ['rewrite and close', 'completed', { state: 'closed', state_reason: 'completed' }],
        ['rewrite and give up', 'not planned', { state: 'closed', state_reason: 'not_planned' }],
        ['rewrite and reopen', 'open', { state: 'open', state_reason: 'reopened' }],
      ] as const
    ).map(([verb, to, sent]): [string, Verb] => [
      `${verb} issue`,
      {
        interactions: [
          {
            name: `${verb} an issue`,
            given: 'acme/phone has an issue labelled driftgate',
            method: 'PATCH',
            path: `${HOME}/issues/7`,
            body: { title: 'stripe drifts', body: 'More.', ...sent },
            status: 200,
            answer: issue(sent?.state ?? 'open', 'More.'),
          },
        ],
        call: (github) =>
          github.updateIssue(7, { title: 'stripe drifts', body: 'More.', ...(to === undefined ? {} : { state: to }) }),
        gives: issueGiven(sent?.state !== 'closed', 'More.'),
      },
    ]),
  ),
  'ensure label': {
    interactions: [
      {
        name: 'look for a label that is not there',
        given: 'acme/phone has no label driftgate',
        method: 'GET',
        path: `${HOME}/labels/driftgate`,
        status: 404,
        answer: nothing,
      },
      {
        name: 'create a label',
        given: 'acme/phone has no label driftgate',
        method: 'POST',
        path: `${HOME}/labels`,
        body: { name: 'driftgate', color: 'd93f0b', description: 'An API drifts' },
        status: 201,
      },
    ],
    call: (github) => github.ensureLabel({ name: 'driftgate', color: 'd93f0b', description: 'An API drifts' }),
    gives: undefined,
  },
  'label that is there': {
    interactions: [
      {
        name: 'look for a label that is there',
        given: 'acme/phone has a label driftgate',
        method: 'GET',
        path: `${HOME}/labels/driftgate`,
        status: 200,
      },
    ],
    call: (github) => github.ensureLabel({ name: 'driftgate', color: 'd93f0b', description: 'An API drifts' }),
    gives: undefined,
  },
  'may be assigned': {
    interactions: [
      {
        name: 'ask whether a collaborator may be assigned',
        given: 'octocat is a collaborator of acme/phone',
        method: 'GET',
        path: `${HOME}/assignees/octocat`,
        status: 204,
      },
    ],
    call: (github) => github.mayBeAssigned('octocat'),
    gives: true,
  },
  'may not be assigned': {
    interactions: [
      {
        name: 'ask whether a stranger may be assigned',
        given: 'stranger is no collaborator of acme/phone',
        method: 'GET',
        path: `${HOME}/assignees/stranger`,
        status: 404,
        answer: nothing,
      },
    ],
    call: (github) => github.mayBeAssigned('stranger'),
    gives: false,
  },
  comments: {
    interactions: [
      {
        name: 'list comments on an issue or a pull request',
        given: 'number 7 of acme/phone has a comment',
        method: 'GET',
        path: `${HOME}/issues/7/comments`,
        query: { per_page: '100' },
        status: 200,
        answer: list(comment),
      },
    ],
    call: (github) => github.comments(7),
    gives: [commentGiven],
  },
  'create comment': {
    interactions: [
      {
        name: 'comment on an issue or a pull request',
        given: 'acme/phone has number 7',
        method: 'POST',
        path: `${HOME}/issues/7/comments`,
        body: { body: 'Text.' },
        status: 201,
        answer: comment,
      },
    ],
    call: (github) => github.createComment(7, 'Text.'),
    gives: commentGiven,
  },
  'update comment': {
    interactions: [
      {
        name: 'edit a comment',
        given: 'number 7 of acme/phone has a comment',
        method: 'PATCH',
        path: `${HOME}/issues/comments/42`,
        body: { body: 'Text.' },
        status: 200,
        answer: comment,
      },
    ],
    call: (github) => github.updateComment(42, 'Text.'),
    gives: commentGiven,
  },
  branch: {
    interactions: [
      {
        name: 'find a branch',
        given: 'acme/phone has a branch main',
        method: 'GET',
        path: `${HOME}/git/ref/heads%2Fmain`,
        status: 200,
        answer: { object: { sha: string(SHA) } },
      },
    ],
    call: (github) => github.branch('main'),
    gives: SHA,
  },
  'branch that is not there': {
    interactions: [
      {
        name: 'look for a branch that is not there',
        given: 'acme/phone has no branch driftgate',
        method: 'GET',
        path: `${HOME}/git/ref/heads%2Fdriftgate`,
        status: 404,
        answer: nothing,
      },
    ],
    call: (github) => github.branch('driftgate'),
    gives: undefined,
  },
  'create branch': {
    interactions: [
      {
        name: 'create a branch',
        given: 'acme/phone has no branch driftgate',
        method: 'POST',
        path: `${HOME}/git/refs`,
        body: { ref: 'refs/heads/driftgate', sha: SHA },
        status: 201,
      },
    ],
    call: (github) => github.createBranch('driftgate', SHA),
    gives: undefined,
  },
  'move branch': {
    interactions: [
      {
        name: 'move a branch',
        given: 'acme/phone has a branch driftgate',
        method: 'PATCH',
        path: `${HOME}/git/refs/heads%2Fdriftgate`,
        body: { sha: SHA, force: true },
        status: 200,
      },
    ],
    call: (github) => github.moveBranch('driftgate', SHA),
    gives: undefined,
  },
  'delete branch': {
    interactions: [
      {
        name: 'delete a branch',
        given: 'acme/phone has a branch driftgate',
        method: 'DELETE',
        path: `${HOME}/git/refs/heads%2Fdriftgate`,
        status: 204,
      },
    ],
    call: (github) => github.deleteBranch('driftgate'),
    gives: undefined,
  },
  'commit at': {
    interactions: [readCommit],
    call: (github) => github.commitAt(SHA),
    gives: { tree: TREE, message: 'Accept stripe' },
  },
  commit: {
    interactions: [
      readCommit,
      {
        name: 'write a tree',
        given: 'acme/phone has a branch main',
        method: 'POST',
        path: `${HOME}/git/trees`,
        body: {
          base_tree: TREE,
          tree: [
            { path: 'snapshots/stripe/spec.json', mode: '100644', type: 'blob', content: '{}\n' },
            { path: 'snapshots/stripe/files.json', mode: '100644', type: 'blob', sha: null },
          ],
        },
        status: 201,
        answer: { sha: string(FRESH) },
      },
      {
        name: 'write a commit',
        given: 'acme/phone has a branch main',
        method: 'POST',
        path: `${HOME}/git/commits`,
        body: { message: 'Accept stripe', tree: FRESH, parents: [SHA] },
        status: 201,
        answer: { sha: string(FRESH) },
      },
    ],
    call: (github) =>
      github.commit({
        parent: SHA,
        message: 'Accept stripe',
        files: new Map([
          ['snapshots/stripe/spec.json', '{}\n'],
          ['snapshots/stripe/files.json', undefined],
        ]),
      }),
    gives: FRESH,
  },
  'pull requests': {
    interactions: [
      {
        name: 'list pull requests from a branch',
        given: 'acme/phone has a merged pull request from driftgate',
        method: 'GET',
        path: `${HOME}/pulls`,
        query: { head: 'acme:driftgate', state: 'all', per_page: '100' },
        status: 200,
        answer: list({ ...pull('closed'), merged_at: string('2026-06-01T12:00:00Z') }),
      },
    ],
    call: (github) => github.pullRequests('driftgate'),
    gives: [pullGiven(false, true)],
  },
  'create pull request': {
    interactions: [
      {
        name: 'open a pull request',
        given: 'acme/phone has a branch driftgate that is ahead of main',
        method: 'POST',
        path: `${HOME}/pulls`,
        body: { title: 'Accept stripe', body: 'Text.', head: 'driftgate', base: 'main' },
        status: 201,
        answer: pull('open'),
      },
    ],
    call: (github) =>
      github.createPullRequest({ title: 'Accept stripe', body: 'Text.', branch: 'driftgate', base: 'main' }),
    gives: pullGiven(true),
  },
  'edit pull request': {
    interactions: [
      {
        name: 'edit a pull request',
        given: 'acme/phone has an open pull request from driftgate',
        method: 'PATCH',
        path: `${HOME}/pulls/9`,
        body: { title: 'Accept stripe', body: 'Text.' },
        status: 200,
        answer: pull('open'),
      },
    ],
    call: (github) => github.updatePullRequest(9, { title: 'Accept stripe', body: 'Text.' }),
    gives: pullGiven(true),
  },
  'close pull request': {
    interactions: [
      {
        name: 'close a pull request',
        given: 'acme/phone has an open pull request from driftgate',
        method: 'PATCH',
        path: `${HOME}/pulls/9`,
        body: { state: 'closed' },
        status: 200,
        answer: pull('closed'),
      },
    ],
    call: (github) => github.updatePullRequest(9, { open: false }),
    gives: pullGiven(false),
  },
  'close pull request with a last word': {
    interactions: [
      {
        name: 'close a pull request with a last word',
        given: 'acme/phone has an open pull request from driftgate',
        method: 'PATCH',
        path: `${HOME}/pulls/9`,
        body: { body: 'Text.', state: 'closed' },
        status: 200,
        answer: pull('closed'),
      },
    ],
    call: (github) => github.updatePullRequest(9, { body: 'Text.', open: false }),
    gives: pullGiven(false),
  },
};
