// The smallest values that schemas take, built from the normal form and left to the validator to confirm.

import { canonical, type Json } from '../model/json.ts';
import type { ArrayVariant, ObjectVariant, Schema, StringVariant, Variant } from '../model/schema.ts';
import type { Effort } from './effort.ts';
import type { PatternCompiler } from './regexp.ts';
import { fits, numberSamples, stringSamples, within } from './scalars.ts';

/** What samples are made for. */
export interface SampleContext {
  readonly direction: 'request' | 'response';
  readonly pattern: PatternCompiler;
  readonly effort: Effort;
}

/** What a part of a payload is to hold whatever its schema asks for. */
export interface Forced {
  readonly properties?: ReadonlyMap<string, Json>;
  /** Properties to leave out, required or not. */
  readonly without?: ReadonlySet<string>;
  /** Items by their index. */
  readonly items?: ReadonlyMap<number, Json>;
}

/** Makes samples; `undefined` where none was found. */
export interface Sampler {
  value(schema: Schema): Json | undefined;
  variant(variant: Variant, schema: Schema | undefined, forced?: Forced): Json | undefined;
  readonly pattern: PatternCompiler;
}

/** One value of each JSON type, the smallest. */
export const ONE_OF_EACH: readonly Json[] = [null, false, 0, 0.5, 'x', '', [], {}];

/** Objects within objects up to this depth are made. */
const DEEPEST = 60;

/** Down to this depth a generous sample holds optional properties. */
const GENEROUS_DEPTH = 2;

/**
 * A sampler. Attempt 0 makes the smallest sample: what is required, the first alternative. Attempt 1 adds properties that
 * can have one value only (they tell alternatives apart), attempt 2 all properties near the top; later ones choose
 * alternatives by a number that follows from the attempt.
 */
