// Profiles printed as JSON Schema 2020-12.

import type { Json, JsonObject } from '../../model/json.ts';
import {
  type ArrayProfile,
  formatsOf,
  type NumberProfile,
  type ObjectProfile,
  type Profile,
  type TextFormat,
  type TextProfile,
} from '../../model/sample.ts';

/** How a profile is printed. */
export interface SchemaOptions {
  /** Objects hold nothing but what was seen, as in what we send ourselves; by default they may hold more. */
  readonly closed?: boolean;
  /**
   * Whether what was seen is said to its bounds: ranges, lengths, lists of values, and formats that JSON Schema has no
   * word for. It describes; a later sample may well lie beyond it. By default types, presence and formats are said.
   */
  readonly observed?: boolean;
}

/** JSON Schema 2020-12 of what was seen: a property is required that came in every object. Names are sorted. */
export function schemaOfProfile(profile: Profile, options: SchemaOptions = {}): JsonObject {
  const { nulls, booleans, numbers, texts, arrays, objects } = profile;
  const types = [
    ...(objects === null ? [] : ['object']),
    ...(arrays === null ? [] : ['array']),
    ...(texts === null ? [] : ['string']),
    ...(numbers === null ? [] : [numbers.integers === numbers.count ? 'integer' : 'number']),
    ...(booleans === 0 ? [] : ['boolean']),
    ...(nulls === 0 ? [] : ['null']),
  ];
  const [type] = types;
  if (type === undefined) return {};
  // What is always null has another type on other days.
  if (types.length === 1 && type === 'null') return { anyOf: [{}, { type: 'null' }] };
  return {
    type: types.length === 1 ? type : types,
    ...(texts === null ? {} : textKeywords(texts, options, types.length === 1)),
    ...(numbers === null || options.observed !== true ? {} : numberKeywords(numbers)),
    ...(arrays === null ? {} : arrayKeywords(arrays, options)),
    ...(objects === null ? {} : objectKeywords(objects, options)),
  };
}

/** What a format is in JSON Schema, which has a word for few of them. */
const FORMATS: Readonly<Record<TextFormat, JsonObject>> = {
  'date-time': { format: 'date-time' },
  date: { format: 'date' },
  uuid: { format: 'uuid' },
  email: { format: 'email' },
  uri: { format: 'uri' },
  'iso-date-time': { pattern: '^\\d{4}-\\d\\d-\\d\\d[Tt ]\\d\\d:\\d\\d' },
  'date-ymd': { pattern: '^\\d{4}[/.]\\d{1,2}[/.]\\d{1,2}' },
  'date-dmy': { pattern: '^(0?[1-9]|[12]\\d|3[01])[/.-](0?[1-9]|1[0-2])[/.-]\\d{2,4}' },
  'date-mdy': { pattern: '^(0?[1-9]|1[0-2])[/.-](0?[1-9]|[12]\\d|3[01])[/.-]\\d{2,4}' },
  time: { pattern: '^\\d{1,2}:\\d\\d' },
  'phone-e164': { pattern: '^\\+[1-9]\\d{6,14}$' },
  'phone-local': { pattern: '^[\\d ().\\-/]+$' },
  number: { pattern: '^-?\\d+(\\.\\d+)?$' },
  boolean: { pattern: '^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$' },
  amount: { pattern: '\\d' },
  currency: { pattern: '^[A-Z]{3}$' },
  base64: { contentEncoding: 'base64' },
};

const EVERYWHERE: ReadonlySet<TextFormat> = new Set(['date-time', 'date', 'uuid', 'email', 'uri'] as const);

/** A value is one of a list when each came so often that another one would have come too. */
const OFTEN = 10;

function textKeywords(texts: TextProfile, { observed = false }: SchemaOptions, isAll: boolean): JsonObject {
  const formats = texts.blank > 0 ? [] : formatsOf(texts);
  const [known] = formats.filter((format) => EVERYWHERE.has(format));
  if (!observed) return known === undefined ? {} : { format: known };
  const values = (texts.values ?? []).map(([value]): Json => value);
  const isList = isAll && values.length > 0 && texts.count >= OFTEN * values.length;
  const orders = formats.filter((format) => format === 'date-dmy' || format === 'date-mdy');
  const [format] = formats;
  return {
    ...(orders.length > 1
      ? { anyOf: orders.map((order) => FORMATS[order]) }
      : format !== undefined && { ...FORMATS[format] }),
    ...(texts.lengths !== null && { minLength: texts.lengths.min, maxLength: texts.lengths.max }),
    ...(isList && { enum: values }),
  };
}

function numberKeywords(numbers: NumberProfile): JsonObject {
  if (numbers.range === null || isVolatile(numbers)) return {};
  return { minimum: numbers.range.min, maximum: numbers.range.max };
}

function arrayKeywords({ items, item }: ArrayProfile, options: SchemaOptions): JsonObject {
  return {
    ...(item !== null && { items: schemaOfProfile(item, options) }),
    ...(options.observed === true && { minItems: items.min, maxItems: items.max }),
  };
}

function objectKeywords(objects: ObjectProfile, options: SchemaOptions): JsonObject {
  const { count, properties, more, entries } = objects;
  const required = properties.filter(([, each]) => each.count === count).map(([name]) => name);
  return {
    ...(properties.length > 0 && {
      properties: Object.fromEntries(properties.map(([name, each]) => [name, schemaOfProfile(each, options)])),
    }),
    ...(required.length > 0 && { required }),
    // Of names that are not kept nothing is known.
    ...(!more && entries !== null && { additionalProperties: schemaOfProfile(entries, options) }),
    ...(!more &&
      entries === null &&
      properties.length > 0 &&
      options.closed === true && { additionalProperties: false }),
  };
}

/** Fewer values than this do not tell whether they recur. */
const LEAST_VALUES = 5;

/** Whether every value was another one, as of identifiers, times and cursors: nothing it is says what it will be. */
export function isVolatile({ count, sketch }: NumberProfile | TextProfile): boolean {
  return count >= LEAST_VALUES && sketch.length > 0 && sketch.every(([, times]) => times === 1);
}
