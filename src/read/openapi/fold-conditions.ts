// Constraints that the normal form does not unfold: what is left of them for one type, and what they mean.

import { canonical, isArray, type Json, own } from '../../model/json.ts';
import { below } from '../../model/pointer.ts';
import type { Condition, JsonType, Keyword, Schema } from '../../model/schema.ts';
import { requirementOf } from './fold-dependents.ts';
import { entriesAt, type Folding, mapAt, targetsAt } from './folding.ts';
import { doubleNegated, type Leaf } from './leaves.ts';
import { onlyRefused, onlyRequired, type Part, partOf } from './openness.ts';
import { found } from './pattern.ts';
import { enclosed, seenBy, seesAll } from './unevaluated.ts';

/** Conditions, and, where one of them asks for one of a few values, those. */
interface Conditions {
  readonly conditions: readonly Condition[];
  readonly listed: Keyword<readonly Json[]> | undefined;
}

/**
 * The conditions that `leaves` set on values of the type, of which numbers may be whole, and objects may have the names
 * that `may` says; `undefined` when no value can meet them.
 */
export function foldConditions(
  type: JsonType,
  leaves: readonly Leaf[],
  integer: boolean,
  may: (name: string) => boolean,
  folding: Folding,
): Conditions | undefined {
  if (!leaves.some(mayAsk)) return NO_CONDITIONS;
  const conditions: Condition[] = [];
  let listed: Keyword<readonly Json[]> | undefined;
  let possible = true;
  const add = (leaf: Leaf, keys: readonly string[], meaning: () => string): void => {
    const [target] = targetsAt(leaf, ...keys);
    const condition = { keyword: keys[0] ?? '', pointer: below(leaf.pointer, ...keys), value: target?.value ?? null };
    // A schema may lead back to the one that is being read: what it means is worked out when it is asked for.
    let known: string | undefined;
    const get = (): string => {
      known ??= meaning();
      return known;
    };
    conditions.push(Object.defineProperty({ ...condition, meaning: '' }, 'meaning', { enumerable: true, get }));
  };
  const part = (schema: Schema): Part => partOf(schema, type, integer);
  const mean = (schema: Schema): string => folding.meaning(schema, type);
  const schemaAt = (leaf: Leaf, ...keys: readonly string[]): Schema => folding.schema(targetsAt(leaf, ...keys));
  const refuse = (leaf: Leaf, keyword: string, schema: Schema): void => {
    // Told of the object's names.
    if (type === 'object' && onlyRefused(schema) !== undefined) return;
    if (part(schema) === 'all') possible = false;
    else if (part(schema) === 'some') add(leaf, [keyword], () => `not ${mean(schema)}`);
  };
  const ask = (leaf: Leaf, keyword: string, schema: Schema): void => {
    const variants = schema.shape.variants.filter((variant) => variant.type === type);
    const values = variants.flatMap((variant) => variant.values?.value ?? []);
    if (variants.every((variant) => variant.values !== undefined) && !schema.shape.truncated)
      listed ??= { value: values, pointer: below(leaf.pointer, keyword) };
    if (part(schema) === 'none') possible = false;
    else if (part(schema) === 'some') add(leaf, [keyword], () => `is ${mean(schema)}`);
  };

  for (const leaf of leaves) {
    if (
      own(leaf.raw, 'not') !== undefined &&
      doubleNegated(leaf, (negated) => folding.schema([negated]).sources[0]) === undefined
    )
      refuse(leaf, 'not', schemaAt(leaf, 'not'));
    if (own(leaf.raw, 'if') !== undefined && !(type === 'object' && requirementOf(leaf, folding) !== undefined)) {
      const [when, then, otherwise] = [schemaAt(leaf, 'if'), schemaAt(leaf, 'then'), schemaAt(leaf, 'else')];
      if (part(when) === 'all') ask(leaf, 'if', then);
      else if (part(when) === 'none') ask(leaf, 'if', otherwise);
      else if (part(otherwise) === 'none') {
        ask(leaf, 'if', when);
        ask(leaf, 'then', then);
      } else if (part(then) === 'none') {
        refuse(leaf, 'if', when);
        ask(leaf, 'else', otherwise);
      } else if (part(then) !== 'all' || part(otherwise) !== 'all')
        add(leaf, ['if'], () => `if ${mean(when)} then ${mean(then)} else ${mean(otherwise)}`);
    }
    for (const keyword of ['$dynamicRef', '$recursiveRef']) {
      const reference = own(leaf.raw, keyword);
      if (reference !== undefined) add(leaf, [keyword], () => `${keyword} ${canonical(reference)}`);
    }
    const unevaluated = UNEVALUATED[type];
    if (unevaluated !== undefined && own(leaf.raw, unevaluated) !== undefined && !seesAll(leaf, leaves, may)) {
      const rest = schemaAt(leaf, unevaluated);
      const seen = seenBy(leaf, leaves, type === 'array' ? type : 'object', folding);
      if (rest.sources.length > 0 && seen !== undefined)
        add(leaf, [unevaluated], () => `${unevaluated} ${folding.meaning(rest)} beside ${seen}`);
    }
    if (type !== 'object') continue;
    for (const [keyword, within] of [
      ['additionalProperties', [leaf]],
      ['unevaluatedProperties', enclosed(leaf, leaves)],
    ] as const) {
      const rest = schemaAt(leaf, keyword);
      if (rest.sources.length === 0) continue;
      const beside = besides(within, leaves);
      if (beside !== undefined) add(leaf, [keyword], () => `${keyword} ${folding.meaning(rest)} but for ${beside}`);
    }
    for (const keyword of ['dependentSchemas', 'dependencies']) {
      for (const [name, needs] of entriesAt(leaf, keyword)) {
        const dependent = schemaAt(leaf, keyword, name);
        if (isArray(needs) || onlyRequired(dependent) !== undefined) continue;
        const needed = leaves.some((other) => includes(own(other.raw, 'required'), name));
        if (needed) ask(leaf, keyword, dependent);
        else if (part(dependent) === 'some' && may(name))
          add(leaf, [keyword, name], () => `with ${JSON.stringify(name)} ${mean(dependent)}`);
      }
    }
  }
  return possible ? { conditions, listed } : undefined;
}

