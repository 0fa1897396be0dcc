// Trying again: exponential backoff with full jitter, and as long as the far side asks for.

import { setTimeout } from 'node:timers/promises';
import type { Failure } from '../../model/failure.ts';

/** How one attempt ended. */
export type Attempt<T> =
  | { readonly done: T }
  | {
      readonly failure: Failure;
      /** Whether another attempt may do better. */
      readonly again: boolean;
      /** Milliseconds that the far side asks to wait (RFC 9110 §10.2.3). */
      readonly wait?: number | undefined;
    };

/** How attempts follow one another. Times are in milliseconds. */
export interface Pace {
  /** How many attempts are made at most. */
  readonly attempts: number;
  /** The longest wait before the second attempt; it doubles with each further one. */
  readonly base: number;
  /** No wait is longer. When the far side asks for more, no further attempt is made. */
  readonly longest: number;
  /** From 0 to 1, anew for each call. */
  readonly random: () => number;
  /** Waits; rejects when `signal` fires. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

/** Attempts as the options say, by the clock and by chance. */
export function paced(times: Pick<Pace, 'attempts' | 'base' | 'longest'>): Pace {
  return {
    ...times,
    random: Math.random,
    sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
  };
}

/** What `attempt` gives at last. Throws its last failure when it is final, attempts are used up or `signal` fires. */
export async function retry<T>(attempt: () => Promise<Attempt<T>>, pace: Pace, signal: AbortSignal): Promise<T> {
  for (let made = 1; ; made += 1) {
    const outcome = await attempt();
    if ('done' in outcome) return outcome.done;
    const { failure, again, wait = 0 } = outcome;
    if (!again || made >= pace.attempts || wait > pace.longest) throw failure;
    const backoff = pace.random() * Math.min(pace.longest, pace.base * 2 ** (made - 1));
    try {
      await pace.sleep(Math.max(wait, backoff), signal);
    } catch {
      throw failure;
    }
  }
}

/** The milliseconds that a `Retry-After` field (RFC 9110 §10.2.3) asks to wait; `undefined` when it says nothing. */
export function retryAfter(field: string | undefined, now: Date): number | undefined {
  if (field === undefined) return undefined;
  if (/^\d+$/.test(field)) return Number(field) * 1000;
  const date = field.endsWith(' GMT') ? Date.parse(field) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}
