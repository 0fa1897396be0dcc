// One run of Pact's verifier in a process of its own, which ends when it is done, when time is up, or when nobody waits.

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Failure } from '../model/failure.ts';
import type { LiveRequest, Sandbox } from '../ports.ts';
import type { Job, Said } from './pact-verifier-child.ts';
import { NO_TIME, type Trouble } from './pact-verifier-gateway.ts';
import { type PactVerdict, readResult } from './pact-verifier-result.ts';

/** Seconds for a process to load Pact. */
const START = 60;
/** Seconds for a process to end after its time is up: it is not let to make calls any more. */
const GRACE = 5;

const CHILD = `./pact-verifier-child.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`;

/** Gets a version whose results are understood: `peerDependencies` names them. */
const INSTALL = 'npm install --save-dev @pact-foundation/pact@17.1';

/** How a process ended: with Pact's verdicts, or without. */
export type Ran = { readonly verdicts: ReadonlyMap<string, PactVerdict> } | { readonly trouble: Trouble };

/**
 * Runs `job` in a process of its own; `time` is fired when the request's seconds are over. Pact is looked for from
 * `folders`. Raises {@link Failure} `package-missing` and `verifier-failed`, or the signal's reason.
 */
export async function runPact(
  job: Job,
  { seconds, signal, sandbox }: LiveRequest,
  folders: readonly string[],
  time: AbortController,
): Promise<Ran> {
  const child = fork(fileURLToPath(new URL(CHILD, import.meta.url)), [...folders], {
    // Nothing of ours: the process has no use for secrets, and neither proxies nor flags may change what it does.
    // Pact reports its use to its makers unless it is told not to before it is loaded.
    env: { PACT_DO_NOT_TRACK: 'true', NO_PROXY: '*' },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const errors = lastWords(child);
  const stop = (): void => void child.kill('SIGKILL');
  let timers = [setTimeout(stop, START * 1000)];
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  try {
    return await new Promise<Ran>((resolve, reject) => {
      child.on('message', (said: Said) => {
        if (said.is === 'done') resolve(ranTo(said.result, sandbox));
        else if (said.is === 'missing') reject(missing());
        else if (said.is === 'unusable') reject(unusable(sandbox.redact(said.why)));
        else {
          timers.forEach(clearTimeout);
          timers = [setTimeout(() => time.abort(), seconds * 1000), setTimeout(stop, (seconds + GRACE) * 1000)];
          // A process that is gone by now says so itself.
          child.send(job, () => {});
        }
      });
      child.on('error', (cause) => reject(unusable(`its process cannot be started: ${cause.message}`)));
      child.on('close', (code, killed) => {
        if (signal?.aborted) reject(signal.reason);
        else
          resolve({
            trouble: time.signal.aborted ? NO_TIME : crashed(killed ?? `exit code ${code}`, sandbox.redact(errors())),
          });
      });
    });
  } finally {
    timers.forEach(clearTimeout);
    signal?.removeEventListener('abort', stop);
    stop();
  }
}

function crashed(end: string, lastLine: string): Trouble {
  const message = `Pact's process ended without a result (${end})${lastLine === '' ? '' : `: ${lastLine}`}`;
  return { code: 'verifier-failed', message };
}

function ranTo(result: string, { redact }: Sandbox): Ran {
  const verdicts = readResult(result, redact);
  if (verdicts !== undefined) return { verdicts };
  return {
    trouble: { code: 'verifier-failed', message: `Pact could not run the contract: ${redact(result).slice(0, 500)}` },
  };
}

/** The last line that a process wrote to its stderr. */
function lastWords(child: ChildProcess): () => string {
  let tail = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    tail = (tail + chunk).slice(-4000);
  });
  return () => tail.trim().split('\n').at(-1)?.trim() ?? '';
}

function missing(): Failure {
  return new Failure({
    code: 'package-missing',
    message: 'package `@pact-foundation/pact` is not installed, and it is what calls a provider as a contract says',
    hint: `run \`${INSTALL}\` where Driftgate is installed or runs`,
  });
}

function unusable(why: string): Failure {
  return new Failure({
    code: 'verifier-failed',
    message: `package \`@pact-foundation/pact\` cannot be used: ${why}`,
    hint: `install it again for this platform: \`${INSTALL}\``,
  });
}
