// What there is of our issues and comments on GitHub: what its lists give, and what was written, which they may not show yet.

import type { Author, Comment, GitHub, Issue } from '../github/client.ts';
import { type OwnIssue, withMarker } from './github-plan.ts';

/** Waits before it is looked again, in milliseconds. GitHub's lists are seldom more than a second or two behind. */
export const WAITS = [1000, 2000, 4000];

/** What is ours, as far as it can be known. */
export interface Look {
  /** Our issues about an API. */
  issues(api: string): Promise<readonly OwnIssue[]>;
  /** Our comments on an issue, the oldest first. */
  comments(issue: number): Promise<readonly Comment[]>;
  /** Whether it, or a comment on it, was written. */
  hasWritten(issue: number): boolean;
  /** Knows from now on what was written. */
  wroteIssue(issue: Issue): void;
  wroteComment(issue: number, comment: Comment): void;
}

/** Looks at what has the label. What was written meanwhile is known, whatever GitHub's lists say yet. */
export function looking(github: GitHub, label: string, sleep: (milliseconds: number) => Promise<unknown>): Look {
  const written = versions<Issue>(({ title, body, open }) => JSON.stringify([title, body, open]));
  const commented = new Map<number, Versions<Comment>>();
  const trusted = new Map<string, boolean>();

  function commentsOn(issue: number): Versions<Comment> {
    const there = commented.get(issue) ?? versions<Comment>(({ body }) => body);
    commented.set(issue, there);
    return there;
  }

  async function isTrusted({ login, bot }: Author): Promise<boolean> {
    if (bot || login === '') return bot;
    const may = trusted.get(login) ?? (await github.mayBeAssigned(login));
    trusted.set(login, may);
    return may;
  }

  /**
   * What `list` gives, once all of `mine` is in it, or after a while. So whatever is older is in it as well, and a run
   * right after this one does nothing once more.
   */
  async function shown<T>(
    mine: Versions<T>,
    list: () => Promise<readonly (readonly [number, T])[]>,
  ): Promise<ReadonlyMap<number, T>> {
    let listed = new Map(await list());
    for (const wait of WAITS) {
      if (mine.isShown(listed)) break;
      await sleep(wait);
      listed = new Map(await list());
    }
    return mine.latest(listed);
  }

  async function issues(api: string): Promise<readonly OwnIssue[]> {
    const listed = await shown(written, async () => (await github.issues(label)).map((issue) => [issue.number, issue]));
    const own: OwnIssue[] = [];
    for (const issue of withMarker([...listed.values()], api))
      if (written.has(issue.number) || (await isTrusted(issue.author))) own.push(issue);
    return own;
  }

  async function comments(number: number): Promise<readonly Comment[]> {
    const mine = commentsOn(number);
    const listed = await shown(mine, async () =>
      (await github.comments(number)).map((comment) => [comment.id, comment]),
    );
    const own: Comment[] = [];
    for (const comment of listed.values())
      if (mine.has(comment.id) || (await isTrusted(comment.author))) own.push(comment);
    return own.toSorted((a, b) => a.id - b.id);
  }

  return {
    issues,
    comments,
    hasWritten: (issue) => written.has(issue) || (commented.get(issue)?.numbers().length ?? 0) > 0,
    wroteIssue: (issue) => written.wrote(issue.number, issue),
    wroteComment: (issue, comment) => commentsOn(issue).wrote(comment.id, comment),
  };
}

/** What was written, beside what lists give. */
interface Versions<T> {
  has(number: number): boolean;
  numbers(): readonly number[];
  wrote(number: number, version: T): void;
  /** Whether each is listed as it was written. What else is listed may be older, and be gone from the next list. */
  isShown(listed: ReadonlyMap<number, T>): boolean;
  /** The latest that is known of each: what is listed, unless that is of before it was written. */
  latest(listed: ReadonlyMap<number, T>): ReadonlyMap<number, T>;
}

function versions<T>(keyOf: (version: T) => string): Versions<T> {
  const mine = new Map<number, T>();
  const before = new Map<number, Set<string>>();
  let last: ReadonlyMap<number, T> = new Map();

  return {
    has: (number) => mine.has(number),
    numbers: () => [...mine.keys()],
    isShown: (listed) =>
      [...mine].every(([number, version]) => {
        const there = listed.get(number);
        return there !== undefined && keyOf(there) === keyOf(version);
      }),
    wrote(number, version) {
      const old = before.get(number) ?? new Set();
      for (const each of [last.get(number), mine.get(number)]) if (each !== undefined) old.add(keyOf(each));
      before.set(number, old);
      mine.set(number, version);
    },
    latest(listed) {
      const written = [...mine].filter(([number]) => {
        const there = listed.get(number);
        return there === undefined || before.get(number)?.has(keyOf(there));
      });
      last = new Map([...listed, ...written]);
      return last;
    },
  };
}
