// Constraints that are compared as they stand: equal in meaning, or changed.

import type { Condition, Variant } from '../model/schema.ts';
import { record, type Scope } from './comparison.ts';

/** Compares the conditions of two variants by what they mean. */
export function compareConditions(scope: Scope, old: Variant, fresh: Variant): void {
  const gone = old.conditions.filter(
    (condition) => !fresh.conditions.some((other) => other.meaning === condition.meaning),
  );
  const come = fresh.conditions.filter(
    (condition) => !old.conditions.some((other) => other.meaning === condition.meaning),
  );
  const replaced = new Set<Condition>();
  for (const before of gone) {
    const after = come.find((candidate) => candidate.keyword === before.keyword && !replaced.has(candidate));
    if (after !== undefined) replaced.add(after);
    record(scope, after === undefined ? 'condition.removed' : 'condition.changed', {
      old: before.pointer,
      new: after?.pointer,
      newAnchor: after?.pointer ?? fresh.pointer,
      facts: { keyword: before.keyword },
    });
  }
  for (const after of come) {
    if (replaced.has(after)) continue;
    record(scope, 'condition.added', { new: after.pointer, oldAnchor: old.pointer, facts: { keyword: after.keyword } });
  }
}
