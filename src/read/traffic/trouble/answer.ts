// The cause of a failed call by its answer: by status, header, body, time, and by what else works.

import type { LiveAnswer, LiveCall, PastCall } from '../../../model/trouble.ts';
import { type Credibility, credibilityOf } from './credibility.ts';
import { type Limit, limitOf } from './headers.ts';
import { moved } from './moved.ts';
import { type Redact, type Said, saidIn, shown } from './said.ts';
import type { Verdict } from './verdict.ts';
import { causesIn, speaksOfAccess, type WordedCause } from './words.ts';

/** All that an answer is judged by. */
interface Evidence {
  readonly call: LiveCall;
  readonly answer: LiveAnswer;
  readonly said: Said;
  readonly worded: readonly WordedCause[];
  readonly limit: Limit;
  readonly credibility: Credibility;
  readonly history: readonly PastCall[];
  readonly redact: Redact;
}

/** The verdict on an answer; `undefined` where nothing is wrong with it. */
export function failedAnswer(
  answer: LiveAnswer,
  call: LiveCall,
  history: readonly PastCall[],
  redact: Redact,
): Verdict | undefined {
  const said = saidIn(answer, redact);
  const evidence: Evidence = {
    call,
    answer,
    said,
    worded: causesIn(said.words),
    limit: limitOf(answer, call.at),
    credibility: credibilityOf(call, history),
    history,
    redact,
  };
  for (const rule of RULES) {
    const verdict = rule(evidence);
    if (verdict === 'fine') return undefined;
    if (verdict !== undefined) return { quote: quoteOf(said, redact), ...verdict };
  }
  return { cause: 'refused' };
}

/** Gives a verdict, or leaves it to the rules after it. */
type Rule = (evidence: Evidence) => Verdict | 'fine' | undefined;

/** From what tells most to what tells least. */
const RULES: readonly Rule[] = [
  fine,
  rateLimited,
  maintenance,
  worded,
  ({ answer, said }) => (answer.status === 403 && said.isPage ? { cause: 'not-json', ...NO_QUOTE } : undefined),
  unauthorized,
  ({ answer, history, call, redact }) => moved(answer, call, history, redact),
  byStatus,
];

/** A page for people is no sentence to quote. */
const NO_QUOTE = { quote: undefined } as const;

function fine({ answer, said, call }: Evidence): Verdict | 'fine' | undefined {
  const { status } = answer;
  const isSuccess = (status >= 200 && status < 300) || status === 304;
  if (!isSuccess || said.failed) return undefined;
  if (call.expectsJson && said.isPage) return { cause: 'not-json', ...NO_QUOTE };
  const { ms, patience } = call;
  if (patience === undefined || !(ms > patience)) return 'fine';
  return {
    cause: 'slow',
    says: `answers after ${Math.round(ms)} ms, and its consumers wait ${patience} ms`,
    ...NO_QUOTE,
  };
}

/** RFC 6585 §4, and the limits that wear another status: by words, or by a header that says that nothing remains. */
function rateLimited({ answer: { status }, worded, limit, said }: Evidence): Verdict | undefined {
  const byWords = worded.includes('rate-limited') && (said.failed || [400, 401, 403, 503].includes(status));
  // Every answer of some APIs says what remains: zero tells little where the body speaks of the credential.
  const speaks = worded.some((cause) => cause !== 'rate-limited' && cause !== 'maintenance');
  const byHeader = (status === 401 || status === 403) && !speaks && (limit.exhausted !== undefined || limit.asksToWait);
  if (status !== 429 && !byWords && !byHeader) return undefined;
  const wears = status === 429 ? undefined : `limits the rate of calls, though it answers ${status}`;
  return { cause: 'rate-limited', says: wears, retryAt: limit.retryAt };
}

function maintenance({ answer: { status }, worded, limit, said }: Evidence): Verdict | undefined {
  const isFailure = status >= 500 || said.failed;
  const says = isFailure && worded.includes('maintenance');
  if (!says && !(status === 503 && limit.asksToWait)) return undefined;
  return { cause: 'maintenance', retryAt: limit.retryAt, ...(said.isPage ? NO_QUOTE : {}) };
}

/** What the body says of the credential, where the status leaves room for it. */
function worded({ answer: { status }, worded: causes, said, call, credibility }: Evidence): Verdict | undefined {
  const open =
    status === 401 ||
    status === 403 ||
    said.failed ||
    (status === 400 && said.fields.length === 0 && speaksOfAccess(said.words));
  if (!open || (said.isPage && status !== 401)) return undefined;
  const cause = causes.find((each) => each !== 'rate-limited' && each !== 'maintenance');
  if (cause !== undefined && call.credential === undefined) return { cause: 'credential-missing' };
  if (cause === 'permission-missing') return permission(said, credibility);
  // RFC 6750 §3.1: `invalid_token` is said of expired ones as well.
  if (cause === 'credential-wrong' || cause === 'credential-expired') return credibility.ended ?? { cause };
  return cause && { cause };
}

