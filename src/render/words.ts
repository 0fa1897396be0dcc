// What the renderers for people say of a report: in which order, and in which words.

import type { AcknowledgementNotice, Finding } from '../model/finding.ts';
import { partOf } from '../model/part.ts';
import { type ApiReport, type Bearing, bearingOf, type Counts, type Outcome, type Report } from '../model/report.ts';
import { SEVERITIES, type Severity } from '../model/rule.ts';

/** One mark for each severity, so that no reader depends on colour. */
export const SEVERITY_SYMBOLS: Readonly<Record<Severity, string>> = {
  breaking: '✖',
  risky: '▲',
  deprecated: '▼',
  info: '·',
};

/** The findings that nobody acknowledged, of one severity where it is named. */
export function openFindings({ findings }: ApiReport, severity?: Severity): readonly Finding[] {
  const open = findings.filter(({ acknowledgement }) => acknowledgement === undefined);
  return severity === undefined ? open : open.filter((finding) => finding.severity === severity);
}

/** The findings that nobody acknowledged, of an API with contracts, by what they mean for its consumers. */
export function findingsWith(bearing: Bearing, api: ApiReport): readonly Finding[] {
  if (api.reliance === undefined) return [];
  return SEVERITIES.flatMap((severity) => openFindings(api, severity)).filter(
    (finding) => bearingOf(finding) === bearing,
  );
}

/** The findings that somebody acknowledged, gravest first. */
export function acknowledgedFindings(api: ApiReport): readonly Finding[] {
  const acknowledged = api.findings.filter((finding) => finding.acknowledgement !== undefined);
  return SEVERITIES.flatMap((severity) => acknowledged.filter((finding) => finding.severity === severity));
}

/**
 * The APIs as one wants to read of them: those that break a consumer, or may since no contract is known; those that
 * could not be looked at; those that put a consumer at risk; the rest; the clean.
 */
export function gravestFirst(apis: readonly ApiReport[]): readonly ApiReport[] {
  return apis.toSorted((a, b) => rank(a) - rank(b));
}

function rank(api: ApiReport): number {
  if (findingsWith('breaks', api).length > 0) return 0;
  if (api.reliance === undefined && openFindings(api, 'breaking').length > 0) return 1;
  if (api.outcome === 'unknown') return 2;
  if (findingsWith('at risk', api).length > 0) return 3;
  const at = SEVERITIES.findIndex((severity) => openFindings(api, severity).length > 0);
  if (at >= 0) return 4 + at;
  return 4 + SEVERITIES.length + (isQuiet(api) ? 1 : 0);
}

/** Whether there is nothing to tell of the API but that it is clean. */
export function isQuiet({ outcome, findings, sampling }: ApiReport): boolean {
  return outcome === 'clean' && findings.length === 0 && (sampling?.leftOut ?? []).length === 0;
}

/** `1 place`, `2 places`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Findings by severity, as {@link Counts} has them for all. */
export function countFindings(findings: readonly Finding[]): Counts {
  const open = findings.filter(({ acknowledgement }) => acknowledgement === undefined);
  const count = (severity: Severity) => open.filter((finding) => finding.severity === severity).length;
  return {
    breaking: count('breaking'),
    risky: count('risky'),
    deprecated: count('deprecated'),
    info: count('info'),
    acknowledged: findings.length - open.length,
  };
}

/** `2 breaking, 1 info`; `no findings` when all are zero. */
export function countsInWords(counts: Counts): string {
  const parts = [...SEVERITIES, 'acknowledged' as const]
    .filter((name) => counts[name] > 0)
    .map((name) => `${counts[name]} ${name}`);
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}

/** `2 breaking, 1 info, 1 API unknown`: never `no findings` where one could not look. */
export function headline(report: Report): string {
  const unknown = report.apis.filter((api) => api.outcome === 'unknown').length;
  if (unknown === 0) return countsInWords(report.counts);
  const found = Object.values(report.counts).some((count) => count > 0);
  return `${found ? `${countsInWords(report.counts)}, ` : ''}${plural(unknown, 'API')} unknown`;
}

