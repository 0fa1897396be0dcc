// A cause with what is known of it, put into words.

import { code } from '../../../model/code.ts';
import type { LiveCall, Trouble, TroubleCause, TroubleField, TroubleSubject } from '../../../model/trouble.ts';
import { redactText } from '../redact.ts';

/** A cause, and what a message needs to know. */
export interface Verdict {
  readonly cause: TroubleCause;
  /** What is to be said of the subject in the place of the cause's own words. */
  readonly says?: string | undefined;
  /** What the API said, fit to be shown. */
  readonly quote?: string | undefined;
  /** The code of the error that came in the place of an answer. */
  readonly error?: string | undefined;
  readonly subject?: TroubleSubject['kind'] | undefined;
  readonly lasts?: Trouble['lasts'] | undefined;
  readonly fields?: readonly TroubleField[] | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly retryAt?: string | undefined;
  readonly movedTo?: string | undefined;
  readonly daysLeft?: number | undefined;
}

/** What is true of every trouble of a cause. */
interface Kind {
  readonly subject: TroubleSubject['kind'];
  /** What is said of the subject. */
  readonly says: string;
  readonly hint: string;
  readonly lasts: Trouble['lasts'];
}

const KINDS: Readonly<Record<TroubleCause, Kind>> = {
  'credential-expired': {
    subject: 'credential',
    says: 'has expired, or was revoked',
    hint: 'renew the credential, and look why its renewal did not come in time',
    lasts: 'lasting',
  },
  'credential-wrong': {
    subject: 'credential',
    says: 'is not accepted',
    hint: 'check the credential’s value, and that it belongs to this environment (sandbox or production)',
    lasts: 'lasting',
  },
  'credential-missing': {
    subject: 'credential',
    says: 'does not reach the API',
    hint: 'name a `credential` for the call, and check how the API wants it sent: the scheme may have changed',
    lasts: 'lasting',
  },
  'permission-missing': {
    subject: 'credential',
    says: 'lacks a permission',
    hint: 'grant the permission or scope to the credential, then get a new token: old tokens keep old scopes',
    lasts: 'lasting',
  },
  'rate-limited': {
    subject: 'host',
    says: 'limits the rate of calls',
    hint: 'call less often, and wait as long as the API asks; the credential is not at fault',
    lasts: 'passing',
  },
  'request-invalid': {
    subject: 'operation',
    says: 'refuses the request as invalid',
    hint: 'compare what is sent with the API’s document: a field may be new, required or of another format',
    lasts: 'lasting',
  },
  'not-found': {
    subject: 'operation',
    says: 'finds nothing there',
    hint: 'check the path and the identifiers in it; some APIs answer so to a credential that may not see it',
    lasts: 'lasting',
  },
  gone: {
    subject: 'operation',
    says: 'is gone for good',
    hint: 'look for its successor in the API’s changelog, and move to it',
    lasts: 'lasting',
  },
  moved: {
    subject: 'operation',
    says: 'has moved',
    hint: 'call the new address',
    lasts: 'lasting',
  },
  'server-fault': {
    subject: 'operation',
    says: 'fails on the API’s side',
    hint: 'try again; when it stays so, look at the API’s status page and tell the provider',
    lasts: 'passing',
  },
  maintenance: {
    subject: 'host',
    says: 'is under maintenance',
    hint: 'wait until it is over; the API’s status page may say when',
    lasts: 'passing',
  },
  timeout: {
    subject: 'host',
    says: 'does not answer in time',
    hint: 'try again; when it stays so, look at the API’s status page',
    lasts: 'passing',
  },
  slow: {
    subject: 'operation',
    says: 'answers later than its consumers wait',
    hint: 'ask for less at once, or let consumers wait longer',
    lasts: 'passing',
  },
  dns: {
    subject: 'host',
    says: 'is not known to DNS',
    hint: 'check the host’s name, and the network’s name server',
    lasts: 'passing',
  },
  'connection-refused': {
    subject: 'host',
    says: 'refuses connections',
    hint: 'check the port, and whether the API is up',
    lasts: 'passing',
  },
  'connection-reset': {
    subject: 'host',
    says: 'breaks connections off',
    hint: 'try again; when it stays so, look for a proxy or firewall on the way',
    lasts: 'passing',
  },
  unreachable: {
    subject: 'host',
    says: 'cannot be reached',
    hint: 'check the network, its routes and its firewall',
    lasts: 'passing',
  },
  'tls-expired': {
    subject: 'host',
    says: 'has a certificate that is not valid now',
    hint: 'tell the provider; check the clock of this machine first',
    lasts: 'lasting',
  },
  'tls-host': {
    subject: 'host',
    says: 'has a certificate for another host',
    hint: 'check the host’s name; when it is right, something else answers in its place',
    lasts: 'lasting',
  },
  'tls-untrusted': {
    subject: 'host',
    says: 'has a certificate that nobody trusted vouches for',
    hint: 'name your own authority’s certificate in `NODE_EXTRA_CA_CERTS`, or tell the provider to send its whole chain',
    lasts: 'lasting',
  },
  'tls-failed': {
    subject: 'host',
    says: 'cannot be agreed with over TLS',
    hint: 'check that the port speaks TLS, and which versions the provider still takes',
    lasts: 'lasting',
  },
  'certificate-ending': {
    subject: 'host',
    says: 'has a certificate that ends soon',
    hint: 'tell the provider that its certificate is not renewed yet',
    lasts: 'lasting',
  },
  'not-json': {
    subject: 'host',
    says: 'answers with a page in the place of JSON',
    hint: 'something answers before the API does: look for a login page, a firewall or a wrong base URL',
    lasts: 'lasting',
  },
  refused: {
    subject: 'operation',
    says: 'refuses the call',
    hint: 'read what the API says of this status in its documentation',
    lasts: 'lasting',
  },
};

