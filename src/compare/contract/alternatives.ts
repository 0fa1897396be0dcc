// Alternatives of a contract and of a document: each that may be sent is held against the one that suits it best.

import type { Json } from '../../model/json.ts';
import type { Schema, Variant } from '../../model/schema.ts';
import type { CompareVariants, PairVariants } from '../alternatives.ts';
import type { Draft, Scope } from '../comparison.ts';
import { tried } from '../trial.ts';

/**
 * Pairs each alternative of the giving side with the one of the taking side that refuses the least of it, as `weigh` says.
 * A consumer gives requests, so that the contract's (`old`) are the giver's; a provider gives responses (`new`).
 */
export function givenToTaken(giver: 'old' | 'new', weigh: (draft: Draft) => number): PairVariants {
  return (scope, _before, _after, olds, news, compare) => {
    const [given, taken] = giver === 'old' ? [olds, news] : [news, olds];
    for (const one of given) {
      if (giver === 'new' && given.length > 1 && isOfAnotherKind(one, taken)) continue;
      const pairs = taken.map((other) => (giver === 'old' ? { old: one, fresh: other } : { old: other, fresh: one }));
      const [first, ...others] = pairs;
      if (first === undefined) continue;
      let best = first;
      let least = others.length === 0 ? 0 : weightOf(scope, first, compare, weigh);
      for (const pair of others) {
        if (least === 0) break;
        const weight = weightOf(scope, pair, compare, weigh);
        if (weight < least) [best, least] = [pair, weight];
      }
      compare(scope, best.old, best.fresh);
    }
  };
}

/** Whether a property has one value in each of the contract's alternatives, and never in this one: the contract is of another. */
function isOfAnotherKind(given: Variant, taken: readonly Variant[]): boolean {
  if (given.type !== 'object') return false;
  return taken.every((contract) => {
    if (contract.type !== 'object') return false;
    return [...contract.properties].some(([name, schema]) => {
      const [only, ...others] = listOf(schema) ?? [];
      const listed = listOf(given.properties.get(name));
      return only !== undefined && others.length === 0 && listed?.includes(only) === false;
    });
  });
}

/** The only values that the schema accepts; `undefined` where it lists none. */
function listOf(schema: Schema | undefined): readonly Json[] | undefined {
  const lists = schema?.shape.variants.map(({ values }) => values?.value);
  return lists?.every((values) => values !== undefined) ? lists.flat() : undefined;
}

function weightOf(
  scope: Scope,
  { old, fresh }: { readonly old: Variant; readonly fresh: Variant },
  compare: CompareVariants,
  weigh: (draft: Draft) => number,
): number {
  const drafts = tried(scope, (inner) => compare(inner, old, fresh));
  return drafts?.reduce((sum, draft) => sum + weigh(draft), 0) ?? Number.POSITIVE_INFINITY;
}
