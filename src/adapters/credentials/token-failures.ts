// Why no token could be had, said as failures, and whether a refresh token that was sent may be spent.

import { code } from '../../model/code.ts';
import { Failure } from '../../model/failure.ts';
import { errorCode } from '../sources/error-code.ts';
import { failedTransport, shownUrl } from '../sources/http-failures.ts';
import { statusOf, type TokenClient } from './token-endpoint.ts';

/** What is known of a request for tokens that failed. */
export interface FailedRequest {
  /** The credential's name. */
  readonly name: string;
  readonly asker: TokenClient;
  /** The references to the refresh token, as the configuration writes them; `undefined` where none was sent. */
  readonly refresh: string | undefined;
  /** RFC 3339 date-time at which an earlier refresh with the same token was interrupted. */
  readonly interrupted: string | undefined;
}

/** What an error of a request for tokens is. */
export interface TokenError {
  readonly failure: Failure;
  /** Whether another attempt may do better. */
  readonly again: boolean;
  /** Whether the server may have taken a refresh token, and what it gave for that is lost. */
  readonly spent: boolean;
}

/** What an error of `openid-client`, or of the connection, means. */
export function tokenError(error: unknown, request: FailedRequest): TokenError {
  const { name, asker } = request;
  const url = new URL(asker.issuer ?? asker.tokenUrl ?? '');
  const server = code(shownUrl(url), 200);
  const status = statusOf(error);
  const fails = (what: string, hint: string) =>
    new Failure({
      code: 'credential-failed',
      message: `credential \`${name}\` gets no token: ${what}`,
      hint,
      place: `credentials.${name}`,
    });
  const cause = causeOf(error);
  if (cause instanceof Failure) return { failure: cause, again: false, spent: false };
  const refusal = refusalOf(error);
  if (refusal !== undefined) {
    const { what, hint } = refused(refusal, server, request);
    return { failure: fails(what, hint), again: false, spent: false };
  }
  if (status !== undefined) {
    const passing = status >= 500 || status === 429;
    const hint = passing
      ? 'try again later; when it stays so, look at the status page of the provider'
      : `check \`${asker.issuer === undefined ? 'tokenUrl' : 'issuer'}\` of \`credentials.${name}.oauth2\``;
    return {
      failure: fails(`${server} answers ${status} in the place of one`, hint),
      again: passing,
      spent: status >= 500,
    };
  }
  const reason = errorCode(cause);
  if (reason === undefined || reason.startsWith('OAUTH_')) {
    const hint = `check that \`credentials.${name}.oauth2\` names an OAuth 2.0 server, with \`https://\``;
    const what = reason === 'OAUTH_HTTP_REQUEST_FORBIDDEN' ? 'is asked without TLS' : 'answers what is none';
    return {
      failure: fails(`${server} ${what} (${reason ?? 'no code'})`, hint),
      again: false,
      spent: reason !== 'OAUTH_HTTP_REQUEST_FORBIDDEN',
    };
  }
  const { failure, again } = failedTransport(cause, url, false);
  return {
    failure: fails(
      failure.message,
      failure.hint?.replace(/the URL of the API’s `spec`/, `\`credentials.${name}.oauth2\``) ?? '',
    ),
    again,
    spent:
      !/^(?:ECONNREFUSED|ENOTFOUND|EAI_.*|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|CERT_.*)$/.test(
        reason,
      ),
  };
}

interface Refusal {
  /** RFC 6749 §5.2. */
  readonly error: string;
  readonly says: string | undefined;
}

function refusalOf(error: unknown): Refusal | undefined {
  if (typeof error !== 'object' || error === null || !('error' in error) || typeof error.error !== 'string')
    return challengeOf(error);
  const says =
    'error_description' in error && typeof error.error_description === 'string' ? error.error_description : undefined;
  return { error: error.error, says };
}

/** A client that is not known may be told by a challenge (RFC 6749 §5.2). */
function challengeOf(error: unknown): Refusal | undefined {
  return statusOf(error) === 401 ? { error: 'invalid_client', says: undefined } : undefined;
}

function refused(
  { error, says }: Refusal,
  server: string,
  { name, refresh, interrupted }: FailedRequest,
): { readonly what: string; readonly hint: string } {
  const answer = `${code(error, 60)}${says === undefined ? '' : `: ${code(says, 120)}`}`;
  if (error === 'invalid_grant' && refresh !== undefined) {
    return {
      what:
        interrupted === undefined
          ? `${server} refuses its refresh token (${answer})`
          : `a refresh was interrupted at ${interrupted}, before its answer was saved, and ${server} refuses the refresh token of before (${answer})`,
      hint: `sign in again, and put the new refresh token where ${code(refresh, 120)} leads`,
    };
  }
  const hint =
    error === 'invalid_client'
      ? `check \`clientId\`, \`clientSecret\` and \`clientAuth\` of \`credentials.${name}.oauth2\``
      : error === 'invalid_scope'
        ? `check \`scopes\` of \`credentials.${name}.oauth2\`: what is asked for must be granted to the client`
        : `read what the provider’s documentation says of ${code(error, 60)}, and check \`credentials.${name}.oauth2\``;
  return { what: `${server} refuses the client’s request (${answer})`, hint };
}

/** The error that says why: those of the connection come wrapped in others. */
function causeOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return error;
  if (error instanceof Failure) return error;
  if ('cause' in error && typeof error.cause === 'object' && error.cause !== null && 'code' in error.cause)
    return causeOf(error.cause);
  return error;
}
