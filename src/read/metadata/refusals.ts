// Calls whose credential an API refused, and the challenges that it gave.

import type { Refusal } from '../../model/sign-in.ts';
import type { LiveCall } from '../../model/trouble.ts';
import { readChallenges } from './challenges.ts';

/** The calls that were answered with 401 (RFC 9110 §15.5.2), though what was sent with them had not expired. */
export function refusalsIn(calls: readonly LiveCall[]): readonly Refusal[] {
  return calls.flatMap(({ operation, at, credential, outcome }): readonly Refusal[] => {
    if ('error' in outcome || outcome.status !== 401) return [];
    const endsAt = credential?.endsAt;
    if (endsAt !== undefined && Date.parse(endsAt) <= Date.parse(at)) return [];
    const challenges = outcome.headers
      .filter(({ name }) => name.toLowerCase() === 'www-authenticate')
      .flatMap(({ value }) => readChallenges(value));
    return [{ operation, at, credential: credential?.name, challenges }];
  });
}
