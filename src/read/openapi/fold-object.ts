// What leaves say of objects, folded into one variant.

import type { Target } from '../../model/document.ts';
import { isArray, type Json, type JsonObject, own } from '../../model/json.ts';
import { below, type Pointer } from '../../model/pointer.ts';
import type { Keyword, ObjectVariant, Schema } from '../../model/schema.ts';
import { type CommonKeys, entriesAt, type Folding, greatest, least, mapAt, targetsAt } from './folding.ts';
import type { Leaf } from './leaves.ts';
import { found } from './pattern.ts';
import { enclosed, seesAll } from './unevaluated.ts';

/** Folds what objects are accepted; `undefined` for none. */
export function foldObject(
  leaves: readonly Leaf[],
  folding: Folding,
): Omit<ObjectVariant, keyof CommonKeys> | undefined {
  const speakers = leaves.map(speakerOf);
  const names = namesOf(leaves, folding);
  const places = new Map<string, Pointer>();
  for (const { properties, at } of speakers)
    for (const name in properties) if (!places.has(name)) places.set(name, below(at, name));
  for (const [name, pointer] of names.listed?.value ?? []) if (!places.has(name)) places.set(name, pointer);
  const forbidden = forbiddenOf(leaves, folding);
  for (const [name, pointer] of forbidden) if (!places.has(name)) places.set(name, pointer);

  // The keyword refuses the name: what it refuses stands nowhere, and takes a place of its own below it.
  const refused = (at: Pointer): Target[] => [{ value: false, pointer: below(at, 'refused') }];
  const outside = (name: string): Target[] => {
    const pointer = forbidden.get(name);
    return [...names.refusing(name), ...(pointer === undefined ? [] : [pointer])].flatMap(refused);
  };
  const patterns = names.listed === undefined ? patternsOf(speakers, leaves, folding) : new Map<string, Schema>();
  const additional = folding.schema(
    names.listed === undefined
      ? speakers.flatMap((speaker) => [...speaker.rest, ...unseen(speaker, speakers, leaves, () => false)])
      : refused(names.listed.pointer),
  );
  const closed = folding.isEmpty(additional);
  const properties = new Map<string, Schema>();
  const never = new Set<string>();
  const [lone, ...others] = speakers;
  // By far most objects are described in one place, and nothing beside it speaks of their properties.
  const alone = others.length === 0 && names === NO_NAMES && forbidden.size === 0 && lone?.unevaluated.length === 0;
  const sourcesOf = (name: string): readonly Target[] =>
    alone && lone !== undefined
      ? spokenOf(lone, name)
      : [
          ...speakers.flatMap((speaker) => [
            ...spokenOf(speaker, name),
            ...unseen(speaker, speakers, leaves, (other) => spokenOf(other, name).length > 0),
          ]),
          ...outside(name),
        ];
  for (const name of [...places.keys()].sort()) {
    const schema = folding.schema(sourcesOf(name));
    if (folding.isEmpty(schema)) {
      // Where nothing may stand beside what is named, a name that takes no value is no name.
      if (closed && ![...patterns.keys()].some((pattern) => found(pattern, name) !== false)) continue;
      never.add(name);
    }
    properties.set(name, schema);
  }
  const required = requiredOf(leaves);
  const barred = (name: string): boolean =>
    (!alone && outside(name).length > 0) ||
    !mayHave({ properties, patternProperties: patterns, additional }, name, folding);
  const dependentRequired = dependentOf(leaves, required, barred);
  const possible = properties.size - never.size;
  const most = closed && patterns.size === 0 ? possible : Number.POSITIVE_INFINITY;
  const minProperties = above(greatest(leaves, 'minProperties'), required.size);
  const maxProperties = under(least(leaves, 'maxProperties'), most);
  const needed = Math.max(minProperties?.value ?? 0, required.size);
  if (needed > Math.min(most, maxProperties?.value ?? most) || [...required.keys()].some(barred)) return undefined;
  return {
    type: 'object',
    properties,
    places,
    required,
    patternProperties: patterns,
    additional,
    propertyNames: closed && patterns.size === 0 ? [] : names.open,
    dependentRequired,
    minProperties,
    maxProperties,
  };
}

