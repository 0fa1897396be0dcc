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
  /** Whether a comment on it was written. */
  hasWritten(issue: number): boolean;
  /** Knows from now on what was written. */
  wroteIssue(issue: Issue): void;
  wroteComment(issue: number, comment: Comment): void;
}

/** Looks at what has the label. What was written meanwhile is known, whatever GitHub's lists say yet. */
export function looking(github: GitHub, label: string, sleep: (milliseconds: number) => Promise<unknown>): Look {
  const written = new Map<number, Issue>();
  const commented = new Map<number, Map<number, Comment>>();
  const trusted = new Map<string, boolean>();

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
    mine: ReadonlyMap<number, unknown>,
    list: () => Promise<readonly (readonly [number, T])[]>,
  ): Promise<ReadonlyMap<number, T>> {
    let listed = new Map(await list());
    for (const wait of WAITS) {
      if ([...mine.keys()].every((key) => listed.has(key))) break;
      await sleep(wait);
      listed = new Map(await list());
    }
    return listed;
  }

  async function issues(api: string): Promise<readonly OwnIssue[]> {
    const listed = await shown(written, async () => (await github.issues(label)).map((issue) => [issue.number, issue]));
    const own: OwnIssue[] = [];
    for (const issue of withMarker([...new Map([...listed, ...written]).values()], api))
      if (written.has(issue.number) || (await isTrusted(issue.author))) own.push(issue);
    return own;
  }

  async function comments(number: number): Promise<readonly Comment[]> {
    const mine = commented.get(number) ?? new Map<number, Comment>();
    const listed = await shown(mine, async () =>
      (await github.comments(number)).map((comment) => [comment.id, comment]),
    );
    const own: Comment[] = [];
    for (const comment of new Map([...listed, ...mine]).values())
      if (mine.has(comment.id) || (await isTrusted(comment.author))) own.push(comment);
    return own.toSorted((a, b) => a.id - b.id);
  }

  return {
    issues,
    comments,
    hasWritten: (issue) => commented.has(issue),
    wroteIssue: (issue) => void written.set(issue.number, issue),
    wroteComment: (issue, comment) =>
      void commented.set(issue, (commented.get(issue) ?? new Map<number, Comment>()).set(comment.id, comment)),
  };
}
