// From what is told of each API to the report of a run.

import { countFindings, outcomeOf } from '../judge/judge.ts';
import type { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import type { Part } from '../model/part.ts';
import type { ApiReport, FailOn, Outcome, Report, UnknownReason } from '../model/report.ts';
import type { Profile } from '../model/rule.ts';
import { countConsumers } from './reliance.ts';

/** The report of all. `unknown` outweighs `drift`: what could not be seen may be worse. */
export function reported<A extends ApiReport>(
  apis: readonly A[],
  profile: Profile,
): Report & { readonly apis: readonly A[] } {
  const outcomes = new Set<Outcome>(apis.map(({ outcome }) => outcome));
  const findings = apis.flatMap((api) => api.findings);
  return {
    outcome: outcomes.has('unknown') ? 'unknown' : outcomes.has('drift') ? 'drift' : 'clean',
    profile,
    counts: countFindings(findings),
    consumers: countConsumers(findings),
    apis,
  };
}

/**
 * What is told of an API where no documents are compared: its findings, and whether there are any as grave as `failOn`;
 * `unknown` where one could not look, or not at all of it.
 */
export function lookedAt(
  api: string,
  part: Part,
  findings: readonly Finding[],
  failOn: FailOn,
  unknown: UnknownReason | undefined,
): ApiReport {
  const outcome = unknown === undefined ? outcomeOf(findings, failOn) : 'unknown';
  return { ...blank(api, part, unknown), outcome, findings };
}

/** What is told of an API that could not be looked at. */
export function unseen(api: string, part: Part, failure: Failure): ApiReport {
  return { ...blank(api, part, reasonOf(failure)), outcome: 'unknown' };
}

function blank(api: string, part: Part, unknown: UnknownReason | undefined): Omit<ApiReport, 'outcome'> {
  return {
    api,
    unknown,
    looked: [{ part, unknown }],
    baseline: undefined,
    current: undefined,
    findings: [],
    reliance: undefined,
    notes: [],
    lineOf: () => undefined,
  };
}

/** Why one could not look. */
export function reasonOf({ code, message, hint, place }: Failure): UnknownReason {
  return { code, message, hint, place };
}
