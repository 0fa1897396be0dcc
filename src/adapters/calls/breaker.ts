// A circuit breaker for each API: one that fails again and again is left alone for a time, and then tried by one call.

import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConsecutiveBreaker, circuitBreaker, handleWhenResult, IterableBackoff, isBrokenCircuitError } from 'cockatiel';
import { Failure } from '../../model/failure.ts';
import { isObject, type Json, own } from '../../model/json.ts';
import type { Called, Caller, CallRequest } from '../../ports.ts';
import { replaceFile } from '../atomic-file.ts';
import { onDisk } from '../disk.ts';

/** When an API is left alone. */
export interface BreakerSettings {
  /** After so many failed calls in a row. */
  readonly failures: number;
  /** For so many milliseconds; twice as long after each trial that fails, up to eight times. */
  readonly pause: number;
}

/** What {@link breakerCaller} is told. */
export interface BreakerOptions {
  /** Where the state of each API is kept between runs; it need not be there yet. */
  readonly folder: string;
  readonly settingsOf: (api: string) => BreakerSettings;
}

/**
 * Calls by `caller`, but not an API whose last calls failed: got no answer, or a status of 500 and more. Such a call raises
 * {@link Failure} `not-called`. When the time is over one call is made, whatever waits; it decides for all. The state
 * outlasts the process, so that a cron does not hammer a failing API either.
 */
export function breakerCaller(caller: Caller, { folder, settingsOf }: BreakerOptions): Caller {
  const breakers = new Map<string, Promise<Breaker>>();
  return {
    async call(request) {
      const { api } = request;
      const breaker = breakers.get(api) ?? breakerAt(join(folder, `${api}.json`), settingsOf(api));
      breakers.set(api, breaker);
      return (await breaker).call(request, caller);
    },
  };
}

interface Breaker {
  call(request: CallRequest, caller: Caller): Promise<Called>;
}

/** What is kept of an API. */
interface State {
  /** Calls in a row that failed. */
  readonly failures: number;
  /** Milliseconds since 1970; `undefined` while it is called. */
  readonly openedAt: number | undefined;
  /** How often it was left alone since a call went well. */
  readonly pauses: number;
}

const LONGEST_PAUSE = 4;

async function breakerAt(path: string, { failures, pause }: BreakerSettings): Promise<Breaker> {
  const before = await stateIn(path);
  const pauses = Array.from({ length: LONGEST_PAUSE }, (_, doubled) => pause * 2 ** doubled);
  const policy = circuitBreaker(
    handleWhenResult((called) => hasFailed(called as Called)),
    {
      breaker: new ConsecutiveBreaker(failures),
      halfOpenAfter: new IterableBackoff(pauses),
      initialState: inPolicy(before),
    },
  );
  let saved = written(before);
  let saving = Promise.resolve();

  const save = (): Promise<void> => {
    const text = written(ofPolicy(policy.toJSON()));
    if (text === saved) return saving;
    saved = text;
    saving = saving.then(() => store(path, text));
    return saving;
  };

  return {
    async call(request, caller) {
      try {
        const called = await policy.execute(() => caller.call(request), request.signal);
        await save();
        return called;
      } catch (error) {
        if (!isBrokenCircuitError(error)) throw error;
        const { openedAt = 0, failures: failed, pauses: times } = ofPolicy(policy.toJSON());
        const until = openedAt + (pauses[Math.min(times, LONGEST_PAUSE) - 1] ?? pause);
        throw notCalled(request.api, failed, new Date(until).toISOString());
      }
    },
  };
}

function hasFailed({ last: { outcome } }: Called): boolean {
  return 'error' in outcome || outcome.status >= 500;
}

function notCalled(api: string, failures: number, until: string): Failure {
  return new Failure({
    code: 'not-called',
    message: `\`${api}\` is not called: the last ${failures} calls failed`,
    hint: `it is tried again at ${until}, by one call`,
  });
}

/** The states of cockatiel, of which it says no type. */
const CLOSED = 0;
const OPEN = 1;

function inPolicy({ failures, openedAt, pauses }: State): object {
  const ownState = openedAt === undefined ? { value: CLOSED } : { value: OPEN, openedAt, attemptNo: pauses };
  return { ownState, breakerState: failures };
}

function ofPolicy(state: unknown): State {
  const json = state as { ownState: { value: number; openedAt?: number; attemptNo?: number }; breakerState: number };
  const { value, openedAt, attemptNo = 0 } = json.ownState;
  return { failures: json.breakerState, openedAt: value === CLOSED ? undefined : openedAt, pauses: attemptNo };
}

function written({ failures, openedAt, pauses }: State): string {
  const since = openedAt === undefined ? null : new Date(openedAt).toISOString();
  return `${JSON.stringify({ failures, since, pauses })}\n`;
}

/** What is kept; as if nothing were, where it cannot be read: a call more does no harm. */
async function stateIn(path: string): Promise<State> {
  const json = await jsonIn(path);
  const [failures, pauses] = ['failures', 'pauses'].map((key) => countIn(json, key));
  const since = isObject(json) ? own(json, 'since') : undefined;
  const openedAt = typeof since === 'string' ? Date.parse(since) : undefined;
  if (failures === undefined || pauses === undefined || Number.isNaN(openedAt)) return NOTHING;
  // A clock that was ahead keeps nobody from calling for longer than a pause.
  return { failures, openedAt: openedAt && Math.min(openedAt, Date.now()), pauses: Math.min(pauses, LONGEST_PAUSE) };
}

const NOTHING: State = { failures: 0, openedAt: undefined, pauses: 0 };

async function jsonIn(path: string): Promise<Json> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}

function countIn(json: Json, key: string): number | undefined {
  const count = isObject(json) ? own(json, key) : undefined;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

function store(path: string, text: string): Promise<void> {
  return onDisk(path, async () => {
    await mkdir(join(path, '..'), { recursive: true });
    await replaceFile(path, text);
  });
}
