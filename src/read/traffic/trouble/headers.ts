// What the header of an answer says of limits: whether one is reached, and when to come back.

import type { LiveAnswer } from '../../../model/trouble.ts';
import { httpDate } from '../../metadata/http-date.ts';

/** The first value of the field, by its name in lower case. */
export function headerOf({ headers }: LiveAnswer, name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name)?.value;
}

/** What an answer's header says of a rate limit. */
export interface Limit {
  /** The field that says that nothing remains; `undefined` where none does. */
  readonly exhausted: string | undefined;
  /** Whether `Retry-After` is given. */
  readonly asksToWait: boolean;
  /** RFC 3339 date-time before which the API asks not to be called. */
  readonly retryAt: string | undefined;
}

/**
 * Reads `Retry-After` (RFC 9110 §10.2.3), the `RateLimit` fields of the IETF's drafts in all of their forms, and
 * `X-RateLimit-*`. `at` is the time of the call, RFC 3339.
 */
export function limitOf(answer: LiveAnswer, at: string): Limit {
  const now = Date.parse(at);
  const wait = waitOf(headerOf(answer, 'retry-after'), now);
  let exhausted: string | undefined;
  let reset: number | undefined;
  for (const { name, value } of answer.headers) {
    const field = name.toLowerCase();
    const says = LIMIT_FIELDS.find(([pattern]) => pattern.test(field))?.[1](value.slice(0, 500));
    if (says === undefined) continue;
    if (says.remaining !== undefined && says.remaining <= 0) exhausted ??= field;
    if (says.reset !== undefined) reset ??= momentOf(says.reset, now);
  }
  const until = wait ?? (exhausted === undefined ? undefined : reset);
  return { exhausted, asksToWait: wait !== undefined, retryAt: until === undefined ? undefined : dateTime(until) };
}

interface Says {
  readonly remaining?: number | undefined;
  readonly reset?: number | undefined;
}

const LIMIT_FIELDS: readonly (readonly [RegExp, (value: string) => Says])[] = [
  [/^(?:x-)?rate-?limit(?:-[a-z]+)?-remaining(?:-[a-z]+)*$/, (value) => ({ remaining: numberIn(value) })],
  [/^(?:x-)?rate-?limit(?:-[a-z]+)?-reset(?:-[a-z]+)*$/, (value) => ({ reset: numberIn(value) })],
  [
    /^ratelimit$/,
    (value) => ({
      remaining: numberIn(/\b(?:r|remaining) ?= ?(\d{1,15})/.exec(value)?.[1]),
      reset: numberIn(/\b(?:t|reset) ?= ?(\d{1,15})/.exec(value)?.[1]),
    }),
  ],
];

function numberIn(value: string | undefined): number | undefined {
  const [digits] = /^\s*-?\d{1,15}(?:\.\d{1,9})?(?=\s*(?:$|[,;s]))/.exec(value ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}

function waitOf(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  return /^\s*\d{1,10}\s*$/.test(value) ? now + Number(value) * 1000 : httpDate(value);
}

/** Seconds from now, or since 1970, or milliseconds since 1970: vendors write all three. */
function momentOf(reset: number, now: number): number {
  if (reset > 100_000_000_000) return reset;
  return reset > 1_000_000_000 ? reset * 1000 : now + reset * 1000;
}

/** RFC 3339 of milliseconds since 1970; `undefined` for what is no time. */
function dateTime(time: number): string | undefined {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