/** Whether some object has the property, as far as what is said of its value and of its name tells. */
export function mayHave(
  object: Pick<ObjectVariant, 'properties' | 'patternProperties' | 'additional'>,
  name: string,
  folding: Folding,
): boolean {
  const own = object.properties.get(name);
  if (own !== undefined) return !folding.isEmpty(own);
  const matching = [...object.patternProperties].filter(([pattern]) => found(pattern, name) !== false);
  return matching.length === 0
    ? !folding.isEmpty(object.additional)
    : !matching.some(([, schema]) => folding.isEmpty(schema));
}

/** The bound where it asks for more than what is required anyway. */
function above(bound: Keyword<number> | undefined, count: number): Keyword<number> | undefined {
  return bound !== undefined && bound.value > count ? bound : undefined;
}

/** The bound where it allows less than what can be there anyway. */
function under(bound: Keyword<number> | undefined, count: number): Keyword<number> | undefined {
  return bound !== undefined && (bound.value < count || bound.value === 0) ? bound : undefined;
}

/** What `propertyNames` say together: the only names, or schemas that names must satisfy. */
interface Names {
  /** The only names that may be, each with the place that lists it. */
  readonly listed: Keyword<ReadonlyMap<string, Pointer>> | undefined;
  readonly open: readonly Schema[];
  /** The places that refuse the name. */
  refusing(name: string): readonly Pointer[];
}

/** Where no `propertyNames` is. */
const NO_NAMES: Names = { listed: undefined, open: [], refusing: () => [] };

function namesOf(leaves: readonly Leaf[], folding: Folding): Names {
  const wanted = leaves.flatMap((leaf) => targetsAt(leaf, 'propertyNames'));
  if (wanted.length === 0) return NO_NAMES;
  const refusing = (name: string): Pointer[] =>
    wanted.filter((target) => folding.accepts([target], name) === false).map((target) => target.pointer);
  const schema = folding.schema(wanted);
  const texts = schema.shape.variants.filter((variant) => variant.type === 'string');
  // What is said of values that are no texts says nothing of names.
  if (schema.sources.length === 0 || texts.some((variant) => variant.key === 'string:'))
    return { listed: undefined, open: [], refusing };
  if (texts.every((variant) => variant.values !== undefined)) {
    const values = texts.flatMap((variant) => variant.values?.value ?? []);
    const accepted = values.filter(
      (value): value is string => typeof value === 'string' && refusing(value).length === 0,
    );
    const { pointer } = schema;
    return { listed: { value: new Map(accepted.map((name) => [name, pointer])), pointer }, open: [], refusing };
  }
  return { listed: undefined, open: [schema], refusing };
}

/** What one leaf says of properties, looked up once. */
interface Speaker {
  readonly leaf: Leaf;
  readonly properties: JsonObject;
  /** The place of `properties`. */
  readonly at: Pointer;
  readonly patterns: readonly string[];
  /** What it says of properties that it does not name. */
  readonly rest: readonly Target[];
  readonly unevaluated: readonly Target[];
}

function speakerOf(leaf: Leaf): Speaker {
  return {
    leaf,
    properties: mapAt(leaf, 'properties'),
    at: below(leaf.pointer, 'properties'),
    patterns: Object.keys(mapAt(leaf, 'patternProperties')).sort(),
    rest: targetsAt(leaf, 'additionalProperties'),
    unevaluated: targetsAt(leaf, 'unevaluatedProperties'),
  };
}

