// What goes wrong over HTTP, said as failures, and whether another attempt may do better.

import { Failure, type FailureCode } from '../../model/failure.ts';
import { errorCode } from './error-code.ts';
import type { Attempt } from './retry.ts';

type Failed = Extract<Attempt<never>, { readonly failure: Failure }>;

/** `url` as it may be shown: without userinfo, query values and fragment, any of which may be secret. */
export function shownUrl(url: URL): string {
  return `${url.origin}${url.pathname}${url.search === '' ? '' : '?…'}`;
}

/** What the answer of `url` with a status other than success means (RFC 9110 §15). `wait` is what it asks to wait, in ms. */
export function failedStatus(status: number, url: URL, wait: number | undefined): Failed {
  const place = shownUrl(url);
  const fails = (code: FailureCode, message: string, hint: string, again: boolean): Failed => ({
    failure: new Failure({ code, message: `\`${place}\` ${message}`, hint, place }),
    again,
    wait,
  });
  const phrase = reasonPhrase(status);
  const answer = `(HTTP ${status}${phrase === undefined ? '' : ` ${phrase}`})`;
  const later = wait === undefined ? 'try again later' : `try again in ${Math.ceil(wait / 1000)} s`;

  if (status === 401 || status === 403) {
    const hint =
      'check the `credential` and `headers` of the API; they are sent to its own origin only, not after a redirect';
    return fails('unauthorized', `refuses access ${answer}`, hint, false);
  }
  if (status === 429) return fails('rate-limited', `limits the rate of requests ${answer}`, later, true);
  if (status >= 500) return fails('server-error', `fails ${answer}`, later, true);
  if (status === 408) return fails('http-status', `waited too long for the request ${answer}`, later, true);
  return fails('http-status', `does not give the document ${answer}`, 'check the URL of the API’s `spec`', false);
}

/** What an error of the connection to `url` means. `reading` says whether the body had begun to come. */
export function failedTransport(error: unknown, url: URL, reading: boolean): Failed {
  if (error instanceof Failure) return { failure: error, again: error.code === 'truncated' };
  const reason = errorCode(error) ?? 'no code';
  const known = KINDS.find(({ codes }) => codes.test(reason));
  const { code, message, hint, again } = known ?? (reading ? CUT : UNREACHABLE);
  const place = shownUrl(url);
  return {
    failure: new Failure({ code, message: `\`${place}\` ${message} (${reason})`, hint, place, cause: error }),
    again,
  };
}

interface Kind {
  readonly code: FailureCode;
  readonly message: string;
  readonly hint: string;
  readonly again: boolean;
}

/** What the error codes of Node, OpenSSL and undici mean. */
const KINDS: readonly (Kind & { readonly codes: RegExp })[] = [
  {
    codes: /TIMEDOUT|_TIMEOUT$/,
    code: 'timeout',
    message: 'does not answer in time',
    hint: 'try again later',
    again: true,
  },
  {
    codes: /^ENOTFOUND$/,
    code: 'dns',
    message: 'names a host that DNS does not know',
    hint: 'check the host in the URL of the API’s `spec`',
    again: false,
  },
  {
    codes: /^EAI_/,
    code: 'dns',
    message: 'names a host that DNS cannot look up now',
    hint: 'check the network and its name server, and try again',
    again: true,
  },
  {
    codes: /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|INVALID_PURPOSE|EPROTO$)/,
    code: 'tls',
    message: 'cannot be reached over TLS, or its certificate is not trusted',
    hint: 'check the certificate; name your own authority’s in `NODE_EXTRA_CA_CERTS`',
    again: false,
  },
  {
    codes: /^UND_ERR_HEADERS_OVERFLOW$/,
    code: 'too-large',
    message: 'sends header fields that are too large',
    hint: 'tell the provider',
    again: false,
  },
  {
    codes: /^UND_ERR_INVALID_ARG$/,
    code: 'config-invalid',
    message: 'cannot be asked: a header field to send is malformed',
    hint: 'check the `headers` and the `credential` of the API for line breaks and control characters',
    again: false,
  },
];

const UNREACHABLE: Kind = {
  code: 'connection',
  message: 'cannot be reached: the connection was refused or broke off',
  hint: 'check that the host is up and speaks HTTP, and try again',
  again: true,
};

const CUT: Kind = {
  code: 'truncated',
  message: 'ends early: the connection broke off in the middle of the body',
  hint: 'try again later; when it stays so, tell the provider',
  again: true,
};

/** RFC 9110 §15. Asked for here and not imported above: importing `node:http` takes longer than comparing two documents. */
function reasonPhrase(status: number): string | undefined {
  return process.getBuiltinModule('node:http').STATUS_CODES[status];
}
