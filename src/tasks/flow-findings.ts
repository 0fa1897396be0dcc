// What came of flows, redacted and judged: faults into findings, and whether anything is not known. Pure.

import { judge } from '../judge/judge.ts';
import type { Change } from '../model/change.ts';
import type { Failure } from '../model/failure.ts';
import {
  countSteps,
  FLOW_FAULTS,
  type FlowCall,
  type FlowFault,
  type FlowLook,
  type FlowMessage,
  type FlowRun,
  type FlowStep,
  type ToldFlow,
  type ToldStep,
} from '../model/flow.ts';
import { jsonIn } from '../model/json.ts';
import type { ApiReport, UnknownReason } from '../model/report.ts';
import { redactJson, redactNamed, redactText } from '../read/traffic/redact.ts';
import { type CurlSecret, curlOf } from '../render/curl.ts';
import { ruleFor } from '../rules/catalogue.ts';
import type { Standard } from './judged.ts';
import { lookedAt, reasonOf } from './reported.ts';

/** What came of one API's flows. */
export interface FlowRuns {
  readonly api: string;
  readonly environment: FlowLook['environment'];
  /** Where it was called, without credentials. */
  readonly url: string;
  readonly runs: readonly NamedRun[];
  /** Why a flow, or all of them, could not be run. */
  readonly failures: readonly Failure[];
}

/** One flow that was run. */
export interface NamedRun {
  readonly run: FlowRun;
  /** `METHOD /path` of a step, as described. */
  readonly operationOf: (workflow: string, step: string) => string | undefined;
  /** What went with every call beside it. */
  readonly secret: CurlSecret | undefined;
  /** Text without the secrets of the credential. */
  readonly redact: (text: string) => string;
}

/** The report of one API. */
export function judgedFlows({ api, environment, url, runs, failures }: FlowRuns, standard: Standard): ApiReport {
  const flows = runs.map(toldFlow);
  const findings = judge(flows.flatMap(changesOf), ruleFor, { ...standard.policy, api });
  const unknown = unknownOf(flows, failures);
  return {
    ...lookedAt(api, 'flows', findings, standard.failOn, unknown),
    flows: { environment, url, counts: countSteps(flows), flows },
  };
}

function toldFlow({ run, operationOf, secret, redact }: NamedRun): ToldFlow {
  const clean = (text: string): string => redactText(redact(text));
  const tell = (workflow: string, step: FlowStep): ToldStep => {
    const call = step.call === undefined ? undefined : redactedCall(step.call, redact);
    return {
      step: step.step,
      operation: operationOf(workflow, step.step),
      result: redactedResult(step.result, clean),
      call,
      curl: call === undefined ? undefined : curlOf(call.request, secret),
    };
  };
  const { flow, workflows, stopped } = run;
  return {
    flow,
    workflows: workflows.map(({ workflow, steps }) => ({ workflow, steps: steps.map((step) => tell(workflow, step)) })),
    ...(stopped !== undefined && { stopped: { code: stopped.code, message: clean(stopped.message) } }),
  };
}

function redactedResult(result: FlowStep['result'], clean: (text: string) => string): FlowStep['result'] {
  if (result.status === 'not run') return { ...result, message: clean(result.message) };
  if (result.status !== 'failed') return result;
  return { ...result, faults: result.faults.map(({ kind, message }) => ({ kind, message: clean(message) })) };
}

function redactedCall({ request, response }: FlowCall, redact: (text: string) => string): FlowCall {
  const { method, url } = request;
  return {
    request: { method, url: redactedUrl(url, redact), ...redactedMessage(request, redact) },
    response: response === undefined ? undefined : { status: response.status, ...redactedMessage(response, redact) },
  };
}

function redactedMessage({ headers, body }: FlowMessage, redact: (text: string) => string): FlowMessage {
  const fields = Object.entries(headers).map(([name, value]) => [name, redactNamed(name, redact(value))]);
  return { headers: Object.fromEntries(fields), body: body === undefined ? undefined : redactedBody(redact(body)) };
}