/** What the leaf says of the property: its own entry, its patterns that match, or else its `additionalProperties`. */
function spokenOf({ leaf, properties, at, patterns, rest }: Speaker, name: string): readonly Target[] {
  const value = own(properties, name);
  const sources: Target[] = value === undefined ? [] : [{ value, pointer: below(at, name) }];
  for (const pattern of patterns)
    if (found(pattern, name)) sources.push(...targetsAt(leaf, 'patternProperties', pattern));
  return sources.length > 0 ? sources : rest;
}

/** What the leaf says of a property as one that nothing within the leaf speaks of. */
function unseen(
  { leaf, unevaluated }: Speaker,
  speakers: readonly Speaker[],
  leaves: readonly Leaf[],
  sees: (speaker: Speaker) => boolean,
): readonly Target[] {
  if (unevaluated.length === 0 || !seesAll(leaf, leaves)) return [];
  const within = new Set(enclosed(leaf, leaves));
  return speakers.some((other) => within.has(other.leaf) && (sees(other) || other.rest.length > 0)) ? [] : unevaluated;
}

/** The patterns of all leaves; a leaf that has not the pattern takes what matches it for a property beside its own. */
function patternsOf(speakers: readonly Speaker[], leaves: readonly Leaf[], folding: Folding): Map<string, Schema> {
  const patterns = new Set(speakers.flatMap((speaker) => speaker.patterns));
  return new Map(
    [...patterns].map((pattern) => {
      const has = (speaker: Speaker): boolean => speaker.patterns.includes(pattern);
      const sources = speakers.flatMap((speaker) => [
        ...(has(speaker) ? targetsAt(speaker.leaf, 'patternProperties', pattern) : speaker.rest),
        ...unseen(speaker, speakers, leaves, has),
      ]);
      return [pattern, folding.schema(sources)];
    }),
  );
}

function requiredOf(leaves: readonly Leaf[]): Map<string, Pointer> {
  const required = new Map<string, Pointer>();
  for (const leaf of leaves) {
    for (const name of strings(own(leaf.raw, 'required')))
      if (!required.has(name)) required.set(name, below(leaf.pointer, 'required'));
  }
  return required;
}

/** The names that no object can have, since no object is what it would have to be with them, and where that is said. */
function forbiddenOf(leaves: readonly Leaf[], folding: Folding): ReadonlyMap<string, Pointer> {
  const forbidden = new Map<string, Pointer>();
  for (const leaf of leaves) {
    for (const keyword of ['dependentSchemas', 'dependencies']) {
      for (const [name, needs] of entriesAt(leaf, keyword)) {
        if (isArray(needs)) continue;
        const { variants, truncated } = folding.schema(targetsAt(leaf, keyword, name)).shape;
        if (!truncated && variants.every(({ type }) => type !== 'object'))
          forbidden.set(name, below(leaf.pointer, keyword, name));
      }
    }
  }
  return forbidden;
}

/** What each name that may be requires beside it that is not required anyway. */
function dependentOf(
  leaves: readonly Leaf[],
  required: Map<string, Pointer>,
  barred: (name: string) => boolean,
): Map<string, Keyword<readonly string[]>> {
  const dependent = new Map<string, Keyword<readonly string[]>>();
  for (const leaf of leaves) {
    for (const key of ['dependentRequired', 'dependencies']) {
      for (const [name, needs] of entriesAt(leaf, key)) {
        const value = [...new Set([...(dependent.get(name)?.value ?? []), ...strings(needs)])].sort();
        dependent.set(name, { value, pointer: below(leaf.pointer, key, name) });
      }
    }
  }
  const pending = [...required.keys()];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const needs = dependent.get(name);
    for (const need of needs?.value ?? []) {
      if (required.has(need)) continue;
      required.set(need, needs?.pointer ?? '');
      pending.push(need);
    }
  }
  for (const [name, { value, pointer }] of dependent) {
    const left = value.filter((need) => need !== name && !required.has(need));
    if (left.length === 0 || barred(name)) dependent.delete(name);
    else dependent.set(name, { value: left, pointer });
  }
  return dependent;
}

function strings(value: Json | undefined): readonly string[] {
  return isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
