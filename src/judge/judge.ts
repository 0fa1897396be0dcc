// Changes, the rules that claim them and the policy of the house make findings.

import type { Change } from '../model/change.ts';
import type { Acknowledgement, Finding } from '../model/finding.ts';
import { type Counts, FAIL_ON, type FailOn, type Outcome, verdictOf } from '../model/report.ts';
import { type Profile, type Rule, SEVERITIES, type Severity } from '../model/rule.ts';
import { acknowledging } from './acknowledged.ts';
import { byFacts } from './by-facts.ts';
import { fingerprints } from './fingerprint.ts';

/** What the reader of findings decides for himself. */
export interface Policy {
  readonly profile: Profile;
  /** Whether consumers use generated clients, to which the names of operations and parameters matter. */
  readonly sdk: boolean;
  /** Severities by rule id, with its direction in front (`response/property-removed`) or without; the former wins. */
  readonly overrides: Readonly<Record<string, Severity>>;
  readonly acknowledgements: readonly Acknowledgement[];
  /** The name of the API that is looked at; `undefined` where it has none, as two documents alone. */
  readonly api?: string;
  /** RFC 3339 date (UTC) of the look. */
  readonly today: string;
}

const UNJUDGED = 'unjudged';

/**
 * One finding for each change, gravest first, then by direction, operation, field and subject; the order of `changes`
 * does not matter. A change that no rule claims becomes a risky finding of the rule `unjudged`. An acknowledgement that
 * is in force is added to its finding and takes nothing from the finding's severity.
 */
export function judge(
  changes: readonly Change[],
  ruleFor: (change: Change) => Rule | undefined,
  policy: Policy,
): Finding[] {
  const verdicts = changes.map((change) => verdict(change, ruleFor(change), policy));
  const identities = fingerprints(verdicts);
  const acknowledgementOf = acknowledging(policy.acknowledgements, policy);
  return verdicts
    .map((verdict, index) => {
      const fingerprint = identities[index] ?? '';
      const acknowledgement = acknowledgementOf({ ...verdict, fingerprint });
      return { ...verdict, fingerprint, consumers: [], witness: undefined, acknowledgement };
    })
    .sort(inOrder);
}

/** How many findings there are by severity; an acknowledged one is counted there and nowhere else. */
export function countFindings(findings: readonly Finding[]): Counts {
  const counts = { breaking: 0, risky: 0, deprecated: 0, info: 0, acknowledged: 0 };
  for (const { acknowledgement, severity } of findings)
    counts[acknowledgement === undefined ? severity : 'acknowledged'] += 1;
  return counts;
}

/**
 * `drift` when some finding that nobody acknowledged breaks a consumer, or is at least as grave as `failOn` where that is
 * a severity; else `clean`.
 */
export function outcomeOf(findings: readonly Finding[], failOn: FailOn): Exclude<Outcome, 'unknown'> {
  const mildest = FAIL_ON.indexOf(failOn);
  const drifted = findings
    .filter(({ acknowledgement }) => acknowledgement === undefined)
    .some((finding) => verdictOf(finding) === 'breaks' || FAIL_ON.indexOf(finding.severity) <= mildest);
  return drifted ? 'drift' : 'clean';
}

type Verdict = Pick<Finding, 'change' | 'rule' | 'severity' | 'message'>;

function verdict(change: Change, rule: Rule | undefined, policy: Policy): Verdict {
  const grade = rule?.severity[change.direction];
  if (rule === undefined || grade === undefined) {
    const message = `change \`${change.kind}\` in direction \`${change.direction}\` is judged by no rule; look at it yourself, and report it as a defect of Driftgate`;
    return { change, rule: UNJUDGED, severity: override(policy, UNJUDGED) ?? 'risky', message };
  }
  const id = `${change.direction}/${rule.id}`;
  const severity = typeof grade === 'string' ? grade : grade[policy.profile];
  return {
    change,
    rule: id,
    severity: override(policy, id) ?? override(policy, rule.id) ?? inContext(severity, change, policy),
    message: rule.message(change),
  };
}

function override({ overrides }: Policy, rule: string): Severity | undefined {
  return Object.hasOwn(overrides, rule) ? overrides[rule] : undefined;
}

function inContext(severity: Severity, change: Change, policy: Policy): Severity {
  if (change.kind.startsWith('wire.') && change.facts.known === true) return 'info';
  if (policy.sdk && severity === 'info' && NAMES_IN_CODE.has(change.kind)) return 'risky';
  if (policy.profile === 'tolerant' && severity === 'breaking' && onlyInErrors(change)) return 'risky';
  return byFacts(severity, change);
}

/** What generated clients name their methods and arguments after. */
const NAMES_IN_CODE: ReadonlySet<Change['kind']> = new Set(['operation.id-changed', 'parameter.renamed'] as const);

/** Whether the change reaches nothing but responses that say that something went wrong, and that no contract waits for. */
function onlyInErrors({ kind, direction, impacts }: Change): boolean {
  if (kind.startsWith('live.')) return false;
  return direction === 'response' && impacts.length > 0 && impacts.every(({ status }) => isError(status));
}

function isError(status: string | undefined): boolean {
  return status !== undefined && /^(?:[45]|default$)/i.test(status);
}

function inOrder(a: Finding, b: Finding): number {
  const gravity = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  if (gravity !== 0) return gravity;
  const others = sortKeys(b);
  for (const [index, key] of sortKeys(a).entries()) {
    const other = others[index] ?? '';
    // By code units: a locale would order one report differently on two machines.
    if (key !== other) return key < other ? -1 : 1;
  }
  return 0;
}

function sortKeys({ change, rule, fingerprint }: Finding): readonly string[] {
  const [first] = change.impacts;
  return [change.direction, first?.operation ?? '', first?.field ?? '', change.subject, rule, fingerprint];
}
