// What came of flows, read back from the JSON of a report.

import type { FailureCode } from '../model/failure.ts';
import type { FlowCall, FlowLook, FlowResult, ToldFlow, ToldStep } from '../model/flow.ts';
import type { PrintedReport } from './report-schema.ts';

type PrintedFlows = NonNullable<PrintedReport['apis'][number]['flows']>;
type PrintedFlow = PrintedFlows['flows'][number];
type PrintedStep = PrintedFlow['workflows'][number]['steps'][number];

/** The look that was printed. */
export function readFlows({ flows, ...rest }: PrintedFlows): FlowLook {
  return { ...rest, flows: flows.map(readFlow) };
}

/** The JSON does not hold by which code a flow was stopped. */
function readFlow({ flow, workflows, stopped }: PrintedFlow): ToldFlow {
  return {
    flow,
    workflows: workflows.map(({ workflow, steps }) => ({ workflow, steps: steps.map(readStep) })),
    ...(stopped !== null && { stopped: { code: 'flow-failed', message: stopped } }),
  };
}

function readStep(printed: PrintedStep): ToldStep {
  const { step, operation, curl } = printed;
  return {
    step,
    result: readResult(printed),
    call: readCall(printed),
    operation: operation ?? undefined,
    curl: curl ?? undefined,
  };
}

function readResult({ result, faults, code, why = '' }: PrintedStep): FlowResult {
  switch (result) {
    case 'passed':
      return { status: result };
    case 'failed':
      return { status: result, faults };
    case 'not run':
      return { status: result, code: code as FailureCode, message: why };
  }
}

function readCall({ request, response }: PrintedStep): FlowCall | undefined {
  if (request === null) return undefined;
  return {
    request: { ...request, body: request.body ?? undefined },
    response: response === null ? undefined : { ...response, body: response.body ?? undefined },
  };
}
