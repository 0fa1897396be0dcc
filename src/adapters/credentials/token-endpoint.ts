// Getting tokens: OAuth 2.0 client credentials and refresh tokens, by `openid-client`, over guarded connections.

import * as client from 'openid-client';
import { Agent, fetch } from 'undici';
import { isObject, type Json } from '../../model/json.ts';
import type { ClientCertificate } from '../../ports.ts';
import { scopesIn } from '../../read/credentials/life.ts';
import { guardedConnector } from '../sources/connect.ts';

/** Who asks for tokens, and where. */
export interface TokenClient {
  /** The authorization server, whose metadata says where tokens are got; or else `tokenUrl` says it. */
  readonly issuer: string | undefined;
  readonly tokenUrl: string | undefined;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly clientAuth: 'basic' | 'post' | 'none' | undefined;
  /** The scopes to ask for. */
  readonly scopes: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly certificate: ClientCertificate | undefined;
}

/** What a token endpoint gave (RFC 6749 §5.1). */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** Seconds from now; `undefined` where it does not say. */
  readonly expiresIn: number | undefined;
  /** Those that were granted, sorted; `undefined` where they are not known. */
  readonly scopes: readonly string[] | undefined;
}

/** What {@link getTokens} is told of the network. */
export interface TokenNetwork {
  readonly userAgent: string;
  /** Hosts, as `host` or `host:port`, that may have private addresses; these may be asked without TLS, too. */
  readonly allowedHosts: readonly string[];
  /** Milliseconds for one request. */
  readonly patience: number;
}

/** No honest answer is larger. */
const MAX_BYTES = 1024 * 1024;

/**
 * Tokens by a refresh token (RFC 6749 §6), or without one for the client itself (§4.4). Raises what `openid-client`
 * raises, and {@link Failure} `source-forbidden`.
 */
export async function getTokens(
  asker: TokenClient,
  refreshToken: string | undefined,
  network: TokenNetwork,
): Promise<Tokens> {
  const dispatcher = new Agent({
    connect: guardedConnector(network.allowedHosts, network.patience, asker.certificate),
    maxResponseSize: MAX_BYTES,
  });
  try {
    const server = await discovered(asker, network, guarded(dispatcher, network.userAgent));
    const parameters = {
      ...asker.parameters,
      ...(asker.scopes.length > 0 && { scope: asker.scopes.join(' ') }),
    };
    const given =
      refreshToken === undefined
        ? await client.clientCredentialsGrant(server, parameters)
        : await client.refreshTokenGrant(server, refreshToken, parameters);
    return {
      accessToken: given.access_token,
      refreshToken: given.refresh_token,
      expiresIn: given.expires_in,
      // RFC 6749 §5.1: what was asked for was granted where the server does not say otherwise.
      scopes: scopesIn(given.scope) ?? (asker.scopes.length > 0 ? [...asker.scopes].sort() : undefined),
    };
  } finally {
    await dispatcher.destroy();
  }
}

async function discovered(
  asker: TokenClient,
  network: TokenNetwork,
  customFetch: client.CustomFetch,
): Promise<client.Configuration> {
  const { issuer, tokenUrl = '', clientId, clientSecret } = asker;
  const metadata = clientSecret === undefined ? {} : { client_secret: clientSecret };
  const insecure = isInsecure(issuer ?? tokenUrl, network.allowedHosts);
  const timeout = network.patience / 1000;
  if (issuer === undefined) {
    const known = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl };
    const server = new client.Configuration(known, clientId, metadata, authenticationOf(asker));
    server[client.customFetch] = customFetch;
    server.timeout = timeout;
    if (insecure) client.allowInsecureRequests(server);
    return server;
  }
  const by = (algorithm: 'oidc' | 'oauth2') =>
    client.discovery(new URL(issuer), clientId, metadata, authenticationOf(asker), {
      algorithm,
      timeout,
      [client.customFetch]: customFetch,
      execute: insecure ? [client.allowInsecureRequests] : [],
    });
  try {
    return await by('oidc');
  } catch (error) {
    // RFC 8414 §3 alone, where there is no OpenID Connect.
    if (statusOf(error) === 404) return by('oauth2');
    throw error;
  }
}

/** The status of the answer that an error of `openid-client` is about; `undefined` where there is none. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('status' in error && typeof error.status === 'number') return error.status;
  return 'cause' in error && error.cause !== error ? statusOf(error.cause) : undefined;
}

function authenticationOf({ clientAuth, clientSecret, certificate }: TokenClient): client.ClientAuth {
  if (clientAuth === 'post') return client.ClientSecretPost(clientSecret);
  if (clientAuth === 'basic' || (clientAuth === undefined && clientSecret !== undefined))
    return client.ClientSecretBasic(clientSecret);
  return clientAuth === undefined && certificate !== undefined ? client.TlsClientAuth() : client.None();
}

function isInsecure(url: string, allowedHosts: readonly string[]): boolean {
  const { protocol, hostname, host } = new URL(url);
  return protocol === 'http:' && allowedHosts.some((allowed) => allowed === hostname || allowed === host);
}

function guarded(dispatcher: Agent, userAgent: string): client.CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const response = await fetch(url, {
      dispatcher,
      method,
      headers: { ...headers, 'user-agent': userAgent },
      body: body instanceof URLSearchParams ? body.toString() : null,
      redirect: 'manual',
      ...(signal !== undefined && { signal }),
    });
    const { status } = response;
    const text = await response.text();
    const fields = [...response.headers].filter(([name]) => name !== 'content-encoding' && name !== 'content-length');
    return new Response(HAS_NO_BODY.has(status) ? null : withoutIdToken(text), { status, headers: fields });
  };
}

const HAS_NO_BODY: ReadonlySet<number> = new Set([101, 103, 204, 205, 304]);

/** Nobody here asks who the person is, and a server whose metadata is not known has no issuer to check that against. */
function withoutIdToken(body: string): string {
  try {
    const answer: Json = JSON.parse(body);
    if (!isObject(answer) || !Object.hasOwn(answer, 'id_token')) return body;
    const { id_token: _, ...rest } = answer;
    return JSON.stringify(rest);
  } catch {
    return body;
  }
}
