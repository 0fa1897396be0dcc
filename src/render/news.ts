// What of a report is news to somebody: what they want to hear of, and were not told yet.

import type { Finding } from '../model/finding.ts';
import { isKnown, PARTS, type Part, partOf } from '../model/part.ts';
import type { ApiReport, Report } from '../model/report.ts';
import { verdictOf } from '../model/report.ts';
import { isAbout, type Topic } from '../model/telling.ts';
import { hitConsumers } from './finding-words.ts';
import { countFindings } from './words.ts';

/** What somebody wants to hear of. */
export interface Interest {
  /** Names of APIs; all of them when empty. */
  readonly apis: readonly string[];
  readonly on: readonly Topic[];
  /** Only what hits a consumer of one of these owners; whatever it hits when empty. */
  readonly owners: readonly string[];
  /** Also tells that an API could not be looked at. */
  readonly unknown: boolean;
}

/** A report of nothing but news, and what it tells by its keys. */
export interface News {
  readonly report: Report;
  /** One for each finding, and one for each part of an API that could not be looked at; sorted. */
  readonly keys: readonly string[];
}

/** What `interest` asks for and `told` does not hold; `undefined` where there is no news. */
export function newsOf(report: Report, interest: Interest, told: ReadonlySet<string>): News | undefined {
  const apis = report.apis.flatMap((api) => newsOfApi(api, interest, told));
  if (apis.length === 0) return undefined;
  const findings = apis.flatMap((api) => api.findings);
  const news: Report = {
    outcome: apis.some(({ outcome }) => outcome === 'unknown') ? 'unknown' : 'drift',
    profile: report.profile,
    counts: countFindings(findings),
    consumers: countVerdicts(findings),
    apis,
  };
  return { report: news, keys: apis.flatMap(keysOf).sort() };
}

/**
 * The keys of `told` that still hold: what is gone is forgotten, so that it is news when it comes back. Nothing is
 * forgotten of a part of an API that could not be looked at, or was not.
 */
export function stillTold(report: Report, told: ReadonlySet<string>): ReadonlySet<string> {
  const apis = new Map(report.apis.map((api) => [api.api, api]));
  const now = new Set(report.apis.flatMap(keysOf));
  return new Set(
    [...told].filter((key) => {
      const api = apis.get(apiOf(key));
      return api === undefined || !isKnown(api, partIn(key)) || now.has(key);
    }),
  );
}

function newsOfApi(api: ApiReport, interest: Interest, told: ReadonlySet<string>): readonly ApiReport[] {
  if (interest.apis.length > 0 && !interest.apis.includes(api.api)) return [];
  const findings = api.findings.filter(
    (finding) =>
      isAbout(interest.on, finding) &&
      isOwned(finding, api, interest.owners) &&
      !told.has(keyOf(api, partOf(finding), finding.fingerprint)),
  );
  const isBlind = interest.unknown && blindKeys(api).some((key) => !told.has(key));
  if (findings.length === 0 && !isBlind) return [];
  const { reliance, unknown: _, ...rest } = api;
  return [
    {
      ...rest,
      outcome: isBlind ? 'unknown' : 'drift',
      unknown: isBlind ? api.unknown : undefined,
      looked: isBlind ? api.looked : api.looked.map(({ part }) => ({ part, unknown: undefined })),
      findings,
      reliance: reliance && { ...reliance, consumers: countVerdicts(findings) },
      notes: [],
    },
  ];
}

function isOwned(finding: Finding, { reliance }: ApiReport, owners: readonly string[]): boolean {
  if (owners.length === 0) return true;
  const hit = new Set(hitConsumers(finding).map(({ consumer }) => consumer));
  return (reliance?.coverage.consumers ?? []).some(
    ({ consumer, owner }) => owner !== undefined && owners.includes(owner) && hit.has(consumer),
  );
}

function countVerdicts(findings: readonly Finding[]): Report['consumers'] {
  const verdicts = findings.map(verdictOf);
  return {
    breaks: verdicts.filter((verdict) => verdict === 'breaks').length,
    atRisk: verdicts.filter((verdict) => verdict === 'at risk').length,
  };
}

function keysOf(api: ApiReport): readonly string[] {
  return [...api.findings.map((finding) => keyOf(api, partOf(finding), finding.fingerprint)), ...blindKeys(api)];
}

function blindKeys(api: ApiReport): readonly string[] {
  return api.looked.flatMap(({ part, unknown }) =>
    unknown === undefined ? [] : [keyOf(api, part, `unknown:${unknown.code}`)],
  );
}

/** What is told of stands before the first space, the part in front where it is not the document; and the API after it. */
function keyOf({ api }: ApiReport, part: Part, what: string): string {
  return `${part === 'document' ? '' : `${part}:`}${what} ${api}`;
}

function partIn(key: string): Part {
  const [first] = key.split(':', 1);
  return PARTS.find((part) => part === first) ?? 'document';
}

function apiOf(key: string): string {
  return key.slice(key.indexOf(' ') + 1);
}
