// GitHub on loopback: it keeps issues and comments, checks every request against GitHub's own document, and has bad days.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { isArray, isObject, type Json } from '../../../src/model/json.ts';
import { type Asked, problemsOf } from './document.ts';
import { type StubRepository, stubRepository } from './repository.ts';

/** An issue as the stub keeps it. */
export interface StubIssue {
  readonly number: number;
  /** The body as it was at first. */
  readonly first: string;
  title: string;
  body: string;
  state: string;
  reason: string | null;
  labels: readonly string[];
  assignees: readonly string[];
  readonly user: StubUser;
}

/** A comment as the stub keeps it. */
export interface StubComment {
  readonly id: number;
  readonly issue: number;
  body: string;
  readonly user: StubUser;
}

export interface StubUser {
  readonly login: string;
  readonly type: 'Bot' | 'User';
}

/** What may go wrong with a request. */
export type Fault =
  | ('secondary limit' | 'primary limit' | '429' | '502' | '502 done' | 'dropped' | 'dropped done')
  /** The token is refused; it may not do this; issues are switched off. */
  | ('401' | '403' | '410');

/** How the stub behaves. */
export interface StubOptions {
  /** What goes wrong with the next request, if anything. */
  readonly fault?: (asked: Asked) => Fault | undefined;
  /** Milliseconds by which lists are behind. */
  readonly lag?: number;
  /** Users who may be assigned, and so work in the repository. */
  readonly collaborators?: readonly string[];
  /** Whose token is used. */
  readonly user?: StubUser;
  /** The folder of a bare git repository, for what is done with branches. */
  readonly repository?: string;
}

/** The stub. Time passes by {@link Stub.pass} alone. */
export interface Stub extends AsyncDisposable {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly issues: readonly StubIssue[];
  readonly comments: readonly StubComment[];
  /** What is kept of the git repository, where there is one. */
  readonly repository: StubRepository | undefined;
  readonly asked: readonly Asked[];
  /** What of the requests GitHub's document does not take. */
  readonly problems: readonly string[];
  pass(milliseconds: number): void;
  now(): Date;
  /** What somebody does on the web site. */
  add(issue: Partial<Omit<StubIssue, 'number' | 'first'>>): StubIssue;
  say(issue: number, body: string, user: StubUser): void;
  /** Keeps what was changed by hand for the lists. */
  changed(): void;
}

/** What is answered; lists are paged. */
export type Answer = readonly [status: number, body?: unknown];

