// What is to be done so that issues on GitHub say what they should: pure, from what is there to the next steps.

import type { Reopen } from '../../config/notify.ts';
import type { IssueText } from '../../render/issue.ts';
import {
  type IssueChanges,
  type IssueMarker,
  issueMarkerIn,
  type Mention,
  markerLine,
} from '../../render/issue-marker.ts';
import { MOST_CHARACTERS } from '../../render/issue-parts.ts';
import type { Comment, Issue, IssueState } from '../github/client.ts';
import { changesComment, commentSteps, plain } from './github-comments.ts';
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

/** Issues with our marker about one API. */
export function withMarker(issues: readonly Issue[], api: string): readonly OwnIssue[] {
  return issues.flatMap((issue) => {
    const marker = issueMarkerIn(issue.body);
    return marker?.api === api ? [{ ...issue, marker }] : [];
  });
}
