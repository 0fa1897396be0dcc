// What came of flows, for a developer at a terminal.

import picocolors from 'picocolors';
import type { FlowCounts, ToldFlow, ToldStep, ToldWorkflow } from '../model/flow.ts';
import type { ApiReport, Report } from '../model/report.ts';
import { exchangeLines, stepsInWords } from './flow-words.ts';
import { clip, inertTerminal } from './inert.ts';
import type { TextOptions } from './text.ts';
import { acceptedFinding, findingInFull, type Page, unknownInFull } from './text-finding.ts';
import { acknowledgedFindings, headline } from './words.ts';
import { wrap } from './wrap.ts';

const MAX_NAME = 200;
const MAX_WHY = 300;

/** The report as text with a final newline. */
export function renderFlows(report: Report, options: TextOptions): string {
  const page: Page = {
    colors: picocolors.createColors(options.color),
    width: Math.max(60, options.width ?? 100),
    allImpacts: options.allImpacts === true,
    verbose: options.verbose === true,
  };
  return `${[...report.apis.map((api) => apiInFull(api, page)), summary(report, page)].join('\n\n')}\n`;
}

function apiInFull(api: ApiReport, page: Page): string {
  const { flows, unknown } = api;
  const { colors, width } = page;
  const facts = flows === undefined ? '' : `${flows.environment} ${flows.url} · ${stepsInWords(flows.counts)}`;
  const heading = [
    colors.bold(colors.underline(inertTerminal(clip(api.api, MAX_NAME)))),
    wrap({ text: '' }, [{ text: inertTerminal(facts), paint: colors.dim }], width),
  ].join('\n');
  const open = api.findings.filter(({ acknowledgement }) => acknowledgement === undefined);
  return [
    heading,
    ...(api.outcome === 'unknown' ? [unknownInFull(unknown, page)] : []),
    ...open.map((finding) => findingInFull(finding, api.lineOf, page)),
    ...acknowledgedFindings(api).map((finding) => acceptedFinding(finding, page)),
    ...(flows?.flows ?? []).map((flow) => flowInFull(flow, page)),
  ].join('\n\n');
}

function flowInFull({ flow, workflows, stopped }: ToldFlow, page: Page): string {
  return [
    page.colors.bold(inertTerminal(clip(flow, MAX_NAME))),
    ...workflows.map((workflow) => workflowInFull(workflow, page)),
    ...(stopped === undefined ? [] : [`  not run to its end: ${inertTerminal(clip(stopped.message, MAX_WHY))}`]),
  ].join('\n');
}

function workflowInFull({ workflow, steps }: ToldWorkflow, page: Page): string {
  const lines = steps.flatMap((step) => stepInFull(step, page));
  return [`  ${inertTerminal(clip(workflow, MAX_NAME))}`, ...lines.map((line) => `    ${line}`)].join('\n');
}

/** The call of a step that failed stands below it, each part on one line, so that it can be copied. */
function stepInFull(told: ToldStep, { colors, verbose }: Page): readonly string[] {
  const { step, operation, result } = told;
  const marks = { passed: colors.green('✓'), failed: colors.red('✖'), 'not run': colors.yellow('?') };
  const why = result.status === 'not run' ? `not run: ${clip(result.message, MAX_WHY)}` : '';
  const words = [step, operation ?? '', why].filter((word) => word !== '').map((word) => inertTerminal(word));
  const calls = result.status === 'failed' || verbose ? exchangeLines(told) : [];
  return [
    `${marks[result.status]} ${words.join(' · ')}`,
    ...calls.map((line) => `    ${colors.dim(inertTerminal(line))}`),
  ];
}

function summary(report: Report, { colors, width }: Page): string {
  const all = report.apis.map(({ flows }) => flows?.counts ?? NOTHING).reduce(sum, NOTHING);
  const paint = { clean: colors.green, drift: colors.bold, unknown: colors.yellow }[report.outcome];
  return wrap({ text: '' }, [{ text: `${stepsInWords(all)}; ${headline(report)}`, paint }], width);
}

const NOTHING: FlowCounts = { passed: 0, failed: 0, notRun: 0 };

function sum(a: FlowCounts, b: FlowCounts): FlowCounts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, notRun: a.notRun + b.notRun };
}
