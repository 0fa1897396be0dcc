// Drift of samples: what is told and what is not, with the counts that make it evidence.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SampleChange } from '../../../src/compare/samples/change.ts';
import { compareProfiles } from '../../../src/compare/samples/compare.ts';
import { evidenceOf } from '../../../src/compare/samples/evidence.ts';
import type { Json } from '../../../src/model/json.ts';
import { profileOfAll } from '../../../src/read/traffic/profile.ts';
import { withMaps } from '../../../src/read/traffic/profile-maps.ts';
import { type Sampled, sampleChanges, sampling } from './samplings.ts';

/** A change in a line: `field-renamed phone_number: phoneNumber at contacts[].phone_number`. */
function inShort({ change }: SampleChange): string {
  const { kind, subject, before, after, impacts } = change;
  const values = [before, after].filter((value) => value !== undefined).join(' -> ');
  const fields = impacts.map(({ field }) => field).filter((field) => field !== '' && field !== subject);
  return [
    `${kind.replace('sample.', '')} ${subject}`,
    ...(values === '' ? [] : [`: ${values}`]),
    ...(fields.length === 0 ? [] : [` at ${fields.join(', ')}`]),
  ].join('');
}

function told(before: readonly Sampled[], after: readonly Sampled[]): readonly string[] {
  return sampleChanges(sampling(...before), sampling(...after)).map(inShort);
}

/** So many bodies of each side. */
function bodies(before: Sampled['body'], after: Sampled['body'], times: readonly [number, number] = [14, 14]) {
  return told([{ times: times[0], body: before ?? null }], [{ times: times[1], body: after ?? null }]);
}

const day =
  (order: 'dmy' | 'mdy' | 'iso', most = 28) =>
  (index: number): Json => {
    const [d, m] = [String(((index * 5) % most) + 1).padStart(2, '0'), String((index % 12) + 1).padStart(2, '0')];
    return { day: { dmy: `${d}/${m}/2026`, mdy: `${m}/${d}/2026`, iso: `2026-${m}-${d}` }[order] };
  };

const CONTACT = { id: 'c', phone_number: '+12126647665' };

