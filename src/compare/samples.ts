// A few values near a schema's edges, on which two schemas may part.

import { canonical, isArray, isObject, type Json, type JsonObject } from '../model/json.ts';
import { spellingsOf } from '../model/pattern/spelling.ts';
import type { ArrayVariant, NumberVariant, ObjectVariant, Schema, StringVariant, Variant } from '../model/schema.ts';
import { schemasOf } from './accepts.ts';
import type { Literals } from './literals.ts';

/** So many values at most are made of one variant. */
const MOST = 12;
/** So many levels of objects and arrays are filled, and below the first one with no more than must be there. */
const DEEPEST = 3;

/** Values that the variants may accept, the plainest first; not each of them is accepted. */
export function samplesOf(variants: readonly Variant[], depth = 0): Json[] {
  const samples = new Map<string, Json>();
  for (const variant of variants)
    for (const value of valuesOf(variant, depth).slice(0, MOST)) samples.set(canonical(value), value);
  return [...samples.values()];
}

/** Values that variants of one type may accept together: objects with what each of them asks for. */
export function jointSamples(variants: readonly Variant[]): Json[] {
  const samples = samplesOf(variants);
  const objects = samples.filter(isObject).slice(0, MOST);
  const joined = objects.flatMap((first) => objects.map((second): JsonObject => ({ ...first, ...second })));
  return [...new Map([...samples, ...joined].map((value) => [canonical(value), value])).values()];
}

/** So many values at most are tried on two schemas. */
const MOST_TRIED = 1500;

/** Values that either of the schemas may accept, and values that differ from those in one thing or two. */
export function candidates(schemas: readonly Schema[], literals: Literals): readonly Json[] {
  const found = new Map<string, Json>();
  const add = (value: Json): void => {
    if (found.size < MOST_TRIED) found.set(canonical(value), value);
  };
  const held = [...literals.values, null, true, 0, 1, 0.5, 'a', 'b', [], {}, false, '', 2, -1, ['a'], { a: 'a' }];
  const made = schemas.flatMap(({ shape }) => jointSamples(shape.variants.slice(0, MOST)));
  for (const value of [...made, ...held]) add(value);
  for (const value of held)
    if (typeof value === 'number') for (const far of [-10, -2, -0.75, 0.25, 2, 10]) add(value + far);
  const plain = held.slice(0, 2 * MOST);
  const names = [...literals.names.slice(0, MOST), 'zz'];
  for (const count of literals.counts) {
    add(Object.fromEntries(Array.from({ length: count }, (_, index) => [names[index] ?? `z${index}`, null])));
    add(held.slice(0, count));
    for (const value of [...plain.slice(0, MOST), ...made.slice(0, MOST)])
      add(Array.from({ length: count }, () => value));
  }
  for (let round = 0; round < 2; round += 1) {
    const all = [...found.values()];
    const objects = spread([{}, ...all.filter(isObject)], round === 0 ? MOST : 3 * MOST);
    const values = round === 0 ? plain : plain.slice(0, 6);
    for (const object of objects) {
      for (const name of Object.keys(object)) {
        const { [name]: _gone, ...rest } = object;
        add(rest);
      }
      for (const value of values) for (const name of names) add({ ...object, [name]: value });
    }
    for (const array of spread([[], ...all.filter(isArray)], MOST)) {
      add(array.slice(1));
      for (const value of [...plain, ...made.slice(0, MOST)]) {
        add([...array, value]);
        add([value, ...array]);
        if (round === 0) add([value, value]);
      }
    }
  }
  return [...found.values()];
}

/** So many of the values, from all over the list. */
function spread<T>(values: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, values.length / most);
  return values
    .filter((_, index) => index < most || Math.floor(index / step) !== Math.floor((index - 1) / step))
    .slice(0, 2 * most);
}

function valuesOf(variant: Variant, depth: number): readonly Json[] {
  if (variant.values !== undefined) return variant.values.value;
  switch (variant.type) {
    case 'null':
      return [null];
    case 'boolean':
      return [true, false];
    case 'number':
      return numbers(variant);
    case 'string':
      return texts(variant);
    case 'array':
      return arrays(variant, depth);
    case 'object':
      return objects(variant, depth);
  }
}

function numbers({ lower, upper, multipleOf }: NumberVariant): number[] {
  const edges = [lower?.value.value, upper?.value.value].filter((edge) => edge !== undefined);
  const steps = multipleOf.map((step) => step.value);
  return [...edges, ...edges.flatMap((edge) => [edge + 1, edge - 1, edge + 0.5, edge - 0.5]), 0, 1, 0.5, ...steps];
}

function texts({ minLength, maxLength, patterns }: StringVariant): string[] {
  const lengths = [minLength?.value, maxLength?.value, 0, 1].filter((length) => length !== undefined && length <= 256);
  const plain = patterns.flatMap(({ value }) => spellingsOf(value).slice(0, 2));
  return [...lengths.flatMap((length) => ['a'.repeat(length ?? 0), '0'.repeat(length ?? 0)]), ...plain];
}

function arrays({ minItems, prefixItems, items }: ArrayVariant, depth: number): Json[] {
  const least = Math.min(minItems?.value ?? 0, MOST);
  const rest = fieldSamples([items], depth);
  const values = Array.from({ length: least + 1 }, (_, index) => {
    const schema = prefixItems[index];
    return schema === undefined ? rest : fieldSamples([schema], depth);
  });
  return [least, least + 1].flatMap((length) =>
    [0, 1, 2].map((turn) => values.slice(0, length).map((at, index) => turning(at, turn + index))),
  );
}

function objects(variant: ObjectVariant, depth: number): Json[] {
  const required = [...variant.required.keys()];
  const named = depth === 0 ? [...variant.properties.keys()].slice(0, MOST) : [];
  const values = new Map(
    [...new Set([...required, ...named])].map((name) => [name, fieldSamples(schemasOf(variant, name), depth)]),
  );
  const object = (names: Iterable<string>, turn: number): JsonObject =>
    Object.fromEntries([...names].map((name) => [name, turning(values.get(name), turn)]));
  const turns = depth === 0 ? [0, 1, 2] : [0];
  return turns.flatMap((turn) => [
    object(required, turn),
    ...named.map((name) => object(new Set([...required, name]), turn)),
    object(new Set([...required, ...named]), turn),
  ]);
}

/** One of the values, another one for each turn. */
function turning(values: readonly Json[] = [], turn: number): Json {
  return values[turn % Math.max(1, values.length)] ?? null;
}

function fieldSamples(schemas: readonly Schema[], depth: number): readonly Json[] {
  const [first] = schemas;
  if (depth >= DEEPEST || first === undefined) return [null];
  if (first.sources.length === 0) return ['a', 0];
  return samplesOf(first.shape.variants.slice(0, MOST), depth + 1);
}

/** Names that may match all of the patterns at once. */
export function namesFor(patterns: readonly string[]): string[] {
  const plain = patterns.flatMap((pattern) => spellingsOf(pattern).slice(0, 2));
  const single = ['', 'a', '0', ...plain];
  return [...new Set([...single, ...single.flatMap((first) => plain.map((second) => first + second))])];
}