/** Starts a repository without issues. */
export async function githubStub(options: StubOptions = {}): Promise<Stub> {
  const {
    fault = () => undefined,
    lag = 0,
    collaborators = [],
    user = { login: 'driftgate[bot]', type: 'Bot' },
  } = options;
  const issues: StubIssue[] = [];
  const comments: StubComment[] = [];
  const labels = new Set<string>();
  const asked: Asked[] = [];
  const problems: string[] = [];
  let time = Date.UTC(2026, 0, 1);
  let numbers = 0;
  const repository = options.repository === undefined ? undefined : stubRepository(options.repository, () => ++numbers);
  // What lists give: what was there a while ago.
  let past = [{ at: 0, issues: '[]', comments: '[]' }];

  function changed(): void {
    past.push({ at: time, issues: JSON.stringify(issues), comments: JSON.stringify(comments) });
    while (past.length > 1 && (past[1]?.at ?? time) <= time - 60_000) past = past.slice(1);
  }

  function seen(): { readonly issues: readonly StubIssue[]; readonly comments: readonly StubComment[] } {
    const then = past.findLast(({ at }) => at <= time - lag) ?? past[0];
    return { issues: JSON.parse(then?.issues ?? '[]'), comments: JSON.parse(then?.comments ?? '[]') };
  }

  function add(parts: Partial<Omit<StubIssue, 'number' | 'first'>>): StubIssue {
    numbers += 1;
    const issue = {
      ...{ title: '', body: '', state: 'open', reason: null, labels: [], assignees: [], user, ...parts },
      number: numbers,
      first: parts.body ?? '',
    };
    issues.push(issue);
    changed();
    return issue;
  }

  function say(number: number, body: string, by: StubUser): StubComment {
    numbers += 1;
    const comment = { id: numbers, issue: number, body, user: by };
    comments.push(comment);
    changed();
    return comment;
  }

  /** What GitHub does. */
  function done(one: Asked): Answer {
    const { method, path, query, body } = one;
    const ofGit = repository?.answer(one);
    if (ofGit !== undefined) return ofGit;
    const given = isObject(body) ? body : {};
    const [what = '', id = '', below = ''] = path.split('/').slice(4).map(decodeURIComponent);
    const key = `${method} ${[what, id === '' ? '' : /^\d+$/.test(id) ? 'N' : id === 'comments' ? id : 'NAME', below === '' ? '' : /^\d+$/.test(below) ? 'N' : below].filter(Boolean).join('/')}`;
    const tooLong = [...String(given.body ?? '')].length > 65_536 || [...String(given.title ?? '')].length > 256;
    if (tooLong) return [422, { message: 'Validation Failed', errors: [{ code: 'too_long' }] }];
    if (key === 'GET issues') {
      const wanted = seen().issues.filter((one) => one.labels.includes(query.labels ?? ''));
      const size = Number(query.per_page);
      const at = Number(query.page ?? 1);
      return [200, { page: wanted.slice((at - 1) * size, at * size).map(shown), more: wanted.length > at * size }];
    }
    if (key === 'POST issues') {
      const assignees = strings(given.assignees);
      if (!assignees.every((login) => collaborators.includes(login))) return [422, { message: 'Validation Failed' }];
      const issue = add({
        title: String(given.title),
        body: String(given.body ?? ''),
        labels: strings(given.labels),
        assignees,
      });
      return [201, shown(issue)];
    }
    if (key === 'PATCH issues/N') {
      const issue = issues.find(({ number }) => number === Number(id));
      if (issue === undefined) return [404, { message: 'Not Found' }];
      if (given.title !== undefined) issue.title = String(given.title);
      if (given.body !== undefined) issue.body = String(given.body);
      if (given.state !== undefined) issue.state = String(given.state);
      if (given.state_reason !== undefined) issue.reason = String(given.state_reason);
      changed();
      return [200, shown(issue)];
    }
    if (key === 'GET issues/N/comments') {
      const wanted = seen().comments.filter((one) => one.issue === Number(id));
      const size = Number(query.per_page);
      const at = Number(query.page ?? 1);
      return [200, { page: wanted.slice((at - 1) * size, at * size).map(told), more: wanted.length > at * size }];
    }
    if (key === 'POST issues/N/comments') return [201, told(say(Number(id), String(given.body), user))];
    if (key === 'PATCH issues/comments/N') {
      const comment = comments.find((one) => one.id === Number(below));
      if (comment === undefined) return [404, { message: 'Not Found' }];
      comment.body = String(given.body);
      changed();
      return [200, told(comment)];
    }
    if (key === 'GET labels/NAME') return labels.has(id) ? [200, { name: id }] : [404, { message: 'Not Found' }];
    if (key === 'POST labels') {
      const name = String(given.name);
      if (labels.has(name)) return [422, { message: 'Validation Failed', errors: [{ code: 'already_exists' }] }];
      labels.add(name);
      return [201, { name }];
    }
    if (key === 'GET assignees/NAME') return collaborators.includes(id) ? [204] : [404, { message: 'Not Found' }];
    return [404, { message: `nothing at ${key}` }];
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stub');
    const sent = await text(request);
    const one: Asked = {
      method: request.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body: sent === '' ? undefined : (JSON.parse(sent) as Json),
    };
    time += 50;
    asked.push(one);
    problems.push(...problemsOf(one));
    const bad = fault(one);
    if (bad === undefined || bad.endsWith('done')) {
      const [status, body] = done(one);
      if (bad === undefined) return reply(response, url, status, body);
    }
    if (bad === 'dropped' || bad === 'dropped done') return void request.socket.destroy();
    if (bad === '502' || bad === '502 done') return void response.writeHead(502).end('<html>Bad Gateway</html>');
    if (bad === '401' || bad === '403' || bad === '410') return reply(response, url, Number(bad), { message: 'No' });
    const fields: Record<string, string> =
      bad === '429'
        ? { 'retry-after': '2' }
        : bad === 'primary limit'
          ? { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(time / 1000) + 3) }
          : { 'retry-after': '1' };
    response.writeHead(bad === '429' ? 429 : 403, { 'content-type': 'application/json', ...fields });
    response.end(JSON.stringify({ message: 'You have exceeded a rate limit' }));
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    issues,
    comments,
    repository,
    asked,
    problems,
    pass: (milliseconds) => {
      time += milliseconds;
    },
    now: () => new Date(time),
    add,
    say: (issue, body, by) => void say(issue, body, by),
    changed,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function reply(response: ServerResponse, url: URL, status: number, body: unknown): void {
  if (status === 204) return void response.writeHead(204).end();
  const isPage = typeof body === 'object' && body !== null && 'page' in body && 'more' in body;
  const next = new URL(url);
  next.searchParams.set('page', String(Number(url.searchParams.get('page') ?? 1) + 1));
  const link = isPage && body.more === true ? { link: `<${next.pathname}${next.search}>; rel="next"` } : {};
  response.writeHead(status, { 'content-type': 'application/json', ...link });
  response.end(JSON.stringify(isPage ? body.page : body));
}

function shown({ number, title, body, state, labels, assignees, user }: StubIssue) {
  return {
    number,
    html_url: `https://github.com/acme/phone/issues/${number}`,
    title,
    body,
    state,
    labels: labels.map((name) => ({ name })),
    assignees: assignees.map((login) => ({ login })),
    user,
  };
}

function told({ id, issue, body, user }: StubComment) {
  return { id, html_url: `https://github.com/acme/phone/issues/${issue}#issuecomment-${id}`, body, user };
}

function strings(value: Json | undefined): readonly string[] {
  return isArray(value) ? value.map(String) : [];
}
