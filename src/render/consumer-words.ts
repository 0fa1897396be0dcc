// What the renderers for people say of consumers: whose code breaks, and how far contracts reach.

import type { Finding } from '../model/finding.ts';
import {
  type ApiReport,
  type Bearing,
  bearingOf,
  type ConsumerCoverage,
  gravestVerdict,
  type Report,
} from '../model/report.ts';
import type { ConsumerImpact, ConsumerVerdict } from '../model/usage.ts';
import { countFindings, countsInWords, findingsWith, plural } from './words.ts';

const MAX_NAMES = 5;

/** What becomes of a consumer. `unclear`: nothing hits it, and not all of its contracts could be held against the API. */
export type ConsumerFate = ConsumerVerdict | 'unclear';

/** One mark for each fate, so that no reader depends on colour. */
export const FATE_SYMBOLS: Readonly<Record<ConsumerFate, string>> = {
  breaks: '✖',
  'at risk': '▲',
  unclear: '?',
  unaffected: '✔',
};

/** Hardest first. */
const FATES: readonly ConsumerFate[] = ['breaks', 'at risk', 'unclear', 'unaffected'];

/** One consumer of an API, and what all of its findings mean for it. */
export interface ConsumerRow {
  readonly name: string;
  readonly fate: ConsumerFate;
  /** How many findings that nobody acknowledged break it. */
  readonly breaks: number;
  /** How many put it at risk. */
  readonly atRisk: number;
  /** How many deprecate what it uses, and hit nobody yet. */
  readonly ends: number;
  readonly coverage: ConsumerCoverage;
}

/** The consumers of an API, hardest hit first; none where no contract is known. */
export function consumerRows({ findings, reliance }: ApiReport): readonly ConsumerRow[] {
  const open = findings.filter(({ acknowledgement }) => acknowledgement === undefined);
  const ending = open.filter((finding) => bearingOf(finding) === 'ends');
  const rows = (reliance?.coverage.consumers ?? []).map((coverage) => {
    const impacts = open.map((finding) => finding.consumers.filter(({ consumer }) => consumer === coverage.consumer));
    const count = (verdict: ConsumerVerdict) => impacts.filter((some) => gravestVerdict(some) === verdict).length;
    const verdict = gravestVerdict(impacts.flat());
    return {
      name: coverage.consumer,
      fate: verdict === 'unaffected' && coverage.gaps.length > 0 ? ('unclear' as const) : verdict,
      breaks: count('breaks'),
      atRisk: count('at risk'),
      ends: ending.filter(({ consumers }) => consumers.some((impact) => uses(coverage.consumer, impact))).length,
      coverage,
    };
  });
  return rows.toSorted(
    (a, b) => FATES.indexOf(a.fate) - FATES.indexOf(b.fate) || b.breaks - a.breaks || b.atRisk - a.atRisk,
  );
}

function uses(name: string, { consumer, interaction }: ConsumerImpact): boolean {
  return consumer === name && interaction !== undefined;
}

