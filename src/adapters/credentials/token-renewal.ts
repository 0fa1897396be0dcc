// Getting the tokens of one credential anew: in one process at a time, and so that no refresh token is lost on the way.
//
// Before a refresh token is sent, that is written down; its answer is saved before anybody uses it. What is kept is only
// ever replaced by tokens that a server gave, so a crash at any moment leaves the last refresh token that is known.

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { CredentialConfig, OAuthConfig } from '../../config/credentials.ts';
import { Failure } from '../../model/failure.ts';
import type { ClientCertificate, Clock } from '../../ports.ts';
import { dateTime, tokenClaims } from '../../read/credentials/life.ts';
import { type Pace, retry } from '../sources/retry.ts';
import { locked } from './lock.ts';
import type { Redaction } from './redaction.ts';
import { certificateOf, type Fill } from './sent.ts';
import { getTokens, type TokenClient, type TokenNetwork, type Tokens } from './token-endpoint.ts';
import { tokenError } from './token-failures.ts';
import { type Kept, privateFolder, readKept, unwritable, writeKept } from './token-file.ts';

/** What {@link tokenRenewal} is told. */
export interface RenewalOptions {
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

/** An access token. */
export type Access = NonNullable<Kept['access']>;

/** What came of a renewal. */
export interface Renewed {
  readonly access: Access;
  readonly certificate: ClientCertificate | undefined;
  /** Why the token is the one of before, which still lives. */
  readonly failure: Failure | undefined;
}

/** Whether it is time to renew the token, and whether it still lives. */
export interface Age {
  isDue(access: Access): boolean;
  isAlive(access: Access): boolean;
}

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

/**
 * Gets tokens where those that are kept are due, or are the one that was `refused`. Raises {@link Failure}
 * `credential-failed`, `secret-missing`, `source-forbidden` and `store-failed`.
 */
export function tokenRenewal(
  options: RenewalOptions,
  { add, redact }: Redaction,
  { isDue, isAlive }: Age,
): (refused: string | undefined) => Promise<Renewed> {
  const { name, config, folder, clock } = options;
  const file = join(folder, `${name}.json`);
  /** Tokens that could not be saved yet. */
  let unsaved: Kept | undefined;

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
    const certificate = config.mtls && (await certificateOf(name, config.mtls, fill));
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

  return async (refused) => {
    const request = await asked();
    const { certificate } = request.client;
    const work = async (): Promise<Renewed> => {
      if (unsaved !== undefined) await saved(unsaved);
      const kept = await readKept(name, file);
      const known = kept.access?.asked === request.digest ? kept.access : undefined;
      const usable = known !== undefined && known.token !== refused ? known : undefined;
      if (usable !== undefined && !isDue(usable)) return { access: usable, certificate, failure: undefined };
      try {
        return { access: await got(kept, request), certificate, failure: undefined };
      } catch (error) {
        if (!(error instanceof Failure) || usable === undefined || !isAlive(usable)) throw error;
        return { access: usable, certificate, failure: error };
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
}

function lifeOf({ accessToken, expiresIn, scopes }: Tokens, now: Date): Omit<Access, 'asked'> {
  const endsAt = expiresIn === undefined ? tokenClaims(accessToken).until : dateTime(now.getTime() + expiresIn * 1000);
  return {
    token: accessToken,
    gotAt: now.toISOString(),
    ...(endsAt !== undefined && { endsAt }),
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
