// What `oneOf` refuses: values that two alternatives take.

import type { Json } from '../model/json.ts';
import type { Shape, Variant } from '../model/schema.ts';
import { takenBy, takes } from './accepts.ts';
import { record, type Scope } from './comparison.ts';
import { jointSamples } from './samples.ts';

/** The alternatives of one type on one side, those first that are not found on the other. */
export interface Alternatives {
  readonly shape: Shape;
  readonly all: readonly Variant[];
}

/** So many alternatives of either side are searched for values that two of them take. */
const MOST_TRIED = 6;

/**
 * `oneOf` refuses what two alternatives take. Tells what that changes, by values near the edges of the alternatives, and
 * whether it is told wholly: that some values are refused now and others taken instead.
 */
export function compareExclusion(scope: Scope, before: Alternatives, after: Alternatives): boolean {
  const [was, is] = [before.shape.exclusive, after.shape.exclusive];
  // Open objects nearly always overlap, and hardly an author means what `oneOf` then refuses.
  if ((!was && !is) || (was && is && after.all[0]?.type === 'object')) return false;
  const { trials } = scope.comparison;
  trials.left -= 1;
  if (trials.left < 0) return false;
  const facts = { keyword: 'oneOf' };
  const at = { old: before.all[0]?.pointer, new: after.all[0]?.pointer, facts };
  let refused = false;
  let admitted = false;
  for (const value of jointSamples([...before.all.slice(0, MOST_TRIED), ...after.all.slice(0, MOST_TRIED)])) {
    const old = takenBy(before.shape, before.all, value);
    const fresh = takenBy(after.shape, after.all, value);
    refused ||= old === true && fresh === false && isTakenTwice(after, value);
    admitted ||= old === false && fresh === true && (!was || isTakenTwice(before, value));
  }
  const recut = refused && admitted && !was;
  if (refused) record(scope, recut ? 'condition.changed' : 'condition.added', at);
  if (admitted && was) record(scope, 'condition.removed', at);
  if (was !== is && !(was ? admitted : refused)) {
    const reason = is
      ? 'values that two alternatives take are refused now'
      : 'values that two alternatives take are no longer refused';
    record(scope, 'inclusion.undecided', { ...at, facts: { ...facts, reason } });
  }
  return recut;
}

function isTakenTwice({ all }: Alternatives, value: Json): boolean {
  return all.filter((variant) => takes(variant, value) === true).length > 1;
}
