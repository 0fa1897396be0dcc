// A credential of OAuth 2.0: its token is held, renewed before it ends, and shared by all who use it.

import { Failure } from '../../model/failure.ts';
import type { CredentialUse } from '../../ports.ts';
import { redaction } from './redaction.ts';
import { type Access, type RenewalOptions, type Renewed, tokenRenewal } from './token-renewal.ts';

/** One credential, as the port of all of them has it by name. */
export interface Credential {
  use(): Promise<CredentialUse>;
  renew(refused: CredentialUse): Promise<CredentialUse | undefined>;
}

/** A token that was refused is not got anew more often than this, in milliseconds: the token is not at fault then. */
const BETWEEN_REFUSALS = 10_000;

/** After a failure the next try is made when so many milliseconds are over; until then it is the failure of all. */
const BETWEEN_FAILURES = 30_000;

/** A credential whose tokens are got from an OAuth 2.0 server. */
export function oauthCredential(options: RenewalOptions): Credential {
  const { config, clock } = options;
  const secrets = redaction();
  const now = (): number => clock.now().getTime();
  const isDue = ({ gotAt, endsAt }: Access): boolean => {
    if (endsAt === undefined) return false;
    const [from, until] = [Date.parse(gotAt), Date.parse(endsAt)];
    return now() >= from + (until - from) * config.renewAt;
  };
  const isAlive = ({ endsAt }: Access): boolean => endsAt === undefined || Date.parse(endsAt) > now();
  const renewal = tokenRenewal(options, secrets, { isDue, isAlive });

  let held: Renewed | undefined;
  let pending: Promise<CredentialUse> | undefined;
  let failed: { readonly failure: Failure; readonly at: number } | undefined;
  let refusedAt = Number.NEGATIVE_INFINITY;

  const useOf = ({ access, certificate }: Renewed, failedRenewal?: Failure): CredentialUse => {
    secrets.add(access.token);
    return {
      headers: { authorization: `Bearer ${access.token}` },
      query: {},
      certificate,
      endsAt: access.endsAt,
      scopes: access.scopes ?? config.scopes,
      redact: secrets.redact,
      ...(failedRenewal !== undefined && { failedRenewal }),
    };
  };

  const recentFailure = (): Failure | undefined =>
    failed !== undefined && now() - failed.at < BETWEEN_FAILURES ? failed.failure : undefined;

  const renewed = async (refused: string | undefined): Promise<CredentialUse> => {
    try {
      held = await renewal(refused);
      failed = held.failure && { failure: held.failure, at: now() };
      return useOf(held, held.failure);
    } catch (error) {
      if (error instanceof Failure) failed = { failure: error, at: now() };
      throw error;
    }
  };

  const shared = (refused?: string): Promise<CredentialUse> => {
    pending ??= renewed(refused).finally(() => {
      pending = undefined;
    });
    return pending;
  };

  return {
    async use() {
      if (held !== undefined && pending === undefined && !isDue(held.access)) return useOf(held);
      const recent = recentFailure();
      if (pending !== undefined || recent === undefined) return shared();
      if (held !== undefined && isAlive(held.access)) return useOf(held, recent);
      throw recent;
    },
    async renew(refused) {
      const token = refused.headers.authorization?.slice('Bearer '.length);
      while (pending !== undefined) await pending.catch(() => {});
      if (held !== undefined && held.access.token !== token && !isDue(held.access)) return useOf(held);
      const recent = recentFailure();
      if (recent !== undefined) throw recent;
      if (now() - refusedAt < BETWEEN_REFUSALS) return undefined;
      refusedAt = now();
      return shared(token);
    },
  };
}
