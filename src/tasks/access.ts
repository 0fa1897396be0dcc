// What goes with a request: header fields of the configuration and a credential, renewed once where it is refused.

import { resolveReferences } from '../config/secrets.ts';
import { Failure } from '../model/failure.ts';
import type { CredentialUse } from '../ports.ts';
import type { Outside } from './outside.ts';

/** What the configuration says of who asks. */
export interface Asker {
  /** Header fields, secrets in them by reference. */
  readonly headers: Readonly<Record<string, string>>;
  /** The name of a credential. */
  readonly credential: string | undefined;
}

/** What to send beside the request itself; names of header fields in lower case. */
export type Access = Pick<CredentialUse, 'headers' | 'query' | 'certificate' | 'redact'>;

/**
 * What `ask` gives with what is to be sent. Where that is refused (`unauthorized`), it is asked once more with a renewed
 * credential, if there is one. Raises what `ask` raises, secrets left out of {@link Failure}s, and failures of
 * credentials.
 */
export async function withAccess<T>(
  asker: Asker,
  { environment, credentials }: Pick<Outside, 'environment' | 'credentials'>,
  ask: (access: Access) => Promise<T>,
): Promise<T> {
  const secrets = new Set<string>();
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(asker.headers)) {
    own[name.toLowerCase()] = await resolveReferences(value, environment, (secret) => secrets.add(secret));
  }
  const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
  const accessBy = ({ headers, query, certificate, redact }: Access): Access => ({
    headers: { ...own, ...headers, ...cookies(own.cookie, headers.cookie) },
    query,
    certificate,
    redact: (text) => longestFirst.reduce((said, secret) => said.replaceAll(secret, '***'), redact(text)),
  });
  const { credential } = asker;
  if (credential === undefined) return redacting(accessBy(NOTHING), ask);
  const use = await credentials.use(credential);
  try {
    return await redacting(accessBy(use), ask);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'unauthorized') throw error;
    const renewed = await credentials.renew(credential, use);
    if (renewed === undefined) throw error;
    return redacting(accessBy(renewed), ask);
  }
}

/** `location` with the parameters of `query` in its own. */
export function withQuery(location: string, query: Access['query']): string {
  const parameters = Object.entries(query);
  if (parameters.length === 0) return location;
  const url = new URL(location);
  for (const [name, value] of parameters) url.searchParams.set(name, value);
  return url.href;
}

/** All cookies in one field (RFC 6265 §5.4). */
function cookies(...fields: readonly (string | undefined)[]): { readonly cookie?: string } {
  const all = fields.filter((field) => field !== undefined);
  return all.length === 0 ? {} : { cookie: all.join('; ') };
}

const NOTHING: Access = { headers: {}, query: {}, certificate: undefined, redact: (text) => text };

async function redacting<T>(access: Access, ask: (access: Access) => Promise<T>): Promise<T> {
  try {
    return await ask(access);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { code, message, hint, place } = error;
    throw new Failure({
      code,
      message: access.redact(message),
      ...(hint !== undefined && { hint: access.redact(hint) }),
      ...(place !== undefined && { place: access.redact(place) }),
    });
  }
}
