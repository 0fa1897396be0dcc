// What findings mean for the consumers of an API, counted and put in order.

import { finds } from '../compare/accepts.ts';
import { coverage } from '../judge/consumers/coverage.ts';
import type { Api } from '../model/api.ts';
import type { Finding } from '../model/finding.ts';
import { BEARINGS, bearingOf, type ConsumerCounts, type Reliance, verdictOf } from '../model/report.ts';
import type { Severity } from '../model/rule.ts';
import type { ConsumerVerdict, Usage } from '../model/usage.ts';

/** What a finding on a contract that is not kept means for the consumer whose contract it is. */
export const VERDICTS: Readonly<Record<Severity, ConsumerVerdict>> = {
  breaking: 'breaks',
  risky: 'at risk',
  deprecated: 'at risk',
  info: 'unaffected',
};

/** What breaks a consumer, then what puts one at risk, then what ends for one, then the rest; within these as it was. */
export function hitsFirst(findings: readonly Finding[]): readonly Finding[] {
  const rank = (finding: Finding) => BEARINGS.indexOf(bearingOf(finding));
  return findings.toSorted((a, b) => rank(a) - rank(b));
}

/** Findings that nobody acknowledged, each by the gravest that it means for a consumer. */
export function countConsumers(findings: readonly Finding[]): ConsumerCounts {
  const verdicts = findings.filter(isOpen).map(verdictOf);
  return {
    breaks: verdicts.filter((verdict) => verdict === 'breaks').length,
    atRisk: verdicts.filter((verdict) => verdict === 'at risk').length,
  };
}

/** What consumers rely on of `api`, the document before, and how it is hit. */
export function relianceOn(usages: readonly Usage[], api: Api, findings: readonly Finding[]): Reliance {
  return { consumers: countConsumers(findings), coverage: coverage(usages, api, findings, { finds }) };
}

function isOpen({ acknowledgement }: Finding): boolean {
  return acknowledgement === undefined;
}
