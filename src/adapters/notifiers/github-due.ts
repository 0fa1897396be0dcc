// What is to be done next on GitHub for an API, by what is listed there.

import { type IssueText, settledIssue } from '../../render/issue.ts';
import { staying, withStaying } from '../../render/issue-staying.ts';
import { doubledSteps, hastySteps, isAhead } from './github-comments.ts';
import type { Content } from './github-letter.ts';
import type { Look } from './github-look.ts';
import {
  courseOf,
  duplicateStep,
  type IssuePolicy,
  isSaid,
  type OwnIssue,
  openStep,
  type Step,
  standing,
  updateSteps,
} from './github-plan.ts';

/** What is to be done next. */
export interface Due {
  readonly steps: readonly Step[];
  /** Whether comments tell of more than an issue does: a run was killed in between, or the list of issues lags. */
  readonly isBehind: boolean;
}

/**
 * The steps that lead from what `look` sees to what there should be. `again`: it is not known what an earlier attempt did, so
 * that comments are read even where nothing is to be said.
 */
export async function dueSteps(content: Content, look: Look, policy: IssuePolicy, again: boolean): Promise<Due> {
  const own = await look.issues(content.api);
  const steps: Step[] = [];
  let isBehind = false;
  for (const [finding, wanted] of wantedOf(content, own)) {
    const { kept, duplicates } = standing(own.filter(({ marker }) => marker.finding === finding));
    if (kept !== undefined) steps.push(...duplicates.map((issue) => duplicateStep(issue, kept.number)));
    const stays = kept === undefined ? [] : staying(kept.marker.findings, content);
    // One that is about a finding which was not looked at says all that there is to say of it.
    if (finding !== undefined && stays.length > 0) continue;
    const text = withStaying(wanted, stays, content.api);
    const course = kept === undefined ? 'opens anew' : courseOf(kept, text, policy);
    if (kept === undefined || (course === 'opens anew' && !isStale(kept, content))) {
      if (wanted.open.length > 0) steps.push(openStep(content.api, wanted, content.asOf));
      continue;
    }
    const isQuiet =
      isStale(kept, content) || ((course === 'stays' || course === 'is left closed') && isSaid(kept, text));
    const isSettled = isQuiet && !again && !look.hasWritten(kept.number);
    const comments = isSettled ? [] : await look.comments(kept.number);
    isBehind ||= isAhead(comments, kept);
    const due =
      isQuiet || course === 'opens anew'
        ? hastySteps(kept, comments)
        : updateSteps(kept, comments, text, content, course);
    steps.push(...due, ...doubledSteps(kept, comments, due));
  }
  return { steps, isBehind };
}

/** What each issue is to say: those that are wanted, and those that are there and tell of nothing that is left. */
function wantedOf({ api, issues }: Content, own: readonly OwnIssue[]): ReadonlyMap<string | undefined, IssueText> {
  const wanted = new Map<string | undefined, IssueText>(issues.map((text) => [text.finding, text]));
  for (const { marker, title } of own)
    if (!wanted.has(marker.finding)) wanted.set(marker.finding, settledIssue(api, marker.finding, title));
  return wanted;
}

const DAY = 24 * 60 * 60 * 1000;

/** Whether the issue is as of a later look, which another run told meanwhile. A clock that is a day wrong counts for nothing. */
function isStale({ marker }: OwnIssue, { asOf }: Content): boolean {
  const ahead = Date.parse(marker.asOf ?? '') - Date.parse(asOf);
  return ahead > 0 && ahead < DAY;
}
