// `driftgate verify --live`: call each provider's sandbox as the contracts say, and tell what it does not keep.

import type { Config } from '../config/load.ts';
import { callOf, type SandboxConfig } from '../config/sandbox.ts';
import { accessTo } from '../config/secrets.ts';
import { Failure } from '../model/failure.ts';
import { isArray, isObject, own } from '../model/json.ts';
import type { LiveCounts, LiveReport, LiveVerification } from '../model/live-verification.ts';
import type { ContractDocument } from '../model/usage.ts';
import type { ContractVerifier, Sandbox } from '../ports.ts';
import { judgedLive, type LiveRun } from './live-findings.ts';
import { chosen, each } from './look.ts';
import type { Outside } from './outside.ts';

/** A contract's file, with the text that it was read from. */
export interface ContractFile {
  readonly document: ContractDocument;
  readonly text: string;
}

/** What is asked of a live verification. */
export interface VerifyLiveRequest {
  readonly config: Config;
  /** Names of APIs; when empty, all of the configuration that have a sandbox and a Pact file. */
  readonly apis: readonly string[];
  /** The contracts of each API; those that are no Pact files are passed over. */
  readonly contracts: ReadonlyMap<string, readonly ContractFile[]>;
  /** Ends the work when it fires. */
  readonly signal?: AbortSignal;
}

/** What a live verification needs of the world outside. */
export interface LiveOutside extends Pick<Outside, 'acknowledgements' | 'clock' | 'environment' | 'progress'> {
  readonly verifier: ContractVerifier;
}

/**
 * Calls sandboxes as contracts say. One that could not be asked everything is `unknown` in the report; what concerns all
 * of them raises {@link Failure}: no sandbox, no Pact file, no package that can run it.
 */
export async function verifyLive(request: VerifyLiveRequest, outside: LiveOutside): Promise<LiveReport> {
  const candidates = callable(request);
  const today = outside.clock.now().toISOString().slice(0, 10);
  const accepted = (await outside.acknowledgements.read()).filter(({ until }) => until === undefined || until >= today);
  const runs = await each(candidates, (candidate) => runAll(candidate, request, outside));

  const apis = runs.map((run) => judgedLive(run, accepted));
  return {
    outcome: apis.some(({ outcome }) => outcome === 'unknown')
      ? 'unknown'
      : apis.some(({ outcome }) => outcome === 'drift')
        ? 'drift'
        : 'clean',
    counts: apis.map(({ counts }) => counts).reduce(sum, NOTHING),
    apis,
  };
}

interface Candidate {
  readonly api: string;
  readonly settings: Config['apis'][string];
  readonly sandbox: SandboxConfig;
  readonly files: readonly ContractFile[];
}

function callable({ config, apis, contracts }: VerifyLiveRequest): readonly Candidate[] {
  const candidates = chosen(apis, config).flatMap((api): readonly Candidate[] => {
    const settings = config.apis[api];
    const sandbox = settings?.sandbox;
    const files = (contracts.get(api) ?? []).filter(({ document }) => isPact(document));
    if (settings !== undefined && sandbox !== undefined && files.length > 0) return [{ api, settings, sandbox, files }];
    if (apis.length === 0) return [];
    throw notCallable(`API \`${api}\` has no ${sandbox === undefined ? 'sandbox' : 'Pact file'}`, config);
  });
  if (candidates.length === 0) throw notCallable('No API has both a sandbox and a Pact file', config);
  return candidates;
}

function notCallable(message: string, config: Config): Failure {
  const hint = 'give the API a `sandbox` with a `url`, and name its Pact files under `contracts`';
  return new Failure({ code: 'config-invalid', message, hint, place: config.file });
}

function isPact({ root }: ContractDocument): boolean {
  if (!isObject(root) || !isObject(own(root, 'consumer')) || !isObject(own(root, 'provider'))) return false;
  return isArray(own(root, 'interactions')) || isArray(own(root, 'messages'));
}

/** One contract after the other: each brings the one sandbox into states of its own. */
async function runAll(
  candidate: Candidate,
  { config, signal }: VerifyLiveRequest,
  outside: LiveOutside,
): Promise<LiveRun> {
  const { api, sandbox: settings, files } = candidate;
  const verifications: LiveVerification[] = [];
  const failures: Failure[] = [];
  const task = outside.progress.start(`${api} (live)`);
  try {
    const sandbox = sandboxOf(candidate, config, outside);
    for (const { document, text } of files) {
      task.update(document.name);
      const contract = { name: document.name, text };
      const request = { contract, sandbox, seconds: settings.seconds, ...(signal === undefined ? {} : { signal }) };
      try {
        verifications.push(await outside.verifier.verify(request));
      } catch (error) {
        if (!(error instanceof Failure) || error.code === 'package-missing') throw error;
        failures.push(error);
      }
    }
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'package-missing') throw error;
    failures.push(error);
  } finally {
    task.end();
  }
  const { origin, pathname } = new URL(settings.url);
  const documents = files.map(({ document }) => document);
  return { api, sandbox: `${origin}${pathname}`, documents, verifications, failures };
}

function sandboxOf({ settings, sandbox }: Candidate, config: Config, { environment }: LiveOutside): Sandbox {
  const credential = sandbox.credential === undefined ? undefined : config.credentials[sandbox.credential];
  const { location, headers, redact } = accessTo(
    { ...settings, spec: sandbox.url, headers: {} },
    credential,
    environment,
  );
  const states = Object.entries(sandbox.states).map(
    ([state, change]) => [state, { ...callOf(change), body: change.body }] as const,
  );
  const { stateUrl, unknownStates } = sandbox;
  return { url: location, headers, redact, states: new Map(states), stateUrl, unknownStates };
}

const NOTHING: LiveCounts = { passed: 0, failed: 0, notRun: 0, leftOut: 0 };

function sum(a: LiveCounts, b: LiveCounts): LiveCounts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    notRun: a.notRun + b.notRun,
    leftOut: a.leftOut + b.leftOut,
  };
}