export function sampler(context: SampleContext, attempt: number): Sampler {
  const { direction, pattern, effort } = context;
  const { limits } = effort;
  const open = new Set<string>();
  let nodes = 0;
  let state = attempt * 7919 + 1;

  /** Below `n`; always 0 in the first attempts. */
  function choose(n: number): number {
    if (attempt < 3 || n < 2) return 0;
    // The multiplier of the "minimal standard" generator (Park and Miller).
    state = (state * 48_271) % 2_147_483_647;
    return state % n;
  }

  function value(schema: Schema): Json | undefined {
    nodes += 1;
    effort.sample();
    if (nodes > limits.nodes || open.size > DEEPEST || open.has(schema.key)) return undefined;
    if (schema.key !== '') open.add(schema.key);
    try {
      const { variants } = schema.shape;
      const start = choose(variants.length);
      for (let index = 0; index < variants.length; index += 1) {
        const chosen = variants[(start + index) % variants.length];
        const made = chosen && variant(chosen, schema, tellingApart(chosen, schema));
        if (made !== undefined) return made;
      }
      return undefined;
    } finally {
      open.delete(schema.key);
    }
  }

  /** Where an object may suit one alternative only: a property that another alternative names, with what it refuses there. */
  function tellingApart(chosen: Variant, { shape }: Schema): Forced {
    if (attempt < 3 || !shape.exclusive || chosen.type !== 'object') return {};
    const properties = shape.variants.flatMap((other) =>
      other.type === 'object' && other !== chosen
        ? [...other.properties].filter(([name]) => !chosen.properties.has(name))
        : [],
    );
    const [name, named] = properties[choose(properties.length)] ?? [];
    const types = named?.shape.variants.map(({ type }) => type) ?? [];
    const wrong = types.includes('number') ? 'x' : 0;
    return name === undefined || (types.includes('number') && types.includes('string'))
      ? {}
      : { properties: new Map([[name, wrong]]) };
  }

  function variant(variant: Variant, schema: Schema | undefined, forced: Forced = {}): Json | undefined {
    if (open.size === 0) nodes = 0;
    effort.sample();
    if (variant.values !== undefined && forced.properties === undefined && forced.items === undefined)
      return variant.values.value[choose(variant.values.value.length)];
    switch (variant.type) {
      case 'null':
        return null;
      case 'boolean':
        return choose(2) === 1;
      case 'number':
        return numberSamples(variant).find((number) => within(variant, number));
      case 'string':
        return string(variant, schema);
      case 'array':
        return array(variant, forced);
      case 'object':
        return object(variant, forced);
    }
  }

  function string(variant: StringVariant, schema: Schema | undefined): string | undefined {
    const samples = stringSamples(variant, schema).filter(
      (text) => text.length <= limits.characters && fits(variant, text, pattern),
    );
    return samples[choose(Math.min(samples.length, 2))];
  }

  function array(variant: ArrayVariant, { items = new Map() }: Forced): Json | undefined {
    const made: Json[] = [];
    for (const { schema, min } of variant.contains) {
      for (let count = 0; count < min.value && count < limits.nodes; count += 1) {
        const item = value(schema);
        if (item === undefined) return undefined;
        made.push(item);
      }
    }
    const forcedLength = Math.max(0, ...[...items.keys()].map((index) => index + 1));
    const length = Math.max(variant.minItems?.value ?? 0, forcedLength, made.length);
    if (length > limits.nodes) return undefined;
    const seen = new Set<string>();
    const result: Json[] = [];
    for (let index = 0; index < length; index += 1) {
      const schema = variant.prefixItems[index] ?? variant.items;
      const first = items.get(index) ?? made[index] ?? value(schema);
      const item = variant.uniqueItems && first !== undefined ? unlike(first, schema, seen, index) : first;
      if (item === undefined) return undefined;
      seen.add(canonical(item));
      result.push(item);
    }
    return result;
  }

  /** The item, or one like it that is not there yet. */
  function unlike(item: Json, schema: Schema, seen: ReadonlySet<string>, index: number): Json | undefined {
    if (!seen.has(canonical(item))) return item;
    const listed = schema.shape.variants.flatMap((variant) => variant.values?.value ?? []);
    const others: Json[] = [...listed, ...(typeof item === 'string' ? [`${item}${index}`] : [index, index + 1])];
    return others.find((other) => !seen.has(canonical(other)));
  }

  function object(variant: ObjectVariant, { properties = new Map(), without = new Set() }: Forced): Json | undefined {
    const made = new Map<string, Json>();
    const add = (name: string): boolean => {
      const forced = properties.get(name);
      const sample = forced === undefined ? value(schemaAt(variant, name, pattern)) : forced;
      if (sample !== undefined) made.set(name, sample);
      return sample !== undefined;
    };
    const travels = (name: string): boolean => {
      const schema = variant.properties.get(name);
      if (schema === undefined) return true;
      const { readOnly, writeOnly } = schema.annotations;
      return !(direction === 'request' ? readOnly : writeOnly);
    };
    const needed = [...properties.keys(), ...variant.required.keys()];
    for (const name of needed) {
      if (made.has(name) || without.has(name) || (!properties.has(name) && !travels(name))) continue;
      if (!add(name)) return undefined;
      needed.push(...(variant.dependentRequired.get(name)?.value ?? []));
    }
    const addable = [...variant.properties.keys()].filter((name) => !without.has(name) && travels(name));
    if (open.size <= GENEROUS_DEPTH)
      for (const name of addable) if (!made.has(name) && isWelcome(variant.properties.get(name))) add(name);
    const least = Math.min(variant.minProperties?.value ?? 0, limits.nodes);
    for (const name of addable) if (made.size < least && !made.has(name)) add(name);
    for (let index = made.size; made.size < least && index < limits.nodes; index += 1)
      if (!add(`key${index}`)) return undefined;
    return Object.fromEntries(made);
  }

  /** Whether a generous sample holds the optional property. */
  function isWelcome(schema: Schema | undefined): boolean {
    if (attempt === 0 || schema === undefined) return false;
    const [only, ...others] = schema.shape.variants;
    if (only?.values?.value.length === 1 && others.length === 0) return true;
    return attempt === 2 || (attempt > 3 && choose(3) === 1);
  }

  return { value, variant, pattern };
}

/** What an object variant says of the property. */
export function schemaAt(variant: ObjectVariant, name: string, pattern: PatternCompiler): Schema {
  const named = variant.properties.get(name);
  if (named !== undefined) return named;
  for (const [source, schema] of variant.patternProperties) if (pattern(source).test(name)) return schema;
  return variant.additional;
}
