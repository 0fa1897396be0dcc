// What of a change in sign-in metadata the team's own credentials use.

import { expect, test } from '@jest/globals';
import { withUse } from '../../src/judge/sign-in-use.ts';
import type { ChangeKind, Facts } from '../../src/model/change.ts';
import type { SignInUse } from '../../src/model/sign-in.ts';
import { changeOf } from './changes.ts';

const MACHINE: SignInUse = {
  credential: 'crm',
  grant: 'client_credentials',
  clientAuth: 'client_secret_basic',
  scopes: ['read'],
};
const CERTIFIED: SignInUse = { ...MACHINE, clientAuth: 'tls_client_auth', scopes: [] };

const TOKEN_AUTH: Facts = { keyword: 'token_endpoint_auth_methods_supported' };

test.each<[ChangeKind, string, Facts, SignInUse, boolean | undefined]>([
  ['sign-in.grant-removed', 'client_credentials', {}, MACHINE, true],
  ['sign-in.grant-removed', 'password', {}, MACHINE, false],
  ['sign-in.client-auth-removed', 'client_secret_basic', TOKEN_AUTH, MACHINE, true],
  ['sign-in.client-auth-removed', 'client_secret_post', TOKEN_AUTH, MACHINE, false],
  [
    'sign-in.client-auth-removed',
    'client_secret_basic',
    { keyword: 'revocation_endpoint_auth_methods_supported' },
    MACHINE,
    false,
  ],
  ['sign-in.scope-removed', 'read', {}, MACHINE, true],
  ['sign-in.scope-removed', 'write', {}, MACHINE, false],
  ['sign-in.scope-removed', 'write', {}, CERTIFIED, undefined],
  ['sign-in.endpoint-changed', 'token_endpoint', {}, MACHINE, true],
  ['sign-in.endpoint-changed', 'authorization_endpoint', {}, MACHINE, false],
  ['sign-in.endpoint-removed', 'mtls_endpoint_aliases.token_endpoint', {}, CERTIFIED, true],
  ['sign-in.endpoint-removed', 'mtls_endpoint_aliases.token_endpoint', {}, MACHINE, false],
  ['sign-in.binding-removed', 'tls_client_certificate_bound_access_tokens', {}, CERTIFIED, true],
  ['sign-in.pkce-removed', 'plain', {}, MACHINE, false],
  ['sign-in.response-type-removed', 'token', {}, MACHINE, false],
  ['sign-in.requirement-added', 'require_pushed_authorization_requests', {}, MACHINE, false],
  ['sign-in.requirement-added', 'dpop_bound_access_tokens_required', {}, MACHINE, undefined],
  ['sign-in.algorithm-removed', 'RS256', { keyword: 'id_token_signing_alg_values_supported' }, MACHINE, false],
  ['sign-in.algorithm-removed', 'ES256', { keyword: 'dpop_signing_alg_values_supported' }, MACHINE, undefined],
  ['sign-in.bearer-method-removed', 'query', {}, MACHINE, false],
  ['sign-in.bearer-method-removed', 'header', {}, MACHINE, true],
  ['sign-in.issuer-changed', 'https://login.example.com', {}, MACHINE, undefined],
])('%s of %s with %j', (kind, subject, facts, use, used) => {
  const [told] = withUse([changeOf({ kind, direction: 'auth', subject, facts })], [use]);
  expect(told?.facts.used).toBe(used);
  expect(told?.facts.hint).toBe(used ? 'credential `crm` uses it: change it before its last token expires' : undefined);
});

test('one of several credentials that uses it is enough, and none at all tells nothing', () => {
  const change = changeOf({ kind: 'sign-in.grant-removed', direction: 'auth', subject: 'password' });
  const uses = [MACHINE, { ...MACHINE, credential: 'old', grant: 'password' }];
  expect(withUse([change], uses)[0]?.facts).toMatchObject({ used: true, hint: expect.stringContaining('`old`') });
  expect(withUse([change], [])).toEqual([change]);
});
