// What an object must have beside what it has, and the names that it therefore cannot have.

import type { Target } from '../../model/document.ts';
import { isArray, type Json, own } from '../../model/json.ts';
import { below, type Pointer } from '../../model/pointer.ts';
import type { Keyword, ObjectVariant, Variant } from '../../model/schema.ts';
import { entriesAt, type Folding, targetsAt } from './folding.ts';
import type { Leaf } from './leaves.ts';
import { onlyRefused, onlyRequired, partOf } from './openness.ts';
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

const SPEAKING = ['not', 'if', 'dependentRequired', 'dependentSchemas', 'dependencies'] as const;

/** The leaves that may bar names, or ask for some beside others: hardly any does. */
export function speakingOfNames(leaves: readonly Leaf[]): readonly Leaf[] {
  return leaves.filter(({ raw }) => SPEAKING.some((keyword) => own(raw, keyword) !== undefined));
}

/** The names that no object can have, since no object is what it would have to be with them, and where that is said. */
export function forbiddenOf(leaves: readonly Leaf[], folding: Folding): ReadonlyMap<string, Pointer> {
  const forbidden = new Map<string, Pointer>();
  for (const { name, target } of dependentSchemas(leaves)) {
    const { variants, truncated } = folding.schema([target]).shape;
    if (!truncated && variants.every(({ type }) => type !== 'object')) forbidden.set(name, target.pointer);
  }
  for (const target of leaves.flatMap((leaf) => refusedBy(leaf, folding)))
    for (const name of onlyRefused(folding.schema([target])) ?? []) forbidden.set(name, target.pointer);
  return forbidden;
}

/** What the leaf refuses: by `not`, and by an `if` after which nothing is right. */
function refusedBy(leaf: Leaf, folding: Folding): readonly Target[] {
  const when = targetsAt(leaf, 'if');
  const then = when.length > 0 && partOf(folding.schema(targetsAt(leaf, 'then')), 'object', false);
  return [...targetsAt(leaf, 'not'), ...(then === 'none' ? when : [])];
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

/** What one name requires beside it, and where that is said. */
interface Requirement {
  readonly name: string;
  readonly needs: readonly string[];
  readonly pointer: Pointer;
}

/** What each name requires beside it, in whichever words. */
export function dependentsOf(
  leaves: readonly Leaf[],
  folding: Folding,
): ReadonlyMap<string, Keyword<readonly string[]>> {
  const dependents = new Map<string, Keyword<readonly string[]>>();
  for (const leaf of leaves) {
    for (const { name, needs, pointer } of requirementsOf(leaf, folding)) {
      const value = [...new Set([...(dependents.get(name)?.value ?? []), ...needs])].sort();
      dependents.set(name, { value, pointer });
    }
  }
  return dependents;
}

function requirementsOf(leaf: Leaf, folding: Folding): readonly Requirement[] {
  const listed = ['dependentRequired', 'dependencies'].flatMap((key) =>
    entriesAt(leaf, key).map(([name, needs]) => ({
      name,
      needs: strings(needs),
      pointer: below(leaf.pointer, key, name),
    })),
  );
  const asked = dependentSchemas([leaf]).flatMap(({ name, target }) => {
    const needs = onlyRequired(folding.schema([target]));
    return needs === undefined ? [] : [{ name, needs, pointer: target.pointer }];
  });
  const conditional = requirementOf(leaf, folding);
  return conditional === undefined ? [...listed, ...asked] : [...listed, ...asked, conditional];
}

/** What one name requires beside it where `if` asks objects for no more than that name, and `then` for no more than those. */
export function requirementOf(leaf: Leaf, folding: Folding): Requirement | undefined {
  if (own(leaf.raw, 'if') === undefined) return undefined;
  const [when, then, otherwise] = ['if', 'then', 'else'].map((key) => targetsAt(leaf, key));
  if (when?.length !== 1 || then?.length !== 1) return undefined;
  const [name, ...others] = onlyRequired(folding.schema(when)) ?? [];
  const needs = onlyRequired(folding.schema(then));
  if (name === undefined || others.length > 0 || needs === undefined) return undefined;
  if (partOf(folding.schema(otherwise ?? []), 'object', false) !== 'all') return undefined;
  return { name, needs, pointer: below(leaf.pointer, 'then') };
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
