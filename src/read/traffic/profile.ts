// Profiles of samples: what one sample shows, with nothing in it that is secret or personal.

import { isArray, isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Named, ObjectProfile, Profile, Tally, TextProfile } from '../../model/sample.ts';
import { type Sensitivity, sensitivityOf } from '../contract/sensitive-names.ts';
import { isIdentifierKey } from './identifiers.ts';
import { formatsOfText, spellingOf } from './profile-formats.ts';
import { either, leastNames, MOST_NAMES, merged, mergedWithin } from './profile-merge.ts';
import { sketchOf } from './profile-sketch.ts';
import { redactJson } from './redact.ts';

export { merged };

/** Deeper than this, values are counted and not told apart. */
export const DEEPEST = 100;

/** A key that is longer is data. */
const LONGEST_KEY = 200;

/** Nothing that was seen; merging it changes nothing. */
export const NOTHING: Profile = {
  samples: 0,
  count: 0,
  nulls: 0,
  booleans: 0,
  numbers: null,
  texts: null,
  arrays: null,
  objects: null,
};

/**
 * The profile of one sample. Values are kept where they are terms (`succeeded`), few, and neither secret nor personal by
 * their looks or by the name above them; of all else it keeps counts, and bounds where those give nobody away.
 */
export function profileOf(value: Json): Profile {
  return profiler()(value);
}

/** The profile of many samples, in time that grows with their number. */
export function profileOfAll(values: Iterable<Json>): Profile {
  const profileOfOne = profiler();
  let profile = NOTHING;
  for (const value of values) profile = merged(profile, profileOfOne(value));
  return profile;
}

/** Where a value stands. */
interface Position {
  readonly depth: number;
  /** What its own name says of it. */
  readonly likely: Sensitivity | undefined;
  /** Whether its name or one above says that it is secret or personal. */
  readonly sensitive: boolean;
  readonly keys: (key: string) => Key;
}

/** What a key of an object says. */
interface Key {
  readonly isData: boolean;
  readonly likely: Sensitivity | undefined;
}

/** So many keys are remembered: samples of one operation have the same ones. */
const MOST_KEYS = 5000;

function profiler(): (value: Json) => Profile {
  const known = new Map<string, Key>();
  const keys = (name: string): Key => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const key = { isData: name.length > LONGEST_KEY || isIdentifierKey(name), likely: sensitivityOf(name) };
    if (known.size < MOST_KEYS) known.set(name, key);
    return key;
  };
  return (value) => profileAt(value, { depth: 0, likely: undefined, sensitive: false, keys });
}

const ONE: Profile = { ...NOTHING, samples: 1, count: 1 };

function profileAt(value: Json, at: Position): Profile {
  if (value === null) return { ...ONE, nulls: 1 };
  if (typeof value === 'boolean') return { ...ONE, booleans: 1 };
  if (typeof value === 'number') return { ...ONE, numbers: numberProfile(value, at) };
  if (typeof value === 'string') return { ...ONE, texts: textProfile(value, at) };
  if (at.depth >= DEEPEST) return ONE;
  if (isArray(value)) return { ...ONE, arrays: arrayProfile(value, at) };
  return isObject(value) ? { ...ONE, objects: objectProfile(value, at) } : ONE;
}

/** Numbers of cards have thirteen digits and more. */
const NO_CARD = 1e12;

function numberProfile(value: number, at: Position): Profile['numbers'] {
  const kept = !at.sensitive && (Math.abs(value) < NO_CARD || redactJson(value) === value);
  // Minus zero is no value of its own in JSON text.
  const plain = value + 0;
  return {
    count: 1,
    integers: Number.isInteger(value) ? 1 : 0,
    range: kept ? { min: plain, max: plain } : null,
    sketch: kept ? sketchOf(String(plain)) : [],
  };
}

function textProfile(value: string, at: Position): TextProfile {
  // As JSON Schema counts it: a pair of surrogates is one character.
  const length = /[\ud800-\udbff]/.test(value) ? [...value].length : value.length;
  return {
    samples: 1,
    count: 1,
    blank: value.trim() === '' ? 1 : 0,
    lengths: at.sensitive ? null : { min: length, max: length },
    formats: formatsOfText(value, at.likely),
    spellings: spellingOf(value),
    values: at.sensitive ? null : valuesOf(value),
    sketch: at.sensitive ? [] : sketchOf(value),
  };
}

/** A term: a word of an API's own, and no sentence, number, identifier or name of a person in full. */
const TERM = /^[A-Za-z][A-Za-z0-9_.:/-]{0,39}$/;

function valuesOf(value: string): Tally | null {
  return TERM.test(value) && !isIdentifierKey(value) ? [[value, 1]] : null;
}

function arrayProfile(value: readonly Json[], at: Position): Profile['arrays'] {
  const below = { ...at, depth: at.depth + 1 };
  let item: Profile | null = null;
  for (const each of value) item = either(item, profileAt(each, below), mergedWithin);
  const { length } = value;
  return { count: 1, empty: length === 0 ? 1 : 0, items: { min: length, max: length }, item };
}

function objectProfile(value: JsonObject, at: Position): ObjectProfile {
  let entries: Profile | null = null;
  const properties: (readonly [string, Profile])[] = [];
  for (const [name, member = null] of Object.entries(value)) {
    const { isData, likely } = at.keys(name);
    const sensitive = at.sensitive || likely !== undefined;
    const profile = profileAt(member, { ...at, depth: at.depth + 1, likely, sensitive });
    if (isData) entries = either(entries, profile, mergedWithin);
    else properties.push([name, profile]);
  }
  const sorted: Named<Profile> = properties.sort(([a], [b]) => (a < b ? -1 : 1));
  const more = sorted.length > MOST_NAMES;
  return { samples: 1, count: 1, properties: leastNames(sorted), more, entries };
}
