// What calls of an API showed that later looks count with.

import type { DeadlineClaim } from './deadline.ts';
import type { Refusal } from './sign-in.ts';

/** What is remembered of the calls of one API. Plain JSON, and nothing in it is secret. */
export interface Remembered {
  /** What header fields of answers say of ends. */
  readonly claims: readonly DeadlineClaim[];
  /** Calls whose credential was refused, and has not been taken since. */
  readonly refusals: readonly Refusal[];
}
