// Values at which two schemas are likely to part: around every bound of either, of every type, with and without each property.

import type { Change } from '../model/change.ts';
import { isArray, isObject, type Json } from '../model/json.ts';
import type { ArrayVariant, ObjectVariant, Schema, Variant } from '../model/schema.ts';
import { type Leaves, typeNameOf } from './cause.ts';
import type { Sampler } from './sample.ts';
import { FORMATTED, numberSamples, stringSamples } from './scalars.ts';

/** One value of each JSON type, the smallest. */
const ONE_OF_EACH: readonly Json[] = [null, false, 0, 0.5, 'x', '', [], {}];

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
  const variants = [...alternativeMeant(change, giver), ...refuser.shape.variants];
  const own = new Set<Variant>(giver.shape.variants);
  for (const variant of variants) {
    if (variant.type === 'object') yield* objects(variant, own.has(variant) ? refuser : giver, sampler, focus, change);
    else if (variant.type === 'array') yield* arrays(variant, refuser, sampler);
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

function* arrays(variant: ArrayVariant, other: Schema | undefined, sampler: Sampler): Generator<Json> {
  const bounds = [variant, ...(other?.shape.variants ?? [])].flatMap((one) =>
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
  const item = sampler.value(variant.items) ?? null;
  for (const length of [...lengths].sort((a, b) => a - b)) {
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

/** Alternatives of the other side whose properties are tried. */
const MOST_OTHERS = 4;

/** Names that no document gives its properties. */
const STRANGE = ['extra', 'extra_', 'x-extra'];

function* objects(
  variant: ObjectVariant,
  other: Schema | undefined,
  sampler: Sampler,
  focus: string | undefined,
  change: Change,
): Generator<Json> {
  const others = (other?.shape.variants ?? []).filter((candidate) => candidate.type === 'object').slice(0, MOST_OTHERS);
  // What the other side requires is there from the start, so that the value is refused for nothing else.
  const base = [...(others[0]?.required.keys() ?? [])].flatMap((name) => {
    const schema = name === focus || variant.required.has(name) ? undefined : others[0]?.properties.get(name);
    const sample = schema && sampler.value(schema);
    return sample === undefined ? [] : [[name, sample] as const];
  });
  const make = (properties: readonly (readonly [string, Json])[], without: readonly string[] = []): Json | undefined =>
    sampler.variant(variant, undefined, {
      properties: new Map([...base.filter(([name]) => !without.includes(name)), ...properties]),
      without: new Set(without),
    });
  const some = function* (value: Json | undefined): Generator<Json> {
    if (value !== undefined) yield value;
  };
  if (focus !== undefined) {
    const trigger = change.kind.startsWith('dependent-required.') ? change.before : undefined;
    const held =
      typeof trigger === 'string' ? sampler.value(variant.properties.get(trigger) ?? variant.additional) : undefined;
    if (typeof trigger === 'string' && held !== undefined) yield* some(make([[trigger, held]], [focus]));
    yield* some(make([], [focus]));
    const schemas = [variant, ...others].flatMap((one) => one.properties.get(focus) ?? []);
    for (const schema of schemas) {
      const sample = sampler.value(schema);
      if (sample !== undefined) yield* some(make([[focus, sample]]));
    }
    for (const value of ONE_OF_EACH) yield* some(make([[focus, value]]));
  }
  yield* some(make([]));
  for (const one of others) for (const name of one.required.keys()) yield* some(make([], [name]));
  for (const name of variant.required.keys()) yield* some(make([], [name]));
  for (const one of others) {
    for (const [name, schema] of one.properties)
      if (!variant.properties.has(name)) yield* some(make([[name, oddFor(schema)]]));
  }
  for (const name of STRANGE) yield* some(make([[name, sampler.value(variant.additional) ?? 'x']]));
  yield* sized([variant, ...others], make);
  for (const one of [variant, ...others]) {
    for (const [name, schema] of [...one.properties].slice(0, 30)) {
      const sample = sampler.value(schema);
      if (sample !== undefined) yield* some(make([[name, sample]]));
    }
  }
}

/** A value of a type that the schema refuses, where it refuses one. */
function oddFor(schema: Schema): Json {
  const types = new Set<string>(schema.shape.variants.map(({ type }) => type));
  return ONE_OF_EACH.find((value) => !types.has(typeNameOf(value))) ?? null;
}

/** Objects of as many properties as the bounds make interesting. */
function* sized(
  variants: readonly ObjectVariant[],
  make: (properties: readonly (readonly [string, Json])[]) => Json | undefined,
): Generator<Json> {
  const bounds = variants.flatMap(({ minProperties, maxProperties }) => [minProperties?.value, maxProperties?.value]);
  for (const bound of bounds) {
    if (bound === undefined || bound > 200) continue;
    for (const size of [bound - 1, bound, bound + 1]) {
      const base = make([]);
      const held = isObject(base) ? Object.keys(base).length : 0;
      const more = Array.from({ length: Math.max(0, size - held) }, (_, index) => [`key${index}`, 'x'] as const);
      const value = make(more);
      if (value !== undefined) yield value;
    }
  }
}
