// Servers on the loopback interface for the tests of HTTP, and the look at what they serve.

import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { type HttpOptions, httpSource } from '../../../src/adapters/sources/http.ts';
import type { Failure } from '../../../src/model/failure.ts';
import type { HeaderFields, SourceRequest } from '../../../src/ports.ts';

/** A server that is closed by `await using`, with the requests that it was sent. */
export interface Served extends AsyncDisposable {
  readonly port: number;
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  readonly requests: readonly IncomingMessage[];
}

/** Starts a server on 127.0.0.1 that answers by `listener`. */
export async function serve(listener: RequestListener): Promise<Served> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  const port = await listen(server);
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Has `server` listen on any free port of 127.0.0.1. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** What a look gives: the document, `unchanged`, or the failure. */
export interface Looked {
  readonly text?: string;
  readonly location?: string;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  readonly contentType?: string | undefined;
  readonly headers?: HeaderFields;
  readonly status?: 'unchanged';
  readonly failure?: Failure;
  readonly code?: string;
  /** The waits between attempts, in milliseconds. */
  readonly slept: readonly number[];
}

/** Looks at a document of this machine's with waits that are only written down. */
export async function look(request: SourceRequest, options: Partial<HttpOptions> = {}): Promise<Looked> {
  const slept: number[] = [];
  const source = httpSource({
    userAgent: 'driftgate/test',
    allowedHosts: ['127.0.0.1'],
    ...options,
    pace: { random: () => 1, base: 100, sleep: async (milliseconds) => slept.push(milliseconds), ...options.pace },
  });
  try {
    const fetched = await source.fetch(request);
    if (fetched.status === 'unchanged') return { status: 'unchanged', slept };
    const { bytes, status: _, ...rest } = fetched;
    return { ...rest, text: Buffer.from(bytes).toString(), slept };
  } catch (error) {
    const failure = error as Failure;
    return { failure, code: failure.code, slept };
  }
}
