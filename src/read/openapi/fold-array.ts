// What leaves say of arrays, folded into one variant.

import type { Target } from '../../model/document.ts';
import { isArray, type Json, own } from '../../model/json.ts';
import { below } from '../../model/pointer.ts';
import type { ArrayVariant, Contains, JsonType, Keyword, Schema } from '../../model/schema.ts';
import { type CommonKeys, type Folding, greatest, least, targetsAt } from './folding.ts';
import type { Leaf } from './leaves.ts';
import { areApart } from './overlap.ts';
import { enclosed, seesAll } from './unevaluated.ts';

/** Folds what arrays are accepted; `undefined` for none. */
export function foldArray(leaves: readonly Leaf[], folding: Folding): Omit<ArrayVariant, keyof CommonKeys> | undefined {
  const length = Math.max(0, ...leaves.map((leaf) => prefixOf(leaf).length));
  const prefix = Array.from({ length }, (_, index) =>
    folding.schema(leaves.flatMap((leaf) => [...spokenOf(leaf, index), ...unseen(leaf, leaves, index)])),
  );
  const items = folding.schema(leaves.flatMap((leaf) => [...rest(leaf), ...unseen(leaf, leaves, length)]));
  const contains = containsOf(leaves, folding).filter(({ min, max }) => min.value > 0 || max !== undefined);
  const minItems = greatest(leaves, 'minItems');
  const maxItems = longest(least(leaves, 'maxItems'), prefix, items, folding);
  const most = maxItems?.value ?? Number.POSITIVE_INFINITY;
  const distinct = most > 1 ? leaves.find((leaf) => own(leaf.raw, 'uniqueItems') === true) : undefined;
  const tooFew = (schema: Schema, count: number): boolean =>
    distinct !== undefined && count > 1 && count > countOf(schema);
  const lacking = contains.some(({ schema, min, max }) => {
    if (min.value > Math.min(most, max?.value ?? most)) return true;
    const places = [...prefix.slice(0, most), ...(length < most ? [items] : [])];
    const held = places.map(({ sources }) => folding.schema([...schema.sources, ...sources]));
    const [wanted = schema] = length > 0 ? [] : held;
    return min.value > 0 && (held.every(folding.isEmpty) || tooFew(wanted, min.value));
  });
  const shortest = minItems?.value ?? 0;
  if (lacking || shortest > most || (length === 0 && tooFew(items, shortest))) return undefined;
  const kept = prefix.slice(0, most);
  while (kept.length > 0 && kept.length < most && kept.at(-1)?.key === items.key) kept.pop();
  // Items no two of which can be equal are unique, said or not.
  const mayRepeat = (one: Schema, index: number): boolean =>
    kept.slice(index + 1).some((other) => !areApart(one, other, folding.meet));
  const unique = kept.length < most || distinct === undefined || kept.some(mayRepeat) ? distinct : undefined;
  return {
    type: 'array',
    minItems,
    maxItems,
    uniqueItems: unique === undefined ? undefined : { value: true, pointer: below(unique.pointer, 'uniqueItems') },
    prefixItems: kept,
    items: kept.length < most ? items : folding.schema([]),
    contains,
  };
}

/** `items: [...]` with `additionalItems` is how drafts before 2020-12 wrote `prefixItems` with `items`. */
function prefixKey(leaf: Leaf): 'prefixItems' | 'items' {
  return isArray(own(leaf.raw, 'items')) ? 'items' : 'prefixItems';
}

function prefixOf(leaf: Leaf): readonly Json[] {
  const prefix = own(leaf.raw, prefixKey(leaf));
  return isArray(prefix) ? prefix : [];
}

function rest(leaf: Leaf): Target[] {
  return targetsAt(leaf, prefixKey(leaf) === 'items' ? 'additionalItems' : 'items');
}

/** What the leaf says of the item. */
function spokenOf(leaf: Leaf, index: number): Target[] {
  return index < prefixOf(leaf).length ? targetsAt(leaf, prefixKey(leaf), index) : rest(leaf);
}

/** What the leaf says of the item as one that nothing within the leaf speaks of. */
function unseen(leaf: Leaf, leaves: readonly Leaf[], index: number): Target[] {
  const rest = targetsAt(leaf, 'unevaluatedItems');
  if (rest.length === 0 || !seesAll(leaf, leaves)) return [];
  return enclosed(leaf, leaves).some((other) => spokenOf(other, index).length > 0) ? [] : rest;
}

/** The most items: as `maxItems` says, or as many as come before one that nothing can be. */
function longest(
  maxItems: Keyword<number> | undefined,
  prefix: readonly Schema[],
  items: Schema,
  folding: Folding,
): Keyword<number> | undefined {
  const barred = prefix.findIndex((schema) => folding.isEmpty(schema));
  const end = barred >= 0 ? barred : folding.isEmpty(items) ? prefix.length : Number.POSITIVE_INFINITY;
  if (end >= (maxItems?.value ?? Number.POSITIVE_INFINITY)) return maxItems;
  return { value: end, pointer: (prefix[barred] ?? items).pointer };
}

/** How many values the schema accepts at the most. */
function countOf({ shape: { variants, truncated } }: Schema): number {
  if (truncated) return Number.POSITIVE_INFINITY;
  return variants.reduce(
    (sum, { type, values }) => sum + (values?.value.length ?? FEW[type] ?? Number.POSITIVE_INFINITY),
    0,
  );
}

const FEW: Readonly<Partial<Record<JsonType, number>>> = { null: 1, boolean: 2 };

function containsOf(leaves: readonly Leaf[], folding: Folding): Contains[] {
  return leaves.flatMap((leaf) => {
    const wanted = targetsAt(leaf, 'contains');
    if (wanted.length === 0) return [];
    const min = own(leaf.raw, 'minContains');
    const max = own(leaf.raw, 'maxContains');
    const at = below(leaf.pointer, typeof min === 'number' ? 'minContains' : 'contains');
    return {
      schema: folding.schema(wanted),
      min: { value: typeof min === 'number' ? min : 1, pointer: at },
      max: typeof max === 'number' ? { value: max, pointer: below(leaf.pointer, 'maxContains') } : undefined,
    };
  });
}