const NO_CONDITIONS: Conditions = { conditions: [], listed: undefined };

/** The keywords that conditions come of. */
const ASKING: ReadonlySet<string> = new Set([
  ...['not', 'if', '$dynamicRef', '$recursiveRef', 'unevaluatedItems', 'unevaluatedProperties'],
  ...['additionalProperties', 'dependentSchemas', 'dependencies'],
]);

/** Whether the leaf has a keyword that a condition may come of: hardly any has. */
function mayAsk({ raw }: Leaf): boolean {
  for (const key in raw) if (ASKING.has(key)) return true;
  return false;
}

/** The leaves' patterns and what they name that other patterns match, where a name may match one of theirs and one of others. */
function besides(within: readonly Leaf[], leaves: readonly Leaf[]): string | undefined {
  const patternsOf = (some: readonly Leaf[]): readonly string[] => [
    ...new Set(some.flatMap((leaf) => Object.keys(mapAt(leaf, 'patternProperties')))),
  ];
  const own = patternsOf(within);
  const others = own.length === 0 ? [] : patternsOf(leaves).filter((pattern) => !own.includes(pattern));
  if (others.length === 0) return undefined;
  const names = within.flatMap((leaf) => Object.keys(mapAt(leaf, 'properties')));
  const matched = names.filter((name) => others.some((pattern) => found(pattern, name) !== false));
  return JSON.stringify([[...own].sort(), [...new Set(matched)].sort()]);
}

function includes(list: Json | undefined, name: string): boolean {
  return isArray(list) && list.includes(name);
}

const UNEVALUATED: Readonly<Partial<Record<JsonType, string>>> = {
  object: 'unevaluatedProperties',
  array: 'unevaluatedItems',
};
