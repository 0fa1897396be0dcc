// Which headers, parameters and cookies carry a credential: known by their names, and their values go no further.

import { isArray, isObject, type Json } from '../../model/json.ts';
import type { SentCredential } from '../../model/usage.ts';
import { isSecretName, REDACTED, wordsOf } from './sensitive-names.ts';

// RFC 9110 §11 and the IANA registry, and what vendors write in their place. Any other first word may be the secret itself.
const SCHEMES = new Set([
  ...['basic', 'bearer', 'concealed', 'digest', 'dpop', 'gnap', 'hoba', 'mutual', 'negotiate', 'oauth', 'privatetoken'],
  ...['scram-sha-1', 'scram-sha-256', 'vapid', 'token', 'apikey', 'api-key', 'key', 'hmac', 'hawk', 'jwt', 'ntlm'],
  ...['signature', 'sso-key', 'aws4-hmac-sha256'],
]);

/** Secrets that do not say who calls: of forms, devices and messages. */
const NOT_WHO = /_(csrf|xsrf|push|device|idempotency|nonce)_/;

/** The credential that a header carries; `undefined` for a header that carries none for the API. `name` is in lower case. */
export function headerCredential(name: string, value: string): SentCredential | undefined {
  if (name === 'authorization') {
    const scheme = /^\s*([A-Za-z0-9-]+)\s+\S/.exec(value)?.[1]?.toLowerCase() ?? '';
    return { in: 'header', name, scheme: SCHEMES.has(scheme) ? scheme : undefined };
  }
  if (/^(?:proxy-.*|(?:set-)?cookie2?)$/.test(name) || !saysWho(name)) return undefined;
  return { in: 'header', name, scheme: undefined };
}

/** The credential that a query parameter is; `undefined` for one that is none. */
export function queryCredential(name: string): SentCredential | undefined {
  return saysWho(name) || /^(?:key|auth|appid)$/i.test(name) ? { in: 'query', name, scheme: undefined } : undefined;
}

/** The credential that a cookie is, such as that of a session; `undefined` for one that is none. */
export function cookieCredential(name: string): SentCredential | undefined {
  const session = saysWho(name) || /sess|auth(?!or)|(?:^|[-_.])sid$/i.test(name);
  return session ? { in: 'cookie', name, scheme: undefined } : undefined;
}

function saysWho(name: string): boolean {
  return isSecretName(name) && !NOT_WHO.test(wordsOf(name));
}

/** `value` with each text under a secret's name taken out: all else is what was written to be shown. */
export function withoutSecrets(value: Json, secret = false): Json {
  if (typeof value === 'string') return secret ? REDACTED : value;
  if (isArray(value)) return value.map((item) => withoutSecrets(item, secret));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withoutSecrets(inner ?? null, isSecretName(name))]),
  );
}
