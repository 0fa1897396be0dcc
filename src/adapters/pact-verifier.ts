// Pact's verifier against a provider that runs: a process of its own for each contract, behind our gateway.

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LiveInteraction, LiveResult, LiveVerification } from '../model/live-verification.ts';
import type { ContractVerifier, Sandbox } from '../ports.ts';
import { type PactContract, type PactInteraction, readPact } from './pact-verifier-contract.ts';
import type { Gateway, Trouble } from './pact-verifier-gateway.ts';
import type { Ran } from './pact-verifier-process.ts';
import { MAX_BYTES } from './sources/limits.ts';

/** What {@link pactVerifier} is told. */
export interface PactVerifierOptions {
  /** Folders from which `@pact-foundation/pact` is looked for, the first first. Default: the one that Driftgate is in. */
  readonly folders?: readonly string[];
  /** Hosts, as `host` or `host:port`, that may have private addresses. */
  readonly allowedHosts?: readonly string[];
  /** Of an answer, decompressed. Default {@link MAX_BYTES}. */
  readonly maxBytes?: number;
}

/** Runs Pact files of version 1 to 4 with the verifier of `@pact-foundation/pact`, a package that need not be there. */
export function pactVerifier(options: PactVerifierOptions = {}): ContractVerifier {
  const { folders = [import.meta.dirname], allowedHosts = [], maxBytes = MAX_BYTES } = options;
  return {
    async verify(request) {
      const { contract, sandbox, signal } = request;
      signal?.throwIfAborted();
      const pact = readPact(contract.name, contract.text);
      const plan = planned(pact, sandbox);
      if (plan.run.length === 0) return told(contract.name, pact, plan, () => NOT_RUN, sandbox);

      const [{ openGateway }, { runPact }] = await Promise.all([
        import('./pact-verifier-gateway.ts'),
        import('./pact-verifier-process.ts'),
      ]);
      const ticket = randomBytes(24).toString('hex');
      const time = new AbortController();
      const gateway = await openGateway({
        sandbox,
        ticket,
        stateName: (interaction, place) => pact.interactions[interaction]?.states[place],
        signal: signal === undefined ? time.signal : AbortSignal.any([signal, time.signal]),
        allowedHosts,
        maxBytes,
      });
      const folder = await mkdtemp(join(tmpdir(), 'driftgate-'));
      try {
        const file = join(folder, 'pact.json');
        await writeFile(file, pact.copy(plan.run, ticket), { mode: 0o600 });
        const { url, stateUrl } = gateway;
        // Longer than the gateway waits: it knows better why there is no answer.
        const job = { url, stateUrl, file, timeout: Math.ceil(request.seconds * 1000) + PATIENCE };
        const ran = await runPact(job, request, folders, time);
        return told(contract.name, pact, plan, resultsOf(ran, gateway), sandbox);
      } finally {
        await Promise.all([gateway.close(), rm(folder, { recursive: true, force: true })]);
      }
    },
  };
}

/** Milliseconds that Pact waits for the gateway beyond the time of the contract. */
const PATIENCE = 60_000;

/** What becomes of each interaction of a contract before any is called. */
interface Plan {
  /** Those to call, by place. */
  readonly run: readonly number[];
  /** Why the others are left out, by place. */
  readonly leftOut: ReadonlyMap<number, string>;
  readonly remarks: readonly string[];
}

function planned({ interactions }: PactContract, { states, stateUrl, unknownStates }: Sandbox): Plan {
  const run: number[] = [];
  const leftOut = new Map<number, string>();
  const unknown = new Set<string>();
  for (const [at, interaction] of interactions.entries()) {
    const missing = stateUrl === undefined ? interaction.states.filter((state) => !states.has(state)) : [];
    if (interaction.uncallable !== undefined) leftOut.set(at, interaction.uncallable);
    else if (missing.length > 0 && unknownStates === 'skip') {
      leftOut.set(at, `state \`${missing[0]}\` is not configured, and \`unknownStates\` is \`skip\``);
    } else {
      run.push(at);
      for (const state of missing) unknown.add(state);
    }
  }
  return { run, leftOut, remarks: [...unknown].map((state) => `state \`${state}\` is not configured: run without it`) };
}

const NOT_RUN: LiveResult = { status: 'not run', code: 'verifier-failed', message: 'Pact gives no result for it' };

/** The result of each interaction: what Pact says counts only where the provider itself has answered. */
function resultsOf(ran: Ran, gateway: Gateway): (at: number) => LiveResult {
  return (at) => {
    const ended = gateway.ended(at);
    if (typeof ended === 'object') return { status: 'not run', ...ended };
    if ('trouble' in ran) return { status: 'not run', ...ran.trouble };
    const verdict = ran.verdicts.get(String(at));
    if (verdict === undefined) return NOT_RUN;
    if (ended === undefined) return NOT_RUN;
    if (verdict.status === 'passed') return verdict;
    if (verdict.status === 'error') {
      return { status: 'not run', code: 'verifier-failed', message: `Pact cannot tell: ${verdict.message}` };
    }
    const status = verdict.mismatches.find(({ kind }) => kind === 'status');
    const beside = status === undefined ? undefined : BESIDE_THE_POINT.get(status.actual);
    return beside === undefined ? verdict : { status: 'not run', ...beside };
  };
}

/** Statuses that speak of access, load or a gateway, and not of the contract, unless it is about them. */
const BESIDE_THE_POINT: ReadonlyMap<string, Trouble> = new Map([
  ['401', { code: 'unauthorized', message: 'the sandbox refuses the credential (HTTP 401)' }],
  ['403', { code: 'unauthorized', message: 'the sandbox refuses access (HTTP 403)' }],
  ['407', { code: 'unauthorized', message: 'a proxy before the sandbox refuses access (HTTP 407)' }],
  ['429', { code: 'rate-limited', message: 'the sandbox limits the rate of requests (HTTP 429)' }],
  ['502', { code: 'server-error', message: 'the sandbox is not up (HTTP 502)' }],
  ['503', { code: 'server-error', message: 'the sandbox is not up (HTTP 503)' }],
  ['504', { code: 'server-error', message: 'the sandbox is not up (HTTP 504)' }],
]);

function told(
  contract: string,
  { consumer, interactions }: PactContract,
  { leftOut, remarks }: Plan,
  resultOf: (at: number) => LiveResult,
  { redact }: Sandbox,
): LiveVerification {
  return {
    contract,
    consumer,
    remarks: remarks.map(redact),
    interactions: interactions.map((interaction, at) => {
      const without = leftOut.get(at);
      const result: LiveResult = without === undefined ? resultOf(at) : { status: 'left out', message: without };
      return toldOf(interaction, redacted(result, redact));
    }),
  };
}

function toldOf({ uncallable: _, ...interaction }: PactInteraction, result: LiveResult): LiveInteraction {
  return { ...interaction, result };
}

/** Mismatches are redacted where they are read. */
function redacted(result: LiveResult, redact: (text: string) => string): LiveResult {
  return 'message' in result ? { ...result, message: redact(result.message) } : result;
}
