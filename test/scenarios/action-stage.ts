// The action as GitHub starts it: its bundle, far from this checkout and its packages, with the runner's environment.

import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { load } from 'js-yaml';

const ROOT = join(import.meta.dirname, '..', '..');

/** action.yml, as far as it is looked at. */
export interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly description: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly using: string; readonly main: string };
}

export const ACTION = load(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as ActionFile;

/** The bundle in a folder of its own, as a release has it. */
export interface Bundle {
  readonly main: string;
  remove(): void;
}

/** Builds the bundle, and takes it where no package is installed. */
export function bundle(): Bundle {
  const folder = mkdtempSync(join(tmpdir(), 'driftgate-action-'));
  execFileSync(process.execPath, [join(ROOT, 'scripts/bundle.mjs'), join(folder, 'dist')], { stdio: 'pipe' });
  cpSync(join(folder, 'dist/action'), join(folder, 'checkout/dist/action'), { recursive: true });
  rmSync(join(folder, 'dist'), { recursive: true });
  return { main: join(folder, 'checkout', ACTION.runs.main), remove: () => rmSync(folder, { recursive: true }) };
}

/** How a step ended. */
export interface StepEnded {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** A repository on GitHub with its checkout, in which steps run. */
export interface ActionStage {
  /** The bare repository. */
  readonly origin: string;
  /** A clone, in which people work; steps run in it where nothing else is checked out. */
  readonly workspace: string;
  /** Runs git in the clone. */
  git(...args: readonly string[]): string;
  write(file: string, text: string): void;
  /** Commits all that is there, and gives the commit. */
  commit(message: string): string;
  /**
   * Pushes what is committed as the branch `name`, and has GitHub make its merge into `main`: the payload of the event.
   */
  pullRequest(name: string, number?: number): PullRequestPayload;
  /** Checks out as actions/checkout does, the last `depth` commits of a ref, and gives the folder. */
  checkOut(ref: string, depth: number): string;
  /** A workspace before anything is checked out. */
  empty(): string;
  step(main: string, step: Step): Promise<StepEnded>;
  remove(): void;
}

/** What of the payload of a pull request is looked at. */
export interface PullRequestPayload {
  readonly pull_request: {
    readonly number: number;
    readonly base: { readonly sha: string; readonly repo: { readonly full_name: string } };
    readonly head: { readonly sha: string; readonly ref: string; readonly repo: { readonly full_name: string } };
  };
}

/** A step of a workflow. */
export interface Step {
  /** What is checked out; the clone when absent. */
  readonly workspace?: string;
  readonly with: Readonly<Record<string, string>>;
  readonly event: { readonly name: string; readonly payload?: unknown };
  readonly apiUrl: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A repository with an empty checkout of its branch `main`. */
export function actionStage(): ActionStage {
  const folder = mkdtempSync(join(tmpdir(), 'driftgate-action-'));
  const [origin, workspace] = [join(folder, 'origin.git'), join(folder, 'work')];
  const git = (cwd: string, ...args: readonly string[]) => {
    const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@acme.example'];
    return execFileSync('git', [...who, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' }).trim();
  };
  git(folder, 'init', '-q', '--bare', '-b', 'main', 'origin.git');
  // A shallow fetch needs a transport, which a path alone is none.
  git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  git(folder, 'clone', '-q', `file://${origin}`, 'work');
  let steps = 0;
  return {
    origin,
    workspace,
    git: (...args) => git(workspace, ...args),
    write(file, text) {
      mkdirSync(dirname(join(workspace, file)), { recursive: true });
      writeFileSync(join(workspace, file), text);
    },
    commit(message) {
      git(workspace, 'add', '-A');
      git(workspace, 'commit', '-qm', message);
      return git(workspace, 'rev-parse', 'HEAD');
    },
    pullRequest(name, number = 1) {
      git(workspace, 'push', '-qf', 'origin', `HEAD:refs/heads/${name}`);
      git(workspace, 'fetch', '-q', 'origin');
      const [base, head] = ['origin/main', 'HEAD'].map((ref) => git(workspace, 'rev-parse', ref));
      const tree = git(workspace, 'merge-tree', '--write-tree', `${base}`, `${head}`);
      const merge = git(workspace, 'commit-tree', tree, '-p', `${base}`, '-p', `${head}`, '-m', 'Merge');
      git(workspace, 'push', '-qf', 'origin', `${merge}:refs/pull/${number}/merge`);
      const repo = { full_name: 'acme/phone' };
      return { pull_request: { number, base: { sha: `${base}`, repo }, head: { sha: `${head}`, ref: name, repo } } };
    },
    empty: () => mkdtempSync(join(folder, 'empty-')),
    checkOut(ref, depth) {
      const checkout = mkdtempSync(join(folder, 'checkout-'));
      git(checkout, 'init', '-q');
      git(checkout, 'remote', 'add', 'origin', `file://${origin}`);
      git(checkout, 'fetch', '-q', '--no-tags', ...(depth === 0 ? [] : [`--depth=${depth}`]), 'origin', ref);
      git(checkout, 'checkout', '-q', '--detach', 'FETCH_HEAD');
      return checkout;
    },
    step(main, step) {
      steps += 1;
      return run(main, step, step.workspace ?? workspace, join(folder, `step-${steps}`));
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

async function run(main: string, step: Step, workspace: string, folder: string): Promise<StepEnded> {
  mkdirSync(join(folder, 'temp'), { recursive: true });
  const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const event = join(folder, 'event.json');
  writeFileSync(event, JSON.stringify(step.event.payload ?? {}));
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [main], {
    cwd: workspace,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH,
      HOME,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_REPOSITORY: 'acme/phone',
      GITHUB_API_URL: step.apiUrl,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_RUN_ID: '7',
      GITHUB_WORKSPACE: workspace,
      GITHUB_EVENT_NAME: step.event.name,
      GITHUB_EVENT_PATH: event,
      RUNNER_TEMP: join(folder, 'temp'),
      ...files,
      ...inputs(step.with),
      ...step.env,
    },
  });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  return {
    code,
    stdout: Buffer.concat(stdout).toString(),
    stderr: Buffer.concat(stderr).toString(),
    outputs: outputsIn(readFileSync(files.GITHUB_OUTPUT, 'utf8')),
    summary: existsSync(files.GITHUB_STEP_SUMMARY) ? readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8') : '',
  };
}

/** As the runner gives them: each input of action.yml, with its default where the step has none. */
function inputs(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const named = Object.entries(ACTION.inputs).map(([name, { default: value = '' }]) => [name, value] as const);
  const all = { ...Object.fromEntries(named), token: 'ghs_SECRET0123456789', ...given };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
}

/** What the runner reads of the file of outputs. */
function outputsIn(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const [, name = '', delimiter = ''] = /^([^=<]+)<<(.+)$/.exec(line) ?? [];
    const end = lines.indexOf(delimiter, at + 1);
    if (name === '' || end < 0) throw new Error(`the runner refuses ${line}`);
    found[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return found;
}
