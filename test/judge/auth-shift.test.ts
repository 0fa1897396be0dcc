// One shift of authentication that several witnesses show: which findings become one, and what it says.

import { expect, test } from '@jest/globals';
import { joinAuthShifts } from '../../src/judge/auth-shift.ts';
import { judge, type Policy } from '../../src/judge/judge.ts';
import type { Change, ChangeKind, Facts } from '../../src/model/change.ts';
import { ruleFor } from '../../src/rules/catalogue.ts';
import { changeOf } from './changes.ts';

const POLICY: Policy = { profile: 'tolerant', sdk: false, overrides: {}, acknowledgements: [], today: '2026-11-22' };

const REFUSED = {
  operation: 'GET /charges',
  at: '2026-11-22T10:00:00Z',
  credential: 'stripe',
  challenges: [],
} as const;

function shift(kind: ChangeKind, subject: string, facts: Facts = {}): Change {
  const impacts = [{ operation: 'GET /charges', direction: 'auth' as const, field: '', path: [] }];
  return changeOf({ kind, direction: 'auth', subject, facts, impacts, root: { document: true, path: [] } });
}

const FLOW = shift('oauth.flow-removed', 'clientCredentials');
const GRANT = shift('sign-in.grant-removed', 'client_credentials');
const WRONG = shift('trouble.credential-wrong', 'stripe', { reason: 'credential `stripe` is not accepted' });
const KEY = shift('security.alternative-removed', 'apiKey header x-key', { replacement: 'oauth2' });
const GRANT_ADDED = shift('sign-in.grant-added', 'client_credentials');

test.each<[string, readonly Change[], readonly string[], string | undefined]>([
  [
    'the document, the metadata and the wire',
    [GRANT, WRONG, FLOW],
    ['oauth.flow-removed'],
    '; seen in the document, in the sign-in metadata and on the wire',
  ],
  [
    'the document and the metadata',
    [FLOW, GRANT],
    ['oauth.flow-removed'],
    '; seen in the document and in the sign-in metadata',
  ],
  [
    'the document and the wire',
    [KEY, WRONG],
    ['security.alternative-removed'],
    '; seen in the document and on the wire',
  ],
  [
    'the metadata and the wire',
    [GRANT, WRONG],
    ['sign-in.grant-removed'],
    '; seen in the sign-in metadata and on the wire',
  ],
  [
    'a scheme that gave way to another one, which the metadata offers',
    [KEY, GRANT_ADDED, WRONG],
    ['security.alternative-removed'],
    '; seen in the document, in the sign-in metadata and on the wire',
  ],
  [
    'a scope that a refused call lacks',
    [shift('sign-in.scope-removed', 'write'), shift('trouble.permission-missing', 'stripe', { keyword: 'read write' })],
    ['sign-in.scope-removed'],
    '; seen in the sign-in metadata and on the wire',
  ],
  [
    'the token endpoint, by both of its names',
    [
      shift('oauth.url-changed', 'clientCredentials tokenUrl', { keyword: 'tokenUrl' }),
      shift('sign-in.endpoint-changed', 'token_endpoint'),
    ],
    ['oauth.url-changed'],
    '; seen in the document and in the sign-in metadata',
  ],
  ['one witness', [GRANT], ['sign-in.grant-removed'], undefined],
  ['the wire alone', [WRONG], ['trouble.credential-wrong'], undefined],
  [
    'other grants',
    [FLOW, shift('sign-in.grant-removed', 'password')],
    ['oauth.flow-removed', 'sign-in.grant-removed'],
    undefined,
  ],
  [
    'a scope that is missing, and another one that is gone',
    [shift('sign-in.scope-removed', 'write'), shift('trouble.permission-missing', 'stripe', { keyword: 'read' })],
    ['sign-in.scope-removed', 'trouble.permission-missing'],
    undefined,
  ],
  ['what breaks nobody', [GRANT_ADDED, WRONG], ['trouble.credential-wrong', 'sign-in.grant-added'], undefined],
])('%s', (_what, changes, kinds, words) => {
  const found = joinAuthShifts(judge(changes, ruleFor, POLICY));
  expect(found.map(({ change }) => change.kind).sort()).toEqual([...kinds].sort());
  const said = found.flatMap(({ message }) => /; seen .*$/.exec(message)?.[0] ?? []);
  expect(said).toEqual(words === undefined ? [] : [words]);
});

test('the finding stays the same one, whoever joins it, and tells what followed', () => {
  const [alone] = joinAuthShifts(judge([FLOW], ruleFor, POLICY));
  const [joined] = joinAuthShifts(judge([FLOW, GRANT, WRONG], ruleFor, POLICY));
  expect(joined?.fingerprint).toBe(alone?.fingerprint);
  expect(joined?.change.facts).toMatchObject({
    seen: ['document', 'sign-in metadata', 'wire'],
    explains: ['credential-wrong: GET /charges'],
  });
});

test('the gravest severity counts', () => {
  const scopes = [shift('oauth.scope-removed', 'read'), shift('sign-in.scope-removed', 'read')];
  expect(joinAuthShifts(judge(scopes, ruleFor, POLICY))).toMatchObject([{ severity: 'breaking' }]);
});

test('calls that were refused before are a witness of the gravest shift', () => {
  const found = joinAuthShifts(judge([FLOW, GRANT], ruleFor, POLICY), [REFUSED]);
  expect(found.map(({ change }) => change.facts.seen)).toEqual([['document', 'sign-in metadata', 'wire']]);
});

test('what somebody accepted is left alone', () => {
  const [accepted] = judge([FLOW], ruleFor, POLICY);
  const acknowledgement = { fingerprint: accepted?.fingerprint ?? '', reason: 'known', owner: 'ada', until: undefined };
  const found = joinAuthShifts(judge([FLOW, GRANT], ruleFor, { ...POLICY, acknowledgements: [acknowledgement] }));
  expect(found.map(({ change }) => change.kind).sort()).toEqual(['oauth.flow-removed', 'sign-in.grant-removed']);
});
