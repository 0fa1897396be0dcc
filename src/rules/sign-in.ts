// Rules on how clients sign in: what metadata of authorization servers and protected resources offers and demands.

import type { Change } from '../model/change.ts';
import type { Rule } from '../model/rule.ts';
import { code, now, subject, was } from './words.ts';

/** Two states of an authorization server's metadata. */
function server(before: string, after: string): Rule['example'] {
  return { as: 'sign-in', before, after };
}

/** Two states of a protected resource's metadata. */
function resource(before: string, after: string): Rule['example'] {
  const head = 'resource: https://api.example.com\n';
  return { as: 'sign-in', before: `${head}${before}`, after: `${head}${after}` };
}

const ONE_GRANT = 'grant_types_supported: [authorization_code]';
const TWO_GRANTS = 'grant_types_supported: [authorization_code, client_credentials]';
const ONE_RESPONSE = 'response_types_supported: [code]';
const TWO_RESPONSES = 'response_types_supported: [code, token]';
const JWT = 'token_endpoint_auth_methods_supported: [private_key_jwt]';
const BASIC_OR_JWT = 'token_endpoint_auth_methods_supported: [client_secret_basic, private_key_jwt]';
const READ = 'scopes_supported: [read]';
const READ_OR_WRITE = 'scopes_supported: [read, write]';
const S256 = 'code_challenge_methods_supported: [S256]';
const PLAIN_OR_S256 = 'code_challenge_methods_supported: [plain, S256]';
const RS256 = 'id_token_signing_alg_values_supported: [RS256]';
const RS256_OR_ES256 = 'id_token_signing_alg_values_supported: [RS256, ES256]';
const BOUND = 'tls_client_certificate_bound_access_tokens: true';
const UNBOUND = 'tls_client_certificate_bound_access_tokens: false';
const PUSHED = 'require_pushed_authorization_requests: true';
const NOT_PUSHED = 'require_pushed_authorization_requests: false';
const HEADER = 'bearer_methods_supported: [header]';
const HEADER_OR_QUERY = 'bearer_methods_supported: [header, query]';
const ONE_SERVER = 'authorization_servers: [https://login.example.com]';
const TWO_SERVERS = 'authorization_servers: [https://login.example.com, https://id.example.com]';
const TOKEN = 'token_endpoint: https://login.example.com/token';
const NEW_TOKEN = 'token_endpoint: https://login.example.com/oauth2/v2/token';
const REVOKING = `${TOKEN}\nrevocation_endpoint: https://login.example.com/revoke`;

/** ` in ...`, the list that says it. */
function inList({ facts }: Change): string {
  return facts.keyword === undefined ? '' : ` in ${code(facts.keyword)}`;
}

/** ` (...)`, whose metadata says it. */
function at({ root }: Change): string {
  return 'metadata' in root ? ` (${code(root.metadata, 200)})` : '';
}

