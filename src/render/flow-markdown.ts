// What came of flows, as Markdown.

import type { ToldFlow, ToldStep } from '../model/flow.ts';
import type { Report } from '../model/report.ts';
import { exchangeLines, stepsInWords } from './flow-words.ts';
import { clip, inertMarkdown, inlineCode } from './inert.ts';
import { type LookedApiMarkdown, renderLookedMarkdown } from './looked-markdown.ts';
import type { MarkdownOptions } from './markdown-groups.ts';

const MAX_NAME = 200;
const MAX_WHY = 300;

/** What is shown of the flows of an API. */
export const FLOWN: LookedApiMarkdown = {
  facts: ({ flows }) =>
    flows === undefined ? [] : [`${flows.environment} ${inlineCode(flows.url)}, ${stepsInWords(flows.counts)}`],
  below: ({ flows }) => (flows?.flows ?? []).map(flowPart),
};

/** The report as Markdown with a final newline. */
export function renderFlowsMarkdown(report: Report, options: MarkdownOptions = {}): string {
  return renderLookedMarkdown(report, options, { title: 'Flows', ...FLOWN });
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
