// What came of taking samples, as Markdown.

import type { ApiReport, Report } from '../model/report.ts';
import type { SamplingLook } from '../model/sampling.ts';
import { clip, inertMarkdown } from './inert.ts';
import { acceptedItem, findingItem, message } from './markdown-finding.ts';
import type { MarkdownOptions } from './markdown-groups.ts';
import { heldAgainst, SAMPLE_HEADS, sampleCells } from './sampled-words.ts';
import { acknowledgedFindings, headline } from './words.ts';

const MAX_NAME = 200;
const MAX_IMPACTS = 20;

/** The report as Markdown with a final newline. */
export function renderSampledMarkdown(report: Report, { allImpacts = false }: MarkdownOptions = {}): string {
  const impacts = allImpacts ? Number.POSITIVE_INFINITY : MAX_IMPACTS;
  const parts = [`## Samples: ${headline(report)}`, ...report.apis.map((api) => apiPart(api, impacts))];
  return `${parts.join('\n\n')}\n`;
}

function apiPart(api: ApiReport, maxImpacts: number): string {
  const { sampling, unknown } = api;
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
    ...(sampling === undefined ? [] : [message(heldAgainst(api.api, sampling))]),
    ...(items.length === 0 ? [] : [items.join('\n')]),
    ...(sampling === undefined ? [] : parts(sampling)),
  ].join('\n\n');
}

function parts({ samples, leftOut }: SamplingLook): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rows = samples.map((row) => line(sampleCells(row).map((cell) => inertMarkdown(clip(cell, MAX_NAME)))));
  const out = leftOut.map(({ name, why }) => `- left out: ${inertMarkdown(clip(name, MAX_NAME))}: ${message(why)}`);
  return [
    ...(rows.length === 0 ? [] : [[line(SAMPLE_HEADS), line(SAMPLE_HEADS.map(() => '---')), ...rows].join('\n')]),
    ...(out.length === 0 ? [] : [out.join('\n')]),
  ];
}
