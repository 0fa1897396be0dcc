// What calling the sandboxes came to, for a developer at a terminal and for machines.

import picocolors from 'picocolors';
import type {
  LiveApiReport,
  LiveCounts,
  LiveFinding,
  LiveInteraction,
  LiveReport,
  LiveVerification,
} from '../model/live-verification.ts';
import { clip, inertTerminal } from './inert.ts';
import { escapeActing } from './json.ts';
import type { TextOptions } from './text.ts';
import { detail, gutter, type Page, quiet, sentence, severityPaint } from './text-finding.ts';
import { plural, SEVERITY_SYMBOLS } from './words.ts';
import { wrap } from './wrap.ts';

const MAX_NAME = 200;
const MAX_NOT_RUN = 3;

/** The report as text with a final newline. */
export function renderLiveText(report: LiveReport, options: TextOptions): string {
  const page: Page = {
    colors: picocolors.createColors(options.color),
    width: Math.max(60, options.width ?? 100),
    allImpacts: options.allImpacts === true,
    verbose: options.verbose === true,
  };
  const paint = { clean: page.colors.green, drift: page.colors.bold, unknown: page.colors.yellow }[report.outcome];
  const summary = wrap({ text: '' }, [{ text: `live: ${countsInWords(report.counts)}`, paint }], page.width);
  return `${[...report.apis.map((api) => apiInFull(api, page)), summary].join('\n\n')}\n`;
}

function apiInFull(api: LiveApiReport, page: Page): string {
  const { colors, width } = page;
  const facts = `sandbox ${inertTerminal(clip(api.sandbox, MAX_NAME))} · ${countsInWords(api.counts)}`;
  const heading = [
    `${colors.bold(colors.underline(inertTerminal(clip(api.api, MAX_NAME))))}`,
    wrap({ text: '' }, [{ text: facts, paint: colors.dim }], width),
  ].join('\n');
  const blocks = [
    ...(api.unknown === undefined ? [] : [unknownInFull(api, page)]),
    ...api.findings.map((finding) => findingInFull(finding, page)),
    ...api.contracts.flatMap((contract) => asideOf(contract, page)),
  ];
  return [heading, ...blocks].join('\n\n');
}

function unknownInFull({ unknown }: LiveApiReport, page: Page): string {
  const loud = (text: string) => page.colors.bold(page.colors.yellow(text));
  const why = sentence(unknown?.message ?? 'the reason is not known', page);
  return [
    wrap(
      { text: gutter('?', 'unknown'), paint: loud },
      [{ text: 'could not look: ', paint: loud }, ...why],
      page.width,
    ),
    ...(unknown?.hint === undefined ? [] : [detail(sentence(unknown.hint, page), page)]),
    quiet([unknown?.code ?? ''], page),
  ].join('\n');
}

function findingInFull(finding: LiveFinding, page: Page): string {
  const { severity, impact, acknowledgement } = finding;
  const open = acknowledgement === undefined;
  const first = open
    ? { text: gutter(SEVERITY_SYMBOLS[severity], severity), paint: severityPaint(severity, page) }
    : { text: gutter('✓', 'accepted'), paint: page.colors.green };
  const place = [impact.operation, impact.status ?? '', impact.header ?? impact.field].filter((part) => part !== '');
  const hit = severity === 'info' ? 'would break, were it not pending' : 'breaks';
  const where = `${finding.contract}${finding.line === undefined ? '' : `:${finding.line}`}`;
  return [
    wrap(first, sentence(finding.message, page), page.width),
    detail([{ text: clip(inertTerminal(place.join(' · ')), MAX_NAME), paint: page.colors.cyan }], page),
    detail(sentence(`${finding.consumer} ${hit}: \`${finding.interaction}\` expects it otherwise`, page), page),
    ...(page.verbose ? [quiet([`expected ${finding.expected}`, `actual ${finding.actual}`], page)] : []),
    quiet([where, finding.rule, finding.fingerprint], page),
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

/** `2 interactions: 1 passed, 1 not run`. */
function countsInWords({ passed, failed, notRun, leftOut }: LiveCounts): string {
  const parts = Object.entries({ passed, failed, 'not run': notRun, 'left out': leftOut })
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count} ${word}`);
  return `${plural(passed + failed + notRun + leftOut, 'interaction')}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}

/** The report as JSON text with a final newline. What would act on a terminal is escaped. */
export function renderLiveJson(report: LiveReport): string {
  const { outcome, counts, apis } = report;
  return `${escapeActing(JSON.stringify({ version: 1, outcome, counts, apis: apis.map(printApi) }, null, 2))}\n`;
}

function printApi({ api, sandbox, outcome, unknown, counts, findings, contracts }: LiveApiReport): object {
  return {
    api,
    sandbox,
    outcome,
    ...(unknown === undefined ? {} : { reason: unknown.message, code: unknown.code, hint: unknown.hint ?? null }),
    counts,
    findings: findings.map(printFinding),
    contracts: contracts.map(({ contract, consumer, remarks, interactions }) => ({
      contract,
      consumer,
      remarks,
      interactions: interactions.map(printInteraction),
    })),
  };
}

function printFinding({ impact, line, acknowledgement, ...finding }: LiveFinding): object {
  const { path: _, ...place } = impact;
  return { ...finding, ...place, line: line ?? null, acknowledgement: acknowledgement ?? null };
}

function printInteraction({ name, pointer, operation, states, pending, result }: LiveInteraction): object {
  const why = 'message' in result ? { message: result.message } : {};
  const code = 'code' in result ? { code: result.code } : {};
  return { name, pointer, operation: operation ?? null, states, pending, result: result.status, ...code, ...why };
}
