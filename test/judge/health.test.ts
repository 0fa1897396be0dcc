// Health: summaries that add up, windows beyond a limit, and patterns that chance does not make.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { beyondLimits, HEALTH_LIMITS, patterns } from '../../src/judge/health.ts';
import {
  availability,
  errorRate,
  merged,
  mergedSeries,
  NOTHING_OBSERVED,
  percentile,
  regrouped,
  seriesOf,
  summaryOf,
} from '../../src/judge/health-summary.ts';
import type { HealthFinding, Observation } from '../../src/model/health.ts';

const OPERATION = 'GET /slots';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday. */
const START = Date.parse('2026-08-31T00:00:00Z');

function seen(at: number, ms = 100, outcome: Observation['outcome'] = 'ok'): Observation {
  return { time: new Date(at).toISOString(), operation: OPERATION, ms, outcome };
}

const observation: fc.Arbitrary<Observation> = fc.record({
  time: fc.integer({ min: 0, max: 40 * DAY }).map((at) => new Date(START + at).toISOString()),
  operation: fc.constantFrom('GET /a', 'GET /b', '__proto__'),
  ms: fc.oneof(fc.double({ min: 0, max: 100_000 }), fc.double()),
  outcome: fc.constantFrom('ok', 'error', 'down'),
});
const observations = fc.array(observation, { maxLength: 60 });

describe('summaries', () => {
  test('merge in any order and grouping to the summary of all', () => {
    fc.assert(
      fc.property(observations, observations, observations, (a, b, c) => {
        const [x, y, z] = [summaryOf(a), summaryOf(b), summaryOf(c)];
        expect(merged(x, y)).toEqual(merged(y, x));
        expect(merged(merged(x, y), z)).toEqual(merged(x, merged(y, z)));
        expect(merged(x, NOTHING_OBSERVED)).toEqual(x);
        expect(merged(x, y)).toEqual(summaryOf([...a, ...b]));
      }),
    );
  });

  test('of windows merge to those of all, and regroup to longer ones', () => {
    fc.assert(
      fc.property(observations, observations, (a, b) => {
        const all = seriesOf([...a, ...b], 10);
        expect(mergedSeries(seriesOf(a, 10), seriesOf(b, 10))).toEqual(all);
        expect(regrouped(all, 60)).toEqual(seriesOf([...a, ...b], 60));
      }),
    );
  });

  test('are plain JSON', () => {
    const summary = summaryOf([seen(START), seen(START, 7.5, 'error'), seen(START, 1, 'down')]);
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  });

  test('give percentiles that are right to 1 %', () => {
    const share = fc.constantFrom(0, 0.5, 0.95, 0.99, 1);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 80_000_000, noNaN: true }), { minLength: 1 }),
        share,
        (times, p) => {
          const exact = [...times].sort((a, b) => a - b)[Math.max(1, Math.ceil(p * times.length)) - 1] ?? 0;
          const given = percentile(summaryOf(times.map((ms) => seen(START, ms))), p) ?? 0;
          expect(Math.abs(given - exact) / exact).toBeLessThan(0.0101);
        },
      ),
    );
  });

  test('count what failed and what was not answered', () => {
    const summary = summaryOf([seen(START), seen(START), seen(START, 1, 'error'), seen(START, 1, 'down')]);
    expect([errorRate(summary), availability(summary)]).toEqual([0.5, 0.75]);
    expect([errorRate(NOTHING_OBSERVED), availability(NOTHING_OBSERVED)]).toEqual([0, 1]);
    expect(percentile(summaryOf([seen(START, 9, 'down')]), 0.5)).toBeUndefined();
  });
});

/** So many calls in the window that begins at `START`. */
function calls(count: number, ms: number, outcome: Observation['outcome'] = 'ok'): readonly Observation[] {
  return Array.from({ length: count }, (_, index) => seen(START + index * 1000, ms, outcome));
}

/** So many calls, each so many milliseconds after the one before. */
function apart(count: number, by: number, ms: number, outcome: Observation['outcome'] = 'ok'): readonly Observation[] {
  return Array.from({ length: count }, (_, index) => seen(START + index * by, ms, outcome));
}