/** `4 findings, 1 at risk, 1 deprecated`: by how much a consumer is hit; empty where it is not. */
export function hitsInWords({ breaks, atRisk, ends }: ConsumerRow): string {
  const [hardest, softer] = breaks === 0 ? [atRisk, 0] : [breaks, atRisk];
  const parts = [
    hardest === 0 ? '' : plural(hardest, 'finding'),
    softer === 0 ? '' : `${softer} at risk`,
    ends === 0 ? '' : `${ends} deprecated`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** `3/12 operations, 14 fields`, `owner ada`: how much of the API a consumer relies on, and whose it is. */
export function usesInWords({ coverage }: ConsumerRow, { reliance }: ApiReport): readonly string[] {
  const { operations, fields, owner } = coverage;
  const all = reliance?.coverage.operations.total ?? 0;
  const used = `${operations.length}/${plural(all, 'operation')}, ${plural(fields, 'field')}`;
  return [used, ...(owner === undefined ? [] : [`owner ${owner}`])];
}

/**
 * `phone-agent and crm break, billing is at risk`; `no contract is hit`; who is unclear, with either. Empty where no
 * contract is known, or where some API could not be looked at and nothing is hit.
 */
export function whoIsHit({ apis }: Pick<Report, 'apis'>): string {
  if (apis.every(({ reliance }) => reliance === undefined)) return '';
  const rows = apis.flatMap(consumerRows);
  const told = new Set<string>();
  const parts = (['breaks', 'at risk', 'unclear'] as const).map((fate) => {
    const names = [...new Set(rows.filter((row) => row.fate === fate).map(({ name }) => name))];
    const fresh = names.filter((name) => !told.has(name));
    for (const name of fresh) told.add(name);
    return fresh.length === 0 ? '' : `${listed(fresh)} ${fateInWords(fate, fresh.length)}`;
  });
  const [breaks, atRisk, unclear] = parts;
  const isKnown = apis.every(({ outcome }) => outcome !== 'unknown');
  const none = breaks === '' && atRisk === '' && isKnown ? 'no contract is hit' : '';
  return [breaks, atRisk, none, unclear].filter(Boolean).join(', ');
}

function fateInWords(fate: 'breaks' | 'at risk' | 'unclear', count: number): string {
  if (fate === 'breaks') return count === 1 ? 'breaks' : 'break';
  return `${count === 1 ? 'is' : 'are'} ${fate}`;
}

/** What findings that touch a contract mean for consumers, gravest first. */
export const HITS = ['breaks', 'at risk', 'ends'] as const satisfies readonly Bearing[];
export type HitBearing = (typeof HITS)[number];

const TITLES: Readonly<Record<HitBearing, readonly [one: string, many: string, rest: string]>> = {
  breaks: ['breaks', 'break', 'a consumer'],
  'at risk': ['puts', 'put', 'a consumer at risk'],
  ends: ['deprecates', 'deprecate', 'what a consumer uses'],
};

/** `4 findings break a consumer`, `1 finding puts a consumer at risk`. */
export function hitTitle(bearing: HitBearing, count: number): string {
  const [one, many, rest] = TITLES[bearing];
  return `${plural(count, 'finding')} ${count === 1 ? one : many} ${rest}`;
}

/** `No contract is hit by the rest: 12 breaking, 3 risky`. */
export function spareTitle(api: ApiReport, spared: readonly Finding[]): string {
  const isRest = HITS.some((bearing) => findingsWith(bearing, api).length > 0);
  return `No contract is hit${isRest ? ' by the rest' : ''}: ${countsInWords(countFindings(spared))}`;
}

/** `2 operations that drifted are in no contract`; empty where there are none. */
export function uncoveredTitle({ reliance }: ApiReport): string {
  const count = reliance?.coverage.uncovered.length ?? 0;
  if (count === 0) return '';
  return `${plural(count, 'operation')} that drifted ${count === 1 ? 'is' : 'are'} in no contract`;
}

/** `Contracts use 3 of 12 operations, and read 14 of the 80 fields that these promise`; empty where there are none. */
export function coverageTitle({ reliance }: ApiReport): string {
  if (reliance === undefined) return '';
  const { operations, fields } = reliance.coverage;
  const used = `${operations.used} of ${plural(operations.total, 'operation')}`;
  return `Contracts use ${used}, and read ${fields.read} of the ${plural(fields.promised, 'field')} that these promise`;
}

/** `2 parts of contracts could not be held against the baseline`; empty where all could. */
export function gapsTitle({ reliance }: ApiReport): string {
  const count = (reliance?.coverage.consumers ?? []).reduce((sum, { gaps }) => sum + gaps.length, 0);
  const parts = count === 1 ? 'part of a contract' : 'parts of contracts';
  return count === 0 ? '' : `${count} ${parts} could not be held against the baseline`;
}

/** `a`, `a and b`, `a, b and 7 more`. */
function listed(names: readonly string[]): string {
  const shown = names.length > MAX_NAMES ? names.slice(0, MAX_NAMES - 1) : names;
  const parts = shown.length < names.length ? [...shown, `${names.length - shown.length} more`] : shown;
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
