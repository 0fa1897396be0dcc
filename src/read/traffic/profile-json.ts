// Profiles as files: canonical, versioned, and checked when they are read again.

import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import { canonical, type Json, jsonIn } from '../../model/json.ts';
import { parsed } from '../../model/problems.ts';
import { type ExchangeProfile, type Named, type Profile, SPELLINGS, TEXT_FORMATS } from '../../model/sample.ts';
import { DEEPEST } from './profile.ts';
import { MOST_HASHES, MOST_NAMES, MOST_VALUES } from './profile-merge.ts';

const VERSION = 1;

/** The text of a profile: equal for equal profiles. */
export function profileJson(profile: Profile): string {
  return canonical(plain({ version: VERSION, profile }));
}

/** The profile in the text of `file`. Raises {@link Failure} `baseline-damaged`. */
export function profileFromJson(text: string, file: string): Profile {
  return readProfiles(z.strictObject({ version, profile: PROFILE }), text, file).profile;
}

/** The text of the profile of an operation's exchanges: equal for equal ones. */
export function exchangesJson(exchanges: ExchangeProfile): string {
  return canonical(plain({ version: VERSION, exchanges }));
}

/** The profile of exchanges in the text of `file`. Raises {@link Failure} `baseline-damaged`. */
export function exchangesFromJson(text: string, file: string): ExchangeProfile {
  return readProfiles(z.strictObject({ version, exchanges: EXCHANGES }), text, file).exchanges;
}

const version = z.literal(VERSION);
const count = z.int().nonnegative();
const range = z
  .strictObject({ min: z.number(), max: z.number() })
  .refine(({ min, max }) => min <= max, 'give it a `min` that is not above its `max`');

/** What merging and looking up rely on: names are sorted by code units, and each is there once. */
function namedOf<T>(value: z.ZodType<T>, name: z.ZodType<string> = z.string(), most = Number.MAX_SAFE_INTEGER) {
  return z
    .array(z.tuple([name, value]))
    .max(most)
    .refine(isSorted, 'sort it by name, and name each once');
}

function isSorted(list: Named<unknown>): boolean {
  return list.every(([name], index) => index === 0 || (list[index - 1]?.[0] ?? '') < name);
}

const times = count.min(1);
const sketch = namedOf(times, z.string().regex(/^[0-9a-f]{6}$/), MOST_HASHES);

const NUMBERS = z.strictObject({ count: times, integers: count, range: range.nullable(), sketch });

const TEXTS = z.strictObject({
  samples: count,
  count: times,
  blank: count,
  lengths: range.nullable(),
  formats: namedOf(times, z.enum(TEXT_FORMATS)),
  spellings: namedOf(times, z.enum(SPELLINGS)),
  values: namedOf(times, z.string(), MOST_VALUES).nullable(),
  sketch,
});

const PROFILE: z.ZodType<Profile> = z.strictObject({
  samples: count,
  count,
  nulls: count,
  booleans: count,
  numbers: NUMBERS.nullable(),
  texts: TEXTS.nullable(),
  get arrays() {
    return z
      .strictObject({ count: times, empty: count, items: range, item: z.lazy(() => PROFILE).nullable() })
      .nullable();
  },
  get objects() {
    const profile = z.lazy(() => PROFILE);
    return z
      .strictObject({
        samples: count,
        count: times,
        properties: namedOf(profile, z.string(), MOST_NAMES),
        more: z.boolean(),
        entries: profile.nullable(),
      })
      .nullable();
  },
});

/** What a profile of exchanges is as JSON. */
export const EXCHANGES: z.ZodType<ExchangeProfile> = z.strictObject({
  samples: count,
  responses: namedOf(
    z.strictObject({
      samples: times,
      mediaTypes: namedOf(times),
      charsets: namedOf(times),
      headers: PROFILE,
      body: PROFILE.nullable(),
    }),
  ),
});

/** Each level of a value is up to five of its profile. */
const DEEPEST_JSON = DEEPEST * 5 + 20;

/** What `text` of `file`, which holds profiles, is by `schema`. Raises {@link Failure} `baseline-damaged`. */
export function readProfiles<T>(schema: z.ZodType<T>, text: string, file: string): T {
  const value = jsonIn(text);
  if (value === undefined || isDeeper(value, DEEPEST_JSON)) {
    throw new Failure({
      code: 'baseline-damaged',
      message: `\`${file}\` is no profile: ${value === undefined ? 'it is no JSON' : 'it is nested too deep'}`,
      hint: 'restore the file, or take the samples again',
      place: file,
    });
  }
  return parsed(schema, { value, lineOf: () => undefined }, file, 'baseline-damaged');
}

function isDeeper(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => each !== undefined && isDeeper(each, levels - 1));
}

/** Interfaces have no index signature; all that is in a profile is JSON. */
function plain(value: { readonly version: number; readonly [part: string]: unknown }): Json {
  return value as Json;
}
