// One failed call, read into its cause: what went wrong on the way, or what the answer says by status, header and body.

import { code } from '../../../model/code.ts';
import type { Incident } from '../../../model/health.ts';
import type { LiveCall, PastCall, Trouble, TroubleCause } from '../../../model/trouble.ts';
import { failedAnswer } from './answer.ts';
import { noAnswer } from './transport.ts';
import { daysBetween, troubleOf, type Verdict } from './verdict.ts';

/** What is known beside the call itself. */
export interface Surroundings {
  /** Other calls of the same API, in any order: what works tells what does not. */
  readonly history?: readonly PastCall[];
  /** What the provider's status page says goes on at the time of the call. */
  readonly incident?: Incident | undefined;
  /** Takes the secrets that are in use out of a text, as an API may repeat them. */
  readonly redact?: (text: string) => string;
}

/** The trouble of a call; `undefined` where there is none. Never throws, whatever the API sent. */
export function classify(call: LiveCall, surroundings: Surroundings = {}): Trouble | undefined {
  const { history = [], incident, redact = (text) => text } = surroundings;
  const { outcome } = call;
  const verdict: Verdict | undefined =
    'error' in outcome ? noAnswer(outcome.error, call) : failedAnswer(outcome, call, history, redact);
  return verdict && troubleOf(incident === undefined ? verdict : during(incident, verdict), call);
}

/** What an incident explains. */
const BY_INCIDENT: readonly TroubleCause[] = [
  'server-fault',
  'timeout',
  'slow',
  'connection-refused',
  'connection-reset',
  'not-json',
];

function during({ kind, name }: Incident, verdict: Verdict): Verdict {
  if (!BY_INCIDENT.includes(verdict.cause)) return verdict;
  const told = { ...verdict, subject: 'host', lasts: 'passing' } as const;
  return kind === 'maintenance'
    ? { ...told, cause: 'maintenance', says: `is under maintenance: the provider tells of ${code(name)}` }
    : { ...told, cause: 'server-fault', says: `has an incident: the provider tells of ${code(name)}` };
}

/** The trouble that the server's certificate ends within so many days; `undefined` where it does not, or was not seen. */
export function certificateEnding(call: LiveCall, within = 21): Trouble | undefined {
  const daysLeft = daysBetween(call.at, call.certificateEnds);
  if (daysLeft === undefined || daysLeft > within) return undefined;
  const left = daysLeft < 0 ? 'has ended' : `ends in ${daysLeft === 1 ? '1 day' : `${daysLeft} days`}`;
  return troubleOf({ cause: 'certificate-ending', says: left, daysLeft, lasts: 'lasting' }, call);
}
