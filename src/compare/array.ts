// Arrays: their items one by one, and how many there may be.

import type { ArrayVariant, Contains, Schema } from '../model/schema.ts';
import { record, type Scope } from './comparison.ts';
import { narrows, widens } from './inclusion.ts';
import { compareBound, sides } from './scalars.ts';
import { compareSchemas } from './schema.ts';
import { anything, tried, type Wanted } from './trial.ts';

/** Compares what arrays are accepted. */
export function compareArrays(scope: Scope, old: ArrayVariant, fresh: ArrayVariant): void {
  const prefix = Math.max(old.prefixItems.length, fresh.prefixItems.length);
  // An item that one side never has is told by the bound that keeps it out.
  const most = Math.min(
    old.maxItems?.value ?? Number.POSITIVE_INFINITY,
    fresh.maxItems?.value ?? Number.POSITIVE_INFINITY,
  );
  for (let item = 0; item < Math.min(prefix, most); item += 1) {
    compareSchemas(scope, old.prefixItems[item] ?? old.items, fresh.prefixItems[item] ?? fresh.items, [{ item }]);
  }
  if (most > prefix) compareSchemas(scope, old.items, fresh.items, [{ items: true }]);
  compareBound(scope, 'minItems', old.minItems, fresh.minItems, true, old, fresh);
  compareBound(scope, 'maxItems', old.maxItems, fresh.maxItems, false, old, fresh);
  if ((old.uniqueItems === undefined) !== (fresh.uniqueItems === undefined)) {
    const facts = { keyword: 'uniqueItems' };
    const both = {
      ...sides(old.uniqueItems, fresh.uniqueItems, old, fresh),
      before: old.uniqueItems?.value,
      after: fresh.uniqueItems?.value,
      facts,
    };
    record(scope, old.uniqueItems === undefined ? 'bound.tightened' : 'bound.loosened', both);
  }
  compareContains(scope, old, fresh);
}

function compareContains(scope: Scope, old: ArrayVariant, fresh: ArrayVariant): void {
  const facts = { keyword: 'contains' };
  const same = (before: Contains, after: Contains): boolean =>
    before.min.value === after.min.value &&
    before.max?.value === after.max?.value &&
    tried(scope, (inner) => compareSchemas(inner, before.schema, after.schema, []), anything)?.length === 0;
  // What is asked for twice is asked for once.
  const several = old.contains.length > 1 || fresh.contains.length > 1;
  const gone = several ? old.contains.filter((one) => !fresh.contains.some((other) => same(one, other))) : old.contains;
  const come = several
    ? fresh.contains.filter((one) => !old.contains.some((other) => same(other, one)))
    : fresh.contains;
  for (let index = 0; index < Math.max(gone.length, come.length); index += 1) {
    const before = gone[index];
    const after = come[index];
    if (before === undefined && after !== undefined) {
      const isItem = (item: Schema): boolean => isWithin(scope, item, after.schema, narrows);
      if (!isImplied(after, old, isItem))
        record(scope, 'condition.added', { ...sides(undefined, after.min, old, fresh), facts });
    } else if (before !== undefined && after === undefined) {
      const isItem = (item: Schema): boolean => isWithin(scope, before.schema, item, widens);
      if (!isImplied(before, fresh, isItem))
        record(scope, 'condition.removed', { ...sides(before.min, undefined, old, fresh), facts });
    } else if (before !== undefined && after !== undefined) {
      compareBound(scope, 'minContains', before.min, after.min, true, old, fresh);
      compareBound(scope, 'maxContains', before.max, after.max, false, old, fresh);
      if (before.max === undefined && after.max === undefined) {
        compareSchemas(scope, before.schema, after.schema, [{ contains: true }]);
      } else if (
        tried(scope, (inner) => compareSchemas(inner, before.schema, after.schema, []), anything)?.length !== 0
      ) {
        // With an upper bound, a wider `contains` refuses more: neither direction is safe.
        record(scope, 'condition.changed', { old: before.schema.pointer, new: after.schema.pointer, facts });
      }
    }
  }
}

/** Whether every array of the variant has enough items that all are of what it is to contain. */
function isImplied({ min, max }: Contains, array: ArrayVariant, isItem: (item: Schema) => boolean): boolean {
  if (max !== undefined || (array.minItems?.value ?? 0) < min.value) return false;
  const most = array.maxItems?.value ?? Number.POSITIVE_INFINITY;
  const prefix = array.prefixItems.slice(0, most);
  return [...prefix, ...(prefix.length < most ? [array.items] : [])].every(isItem);
}

/** Whether a trial comparison of the two finds nothing that is `unwanted`. */
function isWithin(scope: Scope, old: Schema, fresh: Schema, unwanted: Wanted): boolean {
  const found = tried(scope, (inner) => compareSchemas(inner, old, fresh, []), unwanted);
  return found !== undefined && !found.some(unwanted);
}
