// What came of flows, as Markdown.

import type { ToldFlow, ToldStep } from '../model/flow.ts';
import type { ApiReport, Report } from '../model/report.ts';
import { exchangeLines, stepsInWords } from './flow-words.ts';
import { clip, inertMarkdown, inlineCode } from './inert.ts';
import { acceptedItem, findingItem, message } from './markdown-finding.ts';
import { acknowledgedFindings, headline } from './words.ts';

const MAX_NAME = 200;
const MAX_WHY = 300;

/** The report as Markdown with a final newline. */
export function renderFlowsMarkdown(report: Report): string {
  return `${[`## Flows: ${headline(report)}`, ...report.apis.map(apiPart)].join('\n\n')}\n`;
}

function apiPart(api: ApiReport): string {
  const { flows, unknown } = api;
  const open = api.findings.filter(({ acknowledgement }) => acknowledgement === undefined);
  const items = [
    ...open.map((finding) => findingItem(finding, api.lineOf, 1)),
    ...acknowledgedFindings(api).map(acceptedItem),
  ];
  const hint = unknown?.hint === undefined ? '' : `; ${message(unknown.hint)}`;
  return [
    `### ${inertMarkdown(clip(api.api, MAX_NAME))}`,
    ...(unknown === undefined ? [] : [`**could not look:** ${message(unknown.message)}${hint}`]),
    ...(flows === undefined ? [] : [`${flows.environment} ${inlineCode(flows.url)}, ${stepsInWords(flows.counts)}`]),
    ...(items.length === 0 ? [] : [items.join('\n')]),
    ...(flows?.flows ?? []).map(flowPart),
  ].join('\n\n');
}

function flowPart({ flow, workflows }: ToldFlow): string {
  const steps = workflows.flatMap((workflow) => workflow.steps.flatMap((step) => stepItem(workflow.workflow, step)));
  return [`${inlineCode(clip(flow, MAX_NAME))}:`, '', ...steps].join('\n');
}

function stepItem(workflow: string, told: ToldStep): readonly string[] {
  const { step, operation, result } = told;
  const called = operation === undefined ? '' : ` ${inlineCode(clip(operation, MAX_NAME))}`;
  const why = result.status === 'not run' ? `: ${inertMarkdown(clip(result.message, MAX_WHY))}` : '';
  const lines = result.status === 'failed' ? exchangeLines(told) : [];
  return [
    `- **${result.status}** ${inlineCode(clip(`${workflow} ${step}`, MAX_NAME))}${called}${why}`,
    ...lines.map((line) => `  - ${inlineCode(line)}`),
  ];
}
