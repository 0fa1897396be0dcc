// `driftgate health`: how each API fared, by the calls that were recorded, and what of it is beyond the limits.

import type { Config } from '../config/load.ts';
import { beyondLimits, isBad, isTelling, patterns } from '../judge/health.ts';
import { healthChanges } from '../judge/health-changes.ts';
import { RETENTION } from '../judge/health-retention.ts';
import { spansOf } from '../judge/health-spans.ts';
import { regrouped, seriesSince } from '../judge/health-summary.ts';
import { weekTable } from '../judge/health-week.ts';
import { judge } from '../judge/judge.ts';
import { Failure } from '../model/failure.ts';
import type { HealthLimits, HealthLook, HealthSeries } from '../model/health.ts';
import type { ApiReport, Report } from '../model/report.ts';
import { ruleFor } from '../rules/catalogue.ts';
import { type Callers, callersOf } from './callers.ts';
import { gateable } from './contracts.ts';
import type { Standard } from './judged.ts';
import { chosen, each, hasContracts, settingsOf } from './look.ts';
import type { Outside } from './outside.ts';
import { policyOf, type Strictness } from './policy.ts';
import { hitsFirst } from './reliance.ts';
import { lookedAt, reasonOf, reported, unseen } from './reported.ts';
import { type StatusLook, statusOf } from './status-page.ts';

const HOUR = 3_600_000;

/** What is asked of a look at health. */
export interface HealthRequest {
  readonly config: Config;
  /** Names of APIs; all of which calls were recorded, or are to be, when empty. */
  readonly apis: readonly string[];
  /** Windows that began within so many hours are held against the limits; 48 at most, for longer they are not kept. */
  readonly hours: number;
  readonly strictness: Strictness;
}

/**
 * Tells how APIs fared. One of which nothing was recorded within the hours is `unknown` in the report; what concerns all
 * of them raises {@link Failure}.
 */
export async function health(
  { config, apis, hours, strictness }: HealthRequest,
  outside: Outside,
  tell: (report: Report) => Promise<void>,
): Promise<Report> {
  const standard = policyOf(config, strictness, await outside.acknowledgements.read(), outside.clock);
  const now = outside.clock.now();
  const names = chosen(apis, config);
  gateable(
    standard.failOn,
    names.some((api) => hasContracts(api, config)),
    'name some under `contracts` of an API',
  );
  const records = await each(names, (api) => recordOf(api, config, now, outside));
  const wanted = apis.length > 0 ? records : records.filter((record) => isWatched(record, config));
  if (wanted.length === 0) throw nothingRecorded('any API', config);

  const report = reported(
    wanted.map((record) => judgedHealth(record, { config, hours, now: now.getTime() }, standard)),
    standard.policy.profile,
  );

  await tell(report);
  return report;
}

/** What is known of an API, or why that could not be read. */
type Recorded = Known | { readonly api: string; readonly failure: Failure };

interface Known {
  readonly api: string;
  readonly series: HealthSeries;
  readonly status: StatusLook;
  readonly callers: Callers;
}

async function recordOf(api: string, config: Config, now: Date, outside: Outside): Promise<Recorded> {
  const task = outside.progress.start(`${api} (health)`);
  try {
    const series = await outside.health.read(api, new Date(now.getTime() - RETENTION.days));
    const status = await statusOf(settingsOf(api, config), outside);
    return { api, series, status, callers: await callersOf(api, config, outside) };
  } catch (failure) {
    if (failure instanceof Failure) return { api, failure };
    throw failure;
  } finally {
    task.end();
  }
}

/** Whether there is something to tell: what was recorded, or that nothing of what is to be called was. */
function isWatched(record: Recorded, config: Config): boolean {
  return 'failure' in record || record.series.size > 0 || settingsOf(record.api, config).samples.length > 0;
}

interface Look {
  readonly config: Config;
  readonly hours: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

function judgedHealth(record: Recorded, look: Look, { policy, failOn }: Standard): ApiReport {
  if ('failure' in record) return unseen(record.api, 'health', record.failure);
  const { api, series, status, callers } = record;
  const { config, hours, now } = look;
  const latest = seriesSince(series, now - hours * HOUR);
  if (latest.size === 0) return unseen(api, 'health', stale(record, look));

  const limits = healthLimits(api, config);
  const failure = isTelling(latest, limits) ? callers.trouble : tooSeldom(api, limits, look);
  const recent = seriesSince(series, now - RETENTION.hours);
  const found = [...beyondLimits(latest, limits), ...patterns({ recent, all: series }, config.timeZone, limits)];
  const { incidentAt } = status;
  const surroundings = { api, operations: [...latest.keys()], incidentAt, playbook: config.playbook };
  const judged = judge(healthChanges(found, surroundings), ruleFor, { ...policy, api });
  const findings = hitsFirst(judged.map((finding) => ({ ...finding, consumers: callers.hitBy(finding) })));
  return {
    ...lookedAt(api, 'health', findings, failOn, failure && reasonOf(failure)),
    health: lookOf(series, recent, status, look, limits),
  };
}

/** The limits of an API: its own, or those of all; and what its consumers wait. Milliseconds. */
export function healthLimits(api: string, config: Config): HealthLimits {
  const { health: own, patience } = settingsOf(api, config);
  const { health: all } = config;
  return {
    p95: (own.p95 ?? all.p95) * 1000,
    errors: own.errors ?? all.errors,
    minutes: own.minutes ?? all.minutes,
    calls: own.calls ?? all.calls,
    patience: patience === undefined ? undefined : patience * 1000,
  };
}

function lookOf(
  series: HealthSeries,
  recent: HealthSeries,
  { status, failure }: StatusLook,
  { config: { timeZone }, now }: Look,
  limits: HealthLimits,
): HealthLook {
  const byHour = regrouped(recent, 60);
  const starts = [...series.values()].flatMap((windows) => [...windows.keys()]);
  return {
    since: new Date(starts.reduce((first, start) => Math.min(first, start), now)).toISOString(),
    until: new Date(now).toISOString(),
    timeZone,
    operations: [...series.keys()].sort().map((operation) => ({
      operation,
      spans: spansOf(operation, series, now),
      week: weekTable(byHour.get(operation) ?? new Map(), (summary) => isBad(summary, limits), timeZone),
    })),
    status,
    statusUnread: failure?.message,
  };
}

function stale({ api, series }: Known, { hours, config }: Look): Failure {
  const starts = [...series.values()].flatMap((windows) => [...windows.keys()]);
  if (starts.length === 0) return nothingRecorded(`\`${api}\``, config);
  const last = new Date(starts.reduce((later, start) => Math.max(later, start))).toISOString();
  return new Failure({
    code: 'not-recorded',
    message: `no call of \`${api}\` was recorded in the last ${hours} hours; the last one was at ${last}`,
    hint: `run \`driftgate sample ${api}\` from time to time, or name more \`--hours\``,
  });
}

function tooSeldom(api: string, { calls }: HealthLimits, { hours, config }: Look): Failure {
  return new Failure({
    code: 'not-recorded',
    message: `too few calls of \`${api}\` were recorded in the last ${hours} hours to tell anything: less than ${calls} of each operation`,
    hint: `run \`driftgate sample ${api}\` more often, or lower \`health.calls\` in \`${config.file}\``,
    place: config.file,
  });
}

function nothingRecorded(what: string, { file }: Config): Failure {
  return new Failure({
    code: 'not-recorded',
    message: `no call of ${what} was recorded`,
    hint: `name \`samples\` of the API in \`${file}\`, and run \`driftgate sample\` from time to time: it records them`,
    place: file,
  });
}
