// Rules on calls that fail, by what is wrong.

import type { Grade, Rule } from '../model/rule.ts';
import type { TroubleCause } from '../model/trouble.ts';
import { BREAKING_OR_RISKY } from './grade.ts';
import { said, subject } from './words.ts';

/** What one rule says of a cause. */
interface Row {
  /** `trouble-` and the cause when absent. */
  readonly id?: string;
  readonly when?: Rule['when'];
  readonly is: Grade;
  readonly title: string;
  readonly why: string;
  /** The call: what is sent with it, and how long its consumers wait. */
  readonly call: string;
  /** What came of it: an answer, or the code of an error in its place. */
  readonly gives: string;
}

function trouble<Cause extends TroubleCause>(
  cause: Cause,
  row: Row,
): Omit<Rule, 'on'> & { readonly on: `trouble.${Cause}` } {
  const { id = `trouble-${cause}`, when, is, title, why, call, gives } = row;
  return {
    id,
    on: `trouble.${cause}` as const,
    ...(when !== undefined && { when }),
    severity: isOfCredentials(cause) ? { auth: is } : { transport: is },
    title,
    why,
    example: { as: 'call', before: call, after: gives },
    message: (change) => said(change, `${subject(change)} is in trouble: ${cause.replaceAll('-', ' ')}`),
  };
}

function isOfCredentials(cause: TroubleCause): boolean {
  return cause.startsWith('credential-') || cause === 'permission-missing';
}

const lasting: Rule['when'] = ({ facts }) => facts.lasting === true;

/**
 * Rules on `trouble.*`: a call was made as the configuration says, and failed. What stops consumers until somebody does
 * something is breaking; what passes by itself stops some of their calls, and is risky.
 */
