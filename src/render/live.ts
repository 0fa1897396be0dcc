// What calling the sandboxes came to, for a developer at a terminal.

import picocolors from 'picocolors';
import type { LiveCounts, LiveInteraction, LiveVerification } from '../model/live-verification.ts';
import type { LiveApi, LiveReport } from '../model/verification.ts';
import { clip, inertTerminal } from './inert.ts';
import type { TextOptions } from './text.ts';
import { acceptedFinding, detail, findingInFull, gutter, type Page, quiet, sentence } from './text-finding.ts';
import { acknowledgedFindings, countsInWords, plural } from './words.ts';
import { wrap } from './wrap.ts';

const MAX_NAME = 200;
const MAX_NOT_RUN = 3;
const MAX_IN_FULL = 40;

/** The report as text with a final newline. */
export function renderLive(report: LiveReport, options: TextOptions): string {
  const page: Page = {
    colors: picocolors.createColors(options.color),
    width: Math.max(60, options.width ?? 100),
    allImpacts: options.allImpacts === true,
    verbose: options.verbose === true,
  };
  return `${[...report.apis.map((api) => apiInFull(api, page)), summary(report, page)].join('\n\n')}\n`;
}

function apiInFull(api: LiveApi, page: Page): string {
  const { colors, width } = page;
  const { sandbox, counts, contracts } = api.live;
  const facts = `sandbox ${inertTerminal(clip(sandbox, MAX_NAME))} · ${interactionsInWords(counts)}`;
  const heading = [
    colors.bold(colors.underline(inertTerminal(clip(api.api, MAX_NAME)))),
    wrap({ text: '' }, [{ text: facts, paint: colors.dim }], width),
  ].join('\n');
  const open = api.findings.filter(({ acknowledgement }) => acknowledgement === undefined);
  const full = page.verbose ? open : open.slice(0, MAX_IN_FULL);
  return [
    heading,
    ...(api.unknown === undefined ? [] : [unknownInFull(api, page)]),
    ...full.map((finding) => findingInFull(finding, api.lineOf, page)),
    ...(full.length < open.length
      ? [quiet([`and ${open.length - full.length} more; --verbose lists them`], page)]
      : []),
    ...acknowledgedFindings(api).map((finding) => acceptedFinding(finding, page)),
    ...contracts.flatMap((contract) => asideOf(contract, page)),
  ].join('\n\n');
}

function unknownInFull({ unknown }: LiveApi, page: Page): string {
  const loud = (text: string) => page.colors.bold(page.colors.yellow(text));
  const why = sentence(unknown?.message ?? 'the reason is not known', page);
  return [
    wrap(
      { text: gutter('?', 'unknown'), paint: loud },
      [{ text: 'could not look: ', paint: loud }, ...why],
      page.width,
    ),
    ...(unknown?.hint === undefined ? [] : [detail(sentence(unknown.hint, page), page)]),
    quiet([unknown?.place ?? '', unknown?.code ?? ''], page),
  ].join('\n');
}

/** What was not run or left out, and remarks. */
function asideOf({ interactions, remarks, contract }: LiveVerification, page: Page): readonly string[] {
  const lines = [
    ...cut(interactions, 'not run', page).map((each) => `not run: ${each}`),
    ...cut(interactions, 'left out', page).map((each) => `left out: ${each}`),
    ...remarks,
  ];
  if (lines.length === 0) return [];
  const first = wrap({ text: gutter('!', 'notes') }, [{ text: clip(inertTerminal(contract), MAX_NAME) }], page.width);
  return [[first, ...lines.map((line) => quiet([line], page))].join('\n')];
}

function cut(interactions: readonly LiveInteraction[], status: 'not run' | 'left out', page: Page): readonly string[] {
  const all = interactions.flatMap(({ name, result }) =>
    result.status === status ? [`${name}: ${result.message}`] : [],
  );
  const shown = page.verbose ? all : all.slice(0, MAX_NOT_RUN);
  return shown.length === all.length ? all : [...shown, `${all.length - shown.length} more; --verbose lists them`];
}

/** `3 interactions: 1 passed, 1 failed, 1 left out; 1 breaking`. */
function summary({ outcome, counts, apis }: LiveReport, { colors, width }: Page): string {
  const all = apis.map(({ live }) => live.counts).reduce(sum, NOTHING);
  const unknown = apis.filter((api) => api.outcome === 'unknown').length;
  const facts = [
    interactionsInWords(all),
    ...(apis.some(({ findings }) => findings.length > 0) ? [countsInWords(counts)] : []),
    ...(unknown > 0 ? [`${plural(unknown, 'API')} unknown`] : []),
  ];
  const paint = { clean: colors.green, drift: colors.bold, unknown: colors.yellow }[outcome];
  return wrap({ text: '' }, [{ text: facts.join('; '), paint }], width);
}

const NOTHING: LiveCounts = { passed: 0, failed: 0, notRun: 0, leftOut: 0 };

function sum(a: LiveCounts, b: LiveCounts): LiveCounts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    notRun: a.notRun + b.notRun,
    leftOut: a.leftOut + b.leftOut,
  };
}

/** `2 interactions: 1 passed, 1 not run`. */
function interactionsInWords({ passed, failed, notRun, leftOut }: LiveCounts): string {
  const parts = Object.entries({ passed, failed, 'not run': notRun, 'left out': leftOut })
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count} ${word}`);
  return `${plural(passed + failed + notRun + leftOut, 'interaction')}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}
