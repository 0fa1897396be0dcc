// Redaction: what is captured of traffic loses its secrets and personal data, and keeps its types and formats.

import { isArray, isObject, type Json } from '../../model/json.ts';
import { REDACTED, type Sensitivity, sensitivityOf } from '../contract/sensitive-names.ts';
import { NO_EMAIL, NO_PHONE, passesLuhn, UUID, withoutShapes } from './sensitive-shapes.ts';

/**
 * Free text without what looks like a secret (tokens, keys, passwords, private keys, credentials in URLs) or personal
 * data (addresses of mail and network, numbers of phones, cards, accounts and social security).
 */
export function redactText(text: string): string {
  return withoutShapes(text);
}

/** A text that stands under a name (a header, a query parameter, a field of a form): by that name, else as free text. */
export function redactNamed(name: string, text: string): string {
  return redactTextAs(sensitivityOf(name), text);
}

/** A JSON value, which may stand under a name: by the names and by the looks of what is in it. Types and formats stay. */
export function redactJson(value: Json, name = ''): Json {
  return redactAs(sensitivityOf(name), value);
}

function redactAs(sensitivity: Sensitivity | undefined, value: Json): Json {
  if (typeof value === 'string') return redactTextAs(sensitivity, value);
  if (typeof value === 'number') return redactNumber(sensitivity, value);
  if (isArray(value)) return value.map((item) => redactAs(sensitivity, item));
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, member]): [string, Json] => [
    redactText(key),
    redactAs(sensitivityOf(key) ?? sensitivity, member ?? null),
  ]);
  return Object.fromEntries(members);
}

function redactNumber(sensitivity: Sensitivity | undefined, value: number): number {
  const digits = String(value);
  const isCard = /^\d{13,19}$/.test(digits) && passesLuhn(digits);
  return isCard || sensitivity !== undefined ? 0 : value;
}

function redactTextAs(sensitivity: Sensitivity | undefined, text: string): string {
  if (sensitivity === undefined) return redactText(text);
  if (text === '') return text;
  if (sensitivity === 'email') return NO_EMAIL;
  if (sensitivity === 'phone') return NO_PHONE;
  return FORMATS.find(([pattern]) => pattern.test(text))?.[1](text) ?? masked(text);
}

/** A value of the same format that says nothing. */
const FORMATS: readonly (readonly [RegExp, (text: string) => string])[] = [
  [/^\d{4}-\d\d-\d\dT/, () => '2000-01-01T00:00:00Z'],
  [/^\d{4}-\d\d-\d\d$/, () => '2000-01-01'],
  [UUID, () => '00000000-0000-0000-0000-000000000000'],
  [/^[\d -]+$/, (text) => text.replace(/\d/g, '0')],
  [/^https?:\/\//i, () => 'https://example.com/'],
];

/** An address of mail, network or bank by itself stays what it is for its format; anything else says that it is redacted. */
function masked(text: string): string {
  const shaped = redactText(text);
  return FIXED.test(shaped) ? shaped : REDACTED;
}

const FIXED = /^(?:user@example\.com|GB33BUKB20201555555555|192\.0\.2\.1|2001:db8:0:0:0:0:0:1)$/;
