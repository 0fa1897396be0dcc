// What came of taking samples, as Markdown.

import type { Report } from '../model/report.ts';
import type { SamplingLook } from '../model/sampling.ts';
import { clip, inertMarkdown } from './inert.ts';
import { type LookedApiMarkdown, renderLookedMarkdown } from './looked-markdown.ts';
import { message } from './markdown-finding.ts';
import type { MarkdownOptions } from './markdown-groups.ts';
import { heldAgainst, SAMPLE_HEADS, sampleCells } from './sampled-words.ts';

const MAX_NAME = 200;

/** What is shown of the samples of an API. */
export const SAMPLED: LookedApiMarkdown = {
  facts: ({ api, sampling }) => (sampling === undefined ? [] : [message(heldAgainst(api, sampling))]),
  below: ({ sampling }) => (sampling === undefined ? [] : parts(sampling)),
};

/** The report as Markdown with a final newline. */
export function renderSampledMarkdown(report: Report, options: MarkdownOptions = {}): string {
  return renderLookedMarkdown(report, options, { title: 'Samples', ...SAMPLED });
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
