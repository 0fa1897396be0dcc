// Comments on an issue by what is there: each about something of its own, told once, as the issue itself says it.

import { changesText } from '../../render/issue-changes.ts';
import {
  type CommentMarker,
  commentMarkerIn,
  type IssueChanges,
  type Mention,
  markerLine,
  stateOf,
} from '../../render/issue-marker.ts';
import type { Comment } from '../github/client.ts';
import type { OwnIssue, Step } from './github-plan.ts';

/** The comment that tells the changes which led to a revision. */
export function changesComment(revision: number, findings: readonly Mention[], told: IssueChanges): WantedComment {
  return { marker: { changes: revision, state: stateOf(findings) }, text: changesText(told) };
}

/** Whether a comment tells of a revision that the issue does not say yet, and that was not taken back. */
export function isAhead(comments: readonly Comment[], { marker }: OwnIssue): boolean {
  return comments.some(({ body }) => {
    const found = commentMarkerIn(body);
    return found !== undefined && 'changes' in found && found.changes > marker.revision && !body.startsWith(TAKEN_BACK);
  });
}

const TAKEN_BACK = '_What this told of did not last._';

/** The steps by which a comment of a run that was killed before the text said the same tells of it no longer. */
export function hastySteps({ number, marker }: OwnIssue, comments: readonly Comment[]): readonly Step[] {
  const told = comments.map((comment) => ({ ...comment, marker: commentMarkerIn(comment.body) }));
  return told.flatMap(({ marker: found }) => {
    if (found === undefined || !('changes' in found) || found.changes <= marker.revision) return [];
    return commentSteps(number, comments, { marker: found, text: TAKEN_BACK });
  });
}

/**
 * The steps by which of comments about the same, as those of two runs at once are, only the oldest tells it; and that on the
 * revision of the issue tells what led to it: another run may have told something else before the issue was overwritten.
 * `planned` are steps that come before.
 */
export function doubledSteps(
  { number, marker }: OwnIssue,
  comments: readonly Comment[],
  planned: readonly Step[],
): readonly Step[] {
  const edited = new Set(planned.flatMap((step) => (step.do === 'edit comment' ? [step.id] : [])));
  const right = marker.told && withMarkerLine(changesComment(marker.revision, marker.findings, marker.told));
  const groups = Map.groupBy(
    comments.toSorted((a, b) => a.id - b.id),
    ({ body }) => subjectOf(commentMarkerIn(body)),
  );
  groups.delete(undefined);
  return [...groups].flatMap(([subject, [oldest, ...others]]): readonly Step[] => {
    if (oldest === undefined) return [];
    const isRight = right === undefined || subject !== `changes ${marker.revision}` || plain(oldest.body) === right;
    return [
      ...(isRight || edited.has(oldest.id)
        ? []
        : [{ do: 'edit comment' as const, number, id: oldest.id, body: right }]),
      ...others.map(({ id }) => ({
        do: 'edit comment' as const,
        number,
        id,
        body: '_This was told twice: see above._',
      })),
    ];
  });
}

/** Which part or revision a comment is about. */
function subjectOf(marker: CommentMarker | undefined): string | undefined {
  if (marker === undefined) return undefined;
  return 'part' in marker ? `part ${marker.part}` : `changes ${marker.changes}`;
}

/** A comment that there should be. */
export interface WantedComment {
  readonly marker: CommentMarker;
  readonly text: string;
}

function withMarkerLine({ marker, text }: WantedComment): string {
  return `${text}\n\n${markerLine(marker)}`;
}

/** The step by which there is such a comment, unless there is: one about the same says this now. */
export function commentSteps(number: number, comments: readonly Comment[], wanted: WantedComment): readonly Step[] {
  const { marker } = wanted;
  const body = withMarkerLine(wanted);
  const there = comments.find((comment) => subjectOf(commentMarkerIn(comment.body)) === subjectOf(marker));
  if (there === undefined) return [{ do: 'comment', number, body }];
  return plain(there.body) === body ? [] : [{ do: 'edit comment', number, id: there.id, body }];
}

/** The text with LF at the ends of lines: GitHub's editor ends them with CR LF. */
export function plain(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
