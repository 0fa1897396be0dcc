// Calls of APIs over HTTP: with a credential, at the pace of the host, tried again where that may help and does no harm.

import { Failure } from '../../model/failure.ts';
import { lazily } from '../../model/lazily.ts';
import type { LiveAnswer, LiveCall } from '../../model/trouble.ts';
import type { Called, Caller, CallRequest, Clock, Credentials, CredentialUse } from '../../ports.ts';
import { limitOf } from '../../read/traffic/trouble/headers.ts';
import { errorCode } from '../sources/error-code.ts';
import { type Pace, paced } from '../sources/retry.ts';
import { type NetworkOptions, networkOf } from './network.ts';
import { hostPace } from './pace.ts';

/** What {@link httpCaller} is told. */
export interface CallerOptions extends NetworkOptions {
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly pace?: Partial<Pace>;
}

const PACE = paced({ attempts: 4, base: 500, longest: 60_000 });

const NO_CREDENTIAL: CredentialUse = {
  headers: {},
  query: {},
  certificate: undefined,
  endsAt: undefined,
  scopes: undefined,
  redact: (text) => text,
};

/** Methods that may be sent twice (RFC 9110 §9.2.2). */
const REPEATABLE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/** Errors of connections that were never made, so that nothing was done. */
const UNSENT = /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|UND_ERR_CONNECT_TIMEOUT)$/;

/** Errors that may not come again. */
const PASSING = /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_CONNECT_TIMEOUT|ECONNREFUSED|EAI_AGAIN|TimeoutError)$/;

/** A caller that keeps connections, and what it knows of each host's pace. It follows no redirect: it is an answer. */
export function httpCaller(options: CallerOptions): Caller {
  const { credentials, clock } = options;
  const pace = { ...PACE, ...options.pace };
  const network = lazily(() => networkOf(options));
  const turns = hostPace({
    now: () => performance.now(),
    sleep: (milliseconds, signal) => pace.sleep(milliseconds, signal ?? new AbortController().signal),
  });

  /** By host, milliseconds since 1970 before which it asks not to be called: longer than a run waits. */
  const closed = new Map<string, number>();

  async function attempt(request: CallRequest, use: CredentialUse): Promise<LiveCall> {
    const url = sentTo(request.url, use.query);
    const until = closed.get(url.host) ?? 0;
    if (until > clock.now().getTime()) throw leftAlone(request.api, url.host, until);
    await turns.turn(url.host, request.perSecond, request.signal);
    const at = clock.now().toISOString();
    const began = performance.now();
    const { send, certificateEnd } = await network();
    const outcome = await send(url, request, use).catch((error) => failed(error, request.signal));
    return {
      api: request.api,
      operation: request.operation,
      url: url.href,
      at,
      ms: Math.round(performance.now() - began),
      patience: request.patience,
      credential: request.credential === undefined ? undefined : { name: request.credential, endsAt: use.endsAt },
      expectsJson: request.expectsJson,
      outcome,
      certificateEnds: certificateEnd(url.host),
    };
  }

  return {
    async call(request) {
      const { credential, signal } = request;
      let use = credential === undefined ? NO_CREDENTIAL : await credentials.use(credential, signal);
      let renewed = false;
      const secrets = [use];
      const before: LiveCall[] = [];
      for (;;) {
        const last = await attempt(request, use);
        const done: Called = {
          last,
          before,
          redact: (text) => secrets.reduce((said, secret) => secret.redact(said), text),
        };
        if (credential !== undefined && !renewed && isRefused(last)) {
          renewed = true;
          const fresh = await credentials.renew(credential, use, signal);
          if (fresh === undefined) return done;
          use = fresh;
          secrets.push(fresh);
          before.push(last);
          continue;
        }
        const { host } = new URL(last.url);
        const wait = waitAsked(last);
        if (wait > pace.longest) closed.set(host, clock.now().getTime() + wait);
        else if (wait > 0) turns.hold(host, wait);
        if (!isWorthAnother(request.method, last) || before.length + 1 >= pace.attempts || wait > pace.longest)
          return done;
        before.push(last);
        const backoff = pace.random() * Math.min(pace.longest, pace.base * 2 ** (before.length - 1));
        await pace.sleep(backoff, signal ?? new AbortController().signal);
      }
    },
  };
}

/** Milliseconds until the host wants to be called again; 0 where it does not say. */
function waitAsked({ outcome, at, ms }: LiveCall): number {
  if (!('status' in outcome)) return 0;
  const { exhausted, asksToWait, retryAt } = limitOf(outcome, at);
  if (retryAt === undefined || !(exhausted !== undefined || asksToWait)) return 0;
  return Math.max(0, Date.parse(retryAt) - Date.parse(at) - ms);
}

function leftAlone(api: string, host: string, until: number): Failure {
  return new Failure({
    code: 'not-called',
    message: `\`${api}\` is not called: \`${host}\` asks not to be before ${new Date(until).toISOString()}`,
    hint: 'run it again after that time, with fewer `times` or `callsPerSecond`',
    place: host,
  });
}

/** RFC 9110 §15.5.2, unless it is a limit in disguise: no other credential mends that. */
function isRefused({ outcome, at }: LiveCall): boolean {
  return 'status' in outcome && outcome.status === 401 && !isLimit(outcome, at);
}

/** Whether a rate limit was reached, whichever status says so. */
function isLimit(answer: LiveAnswer, at: string): boolean {
  if (answer.status !== 401 && answer.status !== 403) return answer.status === 429;
  const { exhausted, asksToWait } = limitOf(answer, at);
  return exhausted !== undefined || asksToWait;
}

function isWorthAnother(method: string, { outcome, at }: LiveCall): boolean {
  if ('error' in outcome) {
    return UNSENT.test(outcome.error)
      ? PASSING.test(outcome.error)
      : REPEATABLE.has(method) && PASSING.test(outcome.error);
  }
  // Nothing was done.
  if (isLimit(outcome, at)) return true;
  if (outcome.status === 408 || outcome.status >= 500) return REPEATABLE.has(method);
  return false;
}

function sentTo(location: string, query: CredentialUse['query']): URL {
  const url = new URL(location);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

/** The code of what went wrong on the way. Raises what is no such thing: a host that is forbidden, a run that is over. */
function failed(error: unknown, signal: AbortSignal | undefined): { readonly error: string } {
  if (signal?.aborted) throw signal.reason;
  if (error instanceof Failure && error.code === 'source-forbidden') throw error;
  if (error instanceof Failure) return { error: error.code };
  const name = typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
  if (name === 'TimeoutError') return { error: name };
  return { error: errorCode(error) ?? name };
}
