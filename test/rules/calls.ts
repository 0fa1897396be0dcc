// The calls of examples: told by their cause, or counted, and turned into changes.

import { load } from 'js-yaml';
import { beyondLimits, HEALTH_LIMITS, patterns } from '../../src/judge/health.ts';
import { healthChanges } from '../../src/judge/health-changes.ts';
import { seriesOf } from '../../src/judge/health-summary.ts';
import { troubleChanges } from '../../src/judge/trouble/changes.ts';
import { explained } from '../../src/judge/trouble/explained.ts';
import type { Change } from '../../src/model/change.ts';
import type { HealthLimits, Incident, Observation } from '../../src/model/health.ts';
import type { LiveCall } from '../../src/model/trouble.ts';
import { certificateEnding, classify } from '../../src/read/traffic/trouble/classify.ts';
import { answered, failed, NOW } from '../read/traffic/trouble/calls.ts';

const DAY = 86_400_000;

/** Each as an example writes it, times in seconds. */
interface Call {
  readonly operation?: string;
  readonly credential?: string;
  readonly patience?: number;
}

interface Gives {
  readonly error?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly seconds?: number;
  readonly certificate?: { readonly days: number };
}

/** What comes of the call of an example. */
export function callChanges(before: string, after: string): readonly Change[] {
  const call = callOf(load(before) as Call, load(after) as Gives);
  return troubleChanges(explained([classify(call), certificateEnding(call)].filter((each) => each !== undefined)));
}

function callOf({ operation = 'GET /things', credential, patience }: Call, gives: Gives): LiveCall {
  const { error, status = 0, headers, body, seconds = 0.1, certificate } = gives;
  const call = {
    operation,
    credential: credential === undefined ? undefined : { name: credential, endsAt: undefined },
    patience: patience === undefined ? undefined : patience * 1000,
    ms: seconds * 1000,
    certificateEnds: certificate && new Date(Date.parse(NOW) + certificate.days * DAY).toISOString(),
  };
  return error === undefined ? answered(status, body, headers, call) : failed(error, call);
}

/** Limits, as an example writes them. */
interface Limits extends Partial<HealthLimits> {
  /** The name of an incident that the provider tells of. */
  readonly incident?: string;
}

interface Calls extends Gives {
  readonly times: number;
  readonly hours?: number;
  /** How much slower each day is, as a share. */
  readonly slower?: number;
}

/** What is told of the health that the calls of an example show. */
export function healthOf(before: string, after: string): readonly Change[] {
  const { incident, p95 = 5, patience, ...limits } = load(before) as Limits;
  const wanted = {
    ...HEALTH_LIMITS,
    ...limits,
    p95: p95 * 1000,
    patience: patience === undefined ? undefined : patience * 1000,
  };
  const series = seriesOf([load(after) as Calls | readonly Calls[]].flat().flatMap(observed), 1);
  const found = [...beyondLimits(series, wanted), ...patterns({ recent: series, all: series }, 'UTC', wanted)];
  const told: Incident = {
    ...{ kind: 'incident', name: incident ?? '', url: undefined, status: 'investigating', impact: 'major' },
    ...{ from: START, until: undefined, components: [] },
  };
  return healthChanges(found, {
    api: 'things',
    operations: ['GET /things'],
    incidentAt: () => (incident === undefined ? undefined : told),
    playbook: {},
  });
}

const START = '2026-06-01T00:00:00Z';

function observed({ times, hours = 0, status, seconds = 0.1, slower = 0 }: Calls): readonly Observation[] {
  return Array.from({ length: times }, (_, index) => ({
    time: new Date(Date.parse(START) + (index * hours * DAY) / 24).toISOString(),
    operation: 'GET /things',
    ms: seconds * 1000 * (1 + (slower * index * hours) / 24),
    outcome: status === undefined ? ('down' as const) : status >= 500 ? ('error' as const) : ('ok' as const),
  }));
}