/** The trouble of a call that a verdict tells. */
export function troubleOf(verdict: Verdict, call: LiveCall): Trouble {
  const kind = KINDS[verdict.cause];
  const subject = subjectOf(verdict.subject ?? kind.subject, call);
  const fact = factOf(subject, verdict.cause, verdict.says ?? kind.says);
  const { outcome } = call;
  const status = 'error' in outcome ? undefined : outcome.status;
  const answer = verdict.error === undefined ? `answers ${status}` : `gets no answer (${verdict.error})`;
  const shows = verdict.cause === 'certificate-ending' ? '' : `: ${code(call.operation, 120)} ${answer}`;
  const quote = verdict.quote === undefined ? '' : `, and says ${code(verdict.quote, 200)}`;
  return {
    cause: verdict.cause,
    api: call.api,
    operation: call.operation,
    at: call.at,
    host: hostOf(call),
    credential: call.credential?.name,
    status,
    subject,
    fact,
    message: `${fact}${shows}${quote}`,
    hint: verdict.retryAt === undefined ? kind.hint : `${kind.hint}; not before ${verdict.retryAt}`,
    lasts: verdict.lasts ?? kind.lasts,
    fields: verdict.fields ?? [],
    scopes: verdict.scopes ?? [],
    retryAt: verdict.retryAt,
    movedTo: verdict.movedTo,
    daysLeft: verdict.daysLeft,
  };
}

function subjectOf(kind: TroubleSubject['kind'], call: LiveCall): TroubleSubject {
  if (kind === 'operation') return { kind, name: call.operation };
  if (kind === 'credential' && call.credential !== undefined) return { kind, name: call.credential.name };
  return { kind: 'host', name: hostOf(call) };
}

function factOf(subject: TroubleSubject, cause: TroubleCause, says: string): string {
  if (cause === 'certificate-ending') return `the certificate of ${code(subject.name)} ${says}`;
  if (subject.kind === 'credential') return `credential ${code(subject.name)} ${says}`;
  const needs = cause.startsWith('credential-') || cause === 'permission-missing';
  return needs ? `${code(subject.name)} wants a credential, and none is sent` : `${code(subject.name, 120)} ${says}`;
}

function hostOf({ url }: LiveCall): string {
  // The name of a host may be secret too, as those of webhooks are.
  return URL.canParse(url) ? redactText(new URL(url).host) : '';
}

/** Whole days from one RFC 3339 date-time to another, rounded down; `undefined` where either is none. */
export function daysBetween(from: string, to: string | undefined): number | undefined {
  const days = Math.floor((Date.parse(to ?? '') - Date.parse(from)) / 86_400_000);
  return Number.isNaN(days) ? undefined : days;
}
