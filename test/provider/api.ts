// A provider of bookings on loopback that can be told to do what real ones do: drift, refuse, limit, and be slow.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type Provider, provider } from '../scenarios/stage.ts';

/** One answer. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, unless it is text or bytes. */
  readonly body?: unknown;
  /** Milliseconds before it comes; the connection is cut in its place where it is `cut`. */
  readonly after?: number | 'cut';
}

/** A call as it came. */
export interface Came {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Its number since the server started, from 0. */
  readonly count: number;
}

/** What it answers to a call. */
export type Behaviour = (call: Came) => Answer;

/** The provider, and the calls that came. */
export interface Api extends Provider {
  behave: Behaviour;
  readonly came: Came[];
}

/** A booking as it is before anything drifts; names, days and numbers differ from one to the next. */
export function bookingOf(count: number): Readonly<Record<string, unknown>> {
  const names = ['José', 'Zoë', 'Ana', 'Björn', 'Chloé'];
  return {
    id: `b_${count}`,
    phone_number: `+1555010${String(1000 + count).slice(-4)}`,
    day: `2026-12-${String(13 + (count % 15)).padStart(2, '0')}`,
    amount: 100 + count,
    guest: names[count % names.length],
    state: count % 2 === 0 ? 'open' : 'held',
  };
}

/** Answers with bookings, each with its members replaced by `change`; `undefined` takes one out. */
export function bookings(change: (booking: ReturnType<typeof bookingOf>) => object = () => ({})): Behaviour {
  return ({ count }) => {
    const booking = bookingOf(count);
    return { body: { ...booking, ...change(booking) } };
  };
}

/** The document of the provider at `url`. */
export function documentOf(url: string): string {
  const schema = {
    type: 'object',
    required: ['id', 'amount', 'phone_number'],
    properties: {
      id: { type: 'string' },
      phone_number: { type: 'string' },
      day: { type: 'string', format: 'date' },
      amount: { type: 'integer' },
      guest: { type: 'string' },
      state: { enum: ['open', 'held'] },
    },
  };
  const responses = { 200: { description: 'One', content: { 'application/json': { schema } } } };
  const created = { 201: { description: 'Made', content: { 'application/json': { schema } } } };
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Booking', version: '1' },
    servers: [{ url }],
    paths: { '/bookings/{id}': { get: { responses } }, '/bookings': { post: { responses: created } } },
  });
}

/** Starts the provider; it answers with bookings until it is told otherwise. */
export async function api(): Promise<Api> {
  const came: Came[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const { method = '', url = '', headers } = request;
    const call = { method, url, headers, body: text, count: came.length };
    came.push(call);
    const { status = 200, headers: fields = {}, body, after = 0 } = started.behave(call);
    if (after === 'cut') {
      request.socket.destroy();
      return;
    }
    if (after > 0) await setTimeout(after);
    response.writeHead(status, { 'content-type': 'application/json', ...fields });
    response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
  };
  const base = await provider((request, response) => void answer(request, response));
  const started: Api = Object.assign(base, { behave: bookings(), came });
  return started;
}