describe('bodies, 14 before and 14 now', () => {
  test.each<[what: string, before: Sampled['body'], after: Sampled['body'], expected: readonly string[]]>([
    ['nothing', { a: 1, b: [{ c: 'x' }] }, { a: 2, b: [{ c: 'y' }] }, []],
    ['a field', { a: 1 }, { a: 1, b: 1 }, ['field-appeared b']],
    ['no field', { a: 1, b: 1 }, { a: 1 }, ['field-gone b']],
    ['an object with fields', { a: 1 }, { a: 1, b: { c: 1 } }, ['field-appeared b']],
    ['no nested field', { a: { b: [{ c: 1, d: 1 }] } }, { a: { b: [{ c: 1 }] } }, ['field-gone d at a.b[].d']],
    ['no field called __proto__', JSON.parse('{"__proto__": 1, "a": 1}'), { a: 1 }, ['field-gone __proto__']],
    [
      'a field at times',
      { a: 1, b: 1 },
      (index) => (index % 3 === 0 ? { a: 1, b: 1 } : { a: 1 }),
      ['field-optional b'],
    ],
    [
      'snake to camel',
      { contacts: [CONTACT] },
      { contacts: [{ id: 'c', phoneNumber: '+12126647665' }] },
      ['field-renamed phone_number: phoneNumber at contacts[].phone_number'],
    ],
    [
      'a like name of another type',
      { phone_number: '1-2' },
      { phoneNumber: { raw: '1' } },
      ['field-gone phone_number', 'field-appeared phoneNumber'],
    ],
    ['a type', { a: 'x' }, { a: { b: 1 } }, ['type-changed a: string -> object']],
    [
      'one more type',
      { a: 'x' },
      (index) => ({ a: index % 2 ? 'x' : [1] }),
      ['type-changed a: string -> array | string'],
    ],
    ['fractions', { a: 1 }, { a: 1.5 }, ['type-changed a: integer -> number']],
    ['the whole body', [{ a: 1 }], { data: [{ a: 1 }] }, ['type-changed the body: array -> object']],
    ['a number as text', { a: 5 }, { a: '5' }, ['number-as-text a: integer -> string']],
    ['text as a number', { a: '5.5' }, { a: 5.5 }, ['text-as-number a: string -> number']],
    [
      'a phone as a number',
      { phone: '2126647665' },
      { phone: 2126647665 },
      ['text-as-number phone: string -> integer'],
    ],
    ['null', { a: 1 }, { a: null }, ['null-appeared a']],
    ['null at times', { a: 1 }, (index) => ({ a: index % 2 ? 1 : null }), ['null-appeared a']],
    ['no null', { a: null }, { a: 1 }, ['null-gone a']],
    ['null where items were', { list: [1, 2] }, { list: [1, null] }, ['null-appeared list[]']],
    ['an empty list', { list: [{ a: 1 }] }, { list: [] }, []],
    ['ISO to US', day('iso'), day('mdy'), ['date-order-changed day: YYYY-MM-DD -> MM/DD/YYYY']],
    [
      'ISO to either',
      day('iso'),
      { day: '03/04/2026' },
      ['date-order-changed day: YYYY-MM-DD -> DD/MM/YYYY or MM/DD/YYYY'],
    ],
    ['European to US', day('dmy'), day('mdy'), ['date-order-changed day: DD/MM/YYYY -> MM/DD/YYYY']],
    ['either to US', day('dmy', 12), day('mdy'), []],
    ['US to either', day('mdy'), day('dmy', 12), []],
    [
      'date to time',
      { at: '2026-03-01' },
      { at: '2026-03-01T00:00:00Z' },
      ['format-changed at: YYYY-MM-DD -> date-time'],
    ],
    [
      'no offset',
      { at: '2026-03-01T00:00:00Z' },
      { at: '2026-03-01T00:00:00' },
      ['format-changed at: date-time -> ISO 8601, not RFC 3339'],
    ],
    [
      'E.164 to local',
      { phone: '+12126647665' },
      { phone: '(212) 664-7665' },
      ['format-changed phone: phone (E.164) -> phone (local)'],
    ],
    ['no format', { id: '123e4567-e89b-12d3-a456-426614174000' }, { id: 'ch_1' }, ['format-changed id: uuid']],
    ['one text that looks like a number', { note: 'Bob' }, { note: '7' }, []],
    [
      'a format of many',
      (index) => ({ id: `ch_${index}` }),
      (index) => ({ id: `${index}` }),
      ['format-changed id: number'],
    ],
    ['blank texts', { at: '2026-03-01' }, { at: '' }, []],
    ['mojibake', { name: 'José' }, { name: 'JosÃ©' }, ['encoding-broken text: mojibake at name']],
    ['replacement characters', { name: 'José' }, { name: 'Jos\ufffd' }, ['encoding-broken text: replaced at name']],
    ['question marks', { name: 'José' }, { name: 'Jos?' }, ['encoding-broken text: questioned at name']],
    ['mojibake that was there', { name: 'JosÃ©' }, { name: 'JosÃ©' }, []],
    ['questions', { note: 'Really?' }, { note: 'Why?' }, []],
    [
      'a few names with accents',
      (index) => (index % 4 ? { a: 'Ann', b: 'Bob' } : { a: 'José', b: 'Zoë' }),
      (index) => (index % 4 ? { a: 'Ann', b: 'Bob' } : { a: 'JosÃ©', b: 'ZoÃ«' }),
      ['encoding-broken text: mojibake at a, b'],
    ],
    [
      'keys that are data',
      (index) => ({ [`2026-03-${index + 10}`]: 1 }),
      (index) => ({ [`2026-04-${index + 10}`]: 1 }),
      [],
    ],
    ['what keys that are data hold', { '2026-03-01': 1 }, { '2026-03-02': 'x' }, ['type-changed *: integer -> string']],
    [
      'words that are data',
      (index) => ({ map: { [`a${'bcdefghijklmno'[index]}`]: 1 } }),
      (index) => ({ map: { [`z${'bcdefghijklmno'[index]}`]: 1 } }),
      [],
    ],
    [
      'cursor to page',
      { data: [], next_cursor: 'a', has_more: true },
      { data: [], page: 1, total_pages: 3 },
      ['pagination-changed pagination: cursor -> page at has_more, next_cursor'],
    ],
    ['another cursor', { next_cursor: 'a' }, { nextCursor: 'a' }, ['field-renamed next_cursor: nextCursor']],
    [
      'offset to links',
      { meta: { offset: 1 } },
      { meta: { next: '/x?page=2' } },
      ['pagination-changed pagination: offset -> link at meta.offset'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(bodies(before, after)).toEqual(expected);
  });
});

describe('exchanges', () => {
  const all = (part: Sampled): readonly Sampled[] => [{ times: 14, ...part }];
  test.each<[what: string, before: readonly Sampled[], after: readonly Sampled[], expected: readonly string[]]>([
    ['a status', all({}), all({ status: 202 }), ['status-gone 200', 'status-appeared 202']],
    ['failures at random', all({}), [{ times: 970 }, { times: 30, status: 503 }], []],
    ['failures all over', all({}), [{ times: 3 }, { times: 20, status: 503 }], ['status-appeared 503']],
    [
      'media type',
      all({ headers: { 'Content-Type': 'application/json' } }),
      all({ headers: { 'content-type': 'text/html' } }),
      ['media-type-changed content-type: application/json -> text/html'],
    ],
    [
      'charset',
      all({ headers: { 'Content-Type': 'text/plain; charset="UTF-8"' } }),
      all({ headers: { 'Content-Type': 'text/plain; Charset=latin1' } }),
      ['media-type-changed charset: utf-8 -> latin1'],
    ],
    ['a header', all({}), all({ headers: { Sunset: 'Sat, 31 Dec 2026 23:59:59 GMT' } }), ['header-appeared sunset']],
    ['no header', all({ headers: { 'X-Plan': 'a' } }), all({}), ['header-gone x-plan']],
    ['a header of a proxy', all({ headers: { Via: 'a', 'CF-Ray': '1', Date: 'x' } }), all({}), []],
    [
      'the format of a header',
      all({ headers: { 'Retry-After': '3' } }),
      all({ headers: { 'Retry-After': 'Sat, 31 Dec 2026' } }),
      ['format-changed retry-after: number'],
    ],
    [
      'a Link header to fields',
      all({ headers: { Link: '<x>; rel="next"' }, body: { data: [] } }),
      all({ body: { data: [], next_cursor: 'a' } }),
      ['pagination-changed pagination: link -> cursor'],
    ],
    [
      'errors have bodies of their own',
      all({ body: { a: 1 } }),
      [
        { times: 14, body: { a: 1 } },
        { status: 500, body: { message: 'x' } },
      ],
      [],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(told(before, after)).toEqual(expected);
  });

  test('a change says where it is, and on what evidence', () => {
    const body = { data: [{ amount: 5, id: 'a' }] };
    const headers = { 'Content-Type': 'application/json' };
    const [only, ...rest] = sampleChanges(
      sampling({ times: 14, headers, body }),
      sampling({ times: 5, headers, body: { data: [{ id: 'a' }, { id: 'b' }] } }),
    );
    const path = [{ property: 'data' }, { items: true }, { property: 'amount' }];
    const slot = { operation: 'GET /things', direction: 'response', status: '200', mediaType: 'application/json' };
    expect(rest).toEqual([]);
    expect(only).toMatchObject({
      change: {
        kind: 'sample.field-gone',
        direction: 'response',
        subject: 'amount',
        root: { slot, path },
        facts: { reason: '14 of 14 samples before, 0 of 10 in 5 samples now; by chance at most once in 57000' },
        impacts: [{ ...slot, field: 'data[].amount', path }],
      },
      evidence: { before: { seen: 14, of: 14, samples: 14 }, after: { seen: 0, of: 10, samples: 5 } },
    });
  });
});

describe('absence is no evidence by itself', () => {
  const often =
    (share: number) =>
    (index: number): Json =>
      index % Math.round(1 / share) === 0 ? { a: 1, b: 1 } : { a: 1 };
  test.each<
    [what: string, before: Sampled['body'], after: Sampled['body'], times: readonly [number, number], isTold: boolean]
  >([
    ['one sample', { a: 1, b: 1 }, { a: 1 }, [1000, 1], false],
    ['one sample before', { a: 1, b: 1 }, { a: 1 }, [1, 1000], false],
    [
      'one sample with a thousand items',
      [{ a: 1, b: 1 }],
      Array.from({ length: 1000 }, () => ({ a: 1 })),
      [14, 1],
      false,
    ],
    ['3 in 100 of 1,000, then 20', often(0.03), { a: 1 }, [1000, 20], false],
    ['3 in 100 of 1,000, then 1,000', often(0.03), { a: 1 }, [1000, 1000], true],
    ['half of 20, then 5', often(0.5), { a: 1 }, [20, 5], false],
    ['half of 100, then 30', often(0.5), { a: 1 }, [100, 30], true],
    ['always in 4, then 3', { a: 1, b: 1 }, { a: 1 }, [4, 3], false],
    ['always in 14, then 5', { a: 1, b: 1 }, { a: 1 }, [14, 5], true],
    ['always in 100, then 2', { a: 1, b: 1 }, { a: 1 }, [100, 2], true],
  ])('%s: %p', (_, before, after, times, isTold) => {
    expect(bodies(before, after, times)).toEqual(isTold ? [expect.stringMatching(/^field-gone b/)] : []);
  });

  test('a name and a type need fewer than presence does among many', () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`f${'abcdefghij'[index % 10]}${'abcdef'[Math.floor(index / 10)]}`, 1]),
    );
    expect(bodies({ ...many, gone: 1 }, many, [5, 5])).toEqual([]);
    expect(bodies({ ...many, phone_number: '1' }, { ...many, phoneNumber: '1' }, [5, 5])).toEqual([
      'field-renamed phone_number: phoneNumber',
    ]);
    expect(bodies({ ...many, amount: 5 }, { ...many, amount: '5' }, [5, 5])).toEqual([
      'number-as-text amount: integer -> string',
    ]);
    expect(bodies({ ...many, gone: 1 }, many, [14, 14])).toEqual(['field-gone gone']);
  });
});

