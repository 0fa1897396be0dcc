// What goes wrong between us and GitHub, said as failures, and whether another attempt may do better.

import { STATUS_CODES } from 'node:http';
import { Failure, type FailureCode } from '../../model/failure.ts';
import { isArray, isObject, type Json, own, text } from '../../model/json.ts';
import { type Attempt, retryAfter } from '../sources/retry.ts';

type Failed = Extract<Attempt<never>, { readonly failure: Failure }>;

/** What GitHub answers to one call. */
export interface Answer {
  /** `POST https://api.github.com/repos/acme/phone/issues`. */
  readonly call: string;
  /** Whether the call may be repeated although it may have been done (RFC 9110 §9.2.1). */
  readonly safe: boolean;
  readonly status: number;
  /** A header field, by its lower-case name. */
  readonly field: (name: string) => string | undefined;
  /** The body; `undefined` where it is no JSON. */
  readonly json: Json | undefined;
  /** What {@link saidBy} finds in it. */
  readonly said: string;
}

/** What an answer that is no success means. Only what was refused unseen, or what may be done twice, is tried again. */
export function refused(answer: Answer, now: Date): Failed {
  const { call, safe, status, field, said } = answer;
  const wait = waitOf(answer, now);
  const http = `HTTP ${status} ${STATUS_CODES[status] ?? ''}`.trim();
  const fails = (code: FailureCode, message: string, hint: string, again = false): Failed => {
    const whole = `\`${call}\` ${message} (${http}${said === '' ? '' : `: ${said}`})`;
    return { failure: new Failure({ code, message: whole, hint, place: call }), again, wait };
  };

  if (wait !== undefined) {
    const at = new Date(now.getTime() + wait).toISOString();
    return fails('rate-limited', 'is asked too often', `try again after ${at}`, true);
  }
  if (status === 401) return fails('unauthorized', 'refuses the token', 'give a token that is valid and not expired');
  if (status === 403) {
    const needed = inert(field('x-accepted-github-permissions') ?? field('x-accepted-oauth-scopes') ?? '');
    const hint = needed === '' ? 'check what the token may do' : `give the token \`${needed}\``;
    return fails('unauthorized', 'is not allowed with this token', hint);
  }
  if (status === 404) {
    const hint = 'check the repository’s name, and that the token may see it: GitHub answers 404 where it may not';
    return fails('http-status', 'finds nothing', hint);
  }
  if (status === 410) return fails('http-status', 'is switched off', 'switch issues on in the repository’s settings');
  if (status >= 500 && safe) return fails('server-error', 'fails', 'try again later', true);
  if (status >= 500) return fails('server-error', `fails; ${UNKNOWN}`, LOOK);
  return fails('http-status', 'is refused', 'mend what the answer names');
}

/** Milliseconds to wait, when the answer is that we ask too often: by GitHub's primary or its secondary limit. */
function waitOf({ status, field, said }: Answer, now: Date): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const asked = retryAfter(field('retry-after'), now);
  if (asked !== undefined) return asked;
  const reset = Number(field('x-ratelimit-reset') ?? Number.NaN) * 1000;
  if (field('x-ratelimit-remaining') === '0' && reset <= LAST_DATE) return Math.max(0, reset - now.getTime());
  return status === 429 || /rate limit|abuse detection/i.test(said) ? MINUTE : undefined;
}

/** GitHub asks for at least a minute where an answer does not say how long. */
const MINUTE = 60_000;
/** Later times are no dates. */
const LAST_DATE = 8.64e15;

/**
 * The failure of a connection, in the words of who calls GitHub. A call that is not `repeatable` may have been done, so
 * it is not blindly made again.
 */
export function lost(call: string, repeatable: boolean, { failure, again }: Failed): Failed {
  const { code, message, cause } = failure;
  const facts = { code, place: call, cause };
  if (repeatable) return { failure: new Failure({ ...facts, message, hint: REACH }), again };
  return { failure: new Failure({ ...facts, message: `${message}; ${UNKNOWN}`, hint: LOOK }), again: false };
}

const REACH = 'check the network and the address of GitHub’s API, and try again';
const UNKNOWN = 'whether it was done is not known';
const LOOK = 'look whether it is there, and try again';

/** The failure of an answer that is not what GitHub's document says. */
export function misread(call: string, what: string): Failure {
  return new Failure({
    code: 'answer-invalid',
    message: `\`${call}\` answers what cannot be read: ${what}`,
    hint: 'check that the address is that of GitHub’s REST API; on an Enterprise server it ends in `/api/v3`',
    place: call,
  });
}

/** What GitHub says in the body of an error: its message, and which fields it means. */
export function saidBy(body: Json | undefined): string {
  if (!isObject(body)) return '';
  const errors = own(body, 'errors');
  const details = (isArray(errors) ? errors : []).filter(isObject).map((error) => {
    return text(error, 'message') ?? ['resource', 'field', 'code'].flatMap((key) => text(error, key) ?? []).join(' ');
  });
  return inert([text(body, 'message') ?? '', ...details].filter((part) => part !== '').join('; '));
}

/** A stranger's text on one line, without control characters, cut. */
function inert(said: string): string {
  const line = said
    .slice(0, 1000)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}`\s]+/gu, ' ')
    .trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
