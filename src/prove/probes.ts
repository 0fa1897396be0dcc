// Values at which two schemas are likely to part: around every bound of either, of every type, with and without each property.

import type { Change } from '../model/change.ts';
import { isArray, type Json } from '../model/json.ts';
import { textOutside, textsOf } from '../model/pattern/texts.ts';
import type { ArrayVariant, Schema, StringVariant, Variant } from '../model/schema.ts';
import type { Leaves } from './cause.ts';
import { objects } from './objects.ts';
import { ONE_OF_EACH, type Sampler } from './sample.ts';
import { FORMATTED, numberSamples, stringSamples } from './scalars.ts';

/**
 * Values to try for a change between the schemas, each once: what the change itself names, then what either schema
 * suggests, then one value of each type.
 */
export function* probes(change: Change, leaves: Leaves, sampler: Sampler, focus: string | undefined): Generator<Json> {
  const seen = new Set<string>();
  for (const value of allProbes(change, leaves, sampler, focus)) {
    const key = JSON.stringify(value);
    if (seen.has(key)) continue;
    seen.add(key);
    yield value;
  }
}

function* allProbes(
  change: Change,
  { giver, refuser }: Leaves,
  sampler: Sampler,
  focus: string | undefined,
): Generator<Json> {
  if (change.kind.startsWith('enum.')) yield* named(change);
  if (change.kind.startsWith('null.')) yield null;
  // Whoever is promised the property sees its absence, and next to that a value that is none of it.
  if (change.kind === 'property.removed' && focus === undefined) yield* ONE_OF_EACH;
  for (const variant of refuser.shape.variants) {
    yield* beyond(change, variant, refuser);
    if (variant.type === 'string') yield* textsBeyond(change, giver, variant);
  }
  const variants = [...alternativeMeant(change, giver), ...refuser.shape.variants];
  const own = new Set<Variant>(giver.shape.variants);
  for (const variant of variants) {
    if (variant.type === 'object') yield* objects(variant, own.has(variant) ? refuser : giver, sampler, focus, change);
    else if (variant.type === 'array') yield* arrays(variant, refuser, sampler, change);
    else yield* scalars(variant, own.has(variant) ? giver : refuser);
  }
  yield* ONE_OF_EACH;
  yield* FORMATTED;
}

/** The alternative that came or went, where the change is about one; else all of them. */
function alternativeMeant(change: Change, { shape }: Schema): readonly Variant[] {
  if (!change.kind.startsWith('alternative.')) return shape.variants;
  const pointer = change.old?.pointer ?? change.new?.pointer;
  const meant = shape.variants.filter((variant) => variant.pointer === pointer || variant.name === change.subject);
  return meant.length === 0 ? shape.variants : meant;
}

function* named({ before, after }: Change): Generator<Json> {
  for (const value of [after, before]) if (value !== undefined && !isArray(value)) yield value;
}

/** Longer texts are not made: no payload may hold them. */
const LONGEST = 100_000;

/** What is just beyond the one of the two bounds that the change is about. */
function justBeyond({ kind, facts: { keyword = '' } }: Change, least?: number, most?: number, step = 1): number[] {
  if (!kind.startsWith('bound.')) return [];
  if (/min/i.test(keyword)) return least === undefined ? [] : [least - step];
  return /max/i.test(keyword) && most !== undefined ? [most + step] : [];
}

/** Numbers and texts just beyond the bound that changed. */
function* beyond(change: Change, variant: Variant, schema: Schema): Generator<Json> {
  if (variant.type === 'number') {
    const [lower, upper] = [variant.lower?.value, variant.upper?.value];
    const steps = [...variant.multipleOf.map(({ value }) => value), 1, 0.5, 0.01];
    // Without the noise of binary fractions.
    for (const step of [...(lower?.exclusive || upper?.exclusive ? [0] : []), ...steps])
      for (const number of justBeyond(change, lower?.value, upper?.value, step))
        yield Number.isInteger(number) ? number : Number(number.toPrecision(15));
  }
  if (variant.type === 'string')
    for (const length of justBeyond(change, variant.minLength?.value, variant.maxLength?.value))
      if (length >= 0 && length < LONGEST)
        for (const text of ['', ...stringSamples(variant, schema)]) yield text.slice(0, length).padEnd(length, 'x');
}

/** What may be spent on one pair of alternatives to find a text by their patterns. */
const PATTERN_WORK = 300_000;

/** A shortest text that an alternative of `giver` takes and the other one, by pattern or length, refuses. */
function* textsBeyond({ kind }: Change, giver: Schema, refuser: StringVariant): Generator<string> {
  if (!/^(pattern|bound)\./.test(kind)) return;
  for (const variant of giver.shape.variants) {
    if (variant.type !== 'string' || variant.patterns.length + refuser.patterns.length === 0) continue;
    const text = textOutside(textsOf(variant), textsOf(refuser), { left: PATTERN_WORK });
    if (typeof text === 'string') yield text;
  }
}

function* scalars(variant: Variant, schema: Schema | undefined): Generator<Json> {
  yield* (variant.values?.value ?? []).slice(0, 50);
  if (variant.type === 'boolean') yield* [true, false];
  if (variant.type === 'number') yield* [...numberSamples(variant), 0.5, 2_147_483_648, 9_007_199_254_740_991];
  if (variant.type !== 'string') return;
  const samples = stringSamples(variant, schema);
  for (const text of samples) {
    yield text;
    yield `${text}x`;
    yield text.slice(0, -1);
    yield text.toUpperCase();
  }
  for (const bound of [variant.minLength?.value, variant.maxLength?.value])
    for (const length of bound === undefined ? [] : [bound - 1, bound, bound + 1])
      if (length >= 0 && length < LONGEST) {
        yield 'x'.repeat(length);
        // A format or a pattern may ask for a certain beginning.
        for (const text of samples) if (text.length < length) yield text.padEnd(length, 'x');
      }
}

function* arrays(variant: ArrayVariant, other: Schema, sampler: Sampler, change: Change): Generator<Json> {
  const bounds = [variant, ...other.shape.variants].flatMap((one) =>
    one.type === 'array'
      ? [one.minItems?.value, one.maxItems?.value, ...one.contains.map(({ max }) => max?.value)]
      : [],
  );
  const lengths = new Set([
    0,
    1,
    2,
    ...bounds.flatMap((bound) => (bound === undefined ? [] : [bound - 1, bound, bound + 1])),
  ]);
  const first = other.shape.variants.flatMap((one) =>
    one.type === 'array' ? justBeyond(change, one.minItems?.value, one.maxItems?.value) : [],
  );
  const item = sampler.value(variant.items) ?? null;
  for (const length of new Set([...first, ...[...lengths].sort((a, b) => a - b)])) {
    if (length < 0 || length > 1000) continue;
    const items = Array.from({ length }, (_, index) => [index, distinct(item, index)] as const);
    const sample = sampler.variant({ ...variant, minItems: undefined }, undefined, { items: new Map(items) });
    if (sample !== undefined) yield sample;
    yield Array.from({ length }, () => item);
  }
}

/** The item, made another one by its index where that is easy. */
function distinct(item: Json, index: number): Json {
  return typeof item === 'number' ? item + index : typeof item === 'string' && index > 0 ? `${item}${index}` : item;
}
