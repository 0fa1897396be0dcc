// How much is kept of how an API fared: the older it is, the longer are its windows.

import type { HealthSeries } from '../model/health.ts';
import { mergedSeries, regrouped, seriesSince } from './health-summary.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Milliseconds for which windows of a minute, of an hour and of a day are kept. */
export const RETENTION = { minutes: 2 * DAY, hours: 91 * DAY, days: 400 * DAY } as const;

/** The same with what is old in longer windows, and without what is too old. `now` is in milliseconds since 1970. */
export function retained(series: HealthSeries, now: number): HealthSeries {
  const minutes = wholes(now - RETENTION.minutes, HOUR);
  const hours = wholes(now - RETENTION.hours, DAY);
  const days = wholes(now - RETENTION.days, DAY);
  return mergedSeries(
    seriesSince(series, minutes),
    mergedSeries(between(series, hours, minutes, 60), between(series, days, hours, 24 * 60)),
  );
}

function between(series: HealthSeries, from: number, until: number, minutes: number): HealthSeries {
  const part = [...seriesSince(series, from)].map(
    ([operation, windows]) => [operation, new Map([...windows].filter(([start]) => start < until))] as const,
  );
  return regrouped(new Map(part.filter(([, windows]) => windows.size > 0)), minutes);
}

/** The time, rounded down to a whole multiple of `unit`. */
function wholes(time: number, unit: number): number {
  return Math.floor(time / unit) * unit;
}
