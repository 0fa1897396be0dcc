// The gateway between Pact and the provider: it holds the credentials, keeps to one origin, and sees how each call ends.

import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, type Dispatcher, request } from 'undici';
import { Failure, type FailureCode } from '../model/failure.ts';
import { isObject, type Json, text } from '../model/json.ts';
import type { Sandbox, StateChange } from '../ports.ts';
import { parseExact, TICKET } from './pact-verifier-contract.ts';
import { readBody } from './sources/body.ts';
import { guardedConnector } from './sources/connect.ts';
import { failedTransport, shownUrl } from './sources/http-failures.ts';
import { collect } from './sources/limits.ts';

/** Why nothing is known of an interaction. */
export interface Trouble {
  readonly code: FailureCode;
  readonly message: string;
}

/** What {@link openGateway} is told. */
export interface GatewayOptions {
  readonly sandbox: Sandbox;
  /** Whoever does not know it is not served. */
  readonly ticket: string;
  /** The state's own name, by interaction and place. */
  readonly stateName: (interaction: number, place: number) => string | undefined;
  /** Fires when time is up: no call is made any more. */
  readonly signal: AbortSignal;
  /** Hosts, as `host` or `host:port`, that may have private addresses. */
  readonly allowedHosts: readonly string[];
  /** Of an answer, decompressed. */
  readonly maxBytes: number;
}

/** A gateway on loopback. */
export interface Gateway {
  /** Stands for the provider's base URL. */
  readonly url: string;
  readonly stateUrl: string;
  /** How the call of an interaction ended: answered, in trouble, or `undefined` when it was not made. */
  ended(interaction: number): 'answered' | Trouble | undefined;
  close(): Promise<void>;
}

