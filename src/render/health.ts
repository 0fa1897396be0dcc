// How the APIs fared, for a developer at a terminal.

import type { HealthLook, OperationHealth } from '../model/health.ts';
import type { Report } from '../model/report.ts';
import { SPAN_HEADS, spanCells, statusLines, WEEK_LEGEND, weekLines, worthAWeek } from './health-words.ts';
import { clip, inertTerminal } from './inert.ts';
import { renderLooked } from './looked.ts';
import type { Page, TextOptions } from './text-page.ts';
import { headline, plural } from './words.ts';
import { wrap } from './wrap.ts';

const MAX_NAME = 200;
const MAX_OPERATION = 40;
const MAX_WEEKS = 5;

/** The report as text with a final newline. */
export function renderHealth(report: Report, options: TextOptions): string {
  return renderLooked(report, options, {
    facts: ({ health }) => (health === undefined ? [] : [recorded(health), ...statusLines(health)]),
    below: ({ health }, page) => (health === undefined ? [] : [table(health, page), ...weeks(health, page)]),
    summary,
  });
}

function recorded({ since, until }: HealthLook): string {
  return `calls recorded from ${day(since)} to ${day(until)} UTC`;
}

/** `2026-11-22 14:00`. */
function day(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}

function table({ operations }: HealthLook, { colors }: Page): string {
  const rows = operations.flatMap(({ operation, spans }) =>
    spans.map((span, at) => [at === 0 ? clip(inertTerminal(operation), MAX_OPERATION) : '', ...spanCells(span)]),
  );
  const heads = ['operation', ...SPAN_HEADS];
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => (row[at] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `  ${row.map((text, at) => (at < 2 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0))).join('  ')}`.trimEnd();
  return [colors.dim(line(heads)), ...rows.map(line)].join('\n');
}

function weeks(health: HealthLook, { colors, verbose, width }: Page): readonly string[] {
  const worth = worthAWeek(health, verbose);
  const shown = verbose ? worth : worth.slice(0, MAX_WEEKS);
  if (shown.length === 0) return [];
  const left = worth.length - shown.length;
  const title = `hours of the week (${inertTerminal(health.timeZone)}): ${WEEK_LEGEND}`;
  return [
    wrap({ text: '  ' }, [{ text: title, paint: colors.dim }], width),
    ...shown.map((operation) => week(operation, colors.dim)),
    ...(left === 0 ? [] : [`  and ${plural(left, 'more operation')}; --verbose shows them`]),
  ];
}

function week({ operation, week: cells }: OperationHealth, dim: (text: string) => string): string {
  const [hours = '', ...days] = weekLines(cells).map((line) => `  ${line}`);
  return [`  ${clip(inertTerminal(operation), MAX_NAME)}`, dim(hours), ...days].join('\n');
}

/** `1 breaking; 2 APIs: 1 beyond a limit, 1 well`. */
function summary(report: Report): string {
  const count = (outcome: string): number => report.apis.filter((api) => api.outcome === outcome).length;
  const parts = [
    [count('drift'), 'beyond a limit'],
    [count('unknown'), 'of which nothing is known'],
    [count('clean'), 'well'],
  ].filter(([number]) => number !== 0);
  const apis = `${plural(report.apis.length, 'API')}: ${parts.map((part) => part.join(' ')).join(', ')}`;
  return `${headline(report)}; ${apis}`;
}
