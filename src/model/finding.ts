// A fact with a verdict.

import type { Change } from './change.ts';
import type { Severity } from './rule.ts';
import type { ConsumerImpact } from './usage.ts';
import type { Witness } from './witness.ts';

export interface Finding {
  readonly change: Change;
  /** 16 hex digits from rule, direction, root, field path and subject; never from message, line or severity. */
  readonly fingerprint: string;
  /** `direction/rule-id`; `unjudged` when no rule claims the change. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly consumers: readonly ConsumerImpact[];
  readonly witness: Witness | undefined;
  readonly acknowledgement: Acknowledgement | undefined;
}

/** Drift that somebody accepted. It is downgraded and counted, never dropped. */
export interface Acknowledgement extends AcknowledgementScope {
  readonly reason: string;
  readonly owner: string;
  /** RFC 3339 date; the findings are back the day after. `undefined`: no end. */
  readonly until: string | undefined;
}

/**
 * Which findings are accepted: those of which all that is given holds; something is. In all but the fingerprint `*` stands
 * for any text.
 */
export interface AcknowledgementScope {
  readonly fingerprint?: string | undefined;
  /** `direction/id`, or the id alone. */
  readonly rule?: string | undefined;
  readonly api?: string | undefined;
  /** `METHOD /path`; every place that the change reaches is in such a one. */
  readonly operation?: string | undefined;
  /** `data[].amount`; every place that the change reaches is such a one. */
  readonly field?: string | undefined;
}

/**
 * What is to be said of an acknowledgement beside the findings that it covers: it holds no more and its findings are back;
 * it ends in `daysLeft` days; or nothing is left that it covers.
 */
export type AcknowledgementNotice = { readonly acknowledgement: Acknowledgement } & (
  | { readonly state: 'ended' | 'unmatched' }
  | { readonly state: 'ending'; readonly daysLeft: number }
);