/** Opens the gateway to a sandbox. */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const { sandbox, ticket, signal, maxBytes } = options;
  const base = new URL(sandbox.url);
  const dispatcher = new Agent({
    connect: guardedConnector(options.allowedHosts, 10_000, sandbox.certificate),
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const ends = new Map<number, 'answered' | Trouble>();
  const troubled = (interaction: number, trouble: Trouble): Trouble => {
    ends.set(interaction, trouble);
    return trouble;
  };

  const ask = async (call: Call): Promise<Answer> => {
    const { url, method, headers, body } = call;
    const fields = { ...headers, ...sandbox.headers, ...cookies(headers.cookie, sandbox.headers.cookie) };
    for (const [name, value] of base.searchParams) url.searchParams.set(name, value);
    try {
      const answer = await request(url, {
        dispatcher,
        method: method as Dispatcher.HttpMethod,
        headers: fields,
        body,
        signal,
      });
      const coding = answer.headers['content-encoding'];
      const bytes = await readBody(
        answer.body,
        coding === undefined ? undefined : String(coding),
        maxBytes,
        shownUrl(url),
      );
      return { status: answer.statusCode, headers: answer.headers, bytes };
    } catch (error) {
      if (signal.aborted) return { code: 'timeout', message: `\`${shownUrl(url)}\` does not answer before time is up` };
      const { code, message } = failedTransport(error, url, false).failure;
      return { code, message };
    }
  };

  const changeState = async (incoming: IncomingMessage): Promise<Json> => {
    const posted = parseExact(Buffer.from(await collect(incoming, maxBytes, 'state change')).toString());
    if (!isObject(posted)) return {};
    const [, interaction, place] = /^(\d+)\/(\d+)$/.exec(text(posted, 'state') ?? '') ?? [];
    const at = Number(interaction);
    const name = interaction === undefined ? undefined : options.stateName(at, Number(place));
    const teardown = text(posted, 'action') === 'teardown';
    const change = name === undefined ? undefined : changeTo(name, teardown, sandbox);
    if (name === undefined || change === undefined || typeof ends.get(at) === 'object') return {};
    const answer = await ask({
      url: within(base, change.path),
      method: change.method,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: change.method === 'GET' ? null : JSON.stringify(change.body ?? { ...posted, state: name }),
    });
    // Once the answer is in, nothing that is cleared away changes it.
    if (teardown) return {};
    const trouble = 'code' in answer ? answer : refusedState(answer.status);
    if (trouble !== undefined) {
      troubled(at, { code: trouble.code, message: `state \`${name}\` cannot be set up: ${trouble.message}` });
    }
    return 'bytes' in answer ? valuesIn(answer.bytes) : {};
  };

  const forward = async (interaction: number, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const earlier = ends.get(interaction);
    if (typeof earlier === 'object') return refuse(outgoing, earlier);
    if (signal.aborted) return refuse(outgoing, troubled(interaction, NO_TIME));
    const bytes = await collect(incoming, maxBytes, 'request');
    const url = within(base, `${base.pathname.replace(/\/$/, '')}${incoming.url ?? '/'}`);
    const answer = await ask({
      url,
      method: incoming.method ?? 'GET',
      headers: endToEnd(incoming.headers),
      body: bytes.length === 0 ? null : bytes,
    });
    if ('code' in answer) return refuse(outgoing, troubled(interaction, answer));
    ends.set(interaction, 'answered');
    // The coding is undone already.
    const { 'content-encoding': _, ...fields } = endToEnd(answer.headers);
    outgoing.writeHead(answer.status, fields).end(answer.bytes);
  };

  const server = createServer((incoming, outgoing) => {
    const [known, interaction] = String(incoming.headers[TICKET] ?? '').split('.');
    const work =
      incoming.url === `/${ticket}`
        ? changeState(incoming).then((values) => void outgoing.writeHead(200, JSON_TYPE).end(JSON.stringify(values)))
        : known === ticket
          ? forward(Number(interaction), incoming, outgoing)
          : Promise.resolve(refuse(outgoing, { code: 'usage', message: 'no ticket' }));
    work.catch((error: unknown) => {
      const { code, message }: Trouble = error instanceof Failure ? error : NO_HTTP;
      const trouble = { code, message };
      refuse(outgoing, known === ticket ? troubled(Number(interaction), trouble) : trouble);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    stateUrl: `${url}/${ticket}`,
    ended: (interaction) => ends.get(interaction),
    async close() {
      server.closeAllConnections();
      await Promise.all([new Promise((resolve) => server.close(resolve)), dispatcher.destroy()]);
    },
  };
}

interface Call {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Uint8Array | string | null;
}

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly bytes: Uint8Array } | Trouble;

const JSON_TYPE = { 'content-type': 'application/json' };

const NO_HTTP: Trouble = { code: 'connection', message: 'the answer cannot be handed on: it is no proper HTTP' };

/** Why a state is not set up where that is answered with `status`; `undefined` where it is set up. */
function refusedState(status: number): Trouble | undefined {
  if (status < 300) return undefined;
  return {
    code: status === 401 || status === 403 ? 'unauthorized' : 'state-failed',
    message: `the sandbox answers ${status}`,
  };
}

/** The trouble of an interaction that came too late. */
export const NO_TIME: Trouble = { code: 'timeout', message: 'time was up before it was called' };

/** A call that is configured sets a state up; only what takes Pact's posts is told of its end, too. */
function changeTo(name: string, teardown: boolean, { states, stateUrl }: Sandbox): StateChange | undefined {
  const configured = states.get(name);
  if (configured !== undefined) return teardown ? undefined : configured;
  return stateUrl === undefined ? undefined : { method: 'POST', path: stateUrl, body: undefined };
}

/** `path` at the origin of `base`, whatever it looks like. A URL of that origin stands for its path. */
function within(base: URL, path: string): URL {
  const local = path.startsWith(`${base.origin}/`) ? path.slice(base.origin.length) : path;
  return new URL(`${base.origin}${local.startsWith('/') ? '' : '/'}${local}`);
}

/** RFC 9110 §7.6.1: what is between two hops only, and what is put anew for each. */
const HOP_BY_HOP = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
  ...['host', 'content-length', TICKET],
]);

function endToEnd(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name));
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** The contract's cookies and the credential's in one field (RFC 6265 §5.4). */
function cookies(own: string | string[] | undefined, credential: string | undefined): { readonly cookie?: string } {
  const all = [own, credential].flat().filter((part) => part !== undefined);
  return all.length === 0 ? {} : { cookie: all.join('; ') };
}

/** What a provider says of a state that it set up: values for the generators of Pact; nothing unless it is a JSON object. */
function valuesIn(bytes: Uint8Array): Json {
  try {
    const values = parseExact(Buffer.from(bytes).toString());
    return isObject(values) ? values : {};
  } catch {
    return {};
  }
}

function refuse(outgoing: ServerResponse, { code }: Trouble): void {
  if (!outgoing.headersSent) outgoing.writeHead(502, JSON_TYPE);
  outgoing.end(JSON.stringify({ code }));
}
