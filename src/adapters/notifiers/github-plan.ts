// What is to be done so that issues on GitHub say what they should: pure, from what is there to the next steps.

import type { Reopen } from '../../config/notify.ts';
import type { IssueText } from '../../render/issue.ts';
import { changesText } from '../../render/issue-changes.ts';
import {
  type CommentMarker,
  commentMarkerIn,
  type IssueChanges,
  type IssueMarker,
  issueMarkerIn,
  type Mention,
  markerLine,
  stateOf,
} from '../../render/issue-marker.ts';
import { MOST_CHARACTERS } from '../../render/issue-parts.ts';
import type { Comment, Issue, IssueState } from '../github/client.ts';
import type { Content } from './github-letter.ts';

/** An issue of ours: somebody whom we trust wrote it, and its text ends with our marker. */
export interface OwnIssue extends Issue {
  readonly marker: IssueMarker;
}

/** How issues are kept. */
export interface IssuePolicy {
  readonly reopen: Reopen;
  readonly closeWhenGone: boolean;
}

/** One write. */
export type Step =
  | { readonly do: 'open issue'; readonly text: Pick<IssueState, 'title' | 'body'> }
  | { readonly do: 'edit issue'; readonly number: number; readonly to: IssueEdit; readonly why: string }
  | { readonly do: 'comment'; readonly number: number; readonly body: string }
  | { readonly do: 'edit comment'; readonly number: number; readonly id: number; readonly body: string };

type IssueEdit = Pick<IssueState, 'title' | 'body'> & Partial<Pick<IssueState, 'state'>>;

/** The issue that is kept of some about the same, and those that stand beside it. */
export interface Standing {
  /** The oldest that is open, or else the last one. */
  readonly kept: OwnIssue | undefined;
  /** Open, and younger than the one that is kept. */
  readonly duplicates: readonly OwnIssue[];
}

/** Which of our issues about the same is kept. */
export function standing(issues: readonly OwnIssue[]): Standing {
  const sorted = issues
    .filter(({ marker }) => marker.duplicateOf === undefined)
    .toSorted((a, b) => a.number - b.number);
  const [oldest, ...duplicates] = sorted.filter(({ open }) => open);
  return { kept: oldest ?? sorted.at(-1), duplicates };
}

/** Closes an issue in favour of an older one. */
export function duplicateStep({ number, title, marker }: OwnIssue, of: number): Step {
  const text = `Duplicate of #${of}, which was opened first.`;
  const body = `${text}\n\n${markerLine({ ...marker, duplicateOf: of })}`;
  return { do: 'edit issue', number, to: { title, body, state: 'not planned' }, why: `closed as a duplicate of ${of}` };
}

/** Opens an issue, as of a look. Further parts of its text follow when it is there. */
export function openStep(api: string, text: IssueText, asOf: string): Step {
  const marker: IssueMarker = {
    ...{ api, finding: text.finding, revision: 1, parts: 1, asOf, findings: text.findings },
    ...{ told: undefined, duplicateOf: undefined },
  };
  return { do: 'open issue', text: { title: text.title, body: `${text.parts[0]}\n\n${markerLine(marker)}` } };
}

/** What becomes of an issue that is kept. */
export type Course = 'stays' | 'opens anew' | 'is reopened' | 'is closed' | 'is left closed';

/** What becomes of the issue, by what it said and what it is to say. */
export function courseOf({ open, marker }: OwnIssue, text: IssueText, { reopen, closeWhenGone }: IssuePolicy): Course {
  // One that says already that nothing is left, and is open all the same, was opened by somebody who wants it open.
  if (open && text.open.length === 0 && closeWhenGone && marker.findings.length > 0) return 'is closed';
  if (open) return 'stays';
  if (text.open.length === 0) return 'is left closed';
  const isNew = freshOf(marker, text).length > 0;
  if (reopen === 'always' || (reopen === 'new findings' && isNew)) return 'is reopened';
  return reopen === 'never' && isNew ? 'opens anew' : 'is left closed';
}

/** Whether an issue that stays as it is, open or closed, says all that it should in its body. */
export function isSaid(issue: OwnIssue, text: IssueText): boolean {
  const { marker, body, title } = issue;
  const isWhole = text.parts.length === 1 && marker.parts === 1;
  return isWhole && title === text.title && plain(body) === bodyOf(marker, text, ticksIn([body]));
}

/**
 * The steps by which an issue comes to say what it should: the comment that tells the changes, then the parts that are
 * comments, and at last the body, whose marker says that all of it is done. Whatever ends it in the middle, the same
 * steps without those that are done lead to the same end.
 */