/** The outcome of an API, as it is told: whether at least some part of what is unknown could be looked at. */
export function outcomeOf({ outcome, looked }: ApiReport): Outcome | 'partly unknown' {
  const isPartly = outcome === 'unknown' && looked.some(({ unknown }) => unknown === undefined);
  return isPartly ? 'partly unknown' : outcome;
}

/** `5 APIs: 2 drifted, 1 could not be looked at, 2 clean`. */
export function outcomesInWords(report: Report): string {
  const words: readonly (readonly [ReturnType<typeof outcomeOf>, string])[] = [
    ['drift', 'drifted'],
    ['unknown', 'could not be looked at'],
    ['partly unknown', 'partly unknown'],
    ['clean', 'clean'],
  ];
  const parts = words
    .map(([outcome, word]) => ({ word, count: report.apis.filter((api) => outcomeOf(api) === outcome).length }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${count} ${word}`);
  return parts.length === 0 ? 'no APIs' : `${plural(report.apis.length, 'API')}: ${parts.join(', ')}`;
}

/** How many findings each rule has, most first. */
export function countByRule(findings: readonly Finding[]): readonly (readonly [rule: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
}

/** A command to type, and what it does. */
export interface NextStep {
  readonly does: string;
  readonly command: string;
}

/** What one may do about the gravest finding; nothing where there is none to act on. */
export function nextSteps(report: Report): readonly NextStep[] {
  const [first] = gravestFirst(report.apis).flatMap((api) => gravest(api).map((finding) => ({ api, finding })));
  if (first === undefined) return [];
  const { api, finding } = first;
  const explain = { does: 'learn why', command: `driftgate rules ${shellWord(finding.rule)}` };
  // Only a baseline can be moved: two documents that somebody named have none.
  const settle = [
    {
      does: 'accept it for a time',
      command: `driftgate accept ${shellWord(finding.fingerprint)} --reason "…" --owner "…" --until DATE`,
    },
    ...moves(finding, api),
  ];
  return [...(finding.rule === 'unjudged' ? [] : [explain]), ...(api.baseline?.takenAt === undefined ? [] : settle)];
}

/** What makes what is there what is expected from now on; nothing where the finding is about neither documents nor samples. */
function moves({ change: { kind } }: Finding, { api, unknown }: ApiReport): readonly NextStep[] {
  const accept = `driftgate accept ${shellWord(api)}`;
  if (kind.startsWith('sample.')) return [{ does: 'expect what comes now', command: `${accept} --samples` }];
  if (partOf({ change: { kind } }) !== 'document') return [];
  return [{ does: 'move the baseline', command: `${accept}${unknown?.code === 'shrunk' ? ' --shrunk' : ''}` }];
}

/** What is more than info: what hits a consumer, and then by severity. */
function gravest(api: ApiReport): readonly Finding[] {
  const bySeverity = SEVERITIES.filter((severity) => severity !== 'info').flatMap((severity) =>
    openFindings(api, severity),
  );
  return [...findingsWith('breaks', api), ...findingsWith('at risk', api), ...bySeverity];
}

/** The word as a POSIX shell reads it back (XCU §2.2.2), since the command is there to be copied. */
function shellWord(word: string): string {
  return /^[\w.@/:-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** What is to be said of an acknowledgement, as one sentence; what people wrote in it stands as it is. */
export function noticeInWords(notice: AcknowledgementNotice): string {
  const { fingerprint, rule, api, operation, field, owner, until } = notice.acknowledgement;
  const parts = [fingerprint, rule, operation, field, api && `of ${api}`].filter((part) => part !== undefined);
  const what = `acknowledgement of ${parts.join(' ')} by ${owner}`;
  if (notice.state === 'ending') {
    return `${what} ends ${notice.daysLeft === 0 ? 'today' : `in ${plural(notice.daysLeft, 'day')}`}, on ${until}`;
  }
  return notice.state === 'ended'
    ? `${what} ended on ${until}: what it covered is back`
    : `${what} covers nothing any more: take it out`;
}
