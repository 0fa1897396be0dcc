// What is told of credentials: ends by their nearness, failures, scopes that are lacking.

import { expect, test } from '@jest/globals';
import { credentialChanges, missingScopes, scopeChanges } from '../../src/judge/credentials.ts';
import { judge } from '../../src/judge/judge.ts';
import type { CredentialState } from '../../src/model/credential-state.ts';
import type { SentCredential } from '../../src/model/usage.ts';
import { readSpec } from '../../src/read/document/read.ts';
import { readApi } from '../../src/read/openapi/api.ts';
import { ruleFor } from '../../src/rules/catalogue.ts';
import { POLICY } from './policy.ts';

const NOW = new Date('2026-11-22T12:00:00Z');

function told(state: Partial<CredentialState>) {
  const whole = { name: 'crm', begins: undefined, ends: undefined, renewAt: 0.8, warnDays: 14, failure: undefined };
  return judge(credentialChanges({ ...whole, ...state }, NOW), ruleFor, POLICY);
}

function rules(state: Partial<CredentialState>): readonly string[] {
  return told(state).map(({ rule }) => rule);
}

test.each<[string, Partial<CredentialState>, readonly string[]]>([
  ['no end', {}, []],
  ['an end that is far', { ends: '2026-12-07' }, []],
  ['an end within the days', { ends: '2026-12-06' }, ['auth/credential-ends']],
  ['other days', { ends: '2026-12-06', warnDays: 3 }, []],
  ['an end in three days', { ends: '2026-11-25T12:00:00Z' }, ['auth/credential-ends']],
  ['an end in less', { ends: '2026-11-25T11:59:59Z' }, ['auth/credential-ends-soon']],
  ['an end now', { ends: '2026-11-22T12:00:00Z' }, ['auth/credential-ended']],
  ['an end that is past', { ends: '2020-01-01' }, ['auth/credential-ended']],
  ['day 24 of 30', { begins: '2026-10-30T00:00:00Z', ends: '2026-11-29T00:00:00Z' }, []],
  ['day 25 of 30', { begins: '2026-10-28T12:00:00Z', ends: '2026-11-27T12:00:00Z' }, ['auth/credential-ends']],
  ['a long life, told by days', { begins: '2025-01-01', ends: '2026-12-07' }, []],
  ['a share of its own', { begins: '2026-11-20', ends: '2026-11-30', renewAt: 0.2 }, ['auth/credential-ends']],
])('%s', (_, state, expected) => {
  expect(rules(state)).toEqual(expected);
});

const FAILURE = { code: 'credential-failed', message: 'credential `crm` gets no token: why', hint: 'mend it' } as const;

test.each<[string, Partial<CredentialState>, readonly string[], string]>([
  [
    'no token',
    { failure: { ...FAILURE, livesUntil: undefined } },
    ['auth/credential-renewal-failed'],
    'credential `crm` gets no token: why',
  ],
  [
    'no new token, while the one of before lives',
    { failure: { ...FAILURE, livesUntil: '2026-11-22T13:00:00.500Z' } },
    ['auth/credential-renewal-failing'],
    'credential `crm` gets no token: why; its token ends at 2026-11-22T13:00:00Z',
  ],
  [
    'no secret',
    { failure: { ...FAILURE, code: 'secret-missing', message: '`X` is not set', livesUntil: undefined } },
    ['auth/credential-secret-missing'],
    'credential `crm` is not whole: `X` is not set',
  ],
  [
    'two things at once',
    { ends: '2026-11-30', failure: { ...FAILURE, livesUntil: undefined } },
    ['auth/credential-renewal-failed', 'auth/credential-ends'],
    'credential `crm` gets no token: why',
  ],
])('%s', (_, state, expected, message) => {
  const findings = told(state);
  expect(findings.map(({ rule }) => rule)).toEqual(expected);
  expect(findings[0]).toMatchObject({ message, change: { facts: { hint: 'mend it' } } });
});

test('the same trouble is the same finding, whatever the day and the words', () => {
  const of = (message: string, livesUntil?: string) =>
    told({ failure: { ...FAILURE, message, livesUntil } }).map(({ fingerprint }) => fingerprint);
  expect(of('at one time')).toEqual(of('at another'));
  expect(told({ ends: '2026-12-01' })[0]?.fingerprint).toBe(told({ ends: '2026-12-02' })[0]?.fingerprint);
});

const BEARER: SentCredential = { in: 'header', name: 'authorization', scheme: 'bearer' };

test.each<[string, string, SentCredential, readonly string[]]>([
  ['nothing', '[]', BEARER, []],
  ['what is granted', '[{ oauth: [read] }]', BEARER, []],
  ['more', '[{ oauth: [read, write, admin] }]', BEARER, ['admin', 'write']],
  ['one way of two', '[{ oauth: [write] }, { oauth: [read] }]', BEARER, []],
  ['the way that lacks less', '[{ oauth: [write, admin] }, { oauth: [write] }]', BEARER, ['write']],
  ['more, or nothing', '[{ oauth: [write] }, {}]', BEARER, []],
  ['more, or a plain bearer token', '[{ oauth: [write] }, { token: [] }]', BEARER, []],
  ['more, or a key', '[{ oauth: [write] }, { key: [] }]', BEARER, ['write']],
  ['a key', '[{ key: [] }]', BEARER, []],
  ['more of whom has a key', '[{ oauth: [write] }]', { in: 'header', name: 'x-key', scheme: undefined }, []],
  ['OpenID Connect', '[{ id: [write] }]', BEARER, ['write']],
])('of an operation that asks for %s', async (_, security, held, missing) => {
  const text = `
openapi: 3.1.0
info: { title: Things, version: '1' }
paths: { /things: { get: { security: ${security}, responses: {} } } }
components:
  securitySchemes:
    oauth: { type: oauth2, flows: {} }
    id: { type: openIdConnect, openIdConnectUrl: 'https://example.com' }
    token: { type: http, scheme: bearer }
    key: { type: apiKey, in: header, name: x-key }`;
  const bytes = new TextEncoder().encode(text);
  const [operation] = readApi(await readSpec({ name: 'x.yaml', location: '/x.yaml', bytes })).operations;
  expect(operation && missingScopes(operation, held, ['read'])).toEqual(missing);
});

test('each scope that is missing is one change, with all operations that ask for it', () => {
  const changes = scopeChanges('crm', [
    { operation: 'GET /a', scopes: ['write'] },
    { operation: 'GET /b', scopes: [] },
    { operation: 'GET /c', scopes: ['admin', 'write'] },
  ]);
  expect(changes.map(({ facts, impacts }) => [facts.keyword, impacts.map(({ operation }) => operation)])).toEqual([
    ['admin', ['GET /c']],
    ['write', ['GET /a', 'GET /c']],
  ]);
  expect(new Set(judge(changes, ruleFor, POLICY).map(({ fingerprint }) => fingerprint)).size).toBe(2);
});