export const TROUBLE_RULES = [
  trouble('credential-expired', {
    is: 'breaking',
    title: 'A credential has expired, or was revoked.',
    why: 'Every call with it is refused until somebody renews it; a consumer that does not expect that loses what it was about to do.',
    call: 'credential: stripe',
    gives: 'status: 401\nbody: { message: jwt expired }',
  }),
  trouble('credential-wrong', {
    is: 'breaking',
    title: 'A credential is not accepted.',
    why: 'Every call with it is refused: it is another environment’s, was typed wrong, or is of a scheme that the API gave up.',
    call: 'credential: stripe',
    gives: 'status: 401\nbody: { error: invalid_client }',
  }),
  trouble('credential-missing', {
    is: 'breaking',
    title: 'The API wants a credential, and none reaches it.',
    why: 'Calls that were open want a credential now, or it is sent where the API no longer looks: an API key gave way to OAuth.',
    call: 'operation: GET /things',
    gives: 'status: 401\nbody: { error: No API key provided }',
  }),
  trouble('permission-missing', {
    is: 'breaking',
    title: 'A credential lacks a permission or a scope.',
    why: 'Some calls with it work and others are refused, mostly those that write; another credential of the same rights is no mend.',
    call: 'operation: POST /things\ncredential: stripe',
    gives: `status: 403\nheaders: { WWW-Authenticate: 'Bearer error="insufficient_scope", scope="things:write"' }`,
  }),
  trouble('rate-limited', {
    is: 'risky',
    title: 'The API limits the rate of calls, whatever status it wears for that.',
    why: 'Calls are refused until the limit is over. Who takes it for a wrong credential renews what is in order.',
    call: 'credential: stripe',
    gives: 'status: 403\nbody: { message: API rate limit exceeded }',
  }),
  trouble('request-invalid', {
    is: 'breaking',
    title: 'The API refuses a request as invalid.',
    why: 'What consumers send is not taken any more: a field is new, required, or wanted in another format.',
    call: 'operation: POST /things',
    gives: 'status: 422\nbody: { errors: [{ field: end, message: is required }] }',
  }),
  trouble('not-found', {
    is: 'breaking',
    title: 'The API finds nothing where an operation is called.',
    why: 'The operation is gone without a word, or what is asked for is; or the credential may not see it.',
    call: 'operation: GET /things',
    gives: 'status: 404',
  }),
  trouble('gone', {
    is: 'breaking',
    title: 'The API says that an operation is gone for good.',
    why: 'Every consumer that calls it fails from now on (RFC 9110 §15.5.11).',
    call: 'operation: GET /things',
    gives: 'status: 410',
  }),
  trouble('moved', {
    is: BREAKING_OR_RISKY,
    title: 'The API sends callers elsewhere.',
    why: 'A client that does not follow fails; one that follows to another host leaves its credential behind, or should.',
    call: 'operation: GET /things',
    gives: 'status: 308\nheaders: { Location: /v2/things }',
  }),
  trouble('server-fault', {
    id: 'trouble-server-fault-lasting',
    when: lasting,
    is: 'breaking',
    title: 'The API fails on its side, and does not come back by itself.',
    why: 'No other request and no patience of a consumer mends it.',
    call: 'operation: GET /things',
    gives: 'status: 501',
  }),
  trouble('server-fault', {
    is: 'risky',
    title: 'The API fails on its side.',
    why: 'It may pass; a consumer that does not try again loses what it was about to do.',
    call: 'operation: GET /things',
    gives: 'status: 500',
  }),
  trouble('maintenance', {
    is: 'risky',
    title: 'The API is under maintenance.',
    why: 'It passes, and nothing is to be mended here; until then consumers are not served.',
    call: 'operation: GET /things',
    gives: 'status: 503\nheaders: { Retry-After: "600" }',
  }),
  trouble('timeout', {
    is: 'risky',
    title: 'The API does not answer in time.',
    why: 'A consumer waits in vain, and does not know whether what it asked for was done.',
    call: 'operation: GET /things',
    gives: 'error: TimeoutError',
  }),
  trouble('slow', {
    is: 'risky',
    title: 'The API answers later than its consumers wait.',
    why: 'It works when one tries it by hand; whoever uses it gives up before the answer comes.',
    call: 'patience: 5',
    gives: 'status: 200\nseconds: 8',
  }),
  trouble('dns', {
    id: 'trouble-dns-lasting',
    when: lasting,
    is: 'breaking',
    title: 'DNS does not know the host.',
    why: 'Nobody reaches the API by this name.',
    call: 'operation: GET /things',
    gives: 'error: ENOTFOUND',
  }),
  trouble('dns', {
    is: 'risky',
    title: 'DNS cannot look the host up.',
    why: 'The name server does not answer; as long as that is so, nobody who asks it reaches the API.',
    call: 'operation: GET /things',
    gives: 'error: EAI_AGAIN',
  }),
  trouble('connection-refused', {
    is: 'risky',
    title: 'The host refuses connections.',
    why: 'Nothing listens there: the API is down, or has another port.',
    call: 'operation: GET /things',
    gives: 'error: ECONNREFUSED',
  }),
  trouble('connection-reset', {
    is: 'risky',
    title: 'The host breaks connections off.',
    why: 'A consumer does not know whether what it asked for was done.',
    call: 'operation: GET /things',
    gives: 'error: ECONNRESET',
  }),
  trouble('unreachable', {
    is: 'risky',
    title: 'The host cannot be reached.',
    why: 'A route or a firewall is in the way, here or there.',
    call: 'operation: GET /things',
    gives: 'error: EHOSTUNREACH',
  }),
  trouble('tls-expired', {
    is: 'breaking',
    title: 'The host’s certificate is not valid now.',
    why: 'Every client that checks certificates refuses to talk to it.',
    call: 'operation: GET /things',
    gives: 'error: CERT_HAS_EXPIRED',
  }),
  trouble('tls-host', {
    is: 'breaking',
    title: 'The host’s certificate is for another host.',
    why: 'Every client that checks certificates refuses to talk to it, and is right to: it may be somebody else.',
    call: 'operation: GET /things',
    gives: 'error: ERR_TLS_CERT_ALTNAME_INVALID',
  }),
  trouble('tls-untrusted', {
    is: 'breaking',
    title: 'Nobody trusted vouches for the host’s certificate.',
    why: 'Every client that checks certificates refuses to talk to it, unless it was told to trust this one.',
    call: 'operation: GET /things',
    gives: 'error: DEPTH_ZERO_SELF_SIGNED_CERT',
  }),
  trouble('tls-failed', {
    is: 'breaking',
    title: 'No connection over TLS comes about.',
    why: 'The two share no version or cipher, or the port does not speak TLS; no consumer gets further.',
    call: 'operation: GET /things',
    gives: 'error: EPROTO',
  }),
  trouble('certificate-ending', {
    is: 'deprecated',
    title: 'The host’s certificate ends soon.',
    why: 'It works today; from that day on every client that checks certificates refuses to talk to the host.',
    call: 'operation: GET /things',
    gives: 'status: 200\ncertificate: { days: 7 }',
  }),
  trouble('not-json', {
    is: 'breaking',
    title: 'A page comes where JSON should.',
    why: 'A login page, a firewall or a captive portal answers before the API does; clients fail where they parse it.',
    call: 'operation: GET /things',
    gives: 'status: 200\nheaders: { Content-Type: text/html }\nbody: <html><body>Sign in</body></html>',
  }),
  trouble('refused', {
    is: 'breaking',
    title: 'The API refuses a call, and does not say why.',
    why: 'Consumers that make the same call are refused as well.',
    call: 'operation: GET /things',
    gives: 'status: 451',
  }),
] satisfies readonly Rule[];
