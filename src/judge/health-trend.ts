// Slow trends: a median that rises from day to day, and not by chance.

import { code } from '../model/code.ts';
import type { HealthFinding, HealthSummary } from '../model/health.ts';
import { percentile } from './health-summary.ts';

const DAY = 86_400_000;
const LEAST_DAYS = 14;
const MOST_DAYS = 366;
/** Days on which less was called tell nothing. */
const LEAST_CALLS = 5;
const CHANCE = 0.01;
/** Less is not worth telling: over all days, by the trend. */
const LEAST_GROWTH = 0.25;

/**
 * Tells that the median of an operation's days rises: by the test of Mann and Kendall, which takes no shape of the noise
 * for granted, by a quarter at least as the slope of Theil and Sen says. `days` are summaries by day (UTC).
 */
export function slowingOf(operation: string, days: ReadonlyMap<number, HealthSummary>): readonly HealthFinding[] {
  const points = [...days]
    .filter(([, { calls }]) => calls >= LEAST_CALLS)
    .flatMap(([start, summary]) => {
      const median = percentile(summary, 0.5);
      return median === undefined ? [] : [{ day: start / DAY, median }];
    })
    .sort((a, b) => a.day - b.day)
    .slice(-MOST_DAYS);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < LEAST_DAYS) return [];
  const pairs = points.flatMap((a, at) =>
    points.slice(at + 1).map((b) => ({ rise: b.median - a.median, days: b.day - a.day })),
  );
  const chance = chanceOfRise(
    points.length,
    pairs.reduce((sum, { rise }) => sum + Math.sign(rise), 0),
  );
  const slope = median(pairs.map(({ rise, days }) => rise / days));
  const level = median(points.map((point) => point.median - slope * (point.day - first.day)));
  const before = Math.max(1, level);
  const after = level + slope * (last.day - first.day);
  if (chance >= CHANCE || after < before * (1 + LEAST_GROWTH)) return [];
  const length = last.day - first.day + 1;
  const message = `${code(operation)} gets slower: its median rose from ${Math.round(before)} ms to ${Math.round(after)} ms in ${length} days`;
  return [{ operation, kind: 'slowing', before, after, days: length, chance, message }];
}

/** How likely chance alone gives so many more rising than falling pairs (Mann 1945, Kendall 1975), by the normal curve. */
function chanceOfRise(count: number, score: number): number {
  if (score <= 0) return 1;
  const deviation = Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18);
  return upperTail((score - 1) / deviation);
}

/** The upper tail of the normal distribution, to seven digits (Abramowitz and Stegun 1964, 26.2.17), for `z` from 0. */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [upper = 0, lower = upper] = [sorted[middle], sorted[middle - 1]];
  return sorted.length % 2 === 1 ? upper : (upper + lower) / 2;
}
