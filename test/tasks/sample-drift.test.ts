// What drifted between accepted samples and runs, and what becomes accepted: by laws, and by a table of histories.

import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../src/model/json.ts';
import type { SampleBaseline, SampleRun } from '../../src/model/sampling.ts';
import { exchangeProfileOf, mergedExchanges, NO_EXCHANGES } from '../../src/read/traffic/profile-exchange.ts';
import { baselineFromJson, baselineJson, runFromLine, runLine } from '../../src/read/traffic/sampling-json.ts';
import { acceptable, sampleDrift } from '../../src/tasks/sample-drift.ts';

const HEADERS = [['content-type', 'application/json']] as const;
const BOOKING: Json = { id: 'b_1', phone_number: '+4930123456', amount: 5 };
const RENAMED: Json = { id: 'b_1', phoneNumber: '+4930123456', amount: 5 };
const NULLED: Json = { id: 'b_1', phone_number: '+4930123456', amount: null };

/** So many responses with the body on a day of November. */
function run(day: number, times: number, body: Json): SampleRun {
  const profile = Array.from({ length: times }, () =>
    exchangeProfileOf({ status: 200, headers: HEADERS, body }),
  ).reduce(mergedExchanges, NO_EXCHANGES);
  const identity = { name: 'bookings', environment: 'sandbox', operation: 'GET /bookings' };
  return {
    at: `2026-11-${String(day).padStart(2, '0')}T00:00:00.000Z`,
    samples: [{ ...identity, profile, mismatches: [], example: body }],
  };
}

function accepted(runs: readonly SampleRun[]): SampleBaseline {
  const { at, samples } = acceptable(runs) ?? { at: '', samples: [] };
  return { takenAt: at, samples };
}

function told(baseline: SampleBaseline, runs: readonly SampleRun[]): readonly string[] {
  return sampleDrift(baseline, runs).map(({ kind, facts, impacts }) => {
    const since = /since (\S+?)(?:;|$)/.exec(facts.reason ?? '')?.[1];
    return `${kind} ${impacts[0]?.field} ${since}`;
  });
}

const BASELINE = accepted([run(1, 8, BOOKING)]);

test.each<[name: string, runs: readonly SampleRun[], told: readonly string[]]>([
  ['nothing where nothing was taken', [], []],
  ['nothing of the same', [run(2, 8, BOOKING), run(3, 8, BOOKING)], []],
  ['nothing of one sample', [run(2, 1, RENAMED)], []],
  ['a rename, once it is established', [run(2, 8, RENAMED)], ['sample.field-renamed phone_number 2026-11-02']],
  [
    'what few samples show together',
    [run(2, 2, NULLED), run(3, 2, NULLED), run(4, 2, NULLED)],
    ['sample.null-appeared amount 2026-11-02'],
  ],
  ['nothing of what is over', [run(2, 8, RENAMED), run(3, 8, BOOKING)], []],
  [
    'what it is now, and not what it was between',
    [run(2, 8, RENAMED), run(3, 8, NULLED)],
    ['sample.null-appeared amount 2026-11-03'],
  ],
])('of runs is told: %s', (_, runs, expected) => {
  expect(told(BASELINE, runs)).toEqual(expected);
});

describe('laws', () => {
  const histories: readonly (readonly SampleRun[])[] = [
    [run(2, 8, RENAMED)],
    [run(2, 8, BOOKING), run(3, 8, RENAMED), run(4, 3, RENAMED)],
    [run(2, 8, RENAMED), run(3, 8, NULLED)],
  ];
  test.each(histories.map((runs) => [runs]))('what was accepted is no drift', (runs) => {
    expect(told(accepted(runs), runs.slice(-1))).toEqual([]);
  });

  test.each(histories.map((runs) => [runs]))('what is kept is read back the same', (runs) => {
    for (const each of runs) expect(runFromLine(runLine(each))).toEqual(each);
    const baseline = accepted(runs);
    expect(baselineFromJson(JSON.stringify(baselineJson(baseline)), 'samples.json')).toEqual(baseline);
  });
});

test.each([
  ['no JSON', '{'],
  ['another version', '{"version":2,"takenAt":"2026-11-01T00:00:00Z","samples":[]}'],
  ['a merge conflict', '<<<<<<< HEAD\n{}'],
  ['a wrong field', '{"version":1,"takenAt":"2026-11-01T00:00:00Z","samples":[{"name":1}]}'],
])('accepted samples that are %s are damaged, and the file is named', (_, text) => {
  expect(() => baselineFromJson(text, 'snapshots/pay/samples.json')).toThrow(
    expect.objectContaining({ code: 'baseline-damaged', place: expect.stringContaining('snapshots/pay/samples.json') }),
  );
});
