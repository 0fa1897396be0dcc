// What came of flows, as JSON, and back.

import type { FailureCode } from '../model/failure.ts';
import type { FlowCall, FlowLook, FlowMessage, FlowResult, ToldFlow, ToldStep } from '../model/flow.ts';
import type { PrintedFlows } from './flow-schema.ts';

type PrintedFlow = PrintedFlows['flows'][number];
type PrintedStep = PrintedFlow['workflows'][number]['steps'][number];

/** The look, to be printed. */
export function printFlows({ environment, url, counts, flows }: FlowLook): PrintedFlows {
  return {
    environment,
    url,
    counts: { ...counts },
    flows: flows.map(({ flow, workflows, stopped }) => ({
      flow,
      workflows: workflows.map(({ workflow, steps }) => ({ workflow, steps: steps.map(printStep) })),
      stopped: stopped?.message ?? null,
    })),
  };
}

function printStep({ step, operation, result, call, curl }: ToldStep): PrintedStep {
  return {
    step,
    operation: operation ?? null,
    result: result.status,
    faults: result.status === 'failed' ? result.faults.map((fault) => ({ ...fault })) : [],
    ...(result.status === 'not run' && { code: result.code, why: result.message }),
    request: call === undefined ? null : { ...call.request, ...printMessage(call.request) },
    response: call?.response === undefined ? null : { ...call.response, ...printMessage(call.response) },
    curl: curl ?? null,
  };
}

function printMessage({ headers, body }: FlowMessage): { headers: Record<string, string>; body: string | null } {
  return { headers: { ...headers }, body: body ?? null };
}

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
