// What came of the calls of a sample: its profile, its mismatches, one example of it, and how it went. Pure.

import type { Operation } from '../model/api.ts';
import { isArray, isObject, type Json, jsonIn } from '../model/json.ts';
import { essence } from '../model/media-type.ts';
import { formatField } from '../model/place.ts';
import { type ExchangeProfile, named, type SampledResponse } from '../model/sample.ts';
import type { Sampled, SampledRow, SampleIdentity, WireMismatch } from '../model/sampling.ts';
import type { LiveAnswer } from '../model/trouble.ts';
import type { Called } from '../ports.ts';
import { REDACTED } from '../read/contract/sensitive-names.ts';
import { exchangeProfileOf, mergedExchanges, NO_EXCHANGES } from '../read/traffic/profile-exchange.ts';
import { redactJson } from '../read/traffic/redact.ts';
import { classify } from '../read/traffic/trouble/classify.ts';
import { type Accepts, wireMismatches } from '../read/traffic/wire.ts';

/** What responses are held against, and what is taken out of them. */
export interface SampleGround {
  /** As the baseline describes it; `undefined` where it describes no such operation. */
  readonly operation: Operation | undefined;
  readonly accepts: Accepts;
  /** Names of fields and headers that the configuration calls secret or personal, in lower case. */
  readonly secretNames: ReadonlySet<string>;
}

/** A sample, and the status with which it has to come; any of 2xx where it is not said. */
export interface SampleAsked extends SampleIdentity {
  readonly config: { readonly expect?: number | undefined };
}

/** The sample and its row; nothing of it is secret or personal. */
export interface SampleTaken {
  readonly sampled: Sampled;
  readonly row: SampledRow;
}

/** What all calls of one sample came to. Those that did not come as expected are counted, and are no samples. */
export function taken(plan: SampleAsked, calls: readonly Called[], ground: SampleGround): SampleTaken {
  const { name, environment, operation, config } = plan;
  let profile: ExchangeProfile = NO_EXCHANGES;
  let example: Json | undefined;
  const counted = new Map<string, Omit<WireMismatch, 'of'>>();
  for (const { last, redact } of calls) {
    const answer = 'status' in last.outcome ? last.outcome : undefined;
    if (answer === undefined || !isExpected(answer.status, config.expect)) continue;
    // A page that came in the place of JSON is a failure, whatever its status says.
    if (answer.status < 400 && classify(last)?.cause === 'not-json') continue;
    const response = withoutNamed(responseOf(answer, redact), ground.secretNames);
    profile = mergedExchanges(profile, exchangeProfileOf(response));
    example ??= response.body === undefined ? undefined : redactJson(response.body);
    if (ground.operation === undefined) continue;
    const { status, body } = response;
    for (const mismatch of wireMismatches(
      ground.operation,
      { status, body, mediaType: mediaTypeOf(answer) },
      ground.accepts,
    )) {
      const key = `${mismatch.kind} ${status} ${formatField(mismatch.path)}`;
      const seen = (counted.get(key)?.seen ?? 0) + 1;
      counted.set(key, { ...mismatch, status: String(status), seen });
    }
  }
  const mismatches = [...counted.values()].map((each) => ({
    ...each,
    of: named(profile.responses, each.status)?.samples ?? 0,
  }));
  return {
    sampled: { name, environment, operation, profile, mismatches, example },
    row: rowOf(plan, calls, profile.samples),
  };
}

function rowOf(
  { name, environment, operation }: SampleIdentity,
  calls: readonly Called[],
  samples: number,
): SampledRow {
  const outcomes = new Map<string, number>();
  for (const { last } of calls) {
    const outcome = 'status' in last.outcome ? String(last.outcome.status) : last.outcome.error;
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  const times = calls.flatMap(({ last }) => ('status' in last.outcome ? [last.ms] : [])).sort((a, b) => a - b);
  return {
    name,
    environment,
    operation,
    calls: calls.length,
    taken: samples,
    outcomes: [...outcomes].sort(([a], [b]) => (a < b ? -1 : 1)),
    p95: times[Math.max(0, Math.ceil(times.length * 0.95) - 1)],
  };
}

/** Whether a call came as it has to. */
export function isExpected(status: number, expected: number | undefined): boolean {
  return expected === undefined ? status >= 200 && status < 300 : status === expected;
}

function responseOf(answer: LiveAnswer, redact: (text: string) => string): SampledResponse {
  return {
    status: answer.status,
    headers: answer.headers.map(({ name, value }) => [name, redact(value)]),
    body: bodyOf(answer, redact),
  };
}

function bodyOf(answer: LiveAnswer, redact: (text: string) => string): Json | undefined {
  if (answer.body === undefined) return undefined;
  const text = redact(answer.body).replace(/^\ufeff/, '');
  const mayBeJson = /[/+]json$/.test(mediaTypeOf(answer)) || /^\s*[[{]/.test(text);
  const json = mayBeJson ? jsonIn(text) : undefined;
  return json === undefined ? text : json;
}

function mediaTypeOf({ headers }: LiveAnswer): string {
  return essence(headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '');
}

function withoutNamed(response: SampledResponse, names: ReadonlySet<string>): SampledResponse {
  if (names.size === 0) return response;
  return {
    ...response,
    headers: response.headers.filter(([name]) => !names.has(name.toLowerCase())),
    body: response.body === undefined ? undefined : without(response.body, names, false),
  };
}

/** The value with what stands under the names taken out; types stay. */
function without(value: Json, names: ReadonlySet<string>, secret: boolean): Json {
  if (isArray(value)) return value.map((item) => without(item, names, secret));
  if (isObject(value)) {
    const members = Object.entries(value).map(([name, member = null]): [string, Json] => [
      name,
      without(member, names, secret || names.has(name.toLowerCase())),
    ]);
    return Object.fromEntries(members);
  }
  if (!secret || value === null || typeof value === 'boolean') return value;
  return typeof value === 'string' ? REDACTED : 0;
}
