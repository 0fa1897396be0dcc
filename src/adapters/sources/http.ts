// Documents on the web: conditional, decompressed, limited, retried, and never from a private address unasked.

import type { Dispatcher } from 'undici';
import { Failure } from '../../model/failure.ts';
import { lazily } from '../../model/lazily.ts';
import type { ClientCertificate, Clock, Fetched, HeaderFields, Source, Unchanged } from '../../ports.ts';
import { readBody } from './body.ts';
import { failedStatus, failedTransport, shownUrl } from './http-failures.ts';
import { isConditional, outgoing, plain } from './http-request.ts';
import { ended, MAX_BYTES } from './limits.ts';
import { type Attempt, type Pace, paced, retry, retryAfter } from './retry.ts';

/** How long each part of a fetch may take, in milliseconds. */
export interface Timeouts {
  /** To connect, TLS included. */
  readonly connect: number;
  /** From the request to the end of the response's header. */
  readonly headers: number;
  /** Between two pieces of the body. */
  readonly body: number;
  /** For the whole fetch: redirects, further attempts and the waits between them. */
  readonly total: number;
}

/** What {@link httpSource} is told. */
export interface HttpOptions {
  /** The `User-Agent` field: `driftgate/<version>`. */
  readonly userAgent: string;
  /** Hosts, as `host` or `host:port`, that may have private addresses. */
  readonly allowedHosts?: readonly string[];
  /** Of the decompressed body. Default {@link MAX_BYTES}. */
  readonly maxBytes?: number;
  readonly timeouts?: Partial<Timeouts>;
  readonly pace?: Partial<Pace>;
  readonly clock?: Clock;
}

const TIMEOUTS: Timeouts = { connect: 10_000, headers: 30_000, body: 30_000, total: 120_000 };

const PACE = paced({ attempts: 4, base: 500, longest: 30_000 });

/**
 * Serves `http:` and `https:` URLs (RFC 9110). The request's header fields and certificate and the URL's userinfo go to the
 * URL's own origin only, never to another that a redirect names. Raises {@link Failure}.
 */
export function httpSource(options: HttpOptions): Source {
  const { userAgent, allowedHosts = [], maxBytes = MAX_BYTES, clock = { now: () => new Date() } } = options;
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const pace = { ...PACE, ...options.pace };
  // Loaded with the first request: a run that compares files has no use for it.
  const transport = lazily(async () => {
    const [{ Agent, request }, { guardedConnector }] = await Promise.all([import('undici'), import('./connect.ts')]);
    // One for each client certificate: a connection that shows one is nobody else's.
    const dispatchers = new Map<string | undefined, Dispatcher>();
    const dispatcherFor = (certificate: ClientCertificate | undefined): Dispatcher => {
      const made =
        dispatchers.get(certificate?.cert) ??
        new Agent({
          connect: guardedConnector(allowedHosts, timeouts.connect, certificate),
          headersTimeout: timeouts.headers,
          bodyTimeout: timeouts.body,
        });
      dispatchers.set(certificate?.cert, made);
      return made;
    };
    return { request, dispatcherFor };
  });

  const read = async (
    url: URL,
    fields: ReadonlyMap<string, string>,
    certificate: ClientCertificate | undefined,
    signal: AbortSignal,
  ): Promise<Answer> => {
    let reading = false;
    const { request, dispatcherFor } = await transport();
    try {
      const dispatcher = dispatcherFor(certificate);
      const { statusCode, headers, body } = await request(url, { dispatcher, headers: fields, signal });
      reading = true;
      if (statusCode === 200 || statusCode === 203) {
        const bytes = await readBody(body, field(headers, 'content-encoding'), maxBytes, shownUrl(url));
        return { done: fetched(url, bytes, headers) };
      }
      // Nobody reads this body, so nobody waits for it.
      body.on('error', () => {}).destroy();
      if (statusCode === 304 && isConditional(fields))
        return { done: { status: 'unchanged', headers: fieldsOf(headers) } };
      const location = field(headers, 'location');
      if (REDIRECTS.has(statusCode) && location !== undefined) return { redirect: redirected(url, location) };
      return failedStatus(statusCode, url, retryAfter(field(headers, 'retry-after'), clock.now()));
    } catch (error) {
      if (signal.aborted) throw ended(signal, shownUrl(url));
      return failedTransport(error, url, reading);
    }
  };

  return {
    serves: (location) => /^https?:\/\//i.test(location),

    async fetch(wanted) {
      const { url: first, everywhere, ownOrigin } = outgoing(wanted, userAgent);
      const time = AbortSignal.timeout(timeouts.total);
      const signal = wanted.signal === undefined ? time : AbortSignal.any([wanted.signal, time]);

      const attempt = async (): Promise<Attempt<Fetched | Unchanged>> => {
        let url = first;
        let fields: ReadonlyMap<string, string> = new Map([...everywhere, ...ownOrigin]);
        let { certificate } = wanted;
        for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
          const answer = await read(url, fields, certificate, signal);
          if (!('redirect' in answer)) return answer;
          url = answer.redirect;
          // For good: who once sent us elsewhere must not send secrets back by a path of his choice.
          if (url.origin !== first.origin) [fields, certificate] = [everywhere, undefined];
        }
        return { failure: tooManyRedirects(first), again: false };
      };
      return retry(attempt, pace, signal);
    },

    related(base, reference) {
      const url = URL.canParse(reference, base) ? plain(new URL(reference, base)) : undefined;
      if (url === undefined || url.origin !== new URL(base).origin) throw otherOrigin(base, reference);
      return url.href;
    },
  };
}

/** How one request ended: as an attempt does, or by being sent on. */
type Answer = Attempt<Fetched | Unchanged> | { readonly redirect: URL };

/** RFC 9110 §15.4; 300 and 304 lead nowhere. */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

const MOST_REDIRECTS = 5;

function fetched(url: URL, bytes: Uint8Array, headers: Headers): Fetched {
  return {
    status: 'fetched',
    location: shownUrl(url),
    bytes,
    contentType: field(headers, 'content-type'),
    etag: field(headers, 'etag'),
    lastModified: field(headers, 'last-modified'),
    headers: fieldsOf(headers),
  };
}

type Headers = Dispatcher.ResponseData['headers'];

/** A header field; several of one name are one list (RFC 9110 §5.3). */
function field(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

function fieldsOf(headers: Headers): HeaderFields {
  return Object.entries(headers).flatMap(([name, value = []]) => [value].flat().map((each) => ({ name, value: each })));
}

function redirected(from: URL, location: string): URL {
  const url = URL.canParse(location, from.href) ? plain(new URL(location, from.href)) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new Failure({
    code: 'source-forbidden',
    message: `\`${shownUrl(from)}\` redirects to what is no web address`,
    hint: 'tell the provider',
    place: shownUrl(from),
  });
}

function tooManyRedirects(url: URL): Failure {
  return new Failure({
    code: 'too-many-redirects',
    message: `\`${shownUrl(url)}\` redirects more than ${MOST_REDIRECTS} times`,
    hint: 'open it in a browser, and write the URL at which it ends',
    place: shownUrl(url),
  });
}

function otherOrigin(base: string, reference: string): Failure {
  return new Failure({
    code: 'source-forbidden',
    message: `\`$ref\` ${JSON.stringify(reference)} leads to another origin than that of the document`,
    hint: 'only files of the same scheme, host and port are read; bundle the document into one file',
    place: base,
  });
}
