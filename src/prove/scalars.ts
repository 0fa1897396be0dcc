// Numbers and strings that a schema takes, and those just beyond what it takes.

import { isArray, isObject, type Json, own } from '../model/json.ts';
import { spellingsOf } from '../model/pattern/spelling.ts';
import type { NumberVariant, Schema, StringVariant } from '../model/schema.ts';
import type { PatternCompiler } from './regexp.ts';

/** A valid value of each format that is checked; the first is the one to show. */
const FORMATS: Readonly<Record<string, readonly string[]>> = {
  date: ['2024-01-31'],
  'date-time': ['2024-01-31T12:00:00Z'],
  time: ['12:00:00Z'],
  'iso-time': ['12:00:00'],
  'iso-date-time': ['2024-01-31T12:00:00'],
  duration: ['P1D'],
  email: ['a@example.com'],
  'idn-email': ['a@example.com'],
  hostname: ['example.com'],
  'idn-hostname': ['example.com'],
  ipv4: ['192.0.2.1'],
  ipv6: ['2001:db8::1'],
  uri: ['https://example.com/', 'urn:example:a'],
  iri: ['https://example.com/'],
  url: ['https://example.com/'],
  'uri-reference': ['/a', 'https://example.com/'],
  'uri-template': ['/a/{b}'],
  uuid: ['123e4567-e89b-42d3-a456-426614174000'],
  'json-pointer': ['/a'],
  'relative-json-pointer': ['0'],
  'json-pointer-uri-fragment': ['#/a'],
  regex: ['a'],
  byte: ['YQ=='],
};

/** A valid value of every format, for telling two formats apart. */
export const FORMATTED: readonly string[] = [...new Set(Object.values(FORMATS).flat()), '+15551234567', 'x', ''];

/** Characters of a text that is only to be of a certain length. */
const FILLER = 'x';

/** Texts from the document itself are taken as samples up to this length. */
const LONGEST_EXAMPLE = 200;

/** Texts that the variant is likely to take, the most telling first; which of them it takes is for the caller to check. */
export function stringSamples(variant: StringVariant, schema: Schema | undefined): readonly string[] {
  const least = variant.minLength?.value ?? 0;
  const most = variant.maxLength?.value ?? Number.POSITIVE_INFINITY;
  const formatted = variant.format === undefined ? [] : (FORMATS[variant.format.value] ?? []);
  const plain = most < 1 ? '' : FILLER.repeat(Math.min(Math.max(1, least), 100_000));
  const examples = schema === undefined ? [] : examplesOf(schema);
  return [
    ...formatted,
    ...(variant.patterns.length > 0 ? examples : []),
    ...variant.patterns.flatMap(({ value }) => spellingsOf(value)),
    plain,
    ...examples,
    ...[...spellingsOf(variant.patterns[0]?.value ?? '')].map((text) => text.padEnd(least, text.at(-1) ?? FILLER)),
  ];
}

/** Whether the text keeps to length and patterns; formats are left to the validator. */
export function fits(variant: StringVariant, text: string, pattern: PatternCompiler): boolean {
  const { length } = [...text];
  return (
    length >= (variant.minLength?.value ?? 0) &&
    length <= (variant.maxLength?.value ?? Number.POSITIVE_INFINITY) &&
    variant.patterns.every(({ value }) => pattern(value).test(text))
  );
}

/** Texts from the `example`s and the `default` of the schema. */
function examplesOf(schema: Schema): readonly string[] {
  const texts: string[] = [];
  for (const { value } of schema.sources) {
    if (!isObject(value)) continue;
    const several = own(value, 'examples');
    const found: readonly (Json | undefined)[] = [
      own(value, 'example'),
      ...(isArray(several) ? several.slice(0, 4) : []),
      own(value, 'default'),
    ];
    for (const example of found)
      if (typeof example === 'string' && example.length <= LONGEST_EXAMPLE) texts.push(example);
  }
  return texts;
}

/** Numbers around every bound of the variant, the smallest to show first. */
export function numberSamples(variant: NumberVariant): readonly number[] {
  const step = variant.multipleOf[0]?.value ?? 1;
  const bounds = [variant.lower?.value.value, variant.upper?.value.value].filter((bound) => bound !== undefined);
  const near = bounds.flatMap((bound) => [
    bound,
    bound + step,
    bound - step,
    Math.ceil(bound / step) * step,
    Math.floor(bound / step) * step,
    bound + 0.5,
    bound - 0.5,
  ]);
  const between = bounds.length === 2 ? [((bounds[0] ?? 0) + (bounds[1] ?? 0)) / 2] : [];
  return [0, 1, step, ...near, ...between].filter((number) => Number.isFinite(number));
}

/** Whether the number keeps to the bounds. */
export function within(variant: NumberVariant, number: number): boolean {
  const { lower, upper } = variant;
  if (lower && (lower.value.exclusive ? number <= lower.value.value : number < lower.value.value)) return false;
  if (upper && (upper.value.exclusive ? number >= upper.value.value : number > upper.value.value)) return false;
  if (variant.integer && !Number.isInteger(number)) return false;
  return variant.multipleOf.every(({ value }) => Number.isInteger(number / value));
}
