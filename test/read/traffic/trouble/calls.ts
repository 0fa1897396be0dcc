// Failed calls for the tests of troubles.

import type { LiveAnswer, LiveCall } from '../../../../src/model/trouble.ts';

/** The time of every call that says no other. */
export const NOW = '2026-11-22T14:00:00Z';

/** A call of `POST /charges` with the credential `stripe`, that is answered so. */
export function answered(
  status: number,
  body: unknown = undefined,
  headers: Readonly<Record<string, string>> = {},
  call: Partial<LiveCall> = {},
): LiveCall {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const outcome: LiveAnswer = {
    status,
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    body: text,
  };
  return { ...failed('none'), outcome, ...call };
}

/** A call that got the error in the place of an answer. */
export function failed(error: string, call: Partial<LiveCall> = {}): LiveCall {
  return {
    api: 'payments',
    operation: 'POST /charges',
    url: 'https://api.example.com/charges',
    at: NOW,
    ms: 120,
    patience: undefined,
    credential: { name: 'stripe', endsAt: undefined },
    expectsJson: true,
    outcome: { error },
    certificateEnds: undefined,
    ...call,
  };
}
