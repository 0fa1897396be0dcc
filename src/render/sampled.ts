// What came of taking samples, for a developer at a terminal.

import type { Report } from '../model/report.ts';
import type { SamplingLook } from '../model/sampling.ts';
import { clip, inertTerminal } from './inert.ts';
import { type LookedApi, renderLooked } from './looked.ts';
import { heldAgainst, SAMPLE_HEADS, sampleCells } from './sampled-words.ts';
import { gutter, type Page, sentence, type TextOptions } from './text-page.ts';
import { headline, outcomesInWords } from './words.ts';
import { wrap } from './wrap.ts';

const MAX_CELL = 40;

/** What is shown of the samples of an API. */
export const SAMPLED: LookedApi = {
  facts: ({ api, sampling }) => (sampling === undefined ? [] : [heldAgainst(api, sampling)]),
  below: ({ sampling }, page) => (sampling === undefined ? [] : [...table(sampling, page), ...leftOut(sampling, page)]),
};

/** The report as text with a final newline. */
export function renderSampled(report: Report, options: TextOptions): string {
  return renderLooked(report, options, {
    ...SAMPLED,
    summary: (all) => `${headline(all)}; ${outcomesInWords(all)}`,
  });
}

function table({ samples }: SamplingLook, { colors }: Page): readonly string[] {
  if (samples.length === 0) return [];
  const rows = samples.map((row) => sampleCells(row).map((cell) => clip(inertTerminal(cell), MAX_CELL)));
  const widths = SAMPLE_HEADS.map((head, at) => Math.max(head.length, ...rows.map((row) => (row[at] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd();
  return [[colors.dim(line(SAMPLE_HEADS)), ...rows.map(line)].join('\n')];
}

function leftOut({ leftOut: samples }: SamplingLook, page: Page): readonly string[] {
  const lines = samples.map(({ name, why }) =>
    wrap(
      { text: gutter('!', 'left out') },
      [{ text: `${inertTerminal(clip(name, MAX_CELL))}: ` }, ...sentence(why, page)],
      page.width,
    ),
  );
  return lines.length === 0 ? [] : [lines.join('\n')];
}