const LONGEST_BODY = 2000;

function redactedBody(body: string): string {
  const json = jsonIn(body);
  const text = json === undefined ? redactText(body) : JSON.stringify(redactJson(json));
  return text.length <= LONGEST_BODY ? text : `${text.slice(0, LONGEST_BODY)}…`;
}

function redactedUrl(text: string, redact: (text: string) => string): string {
  if (!URL.canParse(text)) return redactText(redact(text));
  const url = new URL(text);
  const query = [...url.searchParams].map(([name, value]): [string, string] => [
    name,
    redactNamed(name, redact(value)),
  ]);
  const path = redactText(redact(url.pathname));
  return `${url.origin}${path}${query.length === 0 ? '' : `?${new URLSearchParams(query)}`}`;
}

/** One change for each step that failed, of its first cause: known by flow, workflow and step. */
function changesOf({ flow, workflows }: ToldFlow): readonly Change[] {
  return workflows.flatMap(({ workflow, steps }) =>
    steps.flatMap(({ step, operation, result, call }): readonly Change[] => {
      if (result.status !== 'failed') return [];
      const faults = result.faults.toSorted((a, b) => FLOW_FAULTS.indexOf(a.kind) - FLOW_FAULTS.indexOf(b.kind));
      const [first] = faults;
      if (first === undefined) return [];
      const slot = { operation: operation ?? `${workflow} ${step}`, direction: 'response' as const };
      const change: Change = {
        kind: `flow.${first.kind}`,
        direction: 'response',
        subject: step,
        root: { document: true, path: [{ property: flow }, { property: workflow }, { property: step }] },
        old: null,
        new: null,
        facts: { reason: reasonFor(workflow, step, faults, call) },
        impacts: [{ ...slot, field: '', path: [] }],
      };
      return [change];
    }),
  );
}

function reasonFor(workflow: string, step: string, faults: readonly FlowFault[], call: FlowCall | undefined): string {
  const more = faults.length > 1 ? `, and ${faults.length - 1} more` : '';
  const status = call?.response === undefined ? '' : ` (HTTP ${call.response.status})`;
  return `step \`${step}\` of \`${workflow}\`${status}: ${faults[0]?.message ?? 'it fails'}${more}`;
}

/** Why not everything is known; `undefined` where it is, or where a step that failed says why others were not run. */
function unknownOf(flows: readonly ToldFlow[], failures: readonly Failure[]): UnknownReason | undefined {
  const [failure] = failures;
  if (failure !== undefined) return reasonOf(failure);
  for (const { flow, workflows, stopped } of flows) {
    for (const { workflow, steps } of workflows) {
      if (steps.some(({ result }) => result.status === 'failed')) continue;
      for (const { step, result } of steps) {
        if (result.status !== 'not run') continue;
        const message = `step \`${step}\` of \`${workflow}\` was not run: ${result.message}`;
        return { code: result.code, message, hint: HINTS.get(result.code) ?? HINT, place: flow };
      }
    }
    if (stopped !== undefined) {
      const message = `\`${flow}\` was not run to its end: ${stopped.message}`;
      return { code: stopped.code, message, hint: HINTS.get(stopped.code) ?? HINT, place: flow };
    }
  }
  return undefined;
}

const HINT = 'check that the API is up, and try again';

const HINTS: ReadonlyMap<string, string> = new Map([
  ['timeout', 'try again later, or give it more time with `--seconds`; look for a loop of `goto` in it'],
  ['unauthorized', 'check the `credential` of the sandbox'],
  ['source-forbidden', 'add the host to `allowPrivateHosts` if it is yours and you mean to call it'],
  ['flow-failed', 'mend the flow: see that every expression in it names what is there, and that it comes to an end'],
  ['flow-invalid', 'mend the flow: let it call operations of the documents that it names'],
]);
