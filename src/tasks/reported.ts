// From what is told of each API to the report of a run.

import { countFindings } from '../judge/judge.ts';
import type { Failure } from '../model/failure.ts';
import type { ApiReport, Outcome, Report, UnknownReason } from '../model/report.ts';
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

/** Why one could not look. */
export function reasonOf({ code, message, hint, place }: Failure): UnknownReason {
  return { code, message, hint, place };
}
