// One run of a flow in a process of its own: without secrets, without files, and ended when time is up.

import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, parse, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../model/failure.ts';
import type { FlowStop } from '../../model/flow.ts';
import { runInChild } from '../child-process.ts';
import type { FlowCalls } from './calls.ts';
import type { ChildSaid, FlowJob, ProblemSaid, StepSaid, Told } from './child.ts';

const CHILD = fileURLToPath(new URL(`./${nameOfChild()}`, import.meta.url));

const INSTALL = 'npm install --save-dev @redocly/respect-core@2.37.0';

/** How a process ended: with the steps that it ran, with what is wrong with the document, or without either. */
export type RanFlow =
  | { readonly steps: readonly StepSaid[] }
  | { readonly problems: readonly ProblemSaid[] }
  | { readonly stop: FlowStop };

/** What {@link runFlow} is told. */
export interface RunFlowOptions {
  readonly calls: FlowCalls;
  readonly seconds: number;
  /** Folders from which `@redocly/respect-core` is looked for, the first first. */
  readonly folders: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs `job` in a process of its own. Raises {@link Failure} `package-missing`, and `flow-failed` where the package cannot
 * be used, or the signal's reason.
 */
export async function runFlow(job: FlowJob, { calls, seconds, folders, signal }: RunFlowOptions): Promise<RanFlow> {
  const found = packagesFrom(folders);
  if (found === undefined) throw missing();
  let late = false;
  return runInChild<ChildSaid, Told, RanFlow>(CHILD, {
    args: [found.respect, found.core],
    // Conditions of a flow are run as code: the process has no secrets, and may neither read files nor start programs.
    env: { REDOCLY_TELEMETRY: 'off', NO_COLOR: '1', NO_PROXY: '*' },
    flags: ['--permission', ...readable(found), '--disable-warning=ExperimentalWarning'],
    // The package looks for settings of its own in the current folder.
    cwd: dirname(found.core),
    signal,
    unusable,

    hear(said, child) {
      if (said.is === 'done') return { steps: said.steps };
      if (said.is === 'invalid') return { problems: said.problems };
      if (said.is === 'failed') return { stop: { code: 'flow-failed', message: said.why } };
      if (said.is === 'unusable') throw unusable(said.why);
      if (said.is === 'ready') {
        child.allow(seconds, () => {
          late = true;
        });
        child.tell({ is: 'job', job });
      } else {
        const { call } = said;
        void calls.make(call, said).then((answer) => child.tell({ is: 'answer', call, answer }));
      }
      return undefined;
    },

    ended(end, lastLine) {
      if (late) return { stop: { code: 'timeout', message: `it is not done within ${seconds} seconds` } };
      const message = `its process ended without a result (${end})${lastLine === '' ? '' : `: ${lastLine}`}`;
      return { stop: { code: 'flow-failed', message } };
    },
  });
}

interface Packages {
  /** The main files. */
  readonly respect: string;
  readonly core: string;
}

/** `@redocly/respect-core` as Node would find it from one of `folders`, and the core that it uses itself. */
function packagesFrom(folders: readonly string[]): Packages | undefined {
  for (const folder of folders) {
    const respect = mainOf('@redocly/respect-core', folder);
    const core = respect === undefined ? undefined : mainOf('@redocly/openapi-core', dirname(respect));
    if (respect !== undefined && core !== undefined) return { respect, core };
  }
  return undefined;
}

/** Both packages are modules whose main file is `lib/index.js`, and which `require.resolve` does not find. */
function mainOf(name: string, folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const main = join(at, 'node_modules', name, 'lib', 'index.js');
    if (existsSync(main)) return realpathSync(main);
    if (at === parse(at).root) return undefined;
  }
}

/** What the process may read: our own code, and the folders that the packages are installed in. */
function readable({ respect, core }: Packages): readonly string[] {
  const installed = [respect, core].map((file) => file.slice(0, file.indexOf(`${sep}node_modules${sep}`) + 13));
  const own = [CHILD, realpathSync(CHILD)];
  return [...new Set([...own, ...installed])].map((path) => `--allow-fs-read=${path}`);
}

function nameOfChild(): string {
  return import.meta.url.endsWith('.ts') ? 'child.ts' : 'flow-child.js';
}

function missing(): Failure {
  return new Failure({
    code: 'package-missing',
    message: 'package `@redocly/respect-core` is not installed, and it is what runs flows',
    hint: `run \`${INSTALL}\` where Driftgate is installed or runs`,
  });
}

function unusable(why: string): Failure {
  return new Failure({
    code: 'flow-failed',
    message: `package \`@redocly/respect-core\` cannot be used: ${why}`,
    hint: `install it again: \`${INSTALL}\``,
  });
}
