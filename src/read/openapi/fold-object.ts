// What leaves say of objects, folded into one variant.

import type { Target } from '../../model/document.ts';
import { isArray, type Json, own } from '../../model/json.ts';
import { below, type Pointer } from '../../model/pointer.ts';
import type { Keyword, ObjectVariant, Schema } from '../../model/schema.ts';
import { type CommonKeys, type Folding, greatest, least, mapAt, targetsAt } from './folding.ts';
import type { Leaf } from './leaves.ts';
import { found } from './pattern.ts';
import { enclosed, seesAll } from './unevaluated.ts';

/** Folds what objects are accepted; `undefined` for none. */
export function foldObject(
  leaves: readonly Leaf[],
  folding: Folding,
): Omit<ObjectVariant, keyof CommonKeys> | undefined {
  const names = namesOf(leaves, folding);
  const places = new Map<string, Pointer>();
  for (const leaf of leaves)
    for (const name of Object.keys(mapAt(leaf, 'properties')))
      if (!places.has(name)) places.set(name, below(leaf.pointer, 'properties', name));
  for (const [name, pointer] of names.listed?.value ?? []) if (!places.has(name)) places.set(name, pointer);

  // The keyword refuses the name: what it refuses stands nowhere, and takes a place of its own below it.
  const refused = (at: Pointer): Target[] => [{ value: false, pointer: below(at, 'refused') }];
  const outside = (name: string): Target[] => names.refusing(name).flatMap(refused);
  const patterns = names.listed === undefined ? patternsOf(leaves, folding) : new Map<string, Schema>();
  const additional = folding.schema(
    names.listed === undefined
      ? leaves.flatMap((leaf) => [...rest(leaf), ...unseen(leaf, leaves, () => false)])
      : refused(names.listed.pointer),
  );
  const closed = folding.isEmpty(additional);
  const properties = new Map<string, Schema>();
  for (const name of places.keys()) {
    const schema = folding.schema([
      ...leaves.flatMap((leaf) => [
        ...spokenOf(leaf, name),
        ...unseen(leaf, leaves, (other) => spokenOf(other, name).length > 0),
      ]),
      ...outside(name),
    ]);
    const never = folding.isEmpty(schema);
    // Where nothing may stand beside what is named, a name that takes no value is no name.
    if (never && closed && ![...patterns.keys()].some((pattern) => found(pattern, name) !== false)) continue;
    properties.set(name, schema);
  }
  const required = requiredOf(leaves);
  const dependentRequired = dependentOf(leaves, required);
  const barred = (name: string): boolean => {
    const schema = properties.get(name);
    if (schema !== undefined) return folding.isEmpty(schema);
    const matching = [...patterns].filter(([pattern]) => found(pattern, name) !== false);
    return (
      outside(name).length > 0 || (matching.length === 0 ? closed : matching.some(([, one]) => folding.isEmpty(one)))
    );
  };
  const possible = [...properties.values()].filter((schema) => !folding.isEmpty(schema)).length;
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
    propertyNames: names.open,
    dependentRequired,
    minProperties,
    maxProperties,
  };
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

function namesOf(leaves: readonly Leaf[], folding: Folding): Names {
  const wanted = leaves.flatMap((leaf) => targetsAt(leaf, 'propertyNames'));
  const refusing = (name: string): Pointer[] =>
    wanted.filter((target) => folding.accepts([target], name) === false).map((target) => target.pointer);
  const schema = folding.schema(wanted);
  if (schema.sources.length === 0) return { listed: undefined, open: [], refusing };
  const texts = schema.shape.variants.filter((variant) => variant.type === 'string');
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

/** What the leaf says of properties that it does not name. */
function rest(leaf: Leaf): Target[] {
  return targetsAt(leaf, 'additionalProperties');
}

/** What the leaf says of the property: its own entry, its patterns that match, or else its `additionalProperties`. */
function spokenOf(leaf: Leaf, name: string): Target[] {
  const sources = targetsAt(leaf, 'properties', name);
  for (const pattern of Object.keys(mapAt(leaf, 'patternProperties')))
    if (found(pattern, name)) sources.push(...targetsAt(leaf, 'patternProperties', pattern));
  return sources.length > 0 ? sources : rest(leaf);
}

/** What the leaf says of a property as one that nothing within the leaf speaks of. */
function unseen(leaf: Leaf, leaves: readonly Leaf[], sees: (leaf: Leaf) => boolean): Target[] {
  const unevaluated = targetsAt(leaf, 'unevaluatedProperties');
  if (unevaluated.length === 0 || !seesAll(leaf, leaves)) return [];
  return enclosed(leaf, leaves).some((other) => sees(other) || rest(other).length > 0) ? [] : unevaluated;
}

/** The patterns of all leaves; a leaf that has not the pattern takes what matches it for a property beside its own. */
function patternsOf(leaves: readonly Leaf[], folding: Folding): Map<string, Schema> {
  const patterns = new Set(leaves.flatMap((leaf) => Object.keys(mapAt(leaf, 'patternProperties'))));
  return new Map(
    [...patterns].map((pattern) => {
      const has = (leaf: Leaf): boolean => targetsAt(leaf, 'patternProperties', pattern).length > 0;
      const sources = leaves.flatMap((leaf) => [
        ...(has(leaf) ? targetsAt(leaf, 'patternProperties', pattern) : rest(leaf)),
        ...unseen(leaf, leaves, has),
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

/** What each name requires beside it that is not required anyway. */
function dependentOf(leaves: readonly Leaf[], required: Map<string, Pointer>): Map<string, Keyword<readonly string[]>> {
  const dependent = new Map<string, Keyword<readonly string[]>>();
  for (const leaf of leaves) {
    for (const key of ['dependentRequired', 'dependencies']) {
      for (const [name, needs] of Object.entries(mapAt(leaf, key))) {
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
    if (left.length === 0) dependent.delete(name);
    else dependent.set(name, { value: left, pointer });
  }
  return dependent;
}

function strings(value: Json | undefined): readonly string[] {
  return isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
