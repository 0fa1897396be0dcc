// One comment on a pull request, which is kept up to date: found again by a hidden marker, among those that we may trust.

import type { Comment, GitHub } from '../adapters/github/client.ts';
import { gateMarkerIn, markerLine } from '../render/issue-marker.ts';
import { MOST_CHARACTERS } from '../render/issue-parts.ts';

/** What the comment is to say. */
export interface StickyComment {
  /** The pull request. */
  readonly number: number;
  /** Which comment of ours it is: each gate of a repository has its own. */
  readonly gate: string;
  /** Markdown of at most {@link MOST_OF_COMMENT} characters. */
  readonly body: string;
  /** Whether it is written where none is there yet. */
  readonly opens: boolean;
}

/** Leaves room for the marker. */
export const MOST_OF_COMMENT = MOST_CHARACTERS - 1000;

/**
 * Has the pull request carry one comment that says `body`. What is there already is not written again. Gives its address;
 * `undefined` where none is there and none is to be. Raises {@link Failure}.
 */
export async function keepComment(
  { number, gate, body, opens }: StickyComment,
  github: GitHub,
): Promise<string | undefined> {
  const text = `${body.trimEnd()}\n\n${markerLine({ gate })}\n`;
  const [own, ...doubles] = await ownComments(number, gate, github);
  if (own === undefined) return opens ? (await github.createComment(number, text)).url : undefined;
  const { url } = own;
  await write(own, text, github);
  // Two runs at once may both have found none.
  for (const each of doubles) await write(each, `This is told [above](${url}).\n\n${markerLine({ gate })}\n`, github);
  return url;
}

/** Oldest first: those of bots or, where there is none, of people of the repository. A stranger's marker is none. */
async function ownComments(number: number, gate: string, github: GitHub): Promise<readonly Comment[]> {
  const marked = (await github.comments(number)).filter(({ body }) => gateMarkerIn(body)?.gate === gate);
  const bots = marked.filter(({ author }) => author.bot);
  if (bots.length > 0) return bots;
  const people: Comment[] = [];
  for (const comment of marked) {
    const { login } = comment.author;
    if (login !== '' && (await github.mayBeAssigned(login))) people.push(comment);
  }
  return people;
}

async function write({ id, body }: Comment, text: string, github: GitHub): Promise<void> {
  const plain = (written: string) => written.replaceAll('\r\n', '\n').trim();
  if (plain(body) !== plain(text)) await github.updateComment(id, text);
}
