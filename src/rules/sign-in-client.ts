// Rules on what clients that sign in have to show, and how: what metadata takes and demands of them.

import type { Rule } from '../model/rule.ts';
import { at, inList, resource, server } from './sign-in-words.ts';
import { subject } from './words.ts';

const JWT = 'token_endpoint_auth_methods_supported: [private_key_jwt]';
const BASIC_OR_JWT = 'token_endpoint_auth_methods_supported: [client_secret_basic, private_key_jwt]';
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

/** Rules on `sign-in.*`, as those of `SIGN_IN_RULES` on what is offered. */
export const SIGN_IN_CLIENT_RULES = [
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
] as const satisfies readonly Rule[];