test('where nothing changes, hardly anything is told, however much varies', () => {
  // 400 comparisons of 40 fields that come, are null and are accented at random, each at its own rate.
  const random = mulberry(7);
  const rates = Array.from({ length: 40 }, () => random());
  const sample = (): Json =>
    Object.fromEntries(
      rates.flatMap((rate, index) => {
        const value = random() < rate ? (random() < rate ? 'José' : 'Ann') : null;
        return random() < rate ? [[`f${'abcdefghij'[index % 10]}${'abcd'[Math.floor(index / 10)]}`, value]] : [];
      }),
    );
  const profile = (count: number) => withMaps(profileOfAll(Array.from({ length: count }, sample)));
  const sizes = [3, 5, 8, 14, 20, 50];
  const pick = () => sizes[Math.floor(random() * sizes.length)] ?? 5;
  const slot = { operation: 'GET /things', direction: 'response' } as const;
  const alarms = Array.from({ length: 400 }, () => compareProfiles(profile(pick()), profile(pick()), { slot }));
  expect(alarms.filter((changes) => changes.length > 0).length).toBeLessThanOrEqual(4);
});

/** Numbers in [0, 1) that are the same in each run. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

describe('laws of evidence', () => {
  const seen = fc
    .tuple(fc.integer({ min: 2, max: 60 }), fc.nat(60))
    .map(([of, part]) => ({ seen: Math.min(part, of), of, samples: of }));

  test('the chance is no less than what it bounds', () => {
    fc.assert(
      fc.property(seen, seen, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (a, b, rate) => {
        const [more, less] = a.seen * b.of >= b.seen * a.of ? [a, b] : [b, a];
        const actual = atLeast(more.seen, more.of, rate) * atLeast(less.of - less.seen, less.of, 1 - rate);
        const { chance } = evidenceOf(more, less);
        expect(chance).toBeGreaterThanOrEqual(actual - 1e-9);
      }),
      { numRuns: 500 },
    );
  });

  test('it is the same from either side, and never grows with what agrees with it', () => {
    fc.assert(
      fc.property(seen, seen, fc.integer({ min: 2, max: 50 }), (a, b, more) => {
        expect(evidenceOf(a, b).chance).toBeCloseTo(evidenceOf(b, a).chance, 12);
        const gone = (of: number) => evidenceOf({ seen: a.of, of: a.of, samples: a.of }, { seen: 0, of, samples: of });
        expect(gone(more + 1).chance).toBeLessThan(gone(more).chance);
      }),
    );
  });

  test('samples that are compared with themselves tell of nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1, maxLength: 8 }), (values) => {
        const profile = withMaps(profileOfAll(values as Json[]));
        expect(compareProfiles(profile, profile, { slot: { operation: 'GET /', direction: 'response' } })).toEqual([]);
      }),
    );
  });
});

/** The chance to see it at least so often (binomial). */
function atLeast(least: number, of: number, rate: number): number {
  let total = 0;
  let term = (1 - rate) ** of;
  for (let times = 0; times <= of; times++) {
    if (times >= least) total += term;
    term *= ((of - times) / (times + 1)) * (rate / (1 - rate));
  }
  return total;
}
