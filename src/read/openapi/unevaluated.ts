// What `unevaluatedProperties` and `unevaluatedItems` look at: what their own schema object and all within it leave unseen.

import { isArray, own } from '../../model/json.ts';
import type { Leaf } from './leaves.ts';

/** The leaf and those that it encloses: a `$ref`, `allOf` or a chosen alternative. */
export function enclosed(leaf: Leaf, leaves: readonly Leaf[]): readonly Leaf[] {
  return leaves.filter((other) => other === leaf || other.above.has(leaf.pointer));
}

/** Whether the leaves tell all that `unevaluated*` of the leaf takes for seen (JSON Schema 2020-12 §11). */
export function seesAll(leaf: Leaf, leaves: readonly Leaf[]): boolean {
  return enclosed(leaf, leaves).every(({ raw }) => {
    // Several alternatives of `anyOf` may match at once, and each sees its own.
    const anyOf = own(raw, 'anyOf');
    if (isArray(anyOf) && anyOf.length > 1) return false;
    return PARTIAL.every((keyword) => own(raw, keyword) === undefined);
  });
}

const PARTIAL = ['if', 'dependentSchemas', 'dependencies', 'contains', '$dynamicRef', '$recursiveRef', 'not'];
