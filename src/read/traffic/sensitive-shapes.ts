// What secrets and personal data look like in free text, and what stands for each when it is redacted.

import { REDACTED } from '../contract/sensitive-names.ts';

/** RFC 2606 §3: an address that is nobody's. */
export const NO_EMAIL = 'user@example.com';

/** A number of the range that is kept for fiction (NANPA 555-01XX). */
export const NO_PHONE = '+15550100000';

const NO_IBAN = 'GB33BUKB20201555555555';

/** A shape: its pattern, each repetition of which is bounded, and what stands for a match, which may be the match itself. */
interface Shape {
  readonly pattern: RegExp;
  readonly stands: (match: string, ...groups: string[]) => string;
}

const SECRET_WORDS =
  'pass(?:word|wd|phrase|code)?|pwd|secret|token|api[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|credentials?|signature|sig|session(?:[_-]?id)?|sid|otp|jwt|auth';

const SHAPES: readonly Shape[] = [
  {
    pattern:
      /-----BEGIN [A-Z ]{0,40}(?:KEY|CERTIFICATE)[A-Z ]{0,20}-----[\s\S]{0,20000}?(?:-----END [A-Z ]{0,60}-----|$)/g,
    stands: () => REDACTED,
  },
  { pattern: /\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#@]{1,500}@/gi, stands: (_, scheme) => `${scheme}${REDACTED}@` },
  {
    pattern: /\b(bearer|basic|digest|negotiate|apikey|hmac)( +|%20|\+)(?!redacted\b)[\w.~+/=:-]{6,8000}/gi,
    stands: (_, scheme, gap) => `${scheme}${gap}${REDACTED}`,
  },
  {
    pattern: new RegExp(
      `((?<![a-z])[\\w.-]{0,40}(?:${SECRET_WORDS})["']{0,2}\\\\?["']? {0,3}(?:[:=]|%3D|%3A) {0,3}\\\\?["']?)([^\\s"'&,;<>{}()\\[\\]\\\\]{1,8000})`,
      'gi',
    ),
    stands: (_, name) => `${name}${REDACTED}`,
  },
  { pattern: /\beyJ[\w-]{4,8000}(?:\.[\w-]{0,8000}){0,4}/g, stands: () => REDACTED },
  {
    // Stripe, Slack, GitHub, GitLab, npm, Hugging Face, DigitalOcean, Shopify, Square, OpenAI and many others.
    pattern:
      /\b(?:(?:sk|pk|rk)_(?:live|test)_|whsec_|xox[a-z]-|xapp-|gh[opsur]_|github_pat_|gl[a-z]{2,5}-|npm_|pypi-|hf_|do[oprt]_v1_|shp(?:at|ca|pa|ss)_|sq0[a-z]{3}-|sk-|key-|EAA[A-Z]|ya29\.|1\/\/0|SG\.|AIza|AKIA|ASIA|LTAI|dapi|PMAK-|NRAK-|lin_api_|secret_|figd_|dp\.pt\.|rpa_|tskey-|xkeysib-|re_)[\w.-]{8,500}/g,
    stands: () => REDACTED,
  },
  { pattern: /\/(services|bot|webhooks)(\/?)[\w:-]{6,200}(?:\/[\w:-]{6,200}){0,3}/g, stands: webhook },
  {
    pattern: /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/gi,
    stands: () => NO_EMAIL,
  },
  { pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b/g, stands: iban },
  { pattern: /(?<![\w.])\d(?:[ -]?\d){12,60}(?![\w.]*\d)/g, stands: card },
  { pattern: /(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])/g, stands: () => '000-00-0000' },
  { pattern: /(?<![\w+])(?:\+|00(?=[1-9]))\d(?:[ ().\u00a0-]{0,2}\d){6,14}(?!\d)/g, stands: () => NO_PHONE },
  { pattern: /(?<![\w+.-])(?:1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-])/g, stands: () => NO_PHONE },
  {
    pattern: /(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w.])/g,
    stands: () => '192.0.2.1',
  },
  {
    pattern: /(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}(?::?[0-9a-f]{1,4}){1,4}(?![\w:])/gi,
    stands: () => '2001:db8:0:0:0:0:0:1',
  },
  { pattern: /[\w+/~-]{20,8000}/g, stands: (match) => (looksRandom(match) ? REDACTED : match) },
];

/** How often a text may be percent-encoded over again. */
const MOST_ENCODINGS = 3;

/** The text with what looks like a secret or personal data replaced, also where it is percent-encoded. */
export function withoutShapes(text: string, encodings = 0): string {
  const plain = SHAPES.reduce((result, { pattern, stands }) => result.replace(pattern, stands), text);
  if (!plain.includes('%')) return plain;
  return plain.replace(/[^\s"'<>&=?#/]{3,8000}/g, (word) => encodedWithoutShapes(word, encodings));
}

function encodedWithoutShapes(word: string, encodings: number): string {
  const decoded = word.replaceAll('+', ' ').replace(/(?:%[0-9a-f]{2})+/gi, decodedRun);
  if (decoded.length === word.length) return word;
  if (encodings === MOST_ENCODINGS) return REDACTED;
  const plain = withoutShapes(decoded, encodings + 1);
  return plain === decoded ? word : encodeURIComponent(plain.toWellFormed());
}

function decodedRun(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    return run.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
}

/** Whether the word is long and mixed as only machines write: keys, digests, opaque identifiers; a UUID is not meant. */
export function looksRandom(word: string): boolean {
  if (UUID.test(word) || !/\d/.test(word)) return /^[A-Za-z]{32,}$/.test(word) && mixedCase(word);
  if (/[A-Za-z0-9]{20}|^[A-Za-z0-9/+]{40}$/.test(word) && mixedCase(word)) return true;
  return /^[0-9a-f]{32,}$|^[a-z0-9]{32,}$|^[A-Z0-9]{24,}$/.test(word) && /[a-z]/i.test(word);
}

/** RFC 9562 §4. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function mixedCase(word: string): boolean {
  return /[a-z].*[A-Z]|[A-Z].*[a-z]/.test(word);
}

/** Slack, Telegram and Discord put the secret into the path. */
function webhook(match: string, kind: string, slash: string): string {
  return /\d/.test(match) && (kind === 'bot' ? match.includes(':') : slash === '/')
    ? `/${kind}${slash}${REDACTED}`
    : match;
}

/** ISO 13616: the first stretch whose check digits are right. */
function iban(match: string): string {
  for (let end = match.length; end >= 15; end--) {
    const compact = match.slice(0, end).replaceAll(' ', '');
    if (compact.length >= 15 && modulo97(compact) === 1) return `${NO_IBAN}${match.slice(end)}`;
  }
  return match;
}

function modulo97(text: string): number {
  const moved = `${text.slice(4)}${text.slice(0, 4)}`;
  const digits = moved.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest;
}

/** ISO/IEC 7812-1, annex B; other numbers may stand beside the card's. */
function card(match: string): string {
  const digits = match.replace(/\D/g, '');
  const lengths = [13, 14, 15, 16, 19];
  const isCard = [...digits].some((_, start) =>
    lengths.some((length) => start + length <= digits.length && passesLuhn(digits.slice(start, start + length))),
  );
  return isCard ? match.replace(/\d/g, '0') : match;
}

/** Whether the digits end in the check digit of Luhn's formula. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
