// What calling the sandboxes came to, for a developer at a terminal.

import type { LiveCounts, LiveInteraction, LiveVerification } from '../model/live-verification.ts';
import type { Report } from '../model/report.ts';
import { clip, inertTerminal } from './inert.ts';
import { renderLooked } from './looked.ts';
import { gutter, type Page, quiet, type TextOptions } from './text-page.ts';
import { countsInWords, plural } from './words.ts';
import { wrap } from './wrap.ts';

const MAX_NAME = 200;
const MAX_NOT_RUN = 3;

/** The report as text with a final newline. */
export function renderLive(report: Report, options: TextOptions): string {
  return renderLooked(report, options, {
    facts: ({ live }) =>
      live === undefined ? [] : [`sandbox ${clip(live.sandbox, MAX_NAME)} · ${interactionsInWords(live.counts)}`],
    below: ({ live }, page) => (live?.contracts ?? []).flatMap((contract) => asideOf(contract, page)),
    summary,
  });
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
function summary({ counts, apis }: Report): string {
  const all = apis.map(({ live }) => live?.counts ?? NOTHING).reduce(sum, NOTHING);
  const unknown = apis.filter((api) => api.outcome === 'unknown').length;
  const facts = [
    interactionsInWords(all),
    ...(apis.some(({ findings }) => findings.length > 0) ? [countsInWords(counts)] : []),
    ...(unknown > 0 ? [`${plural(unknown, 'API')} unknown`] : []),
  ];
  return facts.join('; ');
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
