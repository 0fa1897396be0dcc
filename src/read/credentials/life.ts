// How long credentials live by what they say themselves: JSON Web Tokens and certificates. Nothing is verified.

import { X509Certificate } from 'node:crypto';
import { isArray, isObject, type Json, type JsonObject, jsonIn, own } from '../../model/json.ts';

/** From when until when something holds, in RFC 3339, each where it says so. */
export interface Life {
  readonly from: string | undefined;
  readonly until: string | undefined;
}

/** What a token says of itself. */
export interface TokenClaims extends Life {
  /** Sorted; `undefined` where it does not say. */
  readonly scopes: readonly string[] | undefined;
}

const LONGEST_TOKEN = 100_000;

/** What a JSON Web Token (RFC 7519 §4.1, RFC 8693 §4.2) says of itself; nothing, where the text is none. */
export function tokenClaims(token: string): TokenClaims {
  const claims = payloadOf(token);
  const scopes = scopesIn(own(claims, 'scope') ?? own(claims, 'scp'));
  return { from: moment(own(claims, 'iat')), until: moment(own(claims, 'exp')), scopes };
}

/** From when until when the first certificate of a PEM text holds (RFC 5280 §4.1.2.5); nothing, where it is none. */
export function certificateLife(pem: string): Life {
  try {
    const { validFrom, validTo } = new X509Certificate(pem);
    return { from: new Date(validFrom).toISOString(), until: new Date(validTo).toISOString() };
  } catch {
    return { from: undefined, until: undefined };
  }
}

/** Scopes as they are written in one text (RFC 6749 §3.3) or in a list; sorted, each once. */
export function scopesIn(written: Json | undefined): readonly string[] | undefined {
  const words = typeof written === 'string' ? written.split(' ') : written;
  if (!isArray(words)) return undefined;
  return [...new Set(words.filter((word) => typeof word === 'string').filter((word) => word !== ''))].sort();
}

function payloadOf(token: string): JsonObject {
  const [, payload = '', signature] = token.length > LONGEST_TOKEN ? [] : token.split('.');
  if (signature === undefined) return {};
  const claims = jsonIn(Buffer.from(payload, 'base64url').toString());
  return isObject(claims) ? claims : {};
}

/** Seconds since 1970 (RFC 7519 §2). */
function moment(seconds: Json | undefined): string | undefined {
  return typeof seconds === 'number' ? dateTime(seconds * 1000) : undefined;
}

/** RFC 3339 of milliseconds since 1970; `undefined` for what is before that, or in no year that RFC 3339 can write. */
export function dateTime(milliseconds: number): string | undefined {
  return milliseconds >= 0 && milliseconds < Date.UTC(10_000, 0) ? new Date(milliseconds).toISOString() : undefined;
}
