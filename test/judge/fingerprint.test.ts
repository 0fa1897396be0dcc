// What the identity of a finding hangs on, and what it does not.

import { expect, test } from '@jest/globals';
import { fingerprint } from '../../src/judge/fingerprint.ts';
import { judge, type Policy } from '../../src/judge/judge.ts';
import type { Change } from '../../src/model/change.ts';
import { ruleFor } from '../../src/rules/catalogue.ts';
import { changeOf } from './changes.ts';

const POLICY: Policy = { profile: 'tolerant', sdk: false, overrides: {}, acknowledgements: [], today: '2026-11-22' };

function identity(change: Change): string {
  return fingerprint('response/a-rule', change);
}

const BASE = changeOf({ kind: 'type.changed', direction: 'response', before: 'string', after: 'integer' });
const SLOT = { operation: 'GET /charges', direction: 'response' } as const;
const AMOUNT = [{ property: 'amount' }];

test('a fingerprint is 16 hex digits', () => {
  expect(identity(BASE)).toMatch(/^[0-9a-f]{16}$/);
});

test.each<[string, Partial<Change>]>([
  ['pointers', { old: { pointer: '/elsewhere' }, new: null }],
  ['impacts', { impacts: [] }],
  ['values', { before: 'integer', after: 'boolean' }],
  ['what is known beside', { facts: { required: true, success: true, likeness: 0.5 } }],
])('%s take no part', (_what, said) => {
  expect(identity({ ...BASE, ...said })).toBe(identity(BASE));
});

test.each<[string, Partial<Change>]>([
  ['direction', { direction: 'request' }],
  ['subject', { subject: 'total' }],
  ['keyword', { facts: { keyword: 'maxLength' } }],
  ['operation', { root: { slot: { ...SLOT, operation: 'POST /charges' }, path: AMOUNT } }],
  ['parameter', { root: { slot: { ...SLOT, parameter: 'query limit' }, path: AMOUNT } }],
  ['status', { root: { slot: { ...SLOT, status: '200' }, path: AMOUNT } }],
  ['header', { root: { slot: { ...SLOT, header: 'x-next' }, path: AMOUNT } }],
  ['media type', { root: { slot: { ...SLOT, mediaType: 'application/json' }, path: AMOUNT } }],
  ['field path', { root: { slot: SLOT, path: [{ items: true }, ...AMOUNT] } }],
  ['kind of segment', { root: { slot: SLOT, path: [{ pattern: 'amount' }] } }],
  ['component', { root: { component: 'Charge', path: AMOUNT } }],
  ['other component', { root: { component: 'Refund', path: AMOUNT } }],
])('%s takes part', (_what, said) => {
  const others = [BASE, changeOf({ ...BASE, root: { component: 'Charge', path: [] } })];
  for (const other of others) expect(identity({ ...BASE, ...said })).not.toBe(identity(other));
});

test('what operations share without a name is known by the first of them', () => {
  const [charges, refunds, both] = [['/charges'], ['/refunds'], ['/charges', '/refunds']].map((paths) =>
    identity({
      ...BASE,
      root: { document: true, path: AMOUNT },
      impacts: paths.map((path) => ({ ...SLOT, operation: `GET ${path}`, field: 'amount', path: AMOUNT })),
    }),
  );
  expect(charges).not.toBe(refunds);
  expect(charges).toBe(both);
});

test('the rule takes part', () => {
  expect(fingerprint('response/another-rule', BASE)).not.toBe(identity(BASE));
});

test.each<[string, Partial<Change>, Partial<Change>]>([
  [
    'names of path parameters',
    { root: { slot: { ...SLOT, operation: 'GET /charges/{id}' }, path: AMOUNT } },
    { root: { slot: { ...SLOT, operation: 'GET /charges/{chargeId}' }, path: AMOUNT } },
  ],
  [
    'the name of the path parameter that changed',
    { subject: 'id', root: { slot: { ...SLOT, operation: 'GET /charges/{id}', parameter: 'path id' }, path: [] } },
    { subject: 'no', root: { slot: { ...SLOT, operation: 'GET /charges/{no}', parameter: 'path no' }, path: [] } },
  ],
  [
    'names of path parameters in the operation that changed',
    { subject: 'GET /charges/{id}', root: { slot: { ...SLOT, operation: 'GET /charges/{id}' }, path: [] } },
    { subject: 'GET /charges/{no}', root: { slot: { ...SLOT, operation: 'GET /charges/{no}' }, path: [] } },
  ],
])('%s take no part', (_what, one, other) => {
  expect(identity({ ...BASE, ...one })).toBe(identity({ ...BASE, ...other }));
});

test('two parameters of one path stay two', () => {
  const operation = 'GET /users/{id}/roles/{role}';
  const [first, second] = ['id', 'role'].map((name) =>
    identity({ ...BASE, subject: name, root: { slot: { ...SLOT, operation, parameter: `path ${name}` }, path: [] } }),
  );
  expect(first).not.toBe(second);
});

test.each(['enum.value-added', 'enum.value-removed'] as const)('%s: the value takes part', (kind) => {
  const [paused, ended] = ['paused', 'ended'].map((after) => identity({ ...BASE, kind, after }));
  expect(paused).not.toBe(ended);
});

test('neither the profile nor an override moves a fingerprint', () => {
  const added = changeOf({ kind: 'enum.value-added', direction: 'response', after: 'paused' });
  const prints = [
    POLICY,
    { ...POLICY, profile: 'strict' as const },
    { ...POLICY, overrides: { 'enum-value-added': 'info' as const } },
  ].map((policy) => judge([added], ruleFor, policy)[0]);
  expect(new Set(prints.map((finding) => finding?.severity)).size).toBe(3);
  expect(new Set(prints.map((finding) => finding?.fingerprint)).size).toBe(1);
});

const NOT_ONE = changeOf({
  kind: 'condition.added',
  direction: 'request',
  after: { const: 1 },
  facts: { keyword: 'not' },
});
const NOT_TWO: Change = { ...NOT_ONE, after: { const: 2 } };

function prints(...changes: readonly Change[]): Map<Change, string> {
  return new Map(judge(changes, ruleFor, POLICY).map((finding) => [finding.change, finding.fingerprint]));
}

test('findings that would share a fingerprint are told apart by their values', () => {
  const together = prints(NOT_ONE, NOT_TWO);
  expect(together.get(NOT_ONE)).not.toBe(together.get(NOT_TWO));
  expect([...together.values()]).not.toContain(prints(NOT_ONE).get(NOT_ONE));
  expect(prints(NOT_TWO, { ...NOT_ONE, after: { const: 3 } }).get(NOT_TWO)).toBe(together.get(NOT_TWO));
});

test('findings that are equal but for their pointers are told apart, whatever their order', () => {
  const elsewhere: Change = { ...NOT_ONE, new: { pointer: '/elsewhere' } };
  const [one, other] = [prints(NOT_ONE, elsewhere), prints(elsewhere, NOT_ONE)];
  expect(one.get(NOT_ONE)).not.toBe(one.get(elsewhere));
  expect([one.get(NOT_ONE), one.get(elsewhere)]).toEqual([other.get(NOT_ONE), other.get(elsewhere)]);
});
