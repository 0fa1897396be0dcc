// What in a contract is a credential or a secret: it is known by its name, and its value goes no further.

import { isArray, isObject, type Json } from '../../model/json.ts';
import type { SentCredential } from '../../model/usage.ts';

/** What stands where a secret was. */
export const REDACTED = '[redacted]';

const SECRET_HEADER = /^(?:proxy-)?authorization$|token|secret|api-?key|password/i;
const SECRET_NAME = /(?:token|secret|passw(?:or)?d|api[-_]?key|private[-_]?key|signature|jwt)s?$/i;
const PAGING = /(?:page|next|previous|prev|cursor|continuation|sync)[-_]?token$/i;
const SESSION = /sess|(?:^|[-_.])sid$|auth|token|jwt|secret/i;

/** `Authorization` schemes that are known by name: any other first word may be the secret itself. */
const SCHEMES = new Set([
  ...[
    'apikey',
    'aws4-hmac-sha256',
    'basic',
    'bearer',
    'digest',
    'dpop',
    'gnap',
    'hawk',
    'hmac',
    'hoba',
    'key',
    'mutual',
  ],
  ...['negotiate', 'oauth', 'privatetoken', 'scram-sha-1', 'scram-sha-256', 'sso-key', 'token', 'vapid'],
]);

/** Whether a property or a query parameter holds a secret. Tokens that turn pages are none. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !PAGING.test(name);
}

/** Whether a cookie is that of a session. */
export function isSessionCookie(name: string): boolean {
  return SESSION.test(name);
}

/** The credential that a header carries; `undefined` for a header that carries none. `name` is in lower case. */
export function headerCredential(name: string, value: string): SentCredential | undefined {
  if (!SECRET_HEADER.test(name) || PAGING.test(name)) return undefined;
  const scheme = name.endsWith('authorization')
    ? /^\s*([A-Za-z0-9-]+)\s+\S/.exec(value)?.[1]?.toLowerCase()
    : undefined;
  return { in: 'header', name, scheme: scheme !== undefined && SCHEMES.has(scheme) ? scheme : undefined };
}

/** `value` with `[redacted]` in place of each text under a secret's name. */
export function redacted(value: Json, secret = false): Json {
  if (typeof value === 'string') return secret ? REDACTED : value;
  if (isArray(value)) return value.map((item) => redacted(item, secret));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, redacted(inner ?? null, isSecretName(name))]),
  );
}
