// A contract read into what a consumer relies on.

import type { FieldPath } from './place.ts';

/** What one consumer relies on, from one contract file. */
export interface Usage {
  readonly consumer: string;
  /** The contract's file, for messages. */
  readonly contract: string;
  readonly interactions: readonly Interaction[];
}

/** One call that a consumer makes. */
export interface Interaction {
  /** The interaction's description: `list charges`. */
  readonly name: string;
  readonly method: string;
  /** The path as the consumer calls it, or a template. */
  readonly path: string;
  /** Fields that the consumer sends in the body, and parameters as `query.limit`. */
  readonly sends: readonly FieldPath[];
  /** Response fields that the consumer reads. */
  readonly reads: readonly FieldPath[];
}

export type ConsumerVerdict = 'breaks' | 'at risk' | 'unaffected';

/** What a finding means for one consumer. */
export interface ConsumerImpact {
  readonly consumer: string;
  readonly verdict: ConsumerVerdict;
  /** One sentence: which interaction, which field. */
  readonly because: string;
}
