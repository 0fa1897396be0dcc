// What is said of each cause, and what to do about it.

import type { Trouble, TroubleCause, TroubleSubject } from '../../../model/trouble.ts';

/** What is true of every trouble of a cause. */
export interface TroubleKind {
  readonly subject: TroubleSubject['kind'];
  /** What is said of the subject. */
  readonly says: string;
  readonly hint: string;
  readonly lasts: Trouble['lasts'];
}

/** What each cause is about, in words. */
export const TROUBLE_KINDS: Readonly<Record<TroubleCause, TroubleKind>> = {
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
