// The words by which APIs say what is wrong, whatever status they wear.

/** The causes that words can tell, in the order in which they are looked for. */
export type WordedCause =
  | 'rate-limited'
  | 'maintenance'
  | 'credential-missing'
  | 'credential-expired'
  | 'permission-missing'
  | 'credential-wrong';

const KEY =
  '(?:(?:access|api|auth|refresh|bearer|id|security|session|jwt|client|web) )?(?:token|session|credentials?|key|jwt|grant|assertion|login|secret|password|certificate|signature|authentication|authorization|auth)s?';

/** Against words in lower case with single spaces, `.` kept: sentences are not read across. */
const WORDS: readonly (readonly [WordedCause, RegExp])[] = [
  [
    'rate-limited',
    /\brate ?limit|\bthrottl|\btoo many (?:requests|calls|attempts|api)|\b(?:request|call|api|quota|usage|daily|hourly|monthly|query|rate|concurrency) (?:limit|quota)s? (?:\w+ ){0,3}(?:exceeded|reached|hit)|\bquota (?:\w+ ){0,3}(?:exceeded|exhausted)|\bexceeded (?:\w+ ){0,4}(?:quota|requests? limit)|\bslow down\b|\bresource exhausted\b|\brequests? per (?:second|minute|hour|day)\b/,
  ],
  [
    'maintenance',
    /\b(?:scheduled|planned|under|undergoing|down for|for|in) (?:\w+ ){0,2}maintenance\b|\bmaintenance (?:mode|window|in progress)\b/,
  ],
  [
    'credential-missing',
    new RegExp(
      `\\b(?:no|missing) (?!such )(?:valid )?(?:\\w+ )?${KEY}\\b(?! (?:scopes?|permissions?))|\\b${KEY} (?:header )?(?:is |was |were )?(?:missing|absent|not (?:provided|supplied|found|present))\\b|\\b(?:token|key|header) (?:is )?required\\b|\\bnot authed\\b`,
    ),
  ],
  [
    'credential-expired',
    new RegExp(
      `\\b${KEY} (?:\\w+ ){0,4}(?:expired|revoked|no longer valid|deactivated|inactive|lapsed)\\b|\\b(?:expired|revoked) (?:\\w+ ){0,2}${KEY}\\b|\\binvalid grant\\b|\\bexp claim\\b|\\blifetime validation failed\\b|\\baccount inactive\\b`,
    ),
  ],
  [
    'permission-missing',
    /\b(?:insufficient|missing|inadequate|lacks?|lacking|not enough|no) (?:\w+ ){0,3}(?:scopes?|permissions?|privileges?|access rights?|authori[sz]ation scopes)\b|\b(?:does|do)(?: not|nt) (?:currently )?have (?:\w+ ){0,4}(?:permissions?|access|scopes?|privileges?|rights?|role)\b|\b(?:permission|access) (?:is |was )?denied\b|\bnot (?:authori[sz]ed|accessible) (?:to|by|for)\b|\brequires? (?:\w+ ){0,5}(?:scopes?|permissions?|role|privileges?)\b|\bread only (?:token|key|access)\b|\b(?:scopes?|permissions?) (?:\w+ ){0,2}(?:missing|required|not granted)\b/,
  ],
  [
    'credential-wrong',
    new RegExp(
      `\\b(?:invalid|incorrect|wrong|bad|unknown|malformed|unrecogni[sz]ed|unsupported) (?:\\w+ ){0,2}${KEY}\\b|\\b${KEY} (?:\\w+ ){0,3}(?:invalid|incorrect|not valid|not recogni[sz]ed|malformed|failed|does not match|mismatch|unknown)\\b|\\binvalid (?:auth|client)\\b|\\bunauthenticated\\b|\\bunauthori[sz]ed client\\b|\\bcould not (?:verify|authenticate|validate)\\b`,
    ),
  ],
];

/** The causes that the words tell, those that tell most first. */
export function causesIn(words: string): readonly WordedCause[] {
  return WORDS.filter(([, pattern]) => pattern.test(words)).map(([cause]) => cause);
}

/** Whether the words are about access to the API, and not about a password or a session that a request is about. */
export function speaksOfAccess(words: string): boolean {
  return ACCESS.test(words);
}

const ACCESS =
  /\b(?:api ?key|(?:access|refresh|security|bearer|auth|id) token|(?:invalid|expired) (?:client|grant|token)|credentials?|jwt)\b/;
