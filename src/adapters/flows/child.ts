// The process that one flow runs in: it loads the package that runs Arazzo, and asks its parent for every call.

import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { isNativeError } from 'node:util/types';

/** What the process is asked to do. It learns of no secret, and reads no file but these. */
export interface FlowJob {
  /** The Arazzo document and what it names, as JSON text, by absolute paths that are on no disk. */
  readonly files: Readonly<Record<string, string>>;
  /** The path of the Arazzo document. */
  readonly flow: string;
  readonly steps: number;
  /** Milliseconds for one call. */
  readonly patience: number;
}

/** A call that the process asks for. */
export interface Asked {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** What the parent says: the job, and then what came of each call; without an answer where there is none. */
export type Told =
  | { readonly is: 'job'; readonly job: FlowJob }
  | { readonly is: 'answer'; readonly call: number; readonly answer: Given | undefined };

/** An answer as the process gets it. */
export interface Given {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the package says of a step. */
export interface StepSaid {
  readonly workflow: string;
  readonly step: string;
  /** The number of the call that it was answered by. */
  readonly call: number | undefined;
  readonly checks: readonly CheckSaid[];
}

/** One thing that the package looked at. */
export interface CheckSaid {
  readonly name: string;
  readonly passed: boolean;
  readonly message: string;
  readonly condition: string | undefined;
}

/** A point at which a document is no proper Arazzo. */
export interface ProblemSaid {
  readonly file: string;
  readonly pointer: string;
  readonly message: string;
}

/** What the process says. */
export type ChildSaid =
  | { readonly is: 'ready' }
  | { readonly is: 'unusable'; readonly why: string }
  | ({ readonly is: 'call'; readonly call: number } & Asked)
  | { readonly is: 'invalid'; readonly problems: readonly ProblemSaid[] }
  | { readonly is: 'failed'; readonly why: string }
  | { readonly is: 'done'; readonly steps: readonly StepSaid[] };

/** The part of `@redocly/respect-core` that is used. */
interface Respect {
  run(options: object): Promise<readonly { readonly executedWorkflows: readonly Executed[] }[]>;
}

/** A workflow or a step that was run. */
interface Executed {
  readonly type?: string;
  readonly workflowId?: string;
  readonly stepId?: string;
  readonly executedSteps?: readonly Executed[];
  readonly response?: { readonly header?: Readonly<Record<string, string>> };
  readonly checks?: readonly { name: string; passed: boolean; message?: string; condition?: string }[];
}

/** The part of `@redocly/openapi-core` that is used. */
interface Core {
  readonly BaseResolver: new () => { loadExternalRef(path: string): Promise<unknown> };
  readonly Source: new (path: string, text: string) => unknown;
  createConfig(config: object): Promise<object>;
  lint(options: object): Promise<readonly Problem[]>;
}

interface Problem {
  readonly message: string;
  readonly severity: string;
  readonly location: readonly { readonly pointer?: string; readonly source: { readonly absoluteRef: string } }[];
}

/** Tells the answer of a call from others; the parent sends none of that name on. */
const CALL = 'driftgate-call';

// Without us nobody wants the result.
process.on('disconnect', () => process.exit(1));

const waiting = new Map<number, (answer: Given | undefined) => void>();

try {
  const [respect = '', core = ''] = process.argv.slice(2);
  const [runner, library]: [Respect, Core] = await Promise.all([
    import(pathToFileURL(respect).href),
    import(pathToFileURL(core).href),
  ]);
  process.on('message', (told: Told) => {
    if (told.is === 'job') void work(told.job, runner, library);
    else waiting.get(told.call)?.(told.answer);
  });
  say({ is: 'ready' });
} catch (error) {
  say({ is: 'unusable', why: wordsOf(error) }, true);
}

async function work(job: FlowJob, respect: Respect, core: Core): Promise<void> {
  try {
    const problems = await problemsOf(job, core);
    if (problems.length > 0) return say({ is: 'invalid', problems }, true);
    const results = await respect.run({
      files: [job.flow],
      config: await core.createConfig({}),
      maxSteps: job.steps,
      maxFetchTimeout: job.patience,
      skipLint: true,
      noSecretsMasking: true,
      externalRefResolver: resolverOf(job, core),
      requestFileLoader: { getFileBody: () => Promise.reject(new Error('a flow sends no files')) },
      logger: SILENT,
      envVariables: {},
      fetch: ask,
    });
    const steps = results.flatMap(({ executedWorkflows }) => executedWorkflows.flatMap((each) => stepsOf(each)));
    say({ is: 'done', steps }, true);
  } catch (error) {
    say({ is: 'failed', why: wordsOf(error) }, true);
  }
}

const SILENT = {
  info() {},
  warn() {},
  error() {},
  output() {},
  printNewLine() {},
  printSeparator() {},
  indent: String,
};

async function problemsOf(job: FlowJob, core: Core): Promise<readonly ProblemSaid[]> {
  const config = await core.createConfig({
    rules: { struct: 'error' },
    arazzo1Rules: {
      'criteria-unique': 'warn',
      'no-criteria-xpath': 'error',
      'requestBody-replacements-unique': 'error',
      'sourceDescription-name-unique': 'error',
      'stepId-unique': 'error',
      'workflowId-unique': 'error',
      'outputs-defined': 'error',
    },
  });
  const problems = await core.lint({ ref: job.flow, config, externalRefResolver: resolverOf(job, core) });
  return problems
    .filter(({ severity }) => severity === 'error')
    .map(({ message, location: [at] }) => ({
      file: at?.source.absoluteRef ?? job.flow,
      pointer: (at?.pointer ?? '').replace(/^#/, ''),
      message: plain(message),
    }));
}

/** Gives the files of the job, and no other. */
function resolverOf({ files }: FlowJob, { BaseResolver, Source }: Core): object {
  return new (class extends BaseResolver {
    override async loadExternalRef(path: string): Promise<unknown> {
      const text = Object.hasOwn(files, path) ? files[path] : undefined;
      if (text === undefined) throw new Error(`no document \`${path}\``);
      return new Source(path, text);
    }
  })();
}

/** Stands for `fetch`: the parent makes the call. */
async function ask(url: string, init: { method: string; headers: Record<string, string>; body?: unknown }) {
  const { method, headers, body } = init;
  if (body !== undefined && typeof body !== 'string') throw new Error('a flow sends text only');
  const call = waiting.size + 1;
  const answer = await new Promise<Given | undefined>((resolve) => {
    waiting.set(call, resolve);
    say({ is: 'call', call, url, method, headers, body });
  });
  if (answer === undefined) throw new Error(`${CALL} ${call}`);
  const bodiless = answer.status === 204 || answer.status === 205 || answer.status === 304;
  return new Response(bodiless ? null : answer.body, {
    status: answer.status,
    headers: { ...answer.headers, [CALL]: String(call) },
  });
}

/** All steps of a workflow and of those that it ran. */
function stepsOf({ workflowId = '', executedSteps = [] }: Executed): readonly StepSaid[] {
  return executedSteps.flatMap((each) => {
    if (each.type === 'workflow') return stepsOf(each);
    const checks = (each.checks ?? []).map(({ name, passed, message = '', condition }) => ({
      name,
      passed: passed === true,
      message: plain(message),
      condition,
    }));
    const unanswered = checks.map(({ message }) => new RegExp(`^${CALL} (\\d+)$`).exec(message)?.[1]).find(Boolean);
    const call = each.response?.header?.[CALL] ?? unanswered;
    return [
      { workflow: workflowId, step: each.stepId ?? '', call: call === undefined ? undefined : Number(call), checks },
    ];
  });
}

/** Without the colours of a terminal. */
function plain(text: unknown): string {
  return stripVTControlCharacters(String(text)).slice(0, 2000);
}

function wordsOf(error: unknown): string {
  return plain(isNativeError(error) ? error.message : error);
}

function say(said: ChildSaid, last = false): void {
  process.send?.(said, () => {
    if (last) process.exit(0);
  });
}
