// Reports of the parts of APIs, put together into one. Pure.

import type { Finding } from '../model/finding.ts';
import { type LookedPart, PARTS } from '../model/part.ts';
import type { ApiReport, Reliance, Report, UnknownReason } from '../model/report.ts';
import { SEVERITIES } from '../model/rule.ts';
import { countConsumers, hitsFirst } from './reliance.ts';
import { reported } from './reported.ts';

/**
 * One report of all: each API once with what every look found of it, each fingerprint once; of what two looks tell, that of
 * the first stands. An API of which one part could not be looked at is `unknown`, with the findings of the others. What is to
 * be said of acknowledgements goes by all findings together, so none of it is taken over.
 */
export function merged(reports: readonly [Report, ...Report[]]): Report {
  const looks = Map.groupBy(
    reports.flatMap(({ apis }) => apis),
    ({ api }) => api,
  );
  return reported(
    [...looks.values()].map((some) => some.reduce(together)),
    reports[0].profile,
  );
}

function together(one: ApiReport, other: ApiReport): ApiReport {
  const findings = mergedFindings([...one.findings, ...other.findings]);
  const looked = mergedParts([...one.looked, ...other.looked]);
  const unknown = unknownOf(looked);
  const drifted = one.outcome === 'drift' || other.outcome === 'drift';
  return {
    ...other,
    ...one,
    outcome: unknown !== undefined ? 'unknown' : drifted ? 'drift' : 'clean',
    unknown,
    looked,
    baseline: one.baseline ?? other.baseline,
    current: one.current ?? other.current,
    findings,
    reliance: mergedReliance(one.reliance ?? other.reliance, findings),
    notes: [...one.notes, ...other.notes],
    lineOf: (side, pointer) => one.lineOf(side, pointer) ?? other.lineOf(side, pointer),
  };
}

/** Hits first, gravest first, and within these as they came. */
function mergedFindings(findings: readonly Finding[]): readonly Finding[] {
  const byFingerprint = new Map(findings.toReversed().map((finding) => [finding.fingerprint, finding]));
  const once = findings.filter((finding) => byFingerprint.get(finding.fingerprint) === finding);
  return hitsFirst(SEVERITIES.flatMap((severity) => once.filter((finding) => finding.severity === severity)));
}

/** Each part once; of one that was looked at twice, not all is known where one of the looks says so. */
function mergedParts(looked: readonly LookedPart[]): readonly LookedPart[] {
  return PARTS.flatMap((part) => {
    const same = looked.filter((each) => each.part === part);
    return same.find(({ unknown }) => unknown !== undefined) ?? same[0] ?? [];
  });
}

/** Why not all is known, by part; parts for which it is the same share it. */
function unknownOf(looked: readonly LookedPart[]): UnknownReason | undefined {
  const reasons = looked.flatMap(({ part, unknown }) => (unknown === undefined ? [] : [{ part, unknown }]));
  const first = reasons[0]?.unknown;
  if (first === undefined || looked.length === 1) return first;
  const byMessage = Map.groupBy(reasons, ({ unknown }) => unknown.message);
  const messages = [...byMessage].map(
    ([message, group]) => `${group.map(({ part }) => part).join(' and ')}: ${message}`,
  );
  const hints = new Set(reasons.flatMap(({ unknown: { hint } }) => hint ?? []));
  return {
    code: first.code,
    message: messages.join('; '),
    hint: hints.size === 0 ? undefined : [...hints].join('; '),
    place: byMessage.size === 1 ? first.place : undefined,
  };
}

/** What consumers rely on, with whom all findings hit, and what of them no contract mentions. */
function mergedReliance(reliance: Reliance | undefined, findings: readonly Finding[]): Reliance | undefined {
  if (reliance === undefined) return undefined;
  const { coverage } = reliance;
  const used = new Set(coverage.byOperation.map(({ operation }) => operation));
  const drifted = findings
    .filter(({ severity }) => severity !== 'info')
    .flatMap(({ change }) => change.impacts.map(({ operation }) => operation))
    .filter((operation) => operation !== '' && !used.has(operation));
  const uncovered = [...new Set([...coverage.uncovered, ...drifted])].sort();
  return { consumers: countConsumers(findings), coverage: { ...coverage, uncovered } };
}
