// One attempt of a call: what goes over the wire, and what comes back.

import { TLSSocket } from 'node:tls';
import type { Dispatcher } from 'undici';
import type { LiveAnswer } from '../../model/trouble.ts';
import type { CallRequest, ClientCertificate, CredentialUse } from '../../ports.ts';
import { decode } from '../../read/document/decode.ts';
import { ACCEPT_ENCODING, readBody } from '../sources/body.ts';

/** How one call is sent. */
export interface NetworkOptions {
  readonly userAgent: string;
  /** Hosts, as `host` or `host:port`, that may have private addresses. */
  readonly allowedHosts: readonly string[];
  /** Of a decompressed body. */
  readonly maxBytes: number;
  /** Milliseconds for one attempt. */
  readonly timeout: number;
}

/** Connections to hosts, kept for further calls. */
export interface Network {
  /** What a host answers. Raises what went wrong on the way, and {@link Failure} `source-forbidden` and `too-large`. */
  send(url: URL, request: CallRequest, use: CredentialUse): Promise<LiveAnswer>;
  /** RFC 3339 date-time at which the certificate of a host ends, where one was shown. */
  certificateEnd(host: string): string | undefined;
}

/** Opens connections as they are needed. It loads what takes longer than most commands: ask for it with the first call. */
export async function networkOf({ userAgent, allowedHosts, maxBytes, timeout }: NetworkOptions): Promise<Network> {
  const [{ Agent, request: send }, { guardedConnector }] = await Promise.all([
    import('undici'),
    import('../sources/connect.ts'),
  ]);
  const ends = new Map<string, string>();
  const dispatchers = new Map<string | undefined, Dispatcher>();
  const dispatcherFor = (certificate: ClientCertificate | undefined): Dispatcher => {
    const connect = guardedConnector(allowedHosts, timeout, certificate);
    const made =
      dispatchers.get(certificate?.cert) ??
      new Agent({
        connect: (target, callback) =>
          connect(target, (...[error, socket]) => {
            const end = socket instanceof TLSSocket ? endOf(socket) : undefined;
            if (end !== undefined) ends.set(hostOf(target), end);
            if (error === null) callback(null, socket);
            else callback(error, null);
          }),
        headersTimeout: timeout,
        bodyTimeout: timeout,
      });
    dispatchers.set(certificate?.cert, made);
    return made;
  };
  return {
    certificateEnd: (host) => ends.get(host),
    async send(url, { method, headers, body: content, signal }, use) {
      const time = AbortSignal.timeout(timeout);
      const {
        statusCode,
        headers: fields,
        body,
      } = await send(url, {
        dispatcher: dispatcherFor(use.certificate),
        method: method as Dispatcher.HttpMethod,
        headers: { 'user-agent': userAgent, 'accept-encoding': ACCEPT_ENCODING, ...headers, ...use.headers },
        body: content ?? null,
        signal: signal === undefined ? time : AbortSignal.any([signal, time]),
      });
      const list = Object.entries(fields).flatMap(([name, value]) =>
        [value ?? []].flat().map((each) => ({ name, value: each })),
      );
      const coding = list.find(({ name }) => name === 'content-encoding')?.value;
      const type = list.find(({ name }) => name === 'content-type')?.value;
      const bytes = await readBody(body, coding, maxBytes, `${url.origin}${url.pathname}`);
      return { status: statusCode, headers: list, body: bytes.length === 0 ? undefined : decode(bytes, type).text };
    },
  };
}

function hostOf({ hostname, port, protocol }: { hostname: string; port?: string; protocol?: string }): string {
  const isDefault = !port || (protocol === 'https:' && port === '443');
  return isDefault ? hostname : `${hostname}:${port}`;
}

function endOf(socket: TLSSocket): string | undefined {
  const end = Date.parse(socket.getPeerCertificate().valid_to ?? '');
  return Number.isNaN(end) ? undefined : new Date(end).toISOString();
}
