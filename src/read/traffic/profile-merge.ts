// Merging profiles: what was seen here and what was seen there, as if it had been seen together.

import type {
  ArrayProfile,
  Named,
  NumberProfile,
  ObjectProfile,
  Profile,
  Range,
  Tally,
  TextProfile,
} from '../../model/sample.ts';
import { nameOrder } from './profile-sketch.ts';

/** So many names of an object are kept. An object with more of them has data for names. */
export const MOST_NAMES = 300;

/** So many different values of a text are kept: beyond it is no list of terms. */
export const MOST_VALUES = 12;

/** So many hashes of values are kept. */
export const MOST_HASHES = 16;

/** How many samples two profiles stand for together. */
type Samples = (a: number, b: number) => number;

/**
 * The profile of the samples of both. It is associative and commutative to the byte: counts are added, bounds widened,
 * and where only so many of a set are kept, it is the least ones by a fixed order. What is among the least of a union
 * was among the least of each part, so that nothing that is kept was ever dropped, and its count is whole.
 */
export function merged(a: Profile, b: Profile): Profile {
  return joined(a, b, (x, y) => x + y);
}

/** The profile of two values at one place of one sample. */
export function mergedWithin(a: Profile, b: Profile): Profile {
  return joined(a, b, Math.max);
}

/** The two lists as one; what stands under one name in both is joined. */
export function joinedNames<T>(a: Named<T>, b: Named<T>, join: (a: T, b: T) => T): Named<T> {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const result: (readonly [string, T])[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && (right === undefined || left[0] < right[0])) {
      result.push(left);
      i++;
    } else if (right !== undefined && (left === undefined || right[0] < left[0])) {
      result.push(right);
      j++;
    } else if (left !== undefined && right !== undefined) {
      result.push([left[0], join(left[1], right[1])]);
      i++;
      j++;
    }
  }
  return result;
}

/** The counts of both, added. */
export function joinedTallies(a: Tally, b: Tally): Tally {
  return joinedNames(a, b, (x, y) => x + y);
}

/** What is on one side, or what comes of both. */
export function either<T>(a: T | null, b: T | null, join: (a: T, b: T) => T): T | null {
  if (a === null) return b;
  return b === null ? a : join(a, b);
}

/** The least names of an object by a fixed order that has nothing to do with what they say, sorted by code units again. */
export function leastNames(properties: Named<Profile>): Named<Profile> {
  if (properties.length <= MOST_NAMES) return properties;
  const kept = new Set(
    properties
      .map(([name]) => name)
      .sort(nameOrder)
      .slice(0, MOST_NAMES),
  );
  return properties.filter(([name]) => kept.has(name));
}

function joined(a: Profile, b: Profile, samples: Samples): Profile {
  return {
    samples: samples(a.samples, b.samples),
    count: a.count + b.count,
    nulls: a.nulls + b.nulls,
    booleans: a.booleans + b.booleans,
    numbers: either(a.numbers, b.numbers, joinedNumbers),
    texts: either(a.texts, b.texts, (x, y) => joinedTexts(x, y, samples)),
    arrays: either(a.arrays, b.arrays, (x, y) => joinedArrays(x, y, samples)),
    objects: either(a.objects, b.objects, (x, y) => joinedObjects(x, y, samples)),
  };
}

function joinedNumbers(a: NumberProfile, b: NumberProfile): NumberProfile {
  return {
    count: a.count + b.count,
    integers: a.integers + b.integers,
    range: either(a.range, b.range, joinedRanges),
    sketch: joinedSketches(a.sketch, b.sketch),
  };
}

function joinedTexts(a: TextProfile, b: TextProfile, samples: Samples): TextProfile {
  const values = a.values === null || b.values === null ? null : joinedTallies(a.values, b.values);
  return {
    samples: samples(a.samples, b.samples),
    count: a.count + b.count,
    blank: a.blank + b.blank,
    lengths: either(a.lengths, b.lengths, joinedRanges),
    formats: joinedTallies(a.formats, b.formats),
    spellings: joinedTallies(a.spellings, b.spellings),
    values: values !== null && values.length > MOST_VALUES ? null : values,
    sketch: joinedSketches(a.sketch, b.sketch),
  };
}

function joinedSketches(a: Tally, b: Tally): Tally {
  const both = joinedTallies(a, b);
  return both.length > MOST_HASHES ? both.slice(0, MOST_HASHES) : both;
}

function joinedRanges(a: Range, b: Range): Range {
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
}

function joinedArrays(a: ArrayProfile, b: ArrayProfile, samples: Samples): ArrayProfile {
  return {
    count: a.count + b.count,
    empty: a.empty + b.empty,
    items: joinedRanges(a.items, b.items),
    item: either(a.item, b.item, (x, y) => joined(x, y, samples)),
  };
}

function joinedObjects(a: ObjectProfile, b: ObjectProfile, samples: Samples): ObjectProfile {
  const join = (x: Profile, y: Profile) => joined(x, y, samples);
  const properties = joinedNames(a.properties, b.properties, join);
  return {
    samples: samples(a.samples, b.samples),
    count: a.count + b.count,
    properties: leastNames(properties),
    more: a.more || b.more || properties.length > MOST_NAMES,
    entries: either(a.entries, b.entries, join),
  };
}
