// What came of flows, for a developer at a terminal.

import type { FlowCounts, ToldFlow, ToldStep, ToldWorkflow } from '../model/flow.ts';
import type { Report } from '../model/report.ts';
import { exchangeLines, stepsInWords } from './flow-words.ts';
import { clip, inertTerminal } from './inert.ts';
import { type LookedApi, renderLooked } from './looked.ts';
import type { Page, TextOptions } from './text-page.ts';
import { headline } from './words.ts';

const MAX_NAME = 200;
const MAX_WHY = 300;

/** What is shown of the flows of an API. */
export const FLOWN: LookedApi = {
  facts: ({ flows }) =>
    flows === undefined ? [] : [`${flows.environment} ${flows.url} · ${stepsInWords(flows.counts)}`],
  below: ({ flows }, page) => (flows?.flows ?? []).map((flow) => flowInFull(flow, page)),
};

/** The report as text with a final newline. */
export function renderFlows(report: Report, options: TextOptions): string {
  return renderLooked(report, options, { ...FLOWN, summary });
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

function summary(report: Report): string {
  const all = report.apis.map(({ flows }) => flows?.counts ?? NOTHING).reduce(sum, NOTHING);
  return `${stepsInWords(all)}; ${headline(report)}`;
}

const NOTHING: FlowCounts = { passed: 0, failed: 0, notRun: 0 };

function sum(a: FlowCounts, b: FlowCounts): FlowCounts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, notRun: a.notRun + b.notRun };
}
