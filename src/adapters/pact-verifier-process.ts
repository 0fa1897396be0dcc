// One run of Pact's verifier in a process of its own, which ends when it is done, when time is up, or when nobody waits.

import { fileURLToPath } from 'node:url';
import { Failure } from '../model/failure.ts';
import type { LiveRequest, Sandbox } from '../ports.ts';
import { runInChild } from './child-process.ts';
import type { Job, Said } from './pact-verifier-child.ts';
import { NO_TIME, type Trouble } from './pact-verifier-gateway.ts';
import { type PactVerdict, readResult } from './pact-verifier-result.ts';

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
export function runPact(
  job: Job,
  { seconds, signal, sandbox }: LiveRequest,
  folders: readonly string[],
  time: AbortController,
): Promise<Ran> {
  return runInChild<Said, Job, Ran>(fileURLToPath(new URL(CHILD, import.meta.url)), {
    args: folders,
    // Nothing of ours: the process has no use for secrets, and neither proxies nor flags may change what it does.
    // Pact reports its use to its makers unless it is told not to before it is loaded.
    env: { PACT_DO_NOT_TRACK: 'true', NO_PROXY: '*' },
    flags: [],
    signal,
    unusable,

    hear(said, child) {
      if (said.is === 'done') return ranTo(said.result, sandbox);
      if (said.is === 'missing') throw missing();
      if (said.is === 'unusable') throw unusable(sandbox.redact(said.why));
      child.allow(seconds, () => time.abort(), GRACE);
      child.tell(job);
      return undefined;
    },

    ended: (end, lastLine) => ({
      trouble: time.signal.aborted ? NO_TIME : crashed(end, sandbox.redact(lastLine)),
    }),
  });
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
