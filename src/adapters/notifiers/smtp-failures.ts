// What goes wrong between us and a mail server, said as failures, and whether another attempt may do better.

import { Failure, type FailureCode } from '../../model/failure.ts';
import { errorCode } from '../sources/error-code.ts';
import type { Attempt } from '../sources/retry.ts';

type Failed = Extract<Attempt<never>, { readonly failure: Failure }>;

/** A failed attempt, and whether it is the server that fails, whoever is written to. */
export type SmtpFailed = Failed & { readonly isServer: boolean };

/** What `error`, which nodemailer raised while it sent to `recipient` through `server`, means (RFC 5321 §4.2.1). */
export function failedMail(error: unknown, server: string, recipient: string): SmtpFailed {
  const code = errorCode(error) ?? 'no code';
  const reply = replyOf(error);
  const fails = (kind: FailureCode, message: string, hint: string, again: boolean, isServer: boolean): SmtpFailed => ({
    failure: new Failure({ code: kind, message, hint, place: isServer ? server : recipient, cause: error }),
    again,
    isServer,
  });

  if (code === 'EAUTH' || code === 'ENOAUTH') {
    const again = reply?.isPassing === true;
    return fails(
      'unauthorized',
      `Mail server \`${server}\` refuses to sign us in (${said(reply, code)})`,
      SIGN_IN,
      again,
      true,
    );
  }
  if (code === 'EENVELOPE' || code === 'EMESSAGE') {
    const isSender = isOfSender(error);
    const whose = isSender ? 'from us' : `to \`${recipient}\``;
    if (reply?.isPassing === true) {
      const message = `Mail server \`${server}\` does not take e-mail ${whose} now (${reply.text})`;
      return fails('mail-deferred', message, LATER, true, isSender);
    }
    const message = `Mail server \`${server}\` refuses e-mail ${whose} (${said(reply, code)})`;
    return fails('mail-refused', message, isSender ? MEND_SENDER : MEND_ADDRESS, false, isSender);
  }
  if (code === 'ETLS' || code === 'EREQUIRETLS' || TLS_CODES.test(causeOf(error))) {
    return fails(
      'tls',
      `Mail server \`${server}\` cannot be reached over TLS, or its certificate is not trusted`,
      TLS,
      false,
      true,
    );
  }
  if (code === 'EDNS') {
    return fails(
      'dns',
      `Mail server \`${server}\` has a name that DNS does not know`,
      'check the host of `smtp`',
      true,
      true,
    );
  }
  if (code === 'ETIMEDOUT') {
    return fails('timeout', `Mail server \`${server}\` does not answer in time`, LATER, true, true);
  }
  if (reply !== undefined) {
    return fails('server-error', `Mail server \`${server}\` fails (${reply.text})`, LATER, reply.isPassing, true);
  }
  return fails('connection', `Mail server \`${server}\` cannot be reached, or hangs up (${code})`, LATER, true, true);
}

const SIGN_IN = 'check the user and the password in the URL that `smtp` names';
const MEND_SENDER = 'check `from` in `driftgate.yaml`: the server must let us write as that address';
const MEND_ADDRESS = 'mend the address in `driftgate.yaml`, or ask who runs the mail server';
const TLS =
  'check its certificate; name your own authority’s file with `ca`; only for a relay in your own house switch `requireTls` off';
const LATER = 'what was to be sent is kept: it is sent when Driftgate runs next and the server is up';

const TLS_CODES = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|EPROTO$)/;

interface Reply {
  readonly text: string;
  /** 4yz: the server may take it later. */
  readonly isPassing: boolean;
}

function said(reply: Reply | undefined, code: string): string {
  return reply?.text ?? code;
}

/** The server's reply, on one line without what could act; `undefined` where none came. */
function replyOf(error: unknown): Reply | undefined {
  if (typeof error !== 'object' || error === null || !('responseCode' in error)) return undefined;
  const { responseCode } = error;
  if (typeof responseCode !== 'number') return undefined;
  const response = 'response' in error && typeof error.response === 'string' ? error.response : '';
  const line = response
    .slice(0, 1000)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}`\s]+/gu, ' ')
    .trim();
  return { text: line === '' ? String(responseCode) : line.slice(0, 200), isPassing: responseCode < 500 };
}

/** The code of the error of the system or of OpenSSL, which nodemailer puts its own in the place of. */
function causeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  return 'originalCode' in error ? String(error.originalCode) : (errorCode(error) ?? '');
}

function isOfSender(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'command' in error && error.command === 'MAIL FROM';
}
