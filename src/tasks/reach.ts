// Reaching an API: one safe request to a place of it, and what its answer says of the place and of the credential.

import type { Config } from '../config/load.ts';
import { requestOf, SAFE_METHODS } from '../config/samples.ts';
import type { Api } from '../model/api.ts';
import type { Check } from '../model/doctor.ts';
import { Failure, type FailureCode } from '../model/failure.ts';
import { operationName } from '../model/place.ts';
import type { EnvironmentName } from '../model/sampling.ts';
import type { LiveCall, Trouble, TroubleCause } from '../model/trouble.ts';
import { certificateEnding, classify } from '../read/traffic/trouble/classify.ts';
import { nameOf } from './document.ts';
import type { Outside } from './outside.ts';
import { headersOf } from './sample-calls.ts';
import { placeOf, planOf } from './sample-plan.ts';

/** What came of reaching a place. */
export interface Reached {
  readonly check: Check;
  /** What is to be told of it, though it was reached. */
  readonly troubles: readonly Trouble[];
  /** Why it could not be reached. */
  readonly failure: Failure | undefined;
}

/** Makes one safe request (RFC 9110 §9.2.1): that of the first sample that makes one there, or `GET` of the base URL. */
export async function reach(
  api: string,
  what: EnvironmentName,
  baseline: Api | undefined,
  config: Config,
  outside: Outside,
): Promise<Reached> {
  const task = outside.progress.start(`${api} ${what}`);
  let name = '';
  try {
    const { base, credential } = placeOf(api, what, config, baseline);
    name = nameOf(base);
    const sample = planOf(api, config, baseline).samples.find(
      ({ environment, config: sampled }) => environment === what && SAFE_METHODS.has(requestOf(sampled).method),
    );
    const bare = { ...BARE, api, operation: operationName('GET', new URL(base).pathname), url: base, credential };
    const { headers, redact } = sample === undefined ? NO_HEADERS : await headersOf(sample, outside.environment);
    const called = await outside.caller.call({ ...(sample?.request ?? bare), headers });
    return judgedCall(called.last, { what, name }, sample !== undefined, (text) => called.redact(redact(text)));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { check: { what, name, state: 'unknown', says: [unlooked(error)] }, troubles: [], failure: error };
  } finally {
    task.end();
  }
}

const BARE = { method: 'GET', body: undefined, patience: undefined, expectsJson: false, perSecond: 1 };

const NO_HEADERS = { headers: {}, redact: (text: string) => text };

/** Why it was not looked at; what is wrong with a credential is said where that is told of. */
export function unlooked({ code, message }: Failure): string {
  const byCredential = code === 'credential-failed' || code === 'secret-missing';
  return byCredential ? 'not looked at: its credential cannot be had' : message;
}

function judgedCall(
  call: LiveCall,
  check: Pick<Check, 'what' | 'name'>,
  meant: boolean,
  redact: (text: string) => string,
): Reached {
  const trouble = classify(call, { redact });
  const ending = certificateEnding(call);
  const unreached = trouble && UNREACHED[trouble.cause];
  if (trouble !== undefined && unreached !== undefined) {
    const { message, hint } = trouble;
    const failure = new Failure({ code: unreached, message, hint, place: check.name });
    return { check: { ...check, state: 'unknown', says: [trouble.fact] }, troubles: [], failure };
  }
  const told = trouble !== undefined && isAbout(trouble, call, meant) ? [trouble] : [];
  const troubles = [...told, ...(ending === undefined ? [] : [ending])];
  const status = 'error' in call.outcome ? call.outcome.error : String(call.outcome.status);
  const says = [`${call.operation} answers ${status}`, ...troubles.map(({ fact }) => fact)];
  return { check: { ...check, state: troubles.length === 0 ? 'well' : 'told', says }, troubles, failure: undefined };
}

/** Whether the answer is the API's word on us: nobody said that there is anything at the base URL. */
function isAbout({ cause }: Trouble, { credential }: LiveCall, meant: boolean): boolean {
  return meant || (credential !== undefined && (cause === 'credential-expired' || cause === 'credential-wrong'));
}

/** Causes by which nothing is known of a place. */
const UNREACHED: Readonly<Partial<Record<TroubleCause, FailureCode>>> = {
  dns: 'dns',
  'connection-refused': 'connection',
  'connection-reset': 'connection',
  unreachable: 'connection',
  timeout: 'timeout',
  'tls-expired': 'tls',
  'tls-host': 'tls',
  'tls-untrusted': 'tls',
  'tls-failed': 'tls',
  'server-fault': 'server-error',
  maintenance: 'server-error',
};
