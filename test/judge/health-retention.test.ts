// What is kept of health: less detail the older it is, and no call counted otherwise than before.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RETENTION, retained } from '../../src/judge/health-retention.ts';
import { regrouped, seriesOf, seriesSince } from '../../src/judge/health-summary.ts';
import type { HealthSeries, Observation } from '../../src/model/health.ts';

const NOW = Date.parse('2026-11-22T14:07:00Z');
const DAY = 86_400_000;

const observations = fc.array(
  fc.record<Observation>({
    time: fc
      .oneof(
        fc.integer({ min: 0, max: 3 * DAY }),
        fc.integer({ min: 0, max: 120 * DAY }),
        fc.integer({ min: 0, max: 398 * DAY }),
      )
      .map((age) => new Date(NOW - age).toISOString()),
    operation: fc.constantFrom('GET /a', '__proto__'),
    ms: fc.integer({ min: 1, max: 9000 }),
    outcome: fc.constantFrom('ok', 'error', 'down'),
  }),
  { maxLength: 80 },
);

function windows(series: HealthSeries): number {
  return [...series.values()].reduce((sum, each) => sum + each.size, 0);
}

test('old windows are put together, and what they say by the day stays', () => {
  fc.assert(
    fc.property(observations, (given) => {
      const series = seriesOf(given, 1);
      const kept = retained(series, NOW);
      expect(windows(kept)).toBeLessThanOrEqual(windows(series));
      expect(regrouped(kept, 24 * 60)).toEqual(regrouped(series, 24 * 60));
      expect(retained(kept, NOW)).toEqual(kept);
      const recent = (of: HealthSeries): HealthSeries => seriesSince(of, NOW - RETENTION.minutes);
      expect(recent(kept)).toEqual(recent(series));
      const weeks = (of: HealthSeries): HealthSeries => regrouped(seriesSince(of, NOW - RETENTION.hours), 60);
      expect(weeks(kept)).toEqual(weeks(series));
    }),
  );
});

test('the oldest are let go of', () => {
  const time = (days: number): string => new Date(NOW - days * DAY).toISOString();
  const seen = (days: number): Observation => ({ time: time(days), operation: 'GET /a', ms: 1, outcome: 'ok' });
  const kept = retained(seriesOf([seen(402), seen(399), seen(0)], 1), NOW);
  expect(
    [...(kept.get('GET /a')?.keys() ?? [])].map((start) => new Date(start).toISOString().slice(0, 10)).sort(),
  ).toEqual([time(399).slice(0, 10), time(0).slice(0, 10)]);
});
