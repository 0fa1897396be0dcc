// A provider of orders on loopback that keeps the contracts of this folder, until a test has it break them.

import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** The Pact files of this folder, by version of the specification. */
export const CONTRACTS: Readonly<Record<'v2' | 'v3' | 'v4', string>> = {
  v2: contract('orders-v2.json'),
  v3: contract('orders-v3.json'),
  v4: contract('orders-v4.json'),
};

function contract(file: string): string {
  return readFileSync(join(import.meta.dirname, 'contracts', file), 'utf8');
}

/** A request as it came in. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What is answered; a body that is no text is sent as JSON. `hang`: nothing. `drop`: the connection breaks off. */
export type Reply =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  | 'hang'
  | 'drop';

/** A provider that is closed by `await using`. */
export interface Orders extends AsyncDisposable {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly received: readonly Received[];
  /** Stops listening and breaks off what is open, as a provider that dies does. */
  die(): void;
}

/** What it answers to `GET /orders/7`, in full. */
export const ORDER = { id: 7, status: 'paid', total: 12.5, note: 'y', lines: [{ sku: 'b', count: 2 }], extra: true };

/** The reply of a provider that keeps its contracts: an order is there once a state has brought it there. */
export function keeping(request: Received, earlier: readonly Received[]): Reply {
  const { method, url } = request;
  if (url.startsWith('/test/')) return { status: 200, body: {} };
  if (method === 'POST' && url === '/orders') return { status: 201 };
  const there = earlier.some((other) => other.url.startsWith('/test/') && other.body.includes('7'));
  if (method === 'GET' && url === '/orders/7?expand=lines' && there) return order();
  return { status: 404, body: { error: 'not found' } };
}

/** The answer with an order in it. */
export function order(changes: Readonly<Record<string, unknown>> = {}, headers: Record<string, string> = {}): Reply {
  return { status: 200, headers: { 'X-Request-Id': 'r-1', ...headers }, body: { ...ORDER, ...changes } };
}

/** Starts a provider. */
export async function orders(reply = keeping): Promise<Orders> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    const each = { method, url, headers, body: Buffer.concat(chunks).toString() };
    const answer = reply(each, [...received]);
    received.push(each);
    if (answer === 'drop') request.socket.destroy();
    if (typeof answer === 'string') return;
    const { body } = answer;
    response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers });
    response.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const die = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    die,
    async [Symbol.asyncDispose]() {
      die();
    },
  };
}
