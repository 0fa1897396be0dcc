// What is told of an API's health: windows beyond a limit, bad hours of the week, and slow trends.

import { code } from '../model/code.ts';
import type { HealthFinding, HealthLimits, HealthSeries, HealthSummary } from '../model/health.ts';
import { availability, errorRate, percentile, regrouped } from './health-summary.ts';
import { slowingOf } from './health-trend.ts';
import { weeklyOf } from './health-week.ts';

/** What holds where nobody says otherwise: 5 s and 2 % in 10 minutes. */
export const HEALTH_LIMITS: HealthLimits = { p95: 5000, errors: 0.02, minutes: 10, calls: 10 };

/** One failure may be anyone's. */
const LEAST_FAILURES = 2;

/** Minutes of longer windows, for what is called too seldom to tell anything by shorter ones. */
const LONGER = [60, 24 * 60];

/**
 * The windows of a series that are beyond a limit, by operation, then by time. `series` has windows of `limits.minutes`,
 * or of a whole part of them; an operation that is called too seldom for these is looked at by the hour, or by the day. An
 * operation is `down` where no call of a window is answered.
 */
export function beyondLimits(series: HealthSeries, limits: HealthLimits = HEALTH_LIMITS): readonly HealthFinding[] {
  return [...series].sort(byName).flatMap(([operation, windows]) => {
    const minutes = lengthFor(operation, windows, limits);
    if (minutes === undefined) return [];
    return [...inWindows(operation, windows, minutes)]
      .sort(([a], [b]) => a - b)
      .flatMap(([start, summary]) => findingsOf(operation, start, summary, { ...limits, minutes }));
  });
}

/** Whether some operation is called often enough to tell anything of it. */
export function isTelling(series: HealthSeries, limits: HealthLimits): boolean {
  return [...series].some(([operation, windows]) => lengthFor(operation, windows, limits) !== undefined);
}

type Windows = ReadonlyMap<number, HealthSummary>;

/** The shortest windows of which one has enough calls. */
function lengthFor(operation: string, windows: Windows, { minutes, calls }: HealthLimits): number | undefined {
  const lengths = [minutes, ...LONGER.filter((length) => length > minutes)];
  return lengths.find((length) =>
    [...inWindows(operation, windows, length).values()].some((window) => window.calls >= calls),
  );
}

function inWindows(operation: string, windows: Windows, minutes: number): Windows {
  return regrouped(new Map([[operation, windows]]), minutes).get(operation) ?? windows;
}

/**
 * Hours of the week that are bad again and again, and operations that get slower day by day; neither is told where chance
 * does as much once in a hundred times. Weekdays and hours are those of `timeZone` (IANA). `recent` has windows of an hour
 * at most; `all` may reach further back, in windows of a day at most.
 */
export function patterns(
  { recent, all }: { readonly recent: HealthSeries; readonly all: HealthSeries },
  timeZone = 'UTC',
  limits: HealthLimits = HEALTH_LIMITS,
): readonly HealthFinding[] {
  const hours = regrouped(recent, 60);
  const days = regrouped(all, 24 * 60);
  return [...hours]
    .sort(byName)
    .flatMap(([operation, windows]) => [
      ...weeklyOf(operation, windows, (summary) => isBad(summary, limits), timeZone),
      ...slowingOf(operation, days.get(operation) ?? new Map()),
    ]);
}

/** Whether the calls, however few, are beyond a limit. */
export function isBad(summary: HealthSummary, limits: HealthLimits): boolean {
  return errorRate(summary) > limits.errors || (percentile(summary, 0.95) ?? 0) > slowest(limits);
}

/** The least of what the limits say, and of what consumers wait. */
function slowest({ p95, patience = p95 }: HealthLimits): number {
  return Math.min(p95, patience);
}

function findingsOf(
  operation: string,
  start: number,
  summary: HealthSummary,
  limits: HealthLimits,
): readonly HealthFinding[] {
  const { calls, errors, down } = summary;
  if (calls < limits.calls) return [];
  const from = new Date(start).toISOString();
  const window = { operation, from, until: new Date(start + limits.minutes * 60_000).toISOString(), calls };
  const length = limits.minutes === 24 * 60 ? 'day' : `${limits.minutes} minutes`;
  const within = `of ${calls} calls in the ${length} from ${from}`;
  const findings: HealthFinding[] = [];
  const p95 = percentile(summary, 0.95);
  const rate = errorRate(summary);
  if (availability(summary) === 0) {
    const message = `${code(operation)} is down: none ${within} was answered`;
    findings.push({ ...window, kind: 'down', value: 0, limit: 1 - limits.errors, message });
  } else if (rate > limits.errors && errors + down >= LEAST_FAILURES) {
    const message = `${code(operation)} fails: ${errors + down} ${within}, and ${percent(limits.errors)} may`;
    findings.push({ ...window, kind: 'failing', value: rate, limit: limits.errors, message });
  }
  const { patience } = limits;
  if (p95 !== undefined && patience !== undefined && p95 > patience) {
    const message = `${code(operation)} is slower than its consumers wait: 95 % ${within} took up to ${seconds(p95)}, and they wait ${seconds(patience)}`;
    findings.push({ ...window, kind: 'slow', value: p95, limit: patience, byPatience: true, message });
  } else if (p95 !== undefined && p95 > limits.p95) {
    const message = `${code(operation)} is slow: 95 % ${within} took up to ${seconds(p95)}, and ${seconds(limits.p95)} is the limit`;
    findings.push({ ...window, kind: 'slow', value: p95, limit: limits.p95, message });
  }
  return findings;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}

function seconds(ms: number): string {
  return `${Number((ms / 1000).toPrecision(2))} s`;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}
