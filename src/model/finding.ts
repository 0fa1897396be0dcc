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

/** A drift that somebody accepted. It is downgraded and counted, never dropped. */
export interface Acknowledgement {
  readonly fingerprint: string;
  readonly reason: string;
  readonly owner: string;
  /** RFC 3339 date; the finding is back the day after. `undefined`: no end. */
  readonly until: string | undefined;
}
