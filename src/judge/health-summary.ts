// Observations put together: counts, and latencies in buckets that add up.

import type { HealthSeries, HealthSummary, Observation } from '../model/health.ts';

/** Nothing observed: what any summary may be merged with and stays as it is. */
export const NOTHING_OBSERVED: HealthSummary = { calls: 0, errors: 0, down: 0, slowest: 0, buckets: [] };

const GROWTH = Math.log(1.02);
/** Longer calls are as long as a day. */
const LONGEST = 86_400_000;

/** The summary of some calls. What took no time, or no number, counts as one millisecond. */
export function summaryOf(observations: Iterable<Observation>): HealthSummary {
  const counts = new Map<number, number>();
  let [calls, errors, down, slowest] = [0, 0, 0, 0];
  for (const { ms, outcome } of observations) {
    calls += 1;
    if (outcome === 'down') down += 1;
    else {
      if (outcome === 'error') errors += 1;
      const taken = ms >= 1 ? Math.min(ms, LONGEST) : 1;
      slowest = Math.max(slowest, Math.ceil(taken));
      const bucket = Math.ceil(Math.log(taken) / GROWTH);
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    }
  }
  return { calls, errors, down, slowest, buckets: [...counts].sort(([a], [b]) => a - b) };
}

/** Two summaries as one: associative and commutative, and the same as the summary of all calls together. */
export function merged(a: HealthSummary, b: HealthSummary): HealthSummary {
  const counts = new Map(a.buckets);
  for (const [bucket, count] of b.buckets) counts.set(bucket, (counts.get(bucket) ?? 0) + count);
  return {
    calls: a.calls + b.calls,
    errors: a.errors + b.errors,
    down: a.down + b.down,
    slowest: Math.max(a.slowest, b.slowest),
    buckets: [...counts].sort(([one], [other]) => one - other),
  };
}

/**
 * Milliseconds that the share (0.95) of the answered calls took at most (nearest rank), right to 1 %; `undefined` where
 * none was answered.
 */
export function percentile({ buckets, slowest }: HealthSummary, share: number): number | undefined {
  const answered = buckets.reduce((sum, [, count]) => sum + count, 0);
  const rank = Math.max(1, Math.ceil(share * answered));
  let below = 0;
  for (const [bucket, count] of buckets) {
    below += count;
    if (below >= rank) return Math.min(slowest, (2 * Math.exp(GROWTH * bucket)) / (1 + Math.exp(GROWTH)));
  }
  return undefined;
}

/** The share of calls that failed or got no answer, from 0 to 1. */
export function errorRate({ calls, errors, down }: HealthSummary): number {
  return calls === 0 ? 0 : (errors + down) / calls;
}

/** The share of calls that were answered, from 0 to 1. */
export function availability({ calls, down }: HealthSummary): number {
  return calls === 0 ? 1 : (calls - down) / calls;
}

/** Observations in windows of so many minutes, which start at whole multiples of them. What has no time is left out. */
export function seriesOf(observations: Iterable<Observation>, minutes: number): HealthSeries {
  const groups = new Map<string, Map<number, Observation[]>>();
  for (const observation of observations) {
    const start = startOf(Date.parse(observation.time), minutes);
    if (Number.isNaN(start)) continue;
    const windows = groups.get(observation.operation) ?? new Map<number, Observation[]>();
    const window = windows.get(start);
    if (window === undefined) windows.set(start, [observation]);
    else window.push(observation);
    groups.set(observation.operation, windows);
  }
  return mapped(groups, (windows) => new Map([...windows].map(([start, group]) => [start, summaryOf(group)])));
}

/** The same in longer windows, which are whole multiples of the shorter ones. */
export function regrouped(series: HealthSeries, minutes: number): HealthSeries {
  return mapped(series, (windows) => {
    const longer = new Map<number, HealthSummary>();
    for (const [start, summary] of windows) {
      const at = startOf(start, minutes);
      longer.set(at, merged(longer.get(at) ?? NOTHING_OBSERVED, summary));
    }
    return longer;
  });
}

/** What of it begins at the time, in milliseconds since 1970, or after it. */
export function seriesSince(series: HealthSeries, time: number): HealthSeries {
  const later = mapped(series, (windows) => new Map([...windows].filter(([start]) => start >= time)));
  return new Map([...later].filter(([, windows]) => windows.size > 0));
}

/** The two together, window by window. */
export function mergedSeries(a: HealthSeries, b: HealthSeries): HealthSeries {
  const result = new Map([...a].map(([operation, windows]) => [operation, new Map(windows)]));
  for (const [operation, windows] of b) {
    const known = result.get(operation) ?? new Map<number, HealthSummary>();
    for (const [start, summary] of windows) known.set(start, merged(known.get(start) ?? NOTHING_OBSERVED, summary));
    result.set(operation, known);
  }
  return result;
}

function startOf(time: number, minutes: number): number {
  const length = minutes * 60_000;
  return Math.floor(time / length) * length;
}

function mapped<A, B>(map: ReadonlyMap<string, A>, by: (value: A) => B): ReadonlyMap<string, B> {
  return new Map([...map].map(([key, value]) => [key, by(value)]));
}
