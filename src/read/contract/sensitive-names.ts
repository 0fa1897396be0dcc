// Names behind which secrets and personal data stand, in whatever case they are written.

/** What a name says of its value. */
export type Sensitivity = 'secret' | 'email' | 'phone' | 'personal';

/** What stands for a secret that was taken out. */
export const REDACTED = 'redacted';

// All are matched against words joined by `_`, with one at either end: `clientSecret` is `_client_secret_`.
const SECRETS: readonly RegExp[] = [
  /_[a-z]*(password|passwd|passphrase|pwd|secret|token|apikey|accesskey|privatekey)_/,
  /_((api|app|access|private|secret|auth|account|storage|subscription|signing|shared|encryption|license)_key)s?_/,
  /_(authorization|credentials?|cookie|jwt|bearer|sig|signature|nonce|otp|pin|mfa|cvv2?|cvc2?|passcode)_/,
  /_(session|session_?id|sid|(security|verification|recovery|auth)_?code|csrf|xsrf|pass)_/,
  /_(passwords|secrets|jwts|signatures|(access|refresh|auth|api|bearer|session|device|id)_tokens)_/,
];

/** What most names have nothing of, which so need no closer look. */
const HINT = /pass|pwd|secret|token|key|auth|cred|cook|jwt|bear|sig|non|otp|pin|mfa|cv|sess|sid|code|[cx]srf/i;

/** What is said about a secret: `token_type`, `secret_scanning`. */
const ABOUT =
  /_(types?|count|limit|expiry|expiration|expires(_(at|in|on))?|(created|updated)_at|enabled|required|policy|status|scanning(_[a-z_]+)?)_$/;

const PAGING = /_(page|paging|next|previous|prev|cursor|continuation|sync)_token_/;

const PERSONAL: readonly (readonly [Sensitivity, RegExp])[] = [
  ['email', /_(e_?)?mail(_?address)?_/],
  ['phone', /_(tele)?phone(_?number)?_|_(mobile|cell|msisdn|fax|whatsapp)(_?number)?_/],
  ['personal', /_(first|last|full|given|family|middle|maiden|legal|display|nick|user|cardholder)_?name_|_surname_/],
  [
    'personal',
    /_(ssn|sin|nino|social_security(_number)?|national_id|passport(_?(no|number))?|tax_?id|vat_id|licen[cs]e_number)_/,
  ],
  ['personal', /_(dob|birth_?da(te|y)|date_?of_?birth|place_?of_?birth)_/],
  [
    'personal',
    /_(street(_address)?|address_?(line_?)?\d?|line_?[1-3]|post(al)?_?code|zip(_?code)?|latitude|longitude)_/,
  ],
  [
    'personal',
    /_(iban|bic|pan|card_?(no|number)|(account|routing|bank_account)_?(no|number)|sort_code|ip(_address)?)_/,
  ],
];

/**
 * What the name of a header, parameter or field says of its recorded value; `undefined` for one that says nothing. Counts
 * such as `total_tokens` are no secrets.
 */
export function sensitivityOf(name: string): Sensitivity | undefined {
  const words = wordsOf(name);
  return isHidden(words) ? 'secret' : PERSONAL.find(([, pattern]) => pattern.test(words))?.[0];
}

/** Whether the name says that its value is a secret, and not only a token that turns pages. */
export function isSecretName(name: string): boolean {
  return HINT.test(name) && isHidden(wordsOf(name)) && !PAGING.test(wordsOf(name));
}

function isHidden(words: string): boolean {
  return SECRETS.some((pattern) => pattern.test(words)) && !ABOUT.test(words);
}

/** The name in lower case, its words joined by `_`, with one at either end. */
export function wordsOf(name: string): string {
  return `_${name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')}_`.replace(/_+/g, '_');
}
