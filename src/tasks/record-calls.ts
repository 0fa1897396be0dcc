// What the calls of a run show that later looks count with: ends that are announced, and credentials that are refused.

import type { DeadlineClaim } from '../model/deadline.ts';
import type { LiveCall } from '../model/trouble.ts';
import type { Called } from '../ports.ts';
import { readDeadlineHeaders } from '../read/metadata/deadlines-headers.ts';
import { refusalsIn } from '../read/metadata/refusals.ts';
import type { Outside } from './outside.ts';

/**
 * Keeps what `calls` of an API show, every attempt among them: {@link recordDeadlines} and {@link recordRefusals}, with the
 * secrets that were sent left out. Raises {@link Failure} `store-failed`.
 */
export async function recordCalls(
  api: string,
  calls: readonly Called[],
  outside: Pick<Outside, 'calls'>,
): Promise<void> {
  const attempts = calls.flatMap(({ before, last, redact }) => [...before, last].map((call) => redacted(call, redact)));
  await recordDeadlines(api, attempts, outside);
  await recordRefusals(api, attempts, outside);
}

function redacted(call: LiveCall, redact: Called['redact']): LiveCall {
  const { outcome } = call;
  const url = redact(call.url);
  if ('error' in outcome) return { ...call, url };
  const headers = outcome.headers.map(({ name, value }) => ({ name, value: redact(value) }));
  return { ...call, url, outcome: { ...outcome, headers } };
}

/** More than an API says. */
const MOST_CLAIMS = 5000;
const MOST_REFUSALS = 200;

/**
 * Keeps what the answers of `calls` of an API say of ends in their header fields: the next `deadlines` and `check` count
 * with it. What an answer says stands in place of what was said of its operation before; one that says nothing takes
 * nothing back, since many APIs tell of an end in some answers only. Only what is read of the fields is kept, redacted by
 * patterns: hand in calls whose secrets are redacted. Raises {@link Failure} `store-failed`.
 */
export async function recordDeadlines(
  api: string,
  calls: readonly LiveCall[],
  { calls: memory }: Pick<Outside, 'calls'>,
): Promise<void> {
  const said = calls.flatMap(({ operation, url, at, outcome }) =>
    'error' in outcome ? [] : readDeadlineHeaders(outcome.headers, { operation, url, seenAt: at }),
  );
  if (said.length === 0) return;
  const identity = ({ seenAt: _, ...claim }: DeadlineClaim): string => JSON.stringify(claim);
  const once = new Map(said.map((claim) => [identity(claim), claim]));
  const operations = new Set(said.map(({ operation }) => operation));
  const before = await memory.read(api);
  const kept = before.claims.filter(({ operation }) => !operations.has(operation));
  await memory.write(api, { ...before, claims: [...kept, ...once.values()].slice(-MOST_CLAIMS) });
}

/**
 * Keeps which of `calls` were refused for their credential: a witness of a shift of authentication that the next `check`
 * sees in the document or in the sign-in metadata. It counts until a call of the operation with that credential is
 * answered otherwise. Secrets are to be redacted, as for {@link recordDeadlines}. Raises {@link Failure} `store-failed`.
 */
export async function recordRefusals(
  api: string,
  calls: readonly LiveCall[],
  { calls: memory }: Pick<Outside, 'calls'>,
): Promise<void> {
  const called = new Set(
    calls.flatMap((call) => ('status' in call.outcome ? [keyOf(call.operation, call.credential?.name)] : [])),
  );
  const last = new Map(refusalsIn(calls).map((refusal) => [keyOf(refusal.operation, refusal.credential), refusal]));
  const before = await memory.read(api);
  const kept = before.refusals.filter(({ operation, credential }) => !called.has(keyOf(operation, credential)));
  const refusals = [...kept, ...last.values()].slice(-MOST_REFUSALS);
  if (refusals.length > 0 || before.refusals.length > 0) await memory.write(api, { ...before, refusals });
}

function keyOf(operation: string, credential: string | undefined): string {
  return JSON.stringify([operation, credential ?? null]);
}
