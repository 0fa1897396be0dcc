// What the gate on pull requests asks, and what came of it.

import type { Outcome, Report } from './report.ts';

/**
 * `contracts`: the baselines keep what the contracts rely on; `added use`: nothing comes to be used that is deprecated, has
 * drifted or is gone; `baselines`: what a baseline's move breaks is acknowledged; `published`: our own documents break nobody.
 */
export const GATE_CHECKS = ['contracts', 'added use', 'baselines', 'published'] as const;
export type GateCheckName = (typeof GATE_CHECKS)[number];

/** One question of the gate. */
export interface GateCheck {
  readonly check: GateCheckName;
  /** `unknown`: the pull request has something that cannot be read. */
  readonly outcome: Outcome;
  /** What was found; of `contracts` a `Verification`. `undefined` where there is nothing of this kind to ask about. */
  readonly report: Report | undefined;
}

/** What came of a gate. */
export interface Gate {
  readonly outcome: Outcome;
  /** The revision that the pull request is held against, as it was named. */
  readonly base: string;
  /** In the order of {@link GATE_CHECKS}. */
  readonly checks: readonly GateCheck[];
  /** What vendors did since the baselines. It never fails a pull request. `undefined` where nobody looked. */
  readonly vendors: Report | undefined;
}
