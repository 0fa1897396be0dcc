// A comparison on trial: what it would find, of which nothing stays.

import type { Comparison, Draft, Scope } from './comparison.ts';

/** A comparison of which nothing stays. */
interface Trial extends Comparison {
  /** How many trials it lies within. */
  readonly within: number;
  /** The pairs that were met around it where the new document is compared with the old one. */
  readonly turned: Comparison['nodes'];
}

/** So many trials may lie within one another; what needs more is not tried. */
const DEEPEST = 24;

/** What is looked for in a trial, which ends where it is found. */
export type Wanted = (draft: Draft) => boolean;

/**
 * What `compare` would find in a comparison of its own, up to what is `wanted`; `undefined` when too much was tried already.
 * A pair that a trial around it has met counts as equal here: what differs in it, that trial finds.
 */
export function tried(
  scope: Scope,
  compare: (scope: Scope) => void,
  wanted: Wanted = () => false,
): readonly Draft[] | undefined {
  const { comparison } = scope;
  const around = isTrial(comparison) ? comparison : undefined;
  const within = (around?.within ?? 0) + 1;
  comparison.trials.left -= 1;
  if (comparison.trials.left < 0 || within > DEEPEST) return undefined;
  const known = { nodes: new Map(around?.nodes), turned: around?.turned ?? new Map() };
  const trial: Trial = { ...comparison, ...known, drafts: [], pending: [], within };
  compare({ ...scope, comparison: trial, node: { uses: [] } });
  let seen = 0;
  const isFound = (): boolean => {
    const found = trial.drafts.slice(seen).some(wanted);
    seen = trial.drafts.length;
    return found;
  };
  while (!isFound()) {
    const next = trial.pending.shift();
    if (next === undefined) break;
    next();
  }
  return trial.drafts;
}

/** Whatever there is. */
export const anything: Wanted = () => true;

/** What {@link tried} would give where the new document were the old one, and the old one the new. */
export function triedBack(scope: Scope, compare: (scope: Scope) => void, wanted: Wanted): readonly Draft[] | undefined {
  const { comparison } = scope;
  const { old, new: fresh, same } = comparison;
  const around: Trial = isTrial(comparison)
    ? comparison
    : { ...comparison, nodes: new Map(), within: 0, turned: new Map() };
  const back: Trial = {
    ...around,
    old: fresh,
    new: old,
    same: same.reversed,
    nodes: around.turned,
    turned: around.nodes,
  };
  return tried({ ...scope, comparison: back }, compare, wanted);
}

function isTrial(comparison: Comparison): comparison is Trial {
  return 'within' in comparison;
}
