// What went wrong on the way, by the codes of Node, OpenSSL and undici.

import type { LiveCall, TroubleCause } from '../../../model/trouble.ts';
import { daysBetween, type Verdict } from './verdict.ts';

interface Kind {
  readonly codes: RegExp;
  readonly cause: TroubleCause;
  readonly says?: string;
  readonly lasts?: Verdict['lasts'];
}

/** The first that fits has it. */
const KINDS: readonly Kind[] = [
  { codes: /^ENOTFOUND$/, cause: 'dns', lasts: 'lasting' },
  { codes: /^(?:EAI_|ENODATA$|ESERVFAIL$|EREFUSED$)/, cause: 'dns', says: 'cannot be looked up in DNS now' },
  { codes: /^ECONNREFUSED$/, cause: 'connection-refused' },
  {
    codes: /TIMEDOUT|TIMEOUT$|^TimeoutError$|^AbortError$|^(?:UND_ERR_ABORTED|ABORT_ERR)$/,
    cause: 'timeout',
  },
  { codes: /^(?:ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|ERR_STREAM_PREMATURE_CLOSE)$/, cause: 'connection-reset' },
  {
    codes: /^(?:HPE_|UND_ERR_RES_|UND_ERR_RESPONSE|UND_ERR_HEADERS_OVERFLOW)/,
    cause: 'connection-reset',
    says: 'sends what is no HTTP',
  },
  { codes: /^E(?:HOST|NET)(?:UNREACH|DOWN)$|^EADDRNOTAVAIL$/, cause: 'unreachable' },
  { codes: /^CERT_HAS_EXPIRED$/, cause: 'tls-expired', says: 'has a certificate that has expired' },
  { codes: /^CERT_NOT_YET_VALID$/, cause: 'tls-expired', says: 'has a certificate that is not valid yet' },
  { codes: /^CERT_REVOKED$/, cause: 'tls-untrusted', says: 'has a certificate that was revoked' },
  { codes: /^(?:ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/, cause: 'tls-host' },
  {
    codes: /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)$/,
    cause: 'tls-untrusted',
    says: 'has a certificate that is self-signed',
  },
  { codes: /^(?:CERT_|CRL_|UNABLE_TO_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_)/, cause: 'tls-untrusted' },
  { codes: /ALERT_CERTIFICATE_EXPIRED$|ALERT_CERTIFICATE_REVOKED$/, cause: 'credential-expired' },
  { codes: /ALERT_CERTIFICATE_REQUIRED$/, cause: 'credential-missing' },
  { codes: /ALERT_(?:BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_UNKNOWN|ACCESS_DENIED)$/, cause: 'credential-wrong' },
  { codes: /^(?:ERR_TLS_|ERR_SSL_|ERR_OSSL_|EPROTO$)/, cause: 'tls-failed' },
];

/** The cause of an error that came in the place of an answer. Alerts of TLS about certificates are about the client's. */
export function noAnswer(error: string, call: LiveCall): Verdict {
  const name = /^\w{1,80}$/.test(error) ? error : 'no code';
  const kind = KINDS.find(({ codes }) => codes.test(name));
  const daysLeft = kind?.cause === 'tls-expired' ? daysBetween(call.at, call.certificateEnds) : undefined;
  return { cause: kind?.cause ?? 'unreachable', says: kind?.says, lasts: kind?.lasts, error: name, daysLeft };
}
