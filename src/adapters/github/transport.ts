// Calls to GitHub's REST API: versioned, paged, paced, tried again where that is safe, and checked.

import { setTimeout } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Dispatcher } from 'undici';
import type { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import type { Json } from '../../model/json.ts';
import { lazily } from '../../model/lazily.ts';
import type { Clock } from '../../ports.ts';
import { ACCEPT_ENCODING, readBody } from '../sources/body.ts';
import { errorCode } from '../sources/error-code.ts';
import { failedTransport } from '../sources/http-failures.ts';
import { ended } from '../sources/limits.ts';
import { type Attempt, type Pace, retry } from '../sources/retry.ts';
import { baseOf, nameOf, nextOf, sameOrigin } from './address.ts';
import { type Answer, lost, misread, refused, saidBy } from './failures.ts';

/** What {@link transport} is told. */
export interface TransportOptions {
  /** Never shown: not in failures, not in logs. */
  readonly token: string;
  /** Where the API is; `https://HOST/api/v3` for an Enterprise server. */
  readonly baseUrl?: string;
  /** The `User-Agent` field, which GitHub insists on. */
  readonly userAgent?: string;
  /** Sends the requests; an agent of undici with time limits when absent. */
  readonly dispatcher?: Dispatcher;
  readonly clock?: Clock;
  readonly pace?: Partial<Pace>;
  /** Milliseconds from the start of one write to that of the next; GitHub asks for a second. */
  readonly writeInterval?: number;
  /** Milliseconds for one call with all its attempts. */
  readonly timeout?: number;
}

/** Calls by what they are for. Each raises {@link Failure}. `path` starts with a slash and is encoded. */
export interface Transport {
  get<T>(shape: z.ZodType<T>, path: string): Promise<T>;
  /** What is at `path`; `undefined` where there is nothing (404). */
  find<T>(shape: z.ZodType<T>, path: string): Promise<T | undefined>;
  /** The whole list, all its pages together. */
  list<T>(shape: z.ZodType<T>, path: string, query?: Readonly<Record<string, string>>): Promise<readonly T[]>;
  /** A header field, by its lower-case name, of what is at `path`. */
  field(name: string, path: string): Promise<string | undefined>;
  /** One write at a time, and never again when its answer is lost. */
  send<T>(shape: z.ZodType<T>, method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: Json): Promise<T>;
}

interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: URL;
  readonly body?: Json;
}

const PACE: Pace = {
  attempts: 4,
  base: 1000,
  longest: 120_000,
  random: Math.random,
  sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
};

const MOST_BYTES = 32 * 1024 * 1024;
const MOST_PAGES = 100;
const MOST_REDIRECTS = 5;

