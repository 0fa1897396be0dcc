// What stays on an issue of parts of the API that were not looked at this time.

import type { Part } from '../model/part.ts';
import { inlineCode } from './inert.ts';
import { type IssueText, inertTitle, keptBy } from './issue.ts';
import { type Mention, markerJson } from './issue-marker.ts';
import { MOST_CHARACTERS } from './issue-parts.ts';
import { message } from './markdown-finding.ts';
import { fitting } from './markdown-groups.ts';

/** What was looked at. */
export interface Seen {
  /** The parts of which all is known. */
  readonly known: readonly Part[];
  /** The fingerprints of all findings, told or not. */
  readonly found: readonly string[];
}

const MAX_LIST = 8_000;
// For what stands around the findings in a marker, and for numbers in it that grow.
const SLACK = 1_000;

/** Those findings of `before` of which nobody can say whether they are gone. */
export function staying(before: readonly Mention[], { known, found }: Seen): readonly Mention[] {
  const there = new Set(found);
  return before.filter(([fingerprint, , part = 'document']) => !known.includes(part) && !there.has(fingerprint));
}

/** The text, in which these findings stand as well; they are open, and none of them is new or gone. */
export function withStaying(text: IssueText, stays: readonly Mention[], api: string): IssueText {
  if (stays.length === 0) return text;
  const isAll = text.open.length === 0;
  const lines = fitting(stays.map(stayingItem), MAX_LIST);
  const more = stays.length === lines.length ? [] : [`- and ${stays.length - lines.length} more`];
  const list = [`### ? ${stays.length} not looked at this time`, '', ...lines, ...more].join('\n');
  const foot = keptBy(api);
  const [first = '', ...further] = text.parts;
  const whole = `${isAll ? '' : first.slice(0, -foot.length)}${list}\n\n${foot}`;
  const isWhole = whole.length + lengthOf([...text.findings, ...stays]) <= MOST_CHARACTERS;
  const body = isWhole ? whole : first;
  const room = MOST_CHARACTERS - body.length - lengthOf(text.findings);
  const silent = stays.map(([fingerprint, , ...part]): Mention => [fingerprint, '', ...part]);
  const marked = isWhole ? stays : silent.slice(0, fitting(silent.map(markerJson), room).length);
  return {
    ...text,
    title: inertTitle(`${isAll ? `${api}:` : `${text.title},`} ${stays.length} not looked at`),
    parts: isWhole ? [body, ...further] : [body, ...further, list],
    // Of what has no room here nothing is told any more, as of findings for which there is no room.
    findings: [...text.findings, ...marked],
    open: [...text.open, ...stays.map(([fingerprint]) => fingerprint)],
  };
}

function lengthOf(findings: readonly Mention[]): number {
  return markerJson(findings).length + SLACK;
}

function stayingItem([fingerprint, said]: Mention): string {
  return `- [ ] <!-- ${fingerprint} -->${said === '' ? '' : `${message(said)} · `}${inlineCode(fingerprint)}`;
}
