// What came of taking samples, for a developer at a terminal.

import picocolors from 'picocolors';
import type { ApiReport, Report } from '../model/report.ts';
import type { SamplingLook } from '../model/sampling.ts';
import { clip, inertTerminal } from './inert.ts';
import { heldAgainst, SAMPLE_HEADS, sampleCells } from './sampled-words.ts';
import type { TextOptions } from './text.ts';
import { acceptedFinding, findingInFull, gutter, type Page, quiet, sentence, unknownInFull } from './text-finding.ts';
import { acknowledgedFindings, headline, outcomesInWords } from './words.ts';
import { wrap } from './wrap.ts';

const MAX_NAME = 200;
const MAX_CELL = 40;
const MAX_IN_FULL = 40;

/** The report as text with a final newline. */
export function renderSampled(report: Report, options: TextOptions): string {
  const page: Page = {
    colors: picocolors.createColors(options.color),
    width: Math.max(60, options.width ?? 100),
    allImpacts: options.allImpacts === true,
    verbose: options.verbose === true,
  };
  return `${[...report.apis.map((api) => apiInFull(api, page)), summary(report, page)].join('\n\n')}\n`;
}

function apiInFull(api: ApiReport, page: Page): string {
  const { colors, width } = page;
  const { sampling, unknown } = api;
  const facts = sampling === undefined ? [] : [heldAgainst(api.api, sampling)];
  const heading = [
    colors.bold(colors.underline(inertTerminal(clip(api.api, MAX_NAME)))),
    ...facts.map((fact) => wrap({ text: '' }, [{ text: inertTerminal(fact), paint: colors.dim }], width)),
  ].join('\n');
  const open = api.findings.filter(({ acknowledgement }) => acknowledgement === undefined);
  const full = page.verbose ? open : open.slice(0, MAX_IN_FULL);
  return [
    heading,
    ...(api.outcome === 'unknown' ? [unknownInFull(unknown, page)] : []),
    ...full.map((finding) => findingInFull(finding, api.lineOf, page)),
    ...(full.length < open.length
      ? [quiet([`and ${open.length - full.length} more; --verbose lists them`], page)]
      : []),
    ...acknowledgedFindings(api).map((finding) => acceptedFinding(finding, page)),
    ...(sampling === undefined ? [] : [...table(sampling, page), ...leftOut(sampling, page)]),
  ].join('\n\n');
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

function summary(report: Report, { colors, width }: Page): string {
  const paint = { clean: colors.green, drift: colors.bold, unknown: colors.yellow }[report.outcome];
  return wrap({ text: '' }, [{ text: `${headline(report)}; ${outcomesInWords(report)}`, paint }], width);
}