/** Calls to the API at `baseUrl`, and to no other origin. Raises `config-invalid` for a base or a token that is none. */
export function transport(options: TransportOptions): Transport {
  const { token, userAgent = 'driftgate', clock = { now: () => new Date() }, timeout = 300_000 } = options;
  const base = baseOf(options.baseUrl ?? 'https://api.github.com');
  if (!/^[\x21-\x7e]+$/.test(token)) throw badToken();
  const pace = { ...PACE, ...options.pace };
  const writes = new PQueue({ concurrency: 1, interval: options.writeInterval ?? 1000, intervalCap: 1 });
  const client = lazily(async () => {
    const { Agent, request } = await import('undici');
    const timeouts = { connect: { timeout: 10_000 }, headersTimeout: 30_000, bodyTimeout: 30_000 };
    return { request, dispatcher: options.dispatcher ?? new Agent(timeouts) };
  });
  const fields = {
    accept: 'application/vnd.github+json',
    'accept-encoding': ACCEPT_ENCODING,
    authorization: `Bearer ${token}`,
    'user-agent': userAgent,
    'x-github-api-version': '2022-11-28',
  };

  /** One request: its answer, whatever the status, or where it is sent on to. */
  async function request({ method, url, body: content }: Call, signal: AbortSignal): Promise<Answer | URL> {
    const { request, dispatcher } = await client();
    const { statusCode, headers, body } = await request(url, {
      dispatcher,
      method,
      headers: content === undefined ? fields : { ...fields, 'content-type': 'application/json' },
      body: content === undefined ? null : JSON.stringify(content),
      signal,
    });
    const call = nameOf(method, url);
    const field = (name: string) => [headers[name] ?? []].flat()[0];
    const json = jsonOf(await readBody(body, field('content-encoding'), MOST_BYTES, call));
    const location = field('location');
    // A read may be sent on in any way, a write only in those that leave it what it is (RFC 9110 §15.4).
    const moved = statusCode === 307 || statusCode === 308 || (method === 'GET' && /^30[12]$/.test(`${statusCode}`));
    if (moved && location !== undefined) return sameOrigin(location, url, call);
    return { call, safe: method === 'GET', status: statusCode, field, json, said: saidBy(json).replaceAll(token, '…') };
  }

  /** An answer; nothing that is there (404) is one as well. */
  async function attempt(call: Call, signal: AbortSignal): Promise<Attempt<Answer>> {
    let at = call;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const name = nameOf(at.method, at.url);
      try {
        const answer = await request(at, signal);
        if (answer instanceof URL) at = { ...at, url: answer };
        else if (answer.status < 300 || answer.status === 404) return { done: answer };
        else return refused(answer, clock.now());
      } catch (error) {
        if (error instanceof Failure && error.code === 'source-forbidden') throw error;
        const reason = signal.aborted ? ended(signal, name) : error;
        const repeatable = at.method === 'GET' || UNSENT.test(errorCode(error) ?? '');
        return lost(name, repeatable, failedTransport(reason, at.url, false));
      }
    }
    throw misread(nameOf(call.method, call.url), `it redirects more than ${MOST_REDIRECTS} times`);
  }

  function run(call: Call): Promise<Answer> {
    const signal = AbortSignal.timeout(timeout);
    return retry(() => attempt(call, signal), pace, signal);
  }

  async function present(call: Call): Promise<Answer> {
    const answer = await run(call);
    if (answer.status === 404) throw refused(answer, clock.now()).failure;
    return answer;
  }

  const at = (path: string): Call => ({ method: 'GET', url: new URL(`${base}${path}`) });

  return {
    get: async (shape, path) => shaped(shape, await present(at(path))),

    async find(shape, path) {
      const answer = await run(at(path));
      return answer.status === 404 ? undefined : shaped(shape, answer);
    },

    async list(shape, path, query = {}) {
      const found = [];
      let next: URL | undefined = at(`${path}?${new URLSearchParams({ ...query, per_page: '100' })}`).url;
      for (let pages = 1; next !== undefined; pages += 1) {
        const answer = await present({ method: 'GET', url: next });
        found.push(...shaped(shape.array(), answer));
        const further = nextOf(answer.field('link'));
        if (further !== undefined && pages >= MOST_PAGES)
          throw misread(answer.call, `the list has more than ${MOST_PAGES} pages`);
        next = further === undefined ? undefined : sameOrigin(further, next, answer.call);
      }
      return found;
    },

    field: async (name, path) => (await present(at(path))).field(name),

    send: async (shape, method, path, body) =>
      shaped(shape, await writes.add(() => present({ ...at(path), method, ...(body !== undefined && { body }) }))),
  };
}

/** Errors of connections that were never made, so that nothing was done. */
const UNSENT = /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|UND_ERR_CONNECT_TIMEOUT)$/;

function shaped<T>(shape: z.ZodType<T>, { call, json }: Answer): T {
  const result = shape.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw misread(call, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'no JSON'}`);
}

function jsonOf(bytes: Uint8Array): Json | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

function badToken(): Failure {
  return new Failure({
    code: 'config-invalid',
    message: 'the token for GitHub is empty, or holds spaces or line breaks',
    hint: 'set the variable that holds it to the token alone',
  });
}
