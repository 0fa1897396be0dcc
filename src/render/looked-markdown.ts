// A look at APIs that is no comparison of documents, as Markdown: its findings, and what it shows beside.

import type { ApiReport, Report } from '../model/report.ts';
import { clip, inertMarkdown } from './inert.ts';
import { acceptedItem, findingItem, message } from './markdown-finding.ts';
import type { MarkdownOptions } from './markdown-groups.ts';
import { acknowledgedFindings, headline, openFindings } from './words.ts';

const MAX_NAME = 200;
const MAX_IMPACTS = 20;

/** What a look shows of one API beside its findings, as inert Markdown. */
export interface LookedApiMarkdown {
  /** Paragraphs below the name of an API. */
  readonly facts: (api: ApiReport) => readonly string[];
  /** Blocks below its findings. */
  readonly below: (api: ApiReport) => readonly string[];
}

/** What a look shows beside its findings. */
export interface LookedMarkdown extends LookedApiMarkdown {
  /** What was looked at: `Health`. */
  readonly title: string;
}

/** The report as Markdown with a final newline. */
export function renderLookedMarkdown(
  report: Report,
  { allImpacts = false }: MarkdownOptions,
  looked: LookedMarkdown,
): string {
  const impacts = allImpacts ? Number.POSITIVE_INFINITY : MAX_IMPACTS;
  const parts = [`## ${looked.title}: ${headline(report)}`, ...report.apis.map((api) => apiPart(api, impacts, looked))];
  return `${parts.join('\n\n')}\n`;
}

function apiPart(api: ApiReport, maxImpacts: number, { facts, below }: LookedMarkdown): string {
  const open = openFindings(api);
  const items = [
    ...open.map((finding) => findingItem(finding, api.lineOf, maxImpacts)),
    ...acknowledgedFindings(api).map(acceptedItem),
  ];
  return [
    `### ${inertMarkdown(clip(api.api, MAX_NAME))}`,
    ...unknownPart(api),
    ...facts(api),
    ...(items.length === 0 ? [] : [items.join('\n')]),
    ...below(api),
  ].join('\n\n');
}

function unknownPart({ unknown }: ApiReport): readonly string[] {
  if (unknown === undefined) return [];
  const hint = unknown.hint === undefined ? '' : `; ${message(unknown.hint)}`;
  return [`**could not look:** ${message(unknown.message)}${hint}`];
}
