// What an object must have beside what it has, and the names that it therefore cannot have.

import type { Target } from '../../model/document.ts';
import { isArray, type Json, own } from '../../model/json.ts';
import { below, type Pointer } from '../../model/pointer.ts';
import type { Keyword, ObjectVariant, Variant } from '../../model/schema.ts';
import { entriesAt, type Folding, targetsAt } from './folding.ts';
import type { Leaf } from './leaves.ts';
import { found } from './pattern.ts';

/** What is required, and what that requires beside it. */
export function requiredOf(
  leaves: readonly Leaf[],
  dependents: ReadonlyMap<string, Keyword<readonly string[]>>,
): Map<string, Pointer> {
  const required = new Map<string, Pointer>();
  for (const leaf of leaves) {
    const place = below(leaf.pointer, 'required');
    for (const name of strings(own(leaf.raw, 'required'))) if (!required.has(name)) required.set(name, place);
  }
  // A map gives what is added to it while it is walked.
  for (const name of required.keys()) {
    const needs = dependents.get(name);
    for (const need of needs?.value ?? []) if (!required.has(need)) required.set(need, needs?.pointer ?? '');
  }
  return required;
}

/** The names that no object can have, since no object is what it would have to be with them, and where that is said. */
export function forbiddenOf(leaves: readonly Leaf[], folding: Folding): ReadonlyMap<string, Pointer> {
  const forbidden = new Map<string, Pointer>();
  for (const { name, target } of dependentSchemas(leaves)) {
    const { variants, truncated } = folding.schema([target]).shape;
    if (!truncated && variants.every(({ type }) => type !== 'object')) forbidden.set(name, target.pointer);
  }
  return forbidden;
}

/** The schemas that hold where a name is there. */
function dependentSchemas(leaves: readonly Leaf[]): readonly { readonly name: string; readonly target: Target }[] {
  return leaves.flatMap((leaf) =>
    ['dependentSchemas', 'dependencies'].flatMap((keyword) =>
      entriesAt(leaf, keyword).flatMap(([name, needs]) =>
        isArray(needs) ? [] : targetsAt(leaf, keyword, name).map((target) => ({ name, target })),
      ),
    ),
  );
}

/** The names that turn out to be those of no object: what they ask for beside them, or of themselves, cannot be. */
export function lostNames(
  leaves: readonly Leaf[],
  object: Pick<ObjectVariant, 'required' | 'dependentRequired' | 'maxProperties'>,
  barred: (name: string) => boolean,
  sourcesOf: (name: string) => readonly Target[],
  forbidden: ReadonlyMap<string, Pointer>,
  folding: Folding,
): ReadonlyMap<string, Pointer> {
  const lost = new Map<string, Pointer>();
  for (const [name, needs] of object.dependentRequired) if (needs.value.some(barred)) lost.set(name, needs.pointer);
  for (const { name, target } of dependentSchemas(leaves)) {
    if (forbidden.has(name) || lost.has(name) || object.required.has(name)) continue;
    const { variants, truncated } = folding.schema([target]).shape;
    const stands = (variant: Variant): boolean => {
      if (variant.type !== 'object') return false;
      const needed = new Set([...object.required.keys(), ...variant.required.keys(), name]);
      if (needed.size > Math.min(most(object), most(variant))) return false;
      return [...needed].every(
        (one) => !barred(one) && !folding.isEmpty(folding.schema([...sourcesOf(one), ...surelyOf(variant, one)])),
      );
    };
    if (!truncated && !variants.some(stands)) lost.set(name, target.pointer);
  }
  return lost;
}

function most({ maxProperties }: Pick<ObjectVariant, 'maxProperties'>): number {
  return maxProperties?.value ?? Number.POSITIVE_INFINITY;
}

/** What surely holds for the property: its own entry, that of each pattern that matches it, or that of the rest. */
function surelyOf({ properties, patternProperties, additional }: ObjectVariant, name: string): readonly Target[] {
  const own = properties.get(name);
  if (own !== undefined) return own.sources;
  const verdicts = [...patternProperties].map(([pattern, schema]) => ({ schema, matches: found(pattern, name) }));
  if (verdicts.every(({ matches }) => matches === false)) return additional.sources;
  return verdicts.flatMap(({ schema, matches }) => (matches === true ? schema.sources : []));
}

/** What each name requires beside it, as it is written. */
export function dependentsOf(leaves: readonly Leaf[]): ReadonlyMap<string, Keyword<readonly string[]>> {
  const dependents = new Map<string, Keyword<readonly string[]>>();
  for (const leaf of leaves) {
    for (const key of ['dependentRequired', 'dependencies']) {
      for (const [name, needs] of entriesAt(leaf, key)) {
        const value = [...new Set([...(dependents.get(name)?.value ?? []), ...strings(needs)])].sort();
        dependents.set(name, { value, pointer: below(leaf.pointer, key, name) });
      }
    }
  }
  return dependents;
}

/** What each name that may be requires beside it that is not required anyway. */
export function dependentOf(
  dependents: ReadonlyMap<string, Keyword<readonly string[]>>,
  required: ReadonlyMap<string, Pointer>,
  barred: (name: string) => boolean,
): Map<string, Keyword<readonly string[]>> {
  const dependent = new Map<string, Keyword<readonly string[]>>();
  for (const [name, { value, pointer }] of dependents) {
    const left = value.filter((need) => need !== name && !required.has(need));
    if (left.length > 0 && !barred(name)) dependent.set(name, { value: left, pointer });
  }
  return dependent;
}

function strings(value: Json | undefined): readonly string[] {
  return isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
