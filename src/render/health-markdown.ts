// How the APIs fared, as Markdown.

import type { HealthLook } from '../model/health.ts';
import type { ApiReport, Report } from '../model/report.ts';
import { SPAN_HEADS, spanCells, statusLines, WEEK_LEGEND, weekLines, worthAWeek } from './health-words.ts';
import { clip, inertMarkdown } from './inert.ts';
import { acceptedItem, findingItem, message } from './markdown-finding.ts';
import type { MarkdownOptions } from './markdown-groups.ts';
import { acknowledgedFindings, headline } from './words.ts';

const MAX_NAME = 200;
const MAX_IMPACTS = 20;
const MAX_WEEKS = 5;

/** The report as Markdown with a final newline. */
export function renderHealthMarkdown(report: Report, { allImpacts = false }: MarkdownOptions = {}): string {
  const impacts = allImpacts ? Number.POSITIVE_INFINITY : MAX_IMPACTS;
  const parts = [`## Health: ${headline(report)}`, ...report.apis.map((api) => apiPart(api, impacts))];
  return `${parts.join('\n\n')}\n`;
}

function apiPart(api: ApiReport, maxImpacts: number): string {
  const { health, unknown } = api;
  const open = api.findings.filter(({ acknowledgement }) => acknowledgement === undefined);
  const items = [
    ...open.map((finding) => findingItem(finding, api.lineOf, maxImpacts)),
    ...acknowledgedFindings(api).map(acceptedItem),
  ];
  return [
    `### ${inertMarkdown(clip(api.api, MAX_NAME))}`,
    ...(unknown === undefined
      ? []
      : [
          `**could not look:** ${message(unknown.message)}${unknown.hint === undefined ? '' : `; ${message(unknown.hint)}`}`,
        ]),
    ...(health === undefined ? [] : statusLines(health).map((line) => inertMarkdown(clip(line, 2 * MAX_NAME)))),
    ...(items.length === 0 ? [] : [items.join('\n')]),
    ...(health === undefined ? [] : [table(health), ...weeks(health)]),
  ].join('\n\n');
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
