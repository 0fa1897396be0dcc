// Names behind which secrets and personal data stand, in whatever case they are written.

/** What a name says of its value. */
export type Sensitivity = 'secret' | 'email' | 'phone' | 'personal';

// Matched against words joined by `_`, with one at either end: `clientSecret` is `_client_secret_`.
const NAMES: readonly (readonly [Sensitivity, RegExp])[] = [
  ['secret', /_[a-z]*(password|passwd|passphrase|pwd|secret|token|apikey|accesskey|privatekey)_/],
  [
    'secret',
    /_(api|app|access|private|secret|auth|account|storage|subscription|signing|shared|encryption|license)_key_/,
  ],
  ['secret', /_(authorization|credentials?|cookie|jwt|bearer|sig|signature|nonce|otp|pin|mfa|cvv2?|cvc2?|passcode)_/],
  ['secret', /_(session|session_?id|sid|(security|verification|recovery|auth)_?code|csrf|xsrf|pass)_/],
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

/** What the name says of its value; `undefined` for one that says nothing. Counts such as `total_tokens` are no secrets. */
export function sensitivityOf(name: string): Sensitivity | undefined {
  const words = `_${name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')}_`.replace(/_+/g, '_');
  return NAMES.find(([, pattern]) => pattern.test(words))?.[0];
}
