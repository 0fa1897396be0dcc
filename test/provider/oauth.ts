// A real OAuth 2.0 server for tests: a process of its own on loopback, whose tokens end, rotate and are checked in earnest.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** How the server answers one request for tokens: with a status, not at all, or with tokens that never arrive. */
export type Mishap = number | 'drop' | 'lose' | 'hang' | 'granted';

/** An OAuth 2.0 server. */
export interface OAuthServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`: an issuer of OpenID Connect Discovery. */
  readonly issuer: string;
  readonly tokenUrl: string;
  /** A refresh token of the client `person`, as somebody gets who signs in. It is spent when it is used. */
  signIn(): Promise<string>;
  /** What becomes of the next requests for tokens, one after the other. */
  plan(...mishaps: readonly Mishap[]): Promise<void>;
  /** Ends every token that was given so far. */
  kill(): Promise<void>;
  /** Whether a token is alive, and its scopes: what an API asks of the server. */
  look(token: string): Promise<{ readonly active: boolean; readonly scope: string }>;
  /** What became of each request for tokens. */
  requests(): Promise<readonly Mishap[]>;
  close(): Promise<void>;
}

/** The clients `robot` (client credentials) and `person` (refresh token) share it. */
export const CLIENT_SECRET = 's3cret-of-client';

/** Starts a server whose access tokens live so many seconds. */
export async function oauthServer(
  options: { readonly seconds?: number; readonly scopes?: string } = {},
): Promise<OAuthServer> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'oauth-server.mjs'), JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { issuer } = JSON.parse(String(line)) as { readonly issuer: string };
  const door = async (path: string, body: object = {}): Promise<unknown> =>
    (await fetch(`${issuer}/_test/${path}`, { method: 'POST', body: JSON.stringify(body) })).json();
  const close = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  return {
    issuer,
    tokenUrl: `${issuer}/token`,
    signIn: async () => ((await door('sign-in')) as { readonly refreshToken: string }).refreshToken,
    plan: async (...plan) =>
      void (await door('plan', { plan: plan.map((each) => (each === 'granted' ? null : each)) })),
    kill: async () => void (await door('kill')),
    look: async (token) => (await door('token', { token })) as { readonly active: boolean; readonly scope: string },
    requests: async () => ((await door('requests')) as { readonly requests: readonly Mishap[] }).requests,
    close,
    [Symbol.asyncDispose]: close,
  };
}
