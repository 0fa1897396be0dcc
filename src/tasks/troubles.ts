// What went wrong with the calls of a run, as changes: one for each cause. Pure.

import { troubleChanges } from '../judge/trouble/changes.ts';
import { explained, type TroubleOptions } from '../judge/trouble/explained.ts';
import type { Change } from '../model/change.ts';
import type { LiveCall, PastCall } from '../model/trouble.ts';
import type { Called } from '../ports.ts';
import { certificateEnding, classify } from '../read/traffic/trouble/classify.ts';
import type { StatusLook } from './status-page.ts';

/** What calls are judged by beside themselves. */
export interface TroubleGround extends TroubleOptions {
  /** Tells incidents apart: see `statusOf`. */
  readonly incidentAt: StatusLook['incidentAt'];
  /** Calls of earlier runs. */
  readonly earlier?: readonly PastCall[];
}

/**
 * One change for each cause of trouble among the calls of an API. A call is in trouble when its last attempt is; what passed
 * when it was tried again is none. The calls tell of each other: what works with a credential, and what worked before.
 */
export function troublesIn(
  calls: readonly Called[],
  { incidentAt, earlier = [], ...options }: TroubleGround,
): readonly Change[] {
  const history = [...earlier, ...calls.flatMap(({ before, last }) => [...before, last].map(past))];
  const troubles = calls.flatMap(({ last, redact }) => [
    classify(last, { history, incident: incidentAt(last.at), redact }),
    certificateEnding(last),
  ]);
  return troubleChanges(
    explained(
      troubles.filter((trouble) => trouble !== undefined),
      options,
    ),
  );
}

function past({ operation, at, credential, outcome }: LiveCall): PastCall {
  const status = 'status' in outcome ? outcome.status : undefined;
  return { operation, at, credential: credential?.name, status };
}
