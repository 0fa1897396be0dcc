// What came of a flow: the workflows of an Arazzo document, step by step, as they were run against an API.

import type { FailureCode } from './failure.ts';

/** One Arazzo document, run. */
export interface FlowRun {
  /** The document's file, for messages. */
  readonly flow: string;
  /** In the order of the document. */
  readonly workflows: readonly FlowWorkflow[];
  /** Why it was not run to its end; absent where it was. */
  readonly stopped?: FlowStop;
}

/** Why nothing is known of a step, or of all that were still to come. */
export interface FlowStop {
  readonly code: FailureCode;
  readonly message: string;
}

/** One workflow of a document, and what came of it. */
export interface FlowWorkflow {
  readonly workflow: string;
  /** In the order of the document. */
  readonly steps: readonly FlowStep[];
}

/** One step, and what came of it. */
export interface FlowStep {
  readonly step: string;
  readonly result: FlowResult;
  /** The call that decided the result; `undefined` where none was made. */
  readonly call: FlowCall | undefined;
}

/** `not run`: something prevented it, or an earlier step failed, so nothing is known. */
export type FlowResult =
  | { readonly status: 'passed' }
  | { readonly status: 'failed'; readonly faults: readonly FlowFault[] }
  | ({ readonly status: 'not run' } & FlowStop);

/** The ways in which a step fails; each may bring about those after it. */
export const FLOW_FAULTS = ['no-answer', 'status', 'schema', 'criterion', 'no-value'] as const;

/** What a step expects, and an answer does not keep. */
export interface FlowFault {
  /** `no-value`: the step needs a value that no earlier answer gave. */
  readonly kind: (typeof FLOW_FAULTS)[number];
  /** Present fact, subject first, code in backticks. */
  readonly message: string;
}

/** A call of a step. */
export interface FlowCall {
  readonly request: FlowMessage & { readonly method: string; readonly url: string };
  /** `undefined` where none came. */
  readonly response: (FlowMessage & { readonly status: number }) | undefined;
}

/** Header fields, names in lower case, and the body as text; those of a credential are not among them. */
export interface FlowMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** How much a flow may do unless somebody says otherwise: steps, and seconds for all of them. */
export const USUAL_LIMITS = { steps: 100, seconds: 60 } as const;

/** Steps by result. */
export interface FlowCounts {
  readonly passed: number;
  readonly failed: number;
  readonly notRun: number;
}

/** What came of the flows of an API. All in it is redacted. */
export interface FlowLook {
  readonly environment: 'sandbox' | 'production';
  /** Where it was called, without credentials. */
  readonly url: string;
  readonly counts: FlowCounts;
  readonly flows: readonly ToldFlow[];
}

/** A flow as it is told. */
export interface ToldFlow extends FlowRun {
  readonly workflows: readonly ToldWorkflow[];
}

/** A workflow as it is told. */
export interface ToldWorkflow extends FlowWorkflow {
  readonly steps: readonly ToldStep[];
}

/** A step as it is told. */
export interface ToldStep extends FlowStep {
  /** `METHOD /path` as described; `undefined` for a step that calls none, or one that is not described. */
  readonly operation: string | undefined;
  /** The shell command that makes the call again, secrets by the names of variables. */
  readonly curl: string | undefined;
}

/** Steps counted by result. */
export function countSteps(flows: readonly FlowRun[]): FlowCounts {
  const steps = flows.flatMap(({ workflows }) => workflows.flatMap((workflow) => workflow.steps));
  const of = (status: FlowResult['status']) => steps.filter(({ result }) => result.status === status).length;
  return { passed: of('passed'), failed: of('failed'), notRun: of('not run') };
}
