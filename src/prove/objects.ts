// Objects at which two schemas are likely to part: with and without each property, and of every size of interest.

import type { Change } from '../model/change.ts';
import { isObject, type Json } from '../model/json.ts';
import type { ObjectVariant, Schema } from '../model/schema.ts';
import { typeNameOf } from './cause.ts';
import { meetsOf } from './meet.ts';
import { ONE_OF_EACH, type Sampler, schemaAt } from './sample.ts';

/** Alternatives of the other side whose properties are tried. */
const MOST_OTHERS = 4;

/** Objects with the properties, and without those of the names. */
type Make = (properties: readonly (readonly [name: string, value: Json])[], without?: readonly string[]) => Json[];

/** Names that no document gives its properties. */
const STRANGE = ['extra', 'extra_', 'x-extra'];

/** Objects to try: with and without the property that the change is about, then with and without each other one. */
export function* objects(
  variant: ObjectVariant,
  other: Schema,
  sampler: Sampler,
  focus: string | undefined,
  change: Change,
): Generator<Json> {
  const alternatives = other.shape.variants.filter((candidate) => candidate.type === 'object');
  const others = alternatives.slice(0, MOST_OTHERS);
  // What suits the other side in all else first, so that the value is refused for nothing else.
  const forms = [...meetsOf(variant, others, sampler.pattern).slice(0, 1), variant];
  const make: Make = (properties, without = []) =>
    forms.flatMap((form) => {
      const forced = { properties: new Map(properties), without: new Set(without) };
      const made = sampler.variant(form, undefined, forced);
      return made === undefined ? [] : [made];
    });
  if (focus !== undefined) {
    const trigger = change.kind.startsWith('dependent-required.') ? change.before : undefined;
    const held =
      typeof trigger === 'string' ? sampler.value(variant.properties.get(trigger) ?? variant.additional) : undefined;
    if (typeof trigger === 'string' && held !== undefined) yield* make([[trigger, held]], [focus]);
    yield* renamed(change, focus, (name) => sampler.value(schemaAt(variant, name, sampler.pattern)), make);
    yield* make([], [focus]);
    const schemas = [variant, ...others].flatMap((one) => one.properties.get(focus) ?? []);
    for (const schema of schemas) {
      const sample = sampler.value(schema);
      if (sample !== undefined) yield* make([[focus, sample]]);
    }
    for (const value of ONE_OF_EACH) yield* make([[focus, value]]);
  }
  yield* make([]);
  for (const one of others) for (const name of one.required.keys()) yield* make([], [name]);
  for (const name of variant.required.keys()) yield* make([], [name]);
  for (const { properties } of others) for (const entry of oddOnes(properties, variant)) yield* make([entry]);
  // Each alternative may be refused for a property of its own.
  const odd = new Map(alternatives.flatMap(({ properties }) => oddOnes(properties, variant)));
  if (alternatives.length > 1) yield* make([...odd]);
  for (const name of STRANGE) yield* make([[name, sampler.value(variant.additional) ?? 'x']]);
  yield* sized([variant, ...others], make);
  for (const one of [variant, ...others]) {
    for (const [name, schema] of [...one.properties].slice(0, 30)) {
      const sample = sampler.value(schema);
      if (sample !== undefined) yield* make([[name, sample]]);
    }
  }
}

/** The object with the name that the giving side knows, and without the other. */
function* renamed(
  { direction, facts: { replacement } }: Change,
  name: string,
  sampleOf: (name: string) => Json | undefined,
  make: Make,
): Generator<Json> {
  if (replacement === undefined) return;
  const [kept, left] = direction === 'request' ? [name, replacement] : [replacement, name];
  const sample = sampleOf(kept);
  if (sample !== undefined) yield* make([[kept, sample]], [left]);
}

/** Each property that the variant does not know, with a value of a type that its schema refuses. */
function oddOnes(properties: ObjectVariant['properties'], { properties: known }: ObjectVariant): [string, Json][] {
  return [...properties].flatMap(([name, schema]) => (known.has(name) ? [] : [[name, oddFor(schema)]]));
}

/** A value of a type that the schema refuses, where it refuses one. */
function oddFor(schema: Schema): Json {
  const types = new Set<string>(schema.shape.variants.map(({ type }) => type));
  return ONE_OF_EACH.find((value) => !types.has(typeNameOf(value))) ?? null;
}

/** Objects of as many properties as the bounds make interesting. */
function* sized(variants: readonly ObjectVariant[], make: Make): Generator<Json> {
  const bounds = variants.flatMap(({ minProperties, maxProperties }) => [minProperties?.value, maxProperties?.value]);
  for (const bound of bounds) {
    if (bound === undefined || bound > 200) continue;
    for (const size of [bound - 1, bound, bound + 1]) {
      for (const base of make([])) {
        const held = isObject(base) ? Object.keys(base).length : 0;
        const more = Array.from({ length: Math.max(0, size - held) }, (_, index) => [`key${index}`, 'x'] as const);
        yield* make(more);
      }
    }
  }
}
