// The calls of a flow: to the origin of its target only, with the credential that the flow itself never sees.

import { Agent, type Dispatcher, request } from 'undici';
import type { FailureCode } from '../../model/failure.ts';
import type { FlowCall, FlowStop } from '../../model/flow.ts';
import { jsonIn } from '../../model/json.ts';
import type { FlowTarget } from '../../ports.ts';
import { ACCEPT_ENCODING, readBody } from '../sources/body.ts';
import { guardedConnector } from '../sources/connect.ts';
import { failedTransport, shownUrl } from '../sources/http-failures.ts';
import type { Asked, Given } from './child.ts';

/** What {@link flowCalls} is told. */
export interface FlowCallsOptions {
  readonly target: FlowTarget;
  /** No more calls than these are made. */
  readonly most: number;
  /** Milliseconds for one call. */
  readonly patience: number;
  /** Fires when nobody waits any more. */
  readonly signal: AbortSignal;
  /** Hosts, as `host` or `host:port`, that may have private addresses. */
  readonly allowedHosts: readonly string[];
  /** Of an answer, decompressed. */
  readonly maxBytes: number;
}

/** A call that was asked for, and what came of it. */
export interface Made {
  readonly call: FlowCall;
  /** Why there is no answer that can be used. */
  readonly trouble: (FlowStop & { readonly answered: boolean }) | undefined;
}

/** The calls of one flow. */
export interface FlowCalls {
  /** Makes the call; `undefined` where there is no answer to go on with. */
  make(number: number, asked: Asked): Promise<Given | undefined>;
  /** What came of a call, by its number. */
  made(number: number): Made | undefined;
  close(): Promise<void>;
}

/** Makes the calls of one flow. */
export function flowCalls(options: FlowCallsOptions): FlowCalls {
  const { target, most, patience, maxBytes } = options;
  const base = new URL(target.url);
  const dispatcher = new Agent({ connect: guardedConnector(options.allowedHosts, 10_000, target.certificate) });
  const all = new Map<number, Made>();

  const answerTo = async (asked: Asked): Promise<Made> => {
    const { method, headers, body } = asked;
    const call = { request: { method, url: asked.url, headers, body }, response: undefined };
    const stop = (code: FailureCode, message: string): Made => ({ call, trouble: { code, message, answered: false } });
    const url = URL.canParse(asked.url) ? new URL(asked.url) : undefined;
    if (url === undefined || url.origin !== base.origin || url.username !== '' || url.password !== '') {
      return stop('flow-invalid', 'the call leaves the origin of the API, and a flow calls nothing else');
    }
    if (all.size > most) return stop('flow-failed', `the flow makes more than ${most} calls`);
    for (const [name, value] of base.searchParams) url.searchParams.set(name, value);
    const time = AbortSignal.timeout(patience);
    try {
      const answer = await request(url, {
        dispatcher,
        method: method as Dispatcher.HttpMethod,
        headers: { ...headers, 'accept-encoding': ACCEPT_ENCODING, ...target.headers, ...cookies(headers, target) },
        body: body ?? null,
        signal: AbortSignal.any([time, options.signal]),
      });
      const coding = answer.headers['content-encoding'];
      const place = shownUrl(url);
      const bytes = await readBody(answer.body, coding === undefined ? undefined : String(coding), maxBytes, place);
      const text = Buffer.from(bytes).toString();
      const response = { status: answer.statusCode, headers: fieldsOf(answer.headers), body: text };
      const whole = { call: { ...call, response }, trouble: undefined };
      if (!isJsonType(response.headers['content-type']) || text === '' || jsonIn(text) !== undefined) return whole;
      const message = 'the answer says that it is JSON, and it is none';
      return { ...whole, trouble: { code: 'answer-invalid', message, answered: true } };
    } catch (error) {
      if (time.aborted) return stop('timeout', `no answer within ${patience / 1000} seconds`);
      const { code, message } = failedTransport(error, url, false).failure;
      return stop(code, `the API ${message.replace(/^`[^`]*` /, '')}`);
    }
  };

  return {
    async make(number, asked) {
      const made = await answerTo(asked);
      all.set(number, made);
      return made.trouble === undefined ? made.call.response && given(made.call.response) : undefined;
    },
    made: (number) => all.get(number),
    close: () => dispatcher.destroy(),
  };
}

function given({ status, headers, body }: NonNullable<FlowCall['response']>): Given {
  // The coding is undone already.
  const { 'content-encoding': _, 'content-length': __, 'driftgate-call': ___, ...kept } = headers;
  return { status, headers: kept, body: body ?? '' };
}

function fieldsOf(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(', ')]],
    ),
  );
}

/** The flow's cookies and the credential's in one field (RFC 6265 §5.4). */
function cookies(own: Asked['headers'], { headers }: FlowTarget): { readonly cookie?: string } {
  const all = [own.cookie, headers.cookie].filter((part) => part !== undefined);
  return all.length === 0 ? {} : { cookie: all.join('; ') };
}

function isJsonType(contentType: string | undefined): boolean {
  return /^application\/(?:[a-z0-9.-]+\+)?json\s*(?:;|$)/i.test(contentType ?? '');
}
