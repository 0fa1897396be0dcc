// A credential of OAuth 2.0: its token is renewed before it ends, and no refresh token is lost on the way.
//
// Before a refresh token is sent, that is written down; its answer is saved before anybody uses it. What is kept is only
// ever replaced by tokens that a server gave, so a crash at any moment leaves the last refresh token that is known.

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { CredentialConfig, OAuthConfig } from '../../config/credentials.ts';
import { Failure } from '../../model/failure.ts';
import type { ClientCertificate, Clock, CredentialUse } from '../../ports.ts';
import { tokenClaims } from '../../read/credentials/life.ts';
import { type Pace, retry } from '../sources/retry.ts';
import { locked } from './lock.ts';
import { redaction } from './redaction.ts';
import { certificateOf, type Fill } from './sent.ts';
import { getTokens, type TokenClient, type TokenNetwork, type Tokens } from './token-endpoint.ts';
import { tokenError } from './token-failures.ts';
import { type Kept, privateFolder, readKept, unwritable, writeKept } from './token-file.ts';

/** What {@link oauthCredential} is told. */
export interface OAuthOptions {
  readonly name: string;
  readonly config: CredentialConfig & { readonly oauth2: OAuthConfig };
  /** The folder in which tokens are kept. */
  readonly folder: string;
  readonly network: TokenNetwork;
  readonly pace: Pace;
  readonly clock: Clock;
  /** Puts secrets in the place of references, and tells `seen` of each. */
  readonly fill: (text: string, seen: (secret: string) => void) => Promise<string>;
}

/** One credential, as the port of all of them has it by name. */
export interface Credential {
  use(): Promise<CredentialUse>;
  renew(refused: CredentialUse): Promise<CredentialUse | undefined>;
}

/** A token that was refused is not got anew more often than this, in milliseconds: the token is not at fault then. */
const BETWEEN_REFUSALS = 10_000;

/** After a failure the next try is made when so many milliseconds are over; until then it is the failure of all. */
const BETWEEN_FAILURES = 30_000;

type Access = NonNullable<Kept['access']>;

/** A request for tokens. */
interface Asked {
  readonly client: TokenClient;
  /** The configured refresh token. */
  readonly configured: string | undefined;
  /** What refresh tokens that come of one another share. */
  readonly family: string;
  /** What access tokens share that stand for one another. */
  readonly digest: string;
}

