// What calls of an API tell of its health, recorded.

import type { Observation } from '../model/health.ts';
import type { LiveCall } from '../model/trouble.ts';
import type { Outside } from './outside.ts';

/**
 * Records how an API fared in a run: every call that was made, those that were tried again among them, and none that was
 * not. Raises {@link Failure} `store-failed`.
 */
export async function recordHealth(
  api: string,
  calls: readonly LiveCall[],
  { health, clock }: Pick<Outside, 'health' | 'clock'>,
): Promise<void> {
  await health.append(api, calls.map(observed));
  await health.compact(api, clock.now());
}

/** What one call tells. A request that was at fault was answered, and the API is well. */
function observed({ at, operation, ms, outcome }: LiveCall): Observation {
  const answered = 'status' in outcome;
  return { time: at, operation, ms, outcome: !answered ? 'down' : outcome.status >= 500 ? 'error' : 'ok' };
}
