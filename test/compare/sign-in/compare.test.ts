// What changed between two states of sign-in metadata, and what holds whatever they are.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareSignIn } from '../../../src/compare/sign-in/compare.ts';
import { CHANGE_KINDS } from '../../../src/model/change-kinds.ts';
import type { Json } from '../../../src/model/json.ts';
import { SIGN_IN_FLAGS, SIGN_IN_LISTS, type SignInMetadata } from '../../../src/model/sign-in.ts';
import { readSignInMetadata } from '../../../src/read/metadata/sign-in.ts';

const AT = { location: 'https://login.example.com', source: 'https://login.example.com/meta' };

function server(said: Record<string, Json>): SignInMetadata {
  return readSignInMetadata({ issuer: AT.location, ...said }, AT);
}

/** `kind subject` of each change. */
function changed(old: SignInMetadata, fresh: SignInMetadata): readonly string[] {
  return compareSignIn([old], [fresh], []).map(({ kind, subject }) => `${kind.replace('sign-in.', '')} ${subject}`);
}

test.each<[string, Record<string, Json>, Record<string, Json>, readonly string[]]>([
  ['nothing', { scopes_supported: ['a', 'b'] }, { scopes_supported: ['b', 'a', 'a'] }, []],
  [
    'a list that says what it stood for',
    {},
    {
      grant_types_supported: ['implicit', 'authorization_code'],
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
      code_challenge_methods_supported: [],
    },
    [],
  ],
  [
    'a list that says something else than it stood for',
    {},
    { grant_types_supported: ['authorization_code', 'client_credentials'] },
    ['grant-removed implicit', 'grant-added client_credentials'],
  ],
  [
    'a list that is left out, and stands for something',
    { grant_types_supported: ['client_credentials'] },
    {},
    ['grant-removed client_credentials', 'grant-added authorization_code', 'grant-added implicit'],
  ],
  ['a list that is left out, and stands for nothing', { scopes_supported: ['read'] }, {}, []],
  ['a list that comes', {}, { scopes_supported: ['read'] }, []],
  ['PKCE that is no longer said', { code_challenge_methods_supported: ['S256'] }, {}, ['pkce-removed S256']],
  [
    'an algorithm of one list that another one has still',
    { id_token_signing_alg_values_supported: ['RS256'], userinfo_signing_alg_values_supported: ['RS256'] },
    { id_token_signing_alg_values_supported: ['ES256'], userinfo_signing_alg_values_supported: ['RS256'] },
    ['algorithm-removed RS256', 'algorithm-added ES256'],
  ],
  [
    'endpoints',
    { token_endpoint: 'https://a.example/t', revocation_endpoint: 'https://a.example/r' },
    { token_endpoint: 'https://b.example/t', device_authorization_endpoint: 'https://a.example/d' },
    [
      'endpoint-added device_authorization_endpoint',
      'endpoint-removed revocation_endpoint',
      'endpoint-changed token_endpoint',
    ],
  ],
  [
    'an endpoint in a path that looks like a secret',
    { token_endpoint: 'https://dev-12345678.okta.example/oauth2/aus1abcdefGHIJKLMN5d7/v1/token' },
    { token_endpoint: 'https://dev-12345678.okta.example/oauth2/aus1abcdefGHIJKLMN5d7/v2/token' },
    ['endpoint-changed token_endpoint'],
  ],
  [
    'a user and a password, which are left out',
    { token_endpoint: 'https://ada:secret@a.example/t' },
    { token_endpoint: 'https://a.example/t' },
    [],
  ],
  [
    'aliases for mTLS',
    { mtls_endpoint_aliases: { token_endpoint: 'https://mtls.a.example/t' } },
    { mtls_endpoint_aliases: {} },
    ['endpoint-removed mtls_endpoint_aliases.token_endpoint'],
  ],
  [
    'what is demanded, and how tokens are bound',
    { tls_client_certificate_bound_access_tokens: true },
    { require_signed_request_object: true, require_pushed_authorization_requests: false },
    ['requirement-added require_signed_request_object', 'binding-removed tls_client_certificate_bound_access_tokens'],
  ],
  ['an issuer', {}, { issuer: 'https://id.example.com' }, ['issuer-changed https://login.example.com']],
  ['members that nobody reads', { x: 1 }, { y: { z: [] } }, []],
])('%s', (_what, before, after, expected) => {
  expect(changed(server(before), server(after))).toEqual(expected);
});

test('a location that only one side has tells nothing', () => {
  const other = { ...server({ scopes_supported: ['read'] }), location: 'https://id.example.com' };
  expect(compareSignIn([server({})], [other], [])).toEqual([]);
});

test('every operation that takes tokens is reached, and an edit keeps its identity as they come and go', () => {
  const [one] = compareSignIn([server({})], [server({ token_endpoint: AT.location })], ['GET /a', 'GET /b']);
  expect(one?.impacts.map(({ operation }) => operation)).toEqual(['GET /a', 'GET /b']);
  expect(one?.root).toEqual({ metadata: AT.location, path: [] });
});

const items = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor'));
const METADATA = fc
  .record({
    lists: fc.dictionary(fc.constantFrom(...Object.keys(SIGN_IN_LISTS)), items),
    flags: fc.dictionary(fc.constantFrom(...Object.keys(SIGN_IN_FLAGS)), fc.boolean()),
    endpoint: fc.option(fc.constantFrom('https://a.example/t', 'https://b.example/t')),
  })
  .map(({ lists, flags, endpoint }) =>
    server({ ...lists, ...flags, ...(endpoint === null ? {} : { token_endpoint: endpoint }) }),
  );

test('the way back is the mirror of the way there, and the same metadata gives nothing', () => {
  fc.assert(
    fc.property(METADATA, METADATA, (a, b) => {
      const there = compareSignIn([a], [b], []).map(({ kind, subject }) => `${CHANGE_KINDS[kind]} ${subject}`);
      const back = compareSignIn([b], [a], []).map(({ kind, subject }) => `${kind} ${subject}`);
      expect(there.sort()).toEqual([...back].sort());
      expect(compareSignIn([a], [a], [])).toEqual([]);
    }),
  );
});

test('any JSON is read, or refused by a failure', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const members = Object.fromEntries(
        [...Object.keys(SIGN_IN_LISTS), 'token_endpoint'].map((name) => [name, value]),
      );
      const read = readSignInMetadata({ issuer: AT.location, ...members } as Json, AT);
      expect(changed(read, read)).toEqual([]);
    }),
  );
});
