// What the renderers for people say of contracts that were held against documents, in the words of contracts.

import type { Finding } from '../model/finding.ts';
import type { Severity } from '../model/rule.ts';
import type { Verification, VerifiedApi } from '../model/verification.ts';
import { openFindings, plural } from './words.ts';

/** What a finding of the severity is for whoever mends the contract. */
export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  breaking: 'error',
  risky: 'warning',
  deprecated: 'warning',
  info: 'note',
};

/** What was held against what, and how much of it. Names of strangers come as they are. */
export function heldInWords(api: VerifiedApi): readonly string[] {
  const { baseline, current, contracts, interactions, unvalidatable } = api;
  if (current === undefined) return [];
  const against = current.takenAt === undefined ? current.name : `baseline of ${current.takenAt.slice(0, 10)}`;
  return [
    `${plural(interactions, 'interaction')} of ${plural(contracts, 'contract')} against ${against}`,
    ...(current.version === '' ? [] : [`version ${current.version}`]),
    ...(baseline === undefined || baseline.digest === current.digest ? [] : ['compared with the baseline']),
    ...(unvalidatable === 0 ? [] : [`${unvalidatable} could not be held against it`]),
  ];
}

/** `2 new errors, 1 error that the baseline had too, 3 warnings`. */
export function foundInWords({ apis }: Verification): string {
  const open = apis.flatMap((api) => openFindings(api));
  const count = (severity: Severity, known: boolean) =>
    open.filter((finding) => finding.severity === severity && isKnown(finding) === known).length;
  const interactions = apis.reduce((sum, api) => sum + api.interactions, 0);
  const unvalidatable = apis.reduce((sum, api) => sum + api.unvalidatable, 0);
  const [known, failed] = [count('breaking', true), apis.filter((api) => api.outcome === 'unknown').length];
  return [
    plural(count('breaking', false), known > 0 ? 'new error' : 'error'),
    ...(known > 0 ? [`${plural(known, 'error')} that the baseline had too`] : []),
    plural(count('risky', false) + count('risky', true), 'warning'),
    ...(unvalidatable > 0 ? [`${unvalidatable} of ${plural(interactions, 'interaction')} not verified wholly`] : []),
    ...(failed > 0 ? [`${plural(failed, 'API')} unknown`] : []),
  ].join(', ');
}

/** Who takes the payload that comes next, and who does not. */
export function shownInWords({ change }: Finding): string {
  return change.direction === 'response'
    ? 'the document allows, and the contract cannot take:'
    : 'the contract sends, and the document refuses:';
}

/** What the baseline did not have comes first. */
export function freshFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => Number(isKnown(a)) - Number(isKnown(b)));
}

/** What is said of a finding that the baseline had too; empty for any other. */
export function knownInWords(finding: Finding): string {
  return isKnown(finding) ? 'the baseline had it too' : '';
}

/** Whether it was so before. */
export function isKnown({ change }: Finding): boolean {
  return change.facts.known === true;
}
