// What went wrong with the calls of a run, as changes: one for each cause.

import type { Config } from '../config/load.ts';
import { troubleChanges } from '../judge/trouble/changes.ts';
import { explained, type TroubleOptions } from '../judge/trouble/explained.ts';
import type { Change } from '../model/change.ts';
import type { HealthSeries } from '../model/health.ts';
import type { LiveCall, PastCall } from '../model/trouble.ts';
import type { Called } from '../ports.ts';
import { certificateEnding, classify } from '../read/traffic/trouble/classify.ts';
import { settingsOf } from './look.ts';
import type { Outside } from './outside.ts';
import { type StatusLook, statusOf } from './status-page.ts';

const DAY = 86_400_000;

/**
 * The troubles of a run's calls of an API, told by the calls themselves, by what was recorded of the API before, and by the
 * provider's status page, which is looked at when something is wrong. Ask before the run is recorded by `recordHealth`.
 * Raises {@link Failure} `store-failed`.
 */
export async function troublesOf(
  api: string,
  calls: readonly Called[],
  config: Config,
  { health, sources, clock }: Pick<Outside, 'health' | 'sources' | 'clock'>,
): Promise<readonly Change[]> {
  const { playbook } = config;
  const found = troublesIn(calls, { incidentAt: () => undefined, playbook });
  if (found.length === 0) return found;
  const [series, { incidentAt }] = await Promise.all([
    health.read(api, new Date(clock.now().getTime() - DAY)),
    statusOf(settingsOf(api, config), { sources }),
  ]);
  return troublesIn(calls, { incidentAt, playbook, earlier: earlierIn(series) });
}

/** The calls that a record tells of, one for each window. Whether an answer was a success is not known of any. */
function earlierIn(series: HealthSeries): readonly PastCall[] {
  return [...series].flatMap(([operation, windows]) =>
    [...windows].map(([start, { calls, errors, down }]) => {
      const answered = calls > errors + down ? ANSWERED : undefined;
      const status = answered ?? (errors > 0 ? 500 : undefined);
      return { operation, at: new Date(start).toISOString(), credential: undefined, status };
    }),
  );
}

/** A status that says no more than that the API was well. */
const ANSWERED = 400;

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
  const made = calls.flatMap(({ before, last }) => [...before, last].map(past));
  // Of calls that tell the same one a minute does, and no call tells of itself.
  const history = new Map([...earlier, ...made].map((call) => [tellingOf(call), call]));
  const troubles = calls.flatMap(({ last, redact }) => {
    const own = tellingOf(past(last));
    const others = [...history].flatMap(([telling, call]) => (telling === own ? [] : [call]));
    return [classify(last, { history: others, incident: incidentAt(last.at), redact }), certificateEnding(last)];
  });
  return troubleChanges(
    explained(
      troubles.filter((trouble) => trouble !== undefined),
      options,
    ),
  );
}

/** What a call tells others by, and the minute. */
function tellingOf({ operation, at, credential, status }: PastCall): string {
  return JSON.stringify([operation, credential, status, at.slice(0, 'yyyy-mm-ddThh:mm'.length)]);
}

function past({ operation, at, credential, outcome }: LiveCall): PastCall {
  const status = 'status' in outcome ? outcome.status : undefined;
  return { operation, at, credential: credential?.name, status };
}