test.each<[string, readonly Observation[], readonly string[]]>([
  ['nothing', [], []],
  ['fast calls', calls(100, 200), []],
  ['8 s of 5', calls(20, 8000), ['slow']],
  ['the slowest 5 of 100', [...calls(95, 200), ...calls(5, 9000)], []],
  ['the slowest 6 of 100', [...calls(94, 200), ...calls(6, 9000)], ['slow']],
  ['2 failures of 100', [...calls(98, 200), ...calls(2, 200, 'error')], []],
  ['3 failures of 100', [...calls(97, 200), ...calls(3, 200, 'error')], ['failing']],
  ['one failure of 10', [...calls(9, 200), ...calls(1, 200, 'error')], []],
  ['few calls', calls(9, 9000, 'error'), []],
  ['no answer at all', calls(10, 30_000, 'down'), ['down']],
  ['answers at times', [...calls(8, 200), ...calls(2, 30_000, 'down')], ['failing']],
  [
    'calls of many windows',
    calls(20, 8000).map((each, index) => ({ ...each, time: new Date(START + index * 25 * HOUR).toISOString() })),
    [],
  ],
  ['calls that are enough in an hour', apart(30, 5 * 60_000, 8000), ['slow', 'slow']],
  ['calls that are enough in a day', apart(20, HOUR, 8000, 'error'), ['failing', 'slow']],
  [
    'calls that are enough at times, and few at others',
    [...calls(20, 200), ...apart(9, HOUR, 9000, 'down').slice(1)],
    [],
  ],
  ['two troubles', [...calls(10, 9000), ...calls(10, 9000, 'error')], ['failing', 'slow']],
])('beyond the limits by %s', (_, given, kinds) => {
  expect(beyondLimits(seriesOf(given, 1)).map(({ kind }) => kind)).toEqual(kinds);
});

test('a window beyond a limit is told with its numbers', () => {
  const [finding] = beyondLimits(seriesOf([...calls(97, 200), ...calls(3, 200, 'error')], 10));
  expect(finding).toEqual({
    operation: OPERATION,
    kind: 'failing',
    from: '2026-08-31T00:00:00.000Z',
    until: '2026-08-31T00:10:00.000Z',
    calls: 100,
    value: 0.03,
    limit: 0.02,
    message: '`GET /slots` fails: 3 of 100 calls in the 10 minutes from 2026-08-31T00:00:00.000Z, and 2 % may',
  });
  const [daily] = beyondLimits(seriesOf(apart(20, HOUR, 100, 'error'), 10));
  expect(daily).toMatchObject({ from: '2026-08-31T00:00:00.000Z', until: '2026-09-01T00:00:00.000Z' });
  expect(daily?.message).toContain('20 of 20 calls in the day from');
  expect(beyondLimits(seriesOf(calls(20, 3000), 10), { ...HEALTH_LIMITS, p95: 2000 })).toMatchObject([
    {
      kind: 'slow',
      limit: 2000,
      message:
        '`GET /slots` is slow: 95 % of 20 calls in the 10 minutes from 2026-08-31T00:00:00.000Z took up to 3 s, and 2 s is the limit',
    },
  ]);
});

/** Numbers from 0 to 1 that are the same in every run (Numerical Recipes, §7.1). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Calls in every hour of some weeks; `outcome` says what becomes of each. */
function weeks(
  count: number,
  perHour: number,
  outcome: (week: number, hourOfWeek: number) => Observation['outcome'],
): readonly Observation[] {
  return Array.from({ length: count * 168 * perHour }, (_, index) => {
    const hour = Math.floor(index / perHour);
    return seen(START + hour * HOUR + (index % perHour) * 60_000, 100, outcome(Math.floor(hour / 168), hour % 168));
  });
}

const TUESDAY_14 = 24 + 14;

function patternsOf(given: readonly Observation[], timeZone?: string): readonly HealthFinding[] {
  const series = seriesOf(given, 10);
  return patterns({ recent: series, all: series }, timeZone);
}

