// Which findings somebody is told of.

import type { Finding } from './finding.ts';
import { verdictOf } from './report.ts';
import { SEVERITIES } from './rule.ts';

/**
 * What may be told: findings of one severity; `consumer`, those that break a consumer by its contract; `auth`, those
 * that concern credentials; `any`, all of them.
 */
export const TOPICS = [...SEVERITIES, 'auth', 'consumer', 'any'] as const;
export type Topic = (typeof TOPICS)[number];

/** What is told where nobody chooses. */
export const USUAL_TOPICS = ['breaking', 'risky', 'deprecated', 'auth'] as const satisfies readonly Topic[];

/** Whether a finding belongs to one of `topics`. An acknowledged one belongs to none. */
export function isAbout(topics: readonly Topic[], finding: Finding): boolean {
  if (finding.acknowledgement !== undefined) return false;
  const { severity, change } = finding;
  return topics.some((topic) => {
    if (topic === 'any') return true;
    if (topic === 'auth') return change.direction === 'auth';
    return topic === 'consumer' ? verdictOf(finding) === 'breaks' : severity === topic;
  });
}