export function updateSteps(
  issue: OwnIssue,
  comments: readonly Comment[],
  text: IssueText,
  { accepted, asOf }: Pick<Content, 'accepted' | 'asOf'>,
  course: Exclude<Course, 'opens anew'>,
): readonly Step[] {
  const { number, marker } = issue;
  const fresh = freshOf(marker, text);
  const open = new Set(text.open);
  const gone = marker.findings.filter(([fingerprint]) => !open.has(fingerprint));
  const isTold = course !== 'is left closed' && (fresh.length + gone.length > 0 || course === 'is reopened');
  const told: IssueChanges | undefined = isTold
    ? { fresh, gone, accepted: acceptedAmong(gone, accepted), left: text.open.length, course }
    : undefined;
  const next: IssueMarker = told === undefined ? marker : { ...marker, revision: marker.revision + 1, told };
  const changes = told === undefined ? [] : [changesComment(next.revision, text.findings, told)];
  const ticks = ticksIn([issue.body, ...comments.map(({ body }) => body)]);
  const further = text.parts
    .slice(1)
    .map((part, index) => ({ marker: { part: index + 2 }, text: withTicks(part, ticks) }));
  const surplus = Array.from({ length: Math.max(0, marker.parts - text.parts.length) }, (_, index) => ({
    marker: { part: text.parts.length + index + 1 },
    text: '_This part of the text is not needed any more._',
  }));
  const said = { title: text.title, body: bodyOf(next, text, ticks) };
  const isQuiet = course === 'stays' || course === 'is left closed';
  const isDone = isQuiet && said.title === issue.title && said.body === plain(issue.body);
  const { state, why } = ENDS[course];
  const to = { ...said, body: bodyOf({ ...next, asOf }, text, ticks) };
  const edit: Step = { do: 'edit issue', number, to: state === undefined ? to : { ...to, state }, why };
  return [
    ...[...changes, ...further, ...surplus].flatMap((wanted) => commentSteps(number, comments, wanted)),
    ...(isDone ? [] : [edit]),
  ];
}

/** The comment that tells the changes which led to a revision. */
function changesComment(revision: number, findings: readonly Mention[], told: IssueChanges) {
  return { marker: { changes: revision, state: stateOf(findings) }, text: changesText(told) };
}

function acceptedAmong(gone: readonly Mention[], accepted: readonly Mention[]): readonly Mention[] {
  const prints = new Set(gone.map(([fingerprint]) => fingerprint));
  return accepted.filter(([fingerprint]) => prints.has(fingerprint));
}

const ENDS: Readonly<
  Record<Exclude<Course, 'opens anew'>, { readonly state?: IssueState['state']; readonly why: string }>
> = {
  // Said with the text, lest another run close it meanwhile, and it would name findings and be closed.
  stays: { state: 'open', why: 'brought up to date' },
  'is left closed': { why: 'brought up to date, and left closed' },
  'is reopened': { state: 'open', why: 'opened again' },
  'is closed': { state: 'completed', why: 'closed: nothing of it is left' },
};

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

interface WantedComment {
  readonly marker: CommentMarker;
  readonly text: string;
}

function withMarkerLine({ marker, text }: WantedComment): string {
  return `${text}\n\n${markerLine(marker)}`;
}

function commentSteps(number: number, comments: readonly Comment[], wanted: WantedComment): readonly Step[] {
  const { marker } = wanted;
  const body = withMarkerLine(wanted);
  const there = comments.find((comment) => subjectOf(commentMarkerIn(comment.body)) === subjectOf(marker));
  if (there === undefined) return [{ do: 'comment', number, body }];
  return plain(there.body) === body ? [] : [{ do: 'edit comment', number, id: there.id, body }];
}

function freshOf(marker: IssueMarker, text: IssueText): readonly Mention[] {
  const known = new Set(marker.findings.map(([fingerprint]) => fingerprint));
  return text.findings.filter(([fingerprint]) => !known.has(fingerprint));
}

function bodyOf(marker: IssueMarker, text: IssueText, ticks: Ticks): string {
  const whole = { ...marker, parts: text.parts.length, findings: text.findings };
  const said = (line: string) => `${withTicks(text.parts[0] ?? '', ticks)}\n\n${line}`;
  const body = said(markerLine(whole));
  return body.length <= MOST_CHARACTERS ? body : said(markerLine({ ...whole, told: undefined }));
}

/** Fingerprints of what people ticked off. */
type Ticks = ReadonlySet<string>;

function ticksIn(texts: readonly string[]): Ticks {
  const found = texts.flatMap((text) => [...text.matchAll(/^- \[[xX]\] <!-- ([0-9a-f]{16}) -->/gm)]);
  return new Set(found.map(([, fingerprint = '']) => fingerprint));
}

/** The text, in which what people ticked off is ticked off still. */
function withTicks(text: string, ticks: Ticks): string {
  return text.replace(/^- \[ \] <!-- ([0-9a-f]{16}) -->/gm, (item, fingerprint: string) =>
    ticks.has(fingerprint) ? item.replace('[ ]', '[x]') : item,
  );
}

/** GitHub's editor ends lines with CR LF. */
function plain(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** Issues with our marker about one API. */
export function withMarker(issues: readonly Issue[], api: string): readonly OwnIssue[] {
  return issues.flatMap((issue) => {
    const marker = issueMarkerIn(issue.body);
    return marker?.api === api ? [{ ...issue, marker }] : [];
  });
}
