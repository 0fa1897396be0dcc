// Countdowns for people and for machines: what ends when, by whose word, and who has to move.

import type { Deadline } from '../model/deadline.ts';
import type { Json } from '../model/json.ts';
import type { Outcome, UnknownReason } from '../model/report.ts';
import { clip, inertMessage, inertTerminal, inlineCode } from './inert.ts';
import { escapeActing } from './json.ts';
import { plural } from './words.ts';

/** The countdowns of some APIs, as they are shown. */
export interface Countdowns {
  readonly outcome: Outcome;
  /** RFC 3339 date, UTC. */
  readonly today: string;
  /** What ends within so many days is near. */
  readonly within: number;
  readonly apis: readonly {
    readonly api: string;
    /** Whether contracts are named. */
    readonly contracted: boolean;
    readonly deadlines: readonly Deadline[];
    readonly unseen: readonly UnknownReason[];
  }[];
}

type ApiCountdowns = Countdowns['apis'][number];

const LONGEST_CELL = 80;

const HEADINGS = ['left', 'ends', 'operation', 'by', 'instead', 'consumers'] as const;

/** The countdowns as a table for each API, with a final newline. */
export function renderDeadlines(report: Countdowns): string {
  const parts = report.apis.map((api) => {
    const rows = api.deadlines.map((deadline) =>
      rowOf(deadline).map((text) => clip(inertTerminal(text), LONGEST_CELL)),
    );
    const lines = rows.length === 0 ? [] : columns([HEADINGS, ...rows]);
    const conflicts = api.deadlines.flatMap((each) => each.conflicts.map((said) => `! ${each.operation}: ${said}`));
    const remarks = [nothingSaid(api), ...conflicts, ...api.unseen.map(unseenInWords)];
    return [api.api, ...lines, ...remarks.filter((remark) => remark !== '')]
      .map((line, at) => (at === 0 ? inertTerminal(line) : `  ${inertTerminal(line)}`))
      .join('\n');
  });
  return `${[...parts, summary(report)].join('\n\n')}\n`;
}

/** The countdowns as Markdown with a final newline. */
export function renderDeadlinesMarkdown(report: Countdowns): string {
  const parts = report.apis.flatMap((api) => {
    const rows = api.deadlines.map((deadline) => `| ${rowOf(deadline).map(cell).join(' | ')} |`);
    const table =
      rows.length === 0 ? [] : [`| ${HEADINGS.join(' | ')} |\n|${'---|'.repeat(HEADINGS.length)}\n${rows.join('\n')}`];
    const conflicts = api.deadlines.flatMap(({ operation, conflicts }) =>
      conflicts.map((said) => `- ${inlineCode(operation)}: ${inertMessage(said)}`),
    );
    const remarks = [nothingSaid(api), ...api.unseen.map(unseenInWords)].filter((remark) => remark !== '');
    return [`## ${inlineCode(api.api)}`, ...table, ...conflicts, ...remarks.map(inertMessage)];
  });
  return `${['# Deadlines', ...parts, summary(report)].join('\n\n')}\n`;
}

/** The countdowns as JSON with a final newline. */
export function renderDeadlinesJson({ outcome, today, within, apis }: Countdowns): string {
  const printed: Json = {
    version: 1,
    outcome,
    today,
    within,
    apis: apis.map(({ api, contracted, deadlines, unseen }) => ({
      api,
      contracted,
      deadlines: deadlines.map(printedDeadline),
      unseen: unseen.map(({ code, message, hint, place }) => ({
        code,
        message,
        hint: hint ?? null,
        place: place ?? null,
      })),
    })),
  };
  return `${escapeActing(JSON.stringify(printed, null, 2))}\n`;
}

function printedDeadline({
  operation,
  part,
  ends,
  daysLeft,
  since,
  by,
  successor,
  more,
  consumers,
  ...rest
}: Deadline): Json {
  return {
    operation,
    part: part === undefined ? null : { in: part.in, name: part.name },
    ends: ends ?? null,
    daysLeft: daysLeft ?? null,
    since: since ?? null,
    source: by.source,
    where: by.where,
    successor: successor ?? null,
    more: [...more],
    consumers: [...consumers],
    conflicts: [...rest.conflicts],
    message: rest.message,
  };
}

function rowOf({ operation, part, ends, daysLeft, by, successor, consumers }: Deadline): readonly string[] {
  const what = part === undefined ? operation : `${operation} · ${part.in === 'body' ? 'field' : part.in} ${part.name}`;
  return [
    left(daysLeft),
    ends ?? 'not said',
    what,
    by.where.replaceAll('`', ''),
    successor ?? '-',
    consumers.join(', '),
  ];
}

function left(daysLeft: number | undefined): string {
  if (daysLeft === undefined) return '?';
  if (daysLeft < 0) return `${plural(-daysLeft, 'day')} ago`;
  return daysLeft === 0 ? 'today' : plural(daysLeft, 'day');
}

function nothingSaid({ contracted, deadlines, unseen }: ApiCountdowns): string {
  if (!contracted) return 'no contract is named: name some under `contracts` to see what ends of what you use';
  if (deadlines.length > 0) return '';
  return unseen.length > 0
    ? 'nothing is known to end, of what could be looked at'
    : 'nothing that is used is known to end';
}

function unseenInWords({ message, hint }: UnknownReason): string {
  return `could not look: ${message}${hint === undefined ? '' : ` (${hint})`}`;
}

function summary({ today, within, apis }: Countdowns): string {
  const days = apis.flatMap(({ deadlines }) => deadlines.flatMap(({ daysLeft }) => daysLeft ?? []));
  const past = days.filter((left) => left < 0).length;
  const near = days.filter((left) => left >= 0 && left <= within).length;
  const unseen = apis.reduce((count, api) => count + api.unseen.length, 0);
  const parts = [
    ...(past > 0 ? [`${past} ended`] : []),
    `${near} ${near === 1 ? 'ends' : 'end'} within ${plural(within, 'day')}`,
    `${days.length - past - near} later`,
    ...(unseen > 0 ? [`${plural(unseen, 'source')} could not be looked at`] : []),
  ];
  return `${parts.join(', ')} (${today})`;
}

function cell(text: string): string {
  return text === '-' ? text : inlineCode(text).replaceAll('|', '\\|');
}

/** Rows below one another, each column as wide as its widest cell, the last one as it is. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = HEADINGS.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows.map((row) =>
    row
      .map((text, at) => (at === row.length - 1 ? text : text.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
