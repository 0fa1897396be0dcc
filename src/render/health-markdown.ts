// How the APIs fared, as Markdown.

import type { HealthLook } from '../model/health.ts';
import type { Report } from '../model/report.ts';
import { SPAN_HEADS, spanCells, statusLines, WEEK_LEGEND, weekLines, worthAWeek } from './health-words.ts';
import { clip, inertMarkdown } from './inert.ts';
import { renderLookedMarkdown } from './looked-markdown.ts';
import type { MarkdownOptions } from './markdown-groups.ts';

const MAX_NAME = 200;
const MAX_WEEKS = 5;

/** The report as Markdown with a final newline. */
export function renderHealthMarkdown(report: Report, options: MarkdownOptions = {}): string {
  return renderLookedMarkdown(report, options, {
    title: 'Health',
    facts: ({ health }) =>
      health === undefined ? [] : statusLines(health).map((line) => inertMarkdown(clip(line, 2 * MAX_NAME))),
    below: ({ health }) => (health === undefined ? [] : [table(health), ...weeks(health)]),
  });
}

function table({ operations }: HealthLook): string {
  const rows = operations.flatMap(({ operation, spans }) =>
    spans.map((span, at) => [at === 0 ? inertMarkdown(clip(operation, MAX_NAME)) : '', ...spanCells(span)]),
  );
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(['operation', ...SPAN_HEADS]), '|---|---|--:|--:|--:|--:|--:|--:|', ...rows.map(line)].join('\n');
}

function weeks(health: HealthLook): readonly string[] {
  const shown = worthAWeek(health, false).slice(0, MAX_WEEKS);
  if (shown.length === 0) return [];
  return [
    `Hours of the week (${inertMarkdown(health.timeZone)}): ${WEEK_LEGEND}.`,
    ...shown.map(({ operation, week }) =>
      [inertMarkdown(clip(operation, MAX_NAME)), '', '```text', ...weekLines(week), '```'].join('\n'),
    ),
  ];
}
