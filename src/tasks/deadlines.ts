// `driftgate deadlines`: how long what consumers call goes on.

import type { Config } from '../config/load.ts';
import type { Deadline } from '../model/deadline.ts';
import type { Outcome, UnknownReason } from '../model/report.ts';
import { tried } from './aside.ts';
import { contractsOf } from './contracts.ts';
import { deadlinesOf } from './deadline-sources.ts';
import { fromSnapshot } from './document.ts';
import { chosen, each, fetchApi, hasContracts, settingsOf } from './look.ts';
import type { Outside } from './outside.ts';
import { reasonOf } from './reported.ts';

/** What is asked of a look at deadlines. */
export interface DeadlinesRequest {
  readonly config: Config;
  /** Names of APIs; all of the configuration when empty. */
  readonly apis: readonly string[];
  /** What ends within so many days is `drift`. */
  readonly within: number;
}

/** The countdowns of some APIs. */
export interface DeadlinesReport {
  /** `drift` where something ends within the days that were asked for, or has ended. */
  readonly outcome: Outcome;
  /** RFC 3339 date, UTC. */
  readonly today: string;
  readonly within: number;
  readonly apis: readonly ApiDeadlines[];
}

/** The countdowns of one API. */
export interface ApiDeadlines {
  readonly api: string;
  /** Whether contracts are named: without any, nothing is known to be used. */
  readonly contracted: boolean;
  /** What ends first comes first; what has no day comes last. */
  readonly deadlines: readonly Deadline[];
  /** What could not be looked at, and why. */
  readonly unseen: readonly UnknownReason[];
}

/** Looks at all that says when something ends. Raises {@link Failure} for what concerns all APIs. */
export async function countdowns(
  { config, apis, within }: DeadlinesRequest,
  outside: Outside,
): Promise<DeadlinesReport> {
  const found = await each(chosen(apis, config), (api) => countdown(api, config, outside));
  const isNear = ({ daysLeft }: Deadline): boolean => daysLeft !== undefined && daysLeft <= within;
  const outcome = found.some(({ unseen }) => unseen.length > 0)
    ? 'unknown'
    : found.some(({ deadlines }) => deadlines.some(isNear))
      ? 'drift'
      : 'clean';
  return { outcome, today: outside.clock.now().toISOString().slice(0, 10), within, apis: found };
}

async function countdown(api: string, config: Config, outside: Outside): Promise<ApiDeadlines> {
  if (!hasContracts(api, config)) return { api, contracted: false, deadlines: [], unseen: [] };
  const baseline = await tried(async () => {
    const snapshot = await outside.store.read(api);
    return snapshot && fromSnapshot(snapshot);
  });
  const fresh = await tried(() => fetchApi(api, config, outside));
  const document = (baseline.value ?? fresh.value)?.document;
  const contracts =
    document &&
    (await contractsOf(settingsOf(api, config).contracts, `apis.${api}.contracts`, config, outside, document));
  const known = { usages: contracts?.usages ?? [], ...(fresh.value && { current: fresh.value }), old: baseline.value };
  const { deadlines, failures } = await deadlinesOf(api, config, outside, known);
  const unseen = [baseline.failure, fresh.failure, contracts?.trouble, ...failures];
  return { api, contracted: true, deadlines, unseen: unseen.flatMap((failure) => failure ?? []).map(reasonOf) };
}