test('Tuesdays at 14:00', () => {
  const random = numbers(7);
  const found = patternsOf(weeks(4, 6, (_, hour) => (hour === TUESDAY_14 || random() < 0.002 ? 'error' : 'ok')));
  expect(found).toMatchObject([{ kind: 'weekly', slot: { weekday: 1, from: 14, until: 15 }, bad: 4, weeks: 4 }]);
  expect(found[0]?.message).toBe(
    '`GET /slots` is bad on Tuesdays at 14:00 (UTC): in 4 of 4 hours that it was called then',
  );
});

test.each<[string, string, object]>([
  ['in another zone', 'America/New_York', { slot: { weekday: 1, from: 10, until: 12 } }],
  ['on another day there', 'Pacific/Auckland', { slot: { weekday: 2, from: 2, until: 4 } }],
])('two hours that follow one another are one slot, %s', (_, zone, expected) => {
  const given = weeks(3, 2, (_week, hour) => (hour === TUESDAY_14 || hour === TUESDAY_14 + 1 ? 'down' : 'ok'));
  expect(patternsOf(given, zone)).toMatchObject([expected]);
});

test.each<[string, number, (week: number, hour: number) => Observation['outcome']]>([
  ['one bad Tuesday', 8, (week, hour) => (week === 3 && hour === TUESDAY_14 ? 'error' : 'ok')],
  ['two of two', 2, (_, hour) => (hour === TUESDAY_14 ? 'error' : 'ok')],
  ['an outage of a day', 8, (week, hour) => (week === 3 && hour >= 24 && hour < 48 ? 'down' : 'ok')],
  ['all the time', 8, () => 'error'],
])('no hour of the week is told by %s', (_, count, outcome) => {
  expect(patternsOf(weeks(count, 2, outcome))).toEqual([]);
});

test('chance is not told as a pattern', () => {
  const told = Array.from({ length: 40 }, (_, seed) => {
    const random = numbers(seed + 1);
    return patternsOf(weeks(6, 2, () => (random() < 0.03 ? 'error' : 'ok'))).length;
  });
  expect(told.filter((count) => count > 0).length).toBeLessThanOrEqual(2);
});

/** Ten calls on each of so many days, as slow as `ms` says. */
function days(count: number, ms: (day: number) => number): readonly Observation[] {
  return Array.from({ length: count * 10 }, (_, index) =>
    seen(START + Math.floor(index / 10) * DAY, ms(Math.floor(index / 10))),
  );
}

test.each<[string, number, (day: number, random: number) => number, boolean]>([
  ['a rise of 2 % a day', 30, (day) => 200 * 1.02 ** day, true],
  ['a rise in noise', 60, (day, random) => 200 + 5 * day + 100 * random, true],
  ['a rise of ten days', 10, (day) => 200 * 1.1 ** day, false],
  ['a rise by a tenth', 60, (day) => 200 + day / 3, false],
  ['a fall', 30, (day) => 2000 - 50 * day, false],
  ['no change', 60, () => 200, false],
  ['one slow day', 30, (day) => (day === 29 ? 5000 : 200), false],
])('%s is a slow trend or none', (_, count, ms, expected) => {
  const random = numbers(3);
  const found = patternsOf(days(count, (day) => ms(day, random())));
  expect(found.map(({ kind }) => kind)).toEqual(expected ? ['slowing'] : []);
});

test('a slow trend is told with its numbers', () => {
  const [finding] = patternsOf(days(31, (day) => 200 + 10 * day));
  expect(finding).toMatchObject({ kind: 'slowing', days: 31 });
  expect(finding?.message).toMatch(
    /^`GET \/slots` gets slower: its median rose from (?:19\d|20\d) ms to (?:49\d|50\d) ms in 31 days$/,
  );
});

test('noise is no trend', () => {
  const told = Array.from({ length: 100 }, (_, seed) => {
    const random = numbers(seed + 1);
    return patternsOf(days(20, () => 200 + 400 * random())).length;
  });
  expect(told.filter((count) => count > 0).length).toBeLessThanOrEqual(3);
});