/** Rules on `sign-in.*`. What no credential of the configuration uses is never graver than `risky`. */
export const SIGN_IN_RULES = [
  {
    id: 'sign-in-issuer-changed',
    on: 'sign-in.issuer-changed',
    severity: { auth: 'breaking' },
    title: 'Metadata is that of another issuer, or of another protected resource.',
    why: 'Tokens of the one are refused where those of the other are asked for, and clients check who issued them.',
    example: server('issuer: https://login.example.com', 'issuer: https://id.example.com'),
    message: (change) => `sign-in metadata is that of ${now(change, 'another issuer')} now${was(change)}${at(change)}`,
  },
  {
    id: 'sign-in-server-added',
    on: 'sign-in.server-added',
    severity: { auth: 'info' },
    title: 'The API takes tokens of one more authorization server.',
    why: 'Clients that get theirs from another go on as they were.',
    example: resource(ONE_SERVER, TWO_SERVERS),
    message: (change) => `tokens of authorization server ${subject(change)} are taken now${at(change)}`,
  },
  {
    id: 'sign-in-server-removed',
    on: 'sign-in.server-removed',
    severity: { auth: 'breaking' },
    title: 'The API no longer takes tokens of an authorization server.',
    why: 'A client that gets its tokens there is refused.',
    example: resource(TWO_SERVERS, ONE_SERVER),
    message: (change) => `tokens of authorization server ${subject(change)} are no longer taken${at(change)}`,
  },
  {
    id: 'sign-in-grant-added',
    on: 'sign-in.grant-added',
    severity: { auth: 'info' },
    title: 'Tokens can be got by one more grant.',
    why: 'Clients that use the grants of before go on as they were.',
    example: server(ONE_GRANT, TWO_GRANTS),
    message: (change) => `grant ${subject(change)} is offered now${at(change)}`,
  },
  {
    id: 'sign-in-grant-removed',
    on: 'sign-in.grant-removed',
    severity: { auth: 'breaking' },
    title: 'Tokens can no longer be got by a grant.',
    why: 'A client that uses the grant gets no token once its last one has expired.',
    example: server(TWO_GRANTS, ONE_GRANT),
    message: (change) => `grant ${subject(change)} is no longer offered${at(change)}`,
  },
  {
    id: 'sign-in-response-type-added',
    on: 'sign-in.response-type-added',
    severity: { auth: 'info' },
    title: 'One more response type can be asked for.',
    why: 'Clients that ask for those of before go on as they were.',
    example: server(ONE_RESPONSE, TWO_RESPONSES),
    message: (change) => `response type ${subject(change)} is offered now${at(change)}`,
  },
  {
    id: 'sign-in-response-type-removed',
    on: 'sign-in.response-type-removed',
    severity: { auth: 'breaking' },
    title: 'A response type can no longer be asked for.',
    why: 'The authorization server refuses users of a client that asks for it (`unsupported_response_type`).',
    example: server(TWO_RESPONSES, ONE_RESPONSE),
    message: (change) => `response type ${subject(change)} is no longer offered${at(change)}`,
  },
  {
    id: 'sign-in-client-auth-added',
    on: 'sign-in.client-auth-added',
    severity: { auth: 'info' },
    title: 'Clients can authenticate in one more way.',
    why: 'Clients that authenticate as before go on as they were.',
    example: server(JWT, BASIC_OR_JWT),
    message: (change) => `client authentication ${subject(change)} is taken now${inList(change)}${at(change)}`,
  },
  {
    id: 'sign-in-client-auth-removed',
    on: 'sign-in.client-auth-removed',
    severity: { auth: 'breaking' },
    title: 'Clients can no longer authenticate in a way.',
    why: 'A client that authenticates so gets no token once its last one has expired (`invalid_client`).',
    example: server(BASIC_OR_JWT, JWT),
    message: (change) => `client authentication ${subject(change)} is no longer taken${inList(change)}${at(change)}`,
  },
  {
    id: 'sign-in-scope-added',
    on: 'sign-in.scope-added',
    severity: { auth: 'info' },
    title: 'One more scope can be asked for.',
    why: 'No operation requires it by that alone.',
    example: server(READ, READ_OR_WRITE),
    message: (change) => `scope ${subject(change)} can be asked for now${at(change)}`,
  },
  {
    id: 'sign-in-scope-removed',
    on: 'sign-in.scope-removed',
    severity: { auth: 'breaking' },
    title: 'A scope can no longer be asked for.',
    why: 'A client that asks for it gets no token (`invalid_scope`), or one that lacks what it stood for.',
    example: server(READ_OR_WRITE, READ),
    message: (change) => `scope ${subject(change)} can no longer be asked for${at(change)}`,
  },
  {
    id: 'sign-in-pkce-appeared',
    on: 'sign-in.pkce-added',
    when: ({ facts }) => facts.only === true,
    severity: { auth: 'risky' },
    title: 'The authorization server begins to support PKCE.',
    why: 'A server that begins to take code challenges (RFC 7636) may soon refuse, or refuse by now, requests without one; no metadata says whether it does.',
    example: server('code_challenge_methods_supported: []', S256),
    message: (change) =>
      `PKCE by ${subject(change)} is supported now, and was not before; it may be required${at(change)}`,
  },
  {
    id: 'sign-in-pkce-added',
    on: 'sign-in.pkce-added',
    severity: { auth: 'info' },
    title: 'PKCE can be done by one more method.',
    why: 'Clients that use the methods of before go on as they were.',
    example: server(S256, PLAIN_OR_S256),
    message: (change) => `PKCE method ${subject(change)} is supported now${at(change)}`,
  },
  {
    id: 'sign-in-pkce-removed',
    on: 'sign-in.pkce-removed',
    severity: { auth: 'breaking' },
    title: 'PKCE can no longer be done by a method.',
    why: 'The authorization server refuses users of a client whose code challenge is of that method.',
    example: server(PLAIN_OR_S256, S256),
    message: (change) => `PKCE method ${subject(change)} is no longer supported${at(change)}`,
  },
  {
    id: 'sign-in-algorithm-added',
    on: 'sign-in.algorithm-added',
    severity: { auth: 'info' },
    title: 'One more signing algorithm is supported.',
    why: 'Clients that use those of before go on as they were.',
    example: server(RS256, RS256_OR_ES256),
    message: (change) => `signing algorithm ${subject(change)} is supported now${inList(change)}${at(change)}`,
  },
  {
    id: 'sign-in-algorithm-removed',
    on: 'sign-in.algorithm-removed',
    severity: { auth: 'breaking' },
    title: 'A signing algorithm is no longer supported.',
    why: 'A client that signs with it is refused, and one that verifies nothing else refuses what it gets.',
    example: server(RS256_OR_ES256, RS256),
    message: (change) => `signing algorithm ${subject(change)} is no longer supported${inList(change)}${at(change)}`,
  },
  {
    id: 'sign-in-binding-added',
    on: 'sign-in.binding-added',
    severity: { auth: 'info' },
    title: 'Tokens can be bound to a certificate of the client.',
    why: 'Clients that do not ask for it get the tokens that they got before.',
    example: server(UNBOUND, BOUND),
    message: (change) => `binding of tokens is offered now by ${subject(change)}${at(change)}`,
  },
  {
    id: 'sign-in-binding-removed',
    on: 'sign-in.binding-removed',
    severity: { auth: 'breaking' },
    title: 'Tokens can no longer be bound to a certificate of the client.',
    why: 'An API that asks for bound tokens refuses those that a client gets now.',
    example: server(BOUND, UNBOUND),
    message: (change) => `binding of tokens is no longer offered by ${subject(change)}${at(change)}`,
  },
  {
    id: 'sign-in-requirement-added',
    on: 'sign-in.requirement-added',
    severity: { auth: 'breaking' },
    title: 'Something is required of clients that was not before.',
    why: 'The requests of a client that does not do it are refused.',
    example: server(NOT_PUSHED, PUSHED),
    message: (change) => `sign-in requires ${subject(change)} now${at(change)}`,
  },
  {
    id: 'sign-in-requirement-removed',
    on: 'sign-in.requirement-removed',
    severity: { auth: 'info' },
    title: 'Something is no longer required of clients.',
    why: 'Clients that do it all the same go on as they were.',
    example: server(PUSHED, NOT_PUSHED),
    message: (change) => `sign-in no longer requires ${subject(change)}${at(change)}`,
  },
  {
    id: 'sign-in-bearer-method-added',
    on: 'sign-in.bearer-method-added',
    severity: { auth: 'info' },
    title: 'Tokens can be sent in one more way.',
    why: 'Clients that send them as before go on as they were.',
    example: resource(HEADER, HEADER_OR_QUERY),
    message: (change) => `tokens are taken by ${subject(change)} now${at(change)}`,
  },
  {
    id: 'sign-in-bearer-method-removed',
    on: 'sign-in.bearer-method-removed',
    severity: { auth: 'breaking' },
    title: 'Tokens can no longer be sent in a way.',
    why: 'The API does not see the token of a client that sends it so (RFC 6750 §2), and refuses the call.',
    example: resource(HEADER_OR_QUERY, HEADER),
    message: (change) => `tokens are no longer taken by ${subject(change)}${at(change)}`,
  },
  {
    id: 'sign-in-endpoint-added',
    on: 'sign-in.endpoint-added',
    severity: { auth: 'info' },
    title: 'There is a new endpoint.',
    why: 'No client calls it yet.',
    example: server(TOKEN, REVOKING),
    message: (change) => `endpoint ${subject(change)} is new${at(change)}`,
  },
  {
    id: 'sign-in-endpoint-removed',
    on: 'sign-in.endpoint-removed',
    severity: { auth: 'breaking' },
    title: 'An endpoint is gone.',
    why: 'A client that calls it gets an error.',
    example: server(REVOKING, TOKEN),
    message: (change) => `endpoint ${subject(change)} is gone${was(change)}${at(change)}`,
  },
  {
    id: 'sign-in-endpoint-changed',
    on: 'sign-in.endpoint-changed',
    severity: { auth: 'breaking' },
    title: 'An endpoint is at another URL.',
    why: 'A client that has the old URL in its configuration calls what is there no longer.',
    example: server(TOKEN, NEW_TOKEN),
    message: (change) => `endpoint ${subject(change)} is ${now(change, 'elsewhere')} now${was(change)}${at(change)}`,
  },
] as const satisfies readonly Rule[];
