// Rules on where and how tokens are got: what metadata of authorization servers and protected resources offers.

import type { Rule } from '../model/rule.ts';
import { at, resource, server } from './sign-in-words.ts';
import { now, subject, was } from './words.ts';

const ONE_GRANT = 'grant_types_supported: [authorization_code]';
const TWO_GRANTS = 'grant_types_supported: [authorization_code, client_credentials]';
const ONE_RESPONSE = 'response_types_supported: [code]';
const TWO_RESPONSES = 'response_types_supported: [code, token]';
const READ = 'scopes_supported: [read]';
const READ_OR_WRITE = 'scopes_supported: [read, write]';
const ONE_SERVER = 'authorization_servers: [https://login.example.com]';
const TWO_SERVERS = 'authorization_servers: [https://login.example.com, https://id.example.com]';
const TOKEN = 'token_endpoint: https://login.example.com/token';
const NEW_TOKEN = 'token_endpoint: https://login.example.com/oauth2/v2/token';
const REVOKING = `${TOKEN}\nrevocation_endpoint: https://login.example.com/revoke`;

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
