// What is known of a credential beside the answer: whether its end is past, and what works with it.

import { code } from '../../../model/code.ts';
import type { LiveCall, PastCall } from '../../../model/trouble.ts';
import type { Verdict } from './verdict.ts';

/** How far a credential is to be believed. */
export interface Credibility {
  /** Whether its known end is past. */
  readonly isEnded: boolean;
  /** The verdict that it has ended: its end is past, or it worked before; `undefined` where neither is known. */
  readonly ended: Verdict | undefined;
  /** Whether the call is a write, and reads with the same credential work at the same time. */
  readonly readsWork: boolean;
}

/** Reads within these milliseconds of a write are at the same time. */
const SAME_TIME = 5 * 60_000;

/** RFC 9110 §9.2.1, and QUERY (RFC 10008). */
const READS = /^(?:GET|HEAD|OPTIONS|QUERY) /;

/** What the credential's own end, and other calls with it, tell of it. */
export function credibilityOf(call: LiveCall, history: readonly PastCall[]): Credibility {
  const { credential } = call;
  const now = Date.parse(call.at);
  if (credential === undefined) return { isEnded: false, ended: undefined, readsWork: false };
  const isEnded = credential.endsAt !== undefined && Date.parse(credential.endsAt) <= now;
  const worked = history.filter(
    (past) =>
      past.credential === credential.name && past.status !== undefined && past.status >= 200 && past.status < 300,
  );
  const until = worked
    .map((past) => past.at)
    .filter((at) => Date.parse(at) <= now)
    .sort((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1);
  const readsWork =
    !READS.test(call.operation) &&
    !isEnded &&
    worked.some((past) => READS.test(past.operation) && Math.abs(Date.parse(past.at) - now) <= SAME_TIME);
  const says = isEnded
    ? `has expired: its end was ${code(credential.endsAt ?? '')}`
    : until && `has expired, or was revoked: it worked until ${until}`;
  return { isEnded, ended: says === undefined ? undefined : { cause: 'credential-expired', says }, readsWork };
}
