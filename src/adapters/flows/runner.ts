// Arazzo documents, run with `@redocly/respect-core`: a process for each, whose calls are made here.

import { posix } from 'node:path';
import { Failure } from '../../model/failure.ts';
import type { FlowFault, FlowResult, FlowRun, FlowStep, FlowStop, FlowWorkflow } from '../../model/flow.ts';
import { isArray, isObject, type JsonObject, own, text } from '../../model/json.ts';
import type { FlowRequest, FlowRunner } from '../../ports.ts';
import { MAX_BYTES } from '../sources/limits.ts';
import type { FlowCalls, Made } from './calls.ts';
import type { CheckSaid, FlowJob, ProblemSaid, StepSaid } from './child.ts';
import type { RanFlow } from './process.ts';

/** What {@link flowRunner} is told. */
export interface FlowRunnerOptions {
  /** Folders from which `@redocly/respect-core` is looked for, the first first. Default: the one that Driftgate is in. */
  readonly folders?: readonly string[];
  /** Hosts, as `host` or `host:port`, that may have private addresses. */
  readonly allowedHosts?: readonly string[];
  /** Of an answer, decompressed. Default {@link MAX_BYTES}. */
  readonly maxBytes?: number;
}

/** Where the documents of a flow are for the process that runs it: on no disk. */
const FLOW = '/flow/flow.json';

/** Runs Arazzo documents of version 1.0 with a package that need not be there. */
export function flowRunner(options: FlowRunnerOptions = {}): FlowRunner {
  const { folders = [import.meta.dirname], allowedHosts = [], maxBytes = MAX_BYTES } = options;
  return {
    async run(request) {
      const { limits, signal, target } = request;
      signal?.throwIfAborted();
      const [{ flowCalls }, { runFlow }] = await Promise.all([import('./calls.ts'), import('./process.ts')]);
      const over = new AbortController();
      const calls = flowCalls({
        target,
        most: limits.steps,
        patience: limits.patience * 1000,
        signal: signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]),
        allowedHosts,
        maxBytes,
      });
      try {
        const ran = await runFlow(jobOf(request), { calls, seconds: limits.seconds, folders, signal });
        if ('problems' in ran) throw invalid(request, ran.problems);
        return toldOf(request, ran, calls);
      } finally {
        over.abort();
        await calls.close();
      }
    },
  };
}

/** Every call goes to the target, whatever the documents name as their servers. */
function jobOf({ root, descriptions, target, limits }: FlowRequest): FlowJob {
  const names = [...descriptions.keys()];
  const { origin, pathname } = new URL(target.url);
  const server = `${origin}${pathname.replace(/\/$/, '')}`;
  // Deep enough for further files that are named by `../`.
  const pathOf = (name: string): string => `/flow/${names.indexOf(name)}/1/2/3/4/5/6/7/description.json`;
  const sources = arrayIn(root, 'sourceDescriptions').map((source) => ({
    ...source,
    url: pathOf(text(source, 'name') ?? ''),
    'x-serverUrl': server,
  }));
  const files = [...descriptions].flatMap(([name, description]) => [
    [pathOf(name), JSON.stringify(description.root)],
    ...[...description.files].map(([file, value]) => [pathBeside(file, pathOf(name)), JSON.stringify(value)]),
  ]);
  return {
    files: { [FLOW]: JSON.stringify({ ...root, sourceDescriptions: sources }), ...Object.fromEntries(files) },
    flow: FLOW,
    steps: limits.steps,
    patience: limits.patience * 1000 * 2,
  };
}

function pathBeside(file: string, from: string): string {
  return URL.canParse(file) ? file : posix.resolve(posix.dirname(from), file);
}

function invalid({ flow, placeOf }: FlowRequest, problems: readonly ProblemSaid[]): Failure {
  const [first] = problems;
  const more = problems.length > 1 ? `, and ${problems.length - 1} more` : '';
  return new Failure({
    code: 'flow-invalid',
    message: `\`${flow}\` is no proper Arazzo document: ${first?.message ?? 'the reason is not known'}${more}`,
    hint: 'mend it there: the Arazzo specification 1.0 says what stands in it',
    place: placeOf(first?.file === FLOW ? first.pointer : ''),
  });
}

type Done = Exclude<RanFlow, { readonly problems: unknown }>;

function toldOf({ flow, root }: FlowRequest, ran: Done, calls: FlowCalls): FlowRun {
  const stopped = 'stop' in ran ? ran.stop : undefined;
  // A step that was tried again is as it was at last.
  const said = new Map('steps' in ran ? ran.steps.map((each) => [keyOf(each), each]) : []);
  const workflows = arrayIn(root, 'workflows').map((workflow): FlowWorkflow => {
    const name = text(workflow, 'workflowId') ?? '';
    const steps = arrayIn(workflow, 'steps').map((step): FlowStep => {
      const id = text(step, 'stepId') ?? '';
      const found = said.get(keyOf({ workflow: name, step: id }));
      if (found === undefined) return { step: id, result: unsaid(step, stopped), call: undefined };
      const made = found.call === undefined ? undefined : calls.made(found.call);
      return { step: id, result: resultOf(found, made, calls), call: made?.call };
    });
    return { workflow: name, steps };
  });
  return { flow, workflows, ...(stopped !== undefined && { stopped }) };
}