function permission(said: Said, { readsWork }: Credibility): Verdict {
  const lacks = said.scopes.length === 0 ? 'lacks a permission' : `lacks the scope \`${said.scopes.join(' ')}\``;
  const says = readsWork ? `${lacks}: reads with it work, and this write is refused` : lacks;
  return { cause: 'permission-missing', says, scopes: said.scopes };
}

/** RFC 9110 §15.5.2 and §15.5.4, by what is known of the credential. */
function unauthorized({ answer: { status }, call, said, credibility }: Evidence): Verdict | undefined {
  if (status !== 401 && status !== 403) return undefined;
  if (call.credential === undefined) return { cause: 'credential-missing' };
  if (credibility.readsWork) return permission(said, credibility);
  if (credibility.isEnded || status === 401) return credibility.ended ?? { cause: 'credential-wrong' };
  return permission(said, credibility);
}

function byStatus(evidence: Evidence): Verdict {
  const { answer, said, call, history } = evidence;
  const { status } = answer;
  const page = said.isPage ? NO_QUOTE : {};
  if (status === 404) {
    const worked = lastSuccess(history, call);
    const says = worked === undefined ? undefined : `finds nothing there any more: it worked until ${worked}`;
    return { cause: 'not-found', says, ...page };
  }
  if (status === 410) return { cause: 'gone', ...page };
  if (TIMEOUTS.has(status)) return { cause: 'timeout', ...page };
  if (status >= 500) return serverFault(evidence, page);
  if (INVALID.has(status))
    return { cause: 'request-invalid', says: invalid(status, said), fields: said.fields, ...page };
  return { cause: said.failed ? 'request-invalid' : 'refused', fields: said.fields, ...page };
}

/** RFC 9110 §15.5.9 and §15.6.5, and what proxies add to them. */
const TIMEOUTS = new Set([408, 504, 522, 524, 598, 599]);

/** RFC 9110 §15.5: what another request would mend. */
const INVALID = new Set([400, 405, 406, 409, 411, 412, 413, 414, 415, 416, 417, 421, 422, 426, 428, 431]);

const INVALID_SAYS: Readonly<Record<number, string>> = {
  405: 'does not know this method any more, or never did',
  406: 'does not give the media type that is asked for',
  409: 'refuses the request: it is at odds with what is there',
  413: 'refuses the request as too large',
  415: 'does not take the media type that is sent',
};

function invalid(status: number, { fields }: Said): string | undefined {
  if (fields.length === 0) return INVALID_SAYS[status];
  const names = fields.slice(0, 5).map(({ name }) => `\`${name}\``);
  return `refuses the request: it names ${names.join(', ')}${fields.length > 5 ? ' and others' : ''} as wrong`;
}

/** What stands before all operations says these. */
const GATEWAY = new Set([502, 503, 520, 521, 523, 529, 530]);

const LASTING = { calls: 3, milliseconds: 10 * 60_000 } as const;

/** Lasting: what another call cannot mend (RFC 9110 §15.6.2), or three failures in a row over ten minutes. */
function serverFault({ answer: { status }, call, history }: Evidence, page: Partial<Verdict>): Verdict {
  const subject = GATEWAY.has(status) ? 'host' : 'operation';
  const before = history
    .filter(({ operation, at }) => operation === call.operation && Date.parse(at) <= Date.parse(call.at))
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const working = before.findIndex((past) => past.status !== undefined && past.status < 500);
  const failures = working < 0 ? before : before.slice(0, working);
  const since = failures.at(-1)?.at;
  const long = since !== undefined && Date.parse(call.at) - Date.parse(since) >= LASTING.milliseconds;
  const lasts = (failures.length + 1 >= LASTING.calls && long) || status === 501 || status === 505;
  const says = lasts && long ? `fails on the API’s side since ${since}` : undefined;
  return { cause: 'server-fault', subject, says, lasts: lasts ? 'lasting' : 'passing', ...page };
}

function lastSuccess(history: readonly PastCall[], { operation, at }: LiveCall): string | undefined {
  const worked = history.filter(
    (past) =>
      past.operation === operation &&
      past.status !== undefined &&
      past.status >= 200 &&
      past.status < 300 &&
      Date.parse(past.at) <= Date.parse(at),
  );
  return worked
    .map((past) => past.at)
    .sort((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1);
}

/** What the answer says: a code and a sentence, redacted. */
function quoteOf({ codes, texts, isPage }: Said, redact: Redact): string | undefined {
  if (isPage) return undefined;
  const [code, text] = [codes.find((each) => !/^\d*$|^https?:|^about:/.test(each)), texts[0]];
  const parts = [code, text === code ? undefined : text].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? undefined : shown(parts.join(': '), redact);
}
