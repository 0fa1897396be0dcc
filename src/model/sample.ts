// What sampled responses have shown so far: the mergeable profile of the values at each place.

import type { Json } from './json.ts';

/** Names with what belongs to each, sorted by code units, each name once: plain JSON in which `__proto__` is a name too. */
export type Named<T> = readonly (readonly [name: string, value: T])[];

/** How often each of the names came; names that never came are not in it. */
export type Tally = Named<number>;

/** The least and the greatest that was seen. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/**
 * All values that were seen at one place. It is a function of the values alone, whatever their order and grouping, and
 * it is plain JSON. A value is of one of the kinds below; one that is nested too deep is counted and not told apart.
 */
export interface Profile {
  /** The samples in which the place occurs: a list of a hundred items is one. */
  readonly samples: number;
  /** The values at the place, `null` among them. */
  readonly count: number;
  readonly nulls: number;
  readonly booleans: number;
  readonly numbers: NumberProfile | null;
  readonly texts: TextProfile | null;
  readonly arrays: ArrayProfile | null;
  readonly objects: ObjectProfile | null;
}

export interface NumberProfile {
  readonly count: number;
  readonly integers: number;
  /** `null` where no value may be kept. */
  readonly range: Range | null;
  readonly sketch: Tally;
}

export interface TextProfile {
  readonly samples: number;
  readonly count: number;
  /** Texts with nothing but white space. */
  readonly blank: number;
  /** Unicode characters, as JSON Schema counts them; `null` where nothing may be kept of the values. */
  readonly lengths: Range | null;
  /** How many texts are written in each {@link TextFormat}; a text may be written in several. */
  readonly formats: Tally;
  /** How many texts have each {@link Spelling}. */
  readonly spellings: Tally;
  /** All values with their counts; `null` when there are too many, or some that are no terms, or may not be kept. */
  readonly values: Tally | null;
  readonly sketch: Tally;
}

export interface ArrayProfile {
  readonly count: number;
  readonly empty: number;
  readonly items: Range;
  /** What the items are; `null` as long as every array was empty. */
  readonly item: Profile | null;
}

export interface ObjectProfile {
  readonly samples: number;
  readonly count: number;
  readonly properties: Named<Profile>;
  /** Whether there were more names than are kept: those kept are then a fair sample of them. */
  readonly more: boolean;
  /** What is below keys that are data, such as identifiers and dates. */
  readonly entries: Profile | null;
}

/** How a text may be written, what is more special first. `date-dmy` and `date-mdy` are both counted for 03/04/2026. */
export const TEXT_FORMATS = [
  'date-time',
  'iso-date-time',
  'date',
  'date-ymd',
  'date-dmy',
  'date-mdy',
  'time',
  'uuid',
  'email',
  'uri',
  'phone-e164',
  'phone-local',
  'number',
  'boolean',
  'amount',
  'currency',
  'base64',
] as const;

export type TextFormat = (typeof TEXT_FORMATS)[number];

/**
 * What letters beyond ASCII came as. `sound`: as themselves. `mojibake`: UTF-8 that was read in another charset (`JosÃ©`).
 * `replaced`: U+FFFD. `questioned`: `?` where a letter was (`Jos?`).
 */
export const SPELLINGS = ['sound', 'mojibake', 'replaced', 'questioned'] as const;

export type Spelling = (typeof SPELLINGS)[number];

/** One response as it was sampled. */
export interface SampledResponse {
  readonly status: number;
  /** Names in any case; several of one name are allowed. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The parsed body, or the text of one that is not JSON; `undefined` for none. */
  readonly body: Json | undefined;
}

/** All responses of one operation. */
export interface ExchangeProfile {
  readonly samples: number;
  /** By status: `200`. */
  readonly responses: Named<ResponseProfile>;
}

export interface ResponseProfile {
  readonly samples: number;
  /** Media types without parameters, in lower case; empty for a response that says none. */
  readonly mediaTypes: Tally;
  /** The parameter `charset`, in lower case; empty where a media type says none. */
  readonly charsets: Tally;
  /** An object with a text for each header of the API's own, names in lower case. */
  readonly headers: Profile;
  readonly body: Profile | null;
}

/** What belongs to the name. */
export function named<T>(list: Named<T>, name: string): T | undefined {
  return list.find(([each]) => each === name)?.[1];
}

/** The formats in which every text that is not blank is written, the most special first. */
export function formatsOf({ count, blank, formats }: TextProfile): readonly TextFormat[] {
  const filled = count - blank;
  return filled === 0 ? [] : TEXT_FORMATS.filter((format) => named(formats, format) === filled);
}