function keyOf({ workflow, step }: Pick<StepSaid, 'workflow' | 'step'>): string {
  return JSON.stringify([workflow, step]);
}

/** A step that runs another workflow is told by that one's steps. */
function unsaid(step: JsonObject, stopped: FlowRun['stopped']): FlowResult {
  if (own(step, 'workflowId') !== undefined && stopped === undefined) return { status: 'passed' };
  if (stopped !== undefined) return { status: 'not run', ...stopped };
  return { status: 'not run', code: 'flow-failed', message: 'the flow did not come to it' };
}

/** What came of a step: faults of the API, or why nothing is known. */
function resultOf({ call = 0, checks }: StepSaid, made: Made | undefined, calls: FlowCalls): FlowResult {
  const failed = checks.filter(({ passed }) => !passed);
  if (failed.length === 0) return { status: 'passed' };
  const trouble = made?.trouble;
  if (trouble !== undefined) {
    const fault = troubleFault(trouble, call > 1 && calls.made(call - 1)?.call.response !== undefined);
    return fault === undefined
      ? { status: 'not run', code: trouble.code, message: trouble.message }
      : { status: 'failed', faults: [fault] };
  }
  const beside = made?.call.response === undefined ? undefined : BESIDE_THE_POINT.get(made.call.response.status);
  if (beside !== undefined) return { status: 'not run', ...beside };
  const faults = failed.map((check) => faultOf(check, made));
  const [odd] = failed.filter((_, at) => faults[at] === undefined);
  if (odd !== undefined)
    return { status: 'not run', code: 'flow-failed', message: odd.message.split('\n')[0]?.slice(0, 300) ?? '' };
  return { status: 'failed', faults: faults.filter((fault) => fault !== undefined) };
}

/** Statuses that speak of access, load or a gateway, and not of what the flow does, unless a criterion is about them. */
const BESIDE_THE_POINT: ReadonlyMap<number, FlowStop> = new Map([
  [401, { code: 'unauthorized', message: 'the API refuses the credential (HTTP 401)' }],
  [403, { code: 'unauthorized', message: 'the API refuses access (HTTP 403)' }],
  [407, { code: 'unauthorized', message: 'a proxy before the API refuses access (HTTP 407)' }],
  [429, { code: 'rate-limited', message: 'the API limits the rate of requests (HTTP 429)' }],
  [502, { code: 'server-error', message: 'the API is not up (HTTP 502)' }],
  [503, { code: 'server-error', message: 'the API is not up (HTTP 503)' }],
  [504, { code: 'server-error', message: 'the API is not up (HTTP 504)' }],
]);

/** One that was reached and then does not answer is at fault; one that never was reached is not known. */
function troubleFault(
  { code, message, answered }: NonNullable<Made['trouble']>,
  reached: boolean,
): FlowFault | undefined {
  if (answered) return { kind: 'schema', message };
  if (code === 'timeout' || (code === 'connection' && reached) || code === 'truncated')
    return { kind: 'no-answer', message };
  return undefined;
}

/** What a check that did not pass says of the API; `undefined` where it says nothing of it. */
function faultOf({ name, message, condition = '' }: CheckSaid, made: Made | undefined): FlowFault | undefined {
  const status = made?.call.response?.status;
  if (/Runtime expression is not valid/.test(message)) return undefined;
  if (name === 'success criteria check') {
    const kind = /^\s*\$statusCode\b[^&|]*$/.test(condition) ? 'status' : 'criterion';
    const came = kind === 'status' ? `; the status is ${status}` : '';
    return { kind, message: `criterion ${quoted(condition)} is not met${came}` };
  }
  if (name === 'status code check') return { kind: 'status', message: `status ${status} is not described` };
  if (name === 'content-type check') {
    const type = made?.call.response?.headers['content-type'] ?? 'none';
    return { kind: 'schema', message: `content type ${quoted(type)} is not described` };
  }
  if (name === 'schema check') return { kind: 'schema', message: `answer is not as described: ${firstLine(message)}` };
  const expression = /^Error in resolving runtime expression '([^']*)'/.exec(message)?.[1];
  if (expression === undefined) return undefined;
  return { kind: 'no-value', message: `no earlier answer gave ${quoted(expression)}` };
}

function quoted(words: string): string {
  return `\`${words.replaceAll('`', "'").slice(0, 200)}\``;
}

/** What ajv says, without the excerpt of the answer that follows. */
function firstLine(message: string): string {
  return (message.split('\n').find((line) => line.trim() !== '') ?? 'no reason is given')
    .trim()
    .replace(/^[A-Z]+ /, '')
    .slice(0, 200);
}

function arrayIn(object: JsonObject, key: string): readonly JsonObject[] {
  const value = own(object, key);
  return isArray(value) ? value.filter(isObject) : [];
}
