// `driftgate verify --live`: call each provider's sandbox as the contracts say, and tell what it does not keep.

import type { Config } from '../config/load.ts';
import { callOf, type SandboxConfig } from '../config/sandbox.ts';
import { callsOf } from '../model/calls.ts';
import { Failure } from '../model/failure.ts';
import type { LiveVerification } from '../model/live-verification.ts';
import { operationName } from '../model/place.ts';
import type { LiveReport } from '../model/verification.ts';
import type { Sandbox } from '../ports.ts';
import { contractKind } from '../read/contract/read.ts';
import { decode } from '../read/document/decode.ts';
import { readApi } from '../read/openapi/api.ts';
import { withQuery } from './access.ts';
import { type NamedContract, namedContracts } from './contracts.ts';
import { fromSnapshot } from './document.ts';
import { judgedLive, type LiveRun } from './live-findings.ts';
import { chosen, each, hasContracts } from './look.ts';
import type { Outside } from './outside.ts';
import { policyOf, type Strictness } from './policy.ts';
import { reported } from './reported.ts';

/** What is asked of a live verification. */
export interface VerifyLiveRequest {
  readonly config: Config;
  /** Names of APIs; all that have a sandbox and contracts when empty. */
  readonly apis: readonly string[];
  readonly strictness: Strictness;
  /** Ends the work when it fires. */
  readonly signal?: AbortSignal;
}

/**
 * Calls sandboxes as the Pact files among the contracts say, and tells where they answer otherwise. One that could not be
 * asked everything is `unknown` in the report; what concerns all of them raises {@link Failure}.
 */
export async function verifyLive(
  request: VerifyLiveRequest,
  outside: Outside,
  tell: (report: LiveReport) => Promise<void>,
): Promise<LiveReport> {
  const { config, strictness } = request;
  const acknowledgements = await outside.acknowledgements.read();
  const standard = policyOf(config, strictness, acknowledgements, outside.clock);
  const runs = await each(callable(request), (candidate) => runAll(candidate, request, outside));

  const report = reported(
    runs.map((run) => judgedLive(run, standard)),
    standard.policy.profile,
  );

  await tell(report);
  return report;
}

interface Candidate {
  readonly api: string;
  readonly settings: Config['apis'][string];
  readonly sandbox: SandboxConfig;
}

/** The APIs that were asked for and can be called. Raises {@link Failure} `usage` when one that is named, or each, cannot. */
function callable({ config, apis }: VerifyLiveRequest): readonly Candidate[] {
  const candidates = chosen(apis, config).flatMap((api): readonly Candidate[] => {
    const settings = config.apis[api];
    const sandbox = settings?.sandbox;
    if (settings !== undefined && sandbox !== undefined && hasContracts(api, config))
      return [{ api, settings, sandbox }];
    if (apis.length === 0) return [];
    throw notCallable(`\`${api}\` has no ${sandbox === undefined ? 'sandbox' : 'contracts'}`, config, api);
  });
  if (candidates.length === 0) throw notCallable('no API has both a sandbox and contracts', config, 'API');
  return candidates;
}

function notCallable(message: string, { file }: Config, api: string): Failure {
  return new Failure({
    code: 'usage',
    message,
    hint: `give \`apis.${api}\` in \`${file}\` a \`sandbox\` with its \`url\`, and name Pact files under \`contracts\``,
    place: file,
  });
}

/** One contract after the other: each brings the one sandbox into states of its own. */
async function runAll(candidate: Candidate, request: VerifyLiveRequest, outside: Outside): Promise<LiveRun> {
  const { api, sandbox: settings } = candidate;
  const { config, signal } = request;
  const { origin, pathname } = new URL(settings.url);
  const verifications: LiveVerification[] = [];
  const failures: Failure[] = [];
  const run = { api, sandbox: `${origin}${pathname}`, verifications, failures };
  const task = outside.progress.start(`${api} (live)`);
  try {
    const nameOf = await naming(api, outside);
    const contracts = await pactFiles(candidate, config, outside);
    for (const [at, { file, document }] of contracts.entries()) {
      task.update(`${document.name}, ${at + 1} of ${contracts.length}`);
      const contract = { name: document.name, text: decode(file.bytes, undefined).text };
      try {
        // For each contract anew: a token may end between two of them.
        const sandbox = await sandboxOf(settings, outside, signal);
        const one = { contract, sandbox, seconds: settings.seconds, ...(signal !== undefined && { signal }) };
        verifications.push(await outside.verifier.verify(one));
      } catch (error) {
        failures.push(concerningOne(error));
      }
    }
    return { ...run, documents: contracts.map(({ document }) => document), nameOf };
  } catch (error) {
    failures.push(concerningOne(error));
    return { ...run, documents: [], nameOf: (called) => called };
  } finally {
    task.end();
  }
}

/** The failure, where it hinders only this API or contract; raises what hinders all. */
function concerningOne(error: unknown): Failure {
  if (error instanceof Failure && error.code !== 'package-missing') return error;
  throw error;
}

/** What operations are called: as in the baseline, where there is one and it has them, else as they are called. */
async function naming(api: string, outside: Outside): Promise<LiveRun['nameOf']> {
  const snapshot = await outside.store.read(api);
  if (snapshot === undefined) return (called) => called;
  const calls = callsOf(readApi(fromSnapshot(snapshot).document));
  return (called) => {
    const space = called.indexOf(' ');
    const call = calls.find({ kind: 'http', method: called.slice(0, space), path: called.slice(space + 1) });
    return call === undefined ? called : operationName(call.operation.method, call.operation.path);
  };
}

/** The Pact files among the contracts of an API: nothing else says what to call and what comes of it. */
async function pactFiles(
  { api, settings }: Candidate,
  config: Config,
  outside: Outside,
): Promise<readonly NamedContract[]> {
  const contracts = await namedContracts(settings.contracts, `apis.${api}.contracts`, config, outside);
  const found = contracts.filter(({ document }) => contractKind(document.root) === 'pact');
  if (found.length > 0) return found;
  throw new Failure({
    code: 'contract-invalid',
    message: `no contract of \`${api}\` is a Pact file, and only these can be run`,
    hint: `name Pact files under \`apis.${api}.contracts\`, or take its \`sandbox\` out`,
    place: config.file,
  });
}

async function sandboxOf(sandbox: SandboxConfig, { credentials }: Outside, signal?: AbortSignal): Promise<Sandbox> {
  const { credential, states, stateUrl, unknownStates } = sandbox;
  const use = credential === undefined ? undefined : await credentials.use(credential, signal);
  const changes = Object.entries(states).map(
    ([state, change]) => [state, { ...callOf(change), body: change.body }] as const,
  );
  return {
    url: withQuery(sandbox.url, use?.query ?? {}),
    headers: use?.headers ?? {},
    certificate: use?.certificate,
    redact: use?.redact ?? ((text) => text),
    states: new Map(changes),
    stateUrl,
    unknownStates,
  };
}
