// A comparison on trial: what it would find, of which nothing stays.

import { type Comparison, type Draft, drain, type Scope } from './comparison.ts';

/** A comparison of which nothing stays, and how many trials it lies within. */
interface Trial extends Comparison {
  readonly within: number;
}

/** So many trials may lie within one another; what needs more is not tried. */
const DEEPEST = 24;

/**
 * What `compare` would find in a comparison of its own; `undefined` when too much was tried already. A pair that a trial
 * around it has met counts as equal here: what differs in it, that trial finds.
 */
export function tried(scope: Scope, compare: (scope: Scope) => void): readonly Draft[] | undefined {
  const { comparison } = scope;
  const around = isTrial(comparison) ? comparison : undefined;
  const within = (around?.within ?? 0) + 1;
  comparison.trials.left -= 1;
  if (comparison.trials.left < 0 || within > DEEPEST) return undefined;
  const trial: Trial = { ...comparison, drafts: [], pending: [], nodes: new Map(around?.nodes), within };
  compare({ ...scope, comparison: trial, node: { uses: [] } });
  drain(trial);
  return trial.drafts;
}

function isTrial(comparison: Comparison): comparison is Trial {
  return 'within' in comparison;
}