/** A credential whose tokens are got from an OAuth 2.0 server. */
export function oauthCredential(options: OAuthOptions): Credential {
  const { name, config, folder, clock } = options;
  const file = join(folder, `${name}.json`);
  const { add, redact } = redaction();
  let held: Access | undefined;
  let pending: Promise<CredentialUse> | undefined;
  let refusedAt = Number.NEGATIVE_INFINITY;
  let failed: { readonly failure: Failure; readonly at: number } | undefined;
  /** Tokens that could not be saved yet. */
  let unsaved: Kept | undefined;
  let certificate: ClientCertificate | undefined;

  const useOf = (access: Access, failedRenewal?: Failure): CredentialUse => {
    held = access;
    add(access.token);
    return {
      headers: { authorization: `Bearer ${access.token}` },
      query: {},
      certificate,
      endsAt: access.endsAt,
      scopes: access.scopes ?? config.scopes,
      redact,
      ...(failedRenewal !== undefined && { failedRenewal }),
    };
  };

  const isDue = ({ gotAt, endsAt }: Access): boolean => {
    if (endsAt === undefined) return false;
    const [from, until] = [Date.parse(gotAt), Date.parse(endsAt)];
    return clock.now().getTime() >= from + (until - from) * config.renewAt;
  };
  const isAlive = ({ endsAt }: Access): boolean => endsAt === undefined || Date.parse(endsAt) > clock.now().getTime();

  const recentFailure = (): Failure | undefined =>
    failed !== undefined && clock.now().getTime() - failed.at < BETWEEN_FAILURES ? failed.failure : undefined;

  const keep = (kept: Kept): Promise<void> => writeKept(name, file, kept);

  const saved = async (kept: Kept): Promise<void> => {
    try {
      unsaved = kept;
      await keep(kept);
    } catch (error) {
      // A client that gets tokens for itself loses nothing when they cannot be kept.
      if (kept.refresh !== undefined) throw error;
    }
    unsaved = undefined;
  };

  /** What to ask with, references filled in. */
  const asked = async (): Promise<Asked> => {
    const fill: Fill = (text) => options.fill(text, add);
    const { issuer, tokenUrl, clientAuth, scopes, parameters, clientSecret, refreshToken } = config.oauth2;
    certificate = config.mtls && (await certificateOf(name, config.mtls, fill));
    const filled: Record<string, string> = {};
    for (const [key, value] of Object.entries(parameters)) filled[key] = await fill(value);
    const clientId = await fill(config.oauth2.clientId);
    const secret = clientSecret === undefined ? undefined : await fill(clientSecret);
    const configured = refreshToken === undefined ? undefined : await fill(refreshToken);
    const family = digest(JSON.stringify([clientId, configured]));
    return {
      client: { issuer, tokenUrl, clientId, clientSecret: secret, clientAuth, scopes, parameters: filled, certificate },
      configured,
      family,
      digest: digest(JSON.stringify([issuer, tokenUrl, family, scopes, filled])),
    };
  };

  /** Tokens by the last refresh token that is known, or for the client itself; saved before they are given. */
  const got = async (kept: Kept, { client, configured, family, digest: askedFor }: Asked): Promise<Access> => {
    const refresh =
      configured === undefined ? undefined : kept.refresh?.of === family ? kept.refresh.token : configured;
    if (refresh !== undefined) add(refresh);
    const mark = refresh === undefined ? undefined : digest(refresh);
    const earlier = mark !== undefined && kept.refreshing?.digest === mark ? kept.refreshing : undefined;
    const began = clock.now();
    if (mark !== undefined)
      await keep({ ...kept, refreshing: earlier ?? { since: began.toISOString(), digest: mark } });
    let spent = false;
    let tokens: Tokens;
    try {
      tokens = await retry(
        async () => {
          try {
            return { done: await getTokens(client, refresh, options.network) };
          } catch (error) {
            const sent = refresh && config.oauth2.refreshToken;
            const interrupted = earlier?.since ?? (spent ? began.toISOString() : undefined);
            const { failure, again, ...rest } = tokenError(error, { name, asker: client, refresh: sent, interrupted });
            spent ||= rest.spent;
            return { failure: redacted(failure, redact), again };
          }
        },
        options.pace,
        NEVER,
      );
    } catch (error) {
      if (mark !== undefined && earlier === undefined && !spent) await keep({ ...kept, refreshing: undefined });
      throw error;
    }
    const access = { asked: askedFor, ...lifeOf(tokens, began) };
    const next = tokens.refreshToken ?? refresh;
    for (const secret of [access.token, next ?? '']) add(secret);
    await saved({ access, ...(next !== undefined && { refresh: { of: family, token: next } }) });
    return access;
  };

  const renewal = async (refused: string | undefined): Promise<CredentialUse> => {
    const request = await asked();
    const work = async (): Promise<CredentialUse> => {
      if (unsaved !== undefined) await saved(unsaved);
      const kept = await readKept(name, file);
      const known = kept.access?.asked === request.digest ? kept.access : undefined;
      if (known !== undefined && known.token !== refused && !isDue(known)) return useOf(known);
      try {
        const access = await got(kept, request);
        failed = undefined;
        return useOf(access);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        failed = { failure: error, at: clock.now().getTime() };
        if (known === undefined || known.token === refused || !isAlive(known)) throw error;
        return useOf(known, error);
      }
    };
    try {
      await privateFolder(folder);
    } catch (error) {
      if (request.configured !== undefined) throw unwritable(name, folder, error);
      return work();
    }
    return locked(`${file}.lock`, work);
  };

  const shared = (refused?: string): Promise<CredentialUse> => {
    pending ??= renewal(refused).finally(() => {
      pending = undefined;
    });
    return pending;
  };

  return {
    async use() {
      if (held !== undefined && pending === undefined && !isDue(held)) return useOf(held);
      const recent = recentFailure();
      if (pending !== undefined || recent === undefined) return shared();
      if (held !== undefined && isAlive(held)) return useOf(held, recent);
      throw recent;
    },
    async renew(refused) {
      const token = refused.headers.authorization?.slice('Bearer '.length);
      while (pending !== undefined) await pending.catch(() => {});
      if (held !== undefined && held.token !== token && !isDue(held)) return useOf(held);
      const recent = recentFailure();
      if (recent !== undefined) throw recent;
      const now = clock.now().getTime();
      if (now - refusedAt < BETWEEN_REFUSALS) return undefined;
      refusedAt = now;
      return shared(token);
    },
  };
}

function lifeOf({ accessToken, expiresIn, scopes }: Tokens, now: Date): Omit<Access, 'asked'> {
  const until =
    expiresIn === undefined ? tokenClaims(accessToken).until : new Date(now.getTime() + expiresIn * 1000).toISOString();
  return {
    token: accessToken,
    gotAt: now.toISOString(),
    ...(until !== undefined && { endsAt: until }),
    ...(scopes !== undefined && { scopes: [...scopes] }),
  };
}

function redacted({ code, message, hint, place }: Failure, redact: (text: string) => string): Failure {
  return new Failure({
    code,
    message: redact(message),
    ...(hint !== undefined && { hint: redact(hint) }),
    ...(place !== undefined && { place: redact(place) }),
  });
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Others wait for the same tokens, so that nobody calls it off. */
const NEVER = new AbortController().signal;
