// Credentials as they travel, and the security schemes that they are for.

import type { Parameter, SecurityScheme } from './api.ts';
import type { SentCredential } from './usage.ts';

/**
 * Whether the credential may be one of the scheme. Whoever does not say the scheme of an `Authorization` header may send
 * any (RFC 9110 §11.6.2). A token of OAuth travels as a bearer token, or in a parameter of its own (RFC 6750 §2, RFC 9449).
 */
export function isCredentialOf(held: SentCredential, { type, carrier, wire }: SecurityScheme): boolean {
  const authorization = held.in === 'header' && held.name.toLowerCase() === 'authorization';
  const said = held.scheme?.toLowerCase();
  switch (type) {
    case 'apiKey':
      return carrier !== undefined && isSentAs(held, carrier);
    case 'http':
      return authorization && (said === undefined || `http ${said}` === wire);
    case 'oauth2':
    case 'openIdConnect':
      return authorization
        ? said === undefined || said === 'bearer' || said === 'dpop'
        : held.in === 'query' && held.name === 'access_token';
    case 'mutualTLS':
      return held.in === 'tls';
    default:
      return false;
  }
}

/** Whether the credential is the parameter, by place and name. */
export function isSentAs(held: SentCredential, { in: place, name }: Pick<Parameter, 'in' | 'name'>): boolean {
  return (
    held.in === place && (place === 'header' ? held.name.toLowerCase() === name.toLowerCase() : held.name === name)
  );
}

/** Whether credentials of the scheme may be tokens of an authorization server. */
export function isTokenScheme({ type, wire }: Pick<SecurityScheme, 'type' | 'wire'>): boolean {
  return type === 'oauth2' || type === 'openIdConnect' || (type === 'http' && /^http (?:bearer|dpop)$/.test(wire));
}
