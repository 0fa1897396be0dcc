// How each operation fared in the last hour, day, week and month.

import type { HealthSeries, HealthSpan, HealthSummary } from '../model/health.ts';
import { availability, errorRate, merged, NOTHING_OBSERVED, percentile } from './health-summary.ts';

const HOUR = 3_600_000;

/** In hours, the shortest first. */
const SPANS = [1, 24, 7 * 24, 30 * 24] as const;

/** The spans before `now` (milliseconds since 1970) in which the operation was called, the shortest first. */
export function spansOf(operation: string, series: HealthSeries, now: number): readonly HealthSpan[] {
  const windows = [...(series.get(operation) ?? [])];
  return SPANS.flatMap((hours) => {
    const within = windows.filter(([start]) => start >= now - hours * HOUR).map(([, summary]) => summary);
    const summary = within.reduce(merged, NOTHING_OBSERVED);
    return summary.calls === 0 ? [] : [spanOf(hours, summary)];
  });
}

function spanOf(hours: number, summary: HealthSummary): HealthSpan {
  return {
    hours,
    calls: summary.calls,
    errorRate: errorRate(summary),
    availability: availability(summary),
    p50: percentile(summary, 0.5),
    p95: percentile(summary, 0.95),
    p99: percentile(summary, 0.99),
  };
}
