// What findings mean for the consumers of an API, counted and put in order.

import type { Finding } from '../model/finding.ts';
import { CONSUMER_VERDICTS, type ConsumerCounts, type Coverage, type Reliance, verdictOf } from '../model/report.ts';

/** What breaks a consumer, then what puts one at risk, then the rest; within these the order stays as it is. */
export function hitsFirst(findings: readonly Finding[]): readonly Finding[] {
  const rank = (finding: Finding) => CONSUMER_VERDICTS.indexOf(verdictOf(finding));
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

/** What is known of an API's consumers, of whose contracts `coverage` says how far they reach. */
export function relianceOf(findings: readonly Finding[], coverage: Coverage): Reliance {
  const used = new Set(coverage.consumers.flatMap(({ operations }) => operations));
  const drifted = findings
    .filter((finding) => isOpen(finding) && finding.severity !== 'info')
    .flatMap(({ change }) => change.impacts.map(({ operation }) => operation))
    .filter((operation) => operation !== '' && !used.has(operation));
  return { consumers: countConsumers(findings), coverage, unmentioned: [...new Set(drifted)].sort() };
}

function isOpen({ acknowledgement }: Finding): boolean {
  return acknowledgement === undefined;
}
