// One run of the action: inputs and event in; report files, annotations, outputs and a summary out.

import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { isNativeError } from 'node:util/types';
import { onDisk } from '../adapters/disk.ts';
import { Failure } from '../model/failure.ts';
import type { Outcome, Report } from '../model/report.ts';
import { renderAnnotations } from '../render/annotations.ts';
import { inertMessage, inertTerminal } from '../render/inert.ts';
import type { Whereabouts } from '../render/locations.ts';
import { isDebug, troubleInWords } from '../render/trouble.ts';
import { type Ground, ground, type Host } from '../wire/ground.ts';
import { topOf } from '../wire/proposals.ts';
import { whereabouts } from '../wire/whereabouts.ts';
import { type FileFormat, type Inputs, inputsOf, type Mode, type Variables, withoutInputs } from './inputs.ts';
import { noCheckout, type Runner, runnerOf } from './runner.ts';
import { addOutputs, addSummary, annotate, annotateFailure, type Log, mask, withoutCommands } from './said.ts';

/** The process that the action runs in. */
export interface ActionHost extends Host {
  /** What is written here is read by the runner. */
  readonly out: Log;
}

/** What a mode works with. */
export interface Run {
  readonly inputs: Inputs;
  readonly runner: Runner;
  /** Its current folder is the top of the repository: to that, annotations and SARIF are relative. */
  readonly host: ActionHost;
  readonly ground: Ground;
  readonly where: Whereabouts;
  /** Where the configuration is, relative to the current folder. */
  readonly options: { readonly config: string; readonly allowPrivateHost: readonly string[] };
}

/** What came of a mode. */
export interface Done {
  readonly outcome: Outcome;
  /** What was found: it is counted and annotated. */
  readonly report: Report;
  /** For the log. */
  readonly text: string;
  /** Markdown for the summary of the job. */
  readonly summary: string;
  readonly files: Readonly<Record<FileFormat, string>>;
  /** What was done beside looking, one line each. */
  readonly lines: readonly string[];
  /** What people should know, though nothing fails by it. */
  readonly notices: readonly string[];
  /** Why something beside looking could not be done. */
  readonly failures: readonly Failure[];
  /** The outputs of this mode alone. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** As those of the command line. */
export const EXIT: Readonly<Record<Outcome, number>> = { clean: 0, drift: 1, unknown: 2 };

/** Runs the action, and gives the exit code of the process. Raises nothing. */
export async function run(host: ActionHost): Promise<number> {
  const { env, out, err } = host;
  mask(env.INPUT_TOKEN?.trim() ?? '', out);
  try {
    const runner = await runnerOf(env);
    const at = await stand(inputsOf(env), runner, host);
    return await leave(await MODES[at.inputs.mode](at), at);
  } catch (error) {
    const failure = error instanceof Failure ? error : unexpected(error);
    err.write(troubleInWords(error, isDebug(env)));
    annotateFailure(failure, out);
    await leaveFailure(failure, env).catch((second) => err.write(troubleInWords(second, isDebug(env))));
    return EXIT.unknown;
  }
}

const MODES: Readonly<Record<Mode, (run: Run) => Promise<Done>>> = {
  gate: async (run) => (await import('./gate.ts')).runGate(run),
  watch: async (run) => (await import('./watch.ts')).runWatch(run),
};

/** Where the action stands: in the repository, with the configuration read. */
async function stand(inputs: Inputs, runner: Runner, outer: ActionHost): Promise<Run> {
  const folder = resolve(runner.workspace, inputs.workingDirectory);
  const cwd = topOf(folder);
  if (!existsSync(join(cwd, '.git'))) throw noCheckout(folder);
  // Who watches acts for the repository; a pull request may have written the configuration that it is gated by.
  const token = inputs.mode === 'watch' && inputs.token !== '' ? { GITHUB_TOKEN: inputs.token } : {};
  const host: ActionHost = { ...outer, cwd, env: { ...token, ...withoutInputs(outer.env) } };
  const config = relative(cwd, resolve(folder, inputs.config)).replaceAll('\\', '/');
  const options = { config, allowPrivateHost: [] };
  return {
    inputs,
    runner,
    host,
    ground: await ground(options, host),
    where: await whereabouts(options, cwd),
    options,
  };
}

/** Leaves behind what the next steps and people read. */
async function leave(done: Done, { inputs, runner, host, where }: Run): Promise<number> {
  const { report, text, summary, lines, notices, failures, outputs } = done;
  withoutCommands(host.out, [text, ...lines.map((line) => `${inertTerminal(line)}\n`)].join(''));
  host.out.write(renderAnnotations(report, where));
  for (const notice of notices) annotate('note', notice, host.out);
  for (const failure of failures) annotateFailure(failure, host.out);

  const folder = await mkdtemp(join(runner.temporary, 'driftgate-'));
  const files: Record<string, string> = {};
  for (const [output, format] of FILES) {
    const named = inputs.files[format];
    const file = named === undefined ? join(folder, `driftgate.${format}`) : resolve(runner.workspace, named);
    await onDisk(file, () => writeFile(file, done.files[format]));
    files[output] = file;
  }
  const { breaking, risky, deprecated, info, acknowledged } = report.counts;
  const counts = Object.entries({ breaking, risky, deprecated, info, acknowledged });
  const outcome = failures.length > 0 ? 'unknown' : done.outcome;
  await addOutputs(runner.outputs, {
    outcome,
    ...Object.fromEntries(counts.map(([name, count]) => [name, String(count)])),
    ...files,
    ...outputs,
  });
  await addSummary(runner.summary, [...failures.map(failureInMarkdown), summary].join('\n'));
  return EXIT[outcome];
}

/** The outputs that name files, and what is in them. */
const FILES = [
  ['report', 'json'],
  ['html', 'html'],
  ['sarif', 'sarif'],
] as const satisfies readonly (readonly [string, FileFormat])[];

/** There may be no more than the names of files. */
async function leaveFailure(failure: Failure, { GITHUB_OUTPUT, GITHUB_STEP_SUMMARY }: Variables): Promise<void> {
  await addOutputs(GITHUB_OUTPUT, { outcome: 'unknown' });
  await addSummary(GITHUB_STEP_SUMMARY, failureInMarkdown(failure));
}

function failureInMarkdown({ message, hint }: Failure): string {
  const next = hint === undefined ? '' : `  \n${inertMessage(hint)}`;
  return `**Driftgate:** ${inertMessage(message)}${next}\n`;
}

function unexpected(error: unknown): Failure {
  return new Failure({
    code: 'usage',
    message: `Driftgate met something that it is not made for: ${isNativeError(error) ? error.message : String(error)}`,
    hint: 'run again with `DEBUG: 1` in `env`, and report what the log says',
    cause: error,
  });
}
