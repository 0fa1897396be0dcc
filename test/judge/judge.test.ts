// What a policy does to findings, how they are ordered and counted, and what becomes of a change without a rule.

import { expect, test } from '@jest/globals';
import { fingerprint } from '../../src/judge/fingerprint.ts';
import { countFindings, judge, outcomeOf, type Policy } from '../../src/judge/judge.ts';
import type { Change, ChangeKind } from '../../src/model/change.ts';
import type { Acknowledgement } from '../../src/model/finding.ts';
import { FAIL_ON, type FailOn } from '../../src/model/report.ts';
import { SEVERITIES, type Severity } from '../../src/model/rule.ts';
import type { ConsumerImpact, ConsumerVerdict } from '../../src/model/usage.ts';
import { ruleFor } from '../../src/rules/catalogue.ts';
import { changeOf } from './changes.ts';
import { POLICY } from './policy.ts';

const REMOVED = changeOf({ kind: 'property.removed', direction: 'response' });
const RULE = 'response/property-removed';

function policy(said: Partial<Policy> = {}): Policy {
  return { ...POLICY, ...said };
}

function accepted(until: string | undefined, print = fingerprint(RULE, REMOVED)): Acknowledgement {
  return { fingerprint: print, reason: 'nobody reads it', owner: 'payments', until };
}

function impactOn(verdict: ConsumerVerdict): ConsumerImpact {
  const where = { contract: 'a.json', interaction: 'list', line: 1, field: 'amount' };
  return { consumer: 'a', verdict, because: 'it reads it', ...where };
}

test('a finding names its rule with the direction in front', () => {
  const [finding] = judge([REMOVED], ruleFor, policy());
  expect(finding).toEqual({
    change: REMOVED,
    fingerprint: fingerprint(RULE, REMOVED),
    rule: RULE,
    severity: 'breaking',
    message: 'property `amount` is gone from the response',
    consumers: [],
    witness: undefined,
    acknowledgement: undefined,
  });
});

test('a change that no rule claims is a risky finding and loud', () => {
  const [finding] = judge([REMOVED], () => undefined, policy());
  expect(finding).toMatchObject({ rule: 'unjudged', severity: 'risky' });
  expect(finding?.message).toContain('judged by no rule');
});

test('a rule without a severity for the direction does not claim the change', () => {
  const rule = ruleFor(changeOf({ kind: 'server.removed', direction: 'transport' }));
  const [finding] = judge([REMOVED], () => rule, policy());
  expect(finding).toMatchObject({ rule: 'unjudged', severity: 'risky' });
});

test.each<[Record<string, Severity>, Severity]>([
  [{}, 'breaking'],
  [{ 'property-removed': 'risky' }, 'risky'],
  [{ 'response/property-removed': 'info' }, 'info'],
  [{ 'property-removed': 'risky', 'response/property-removed': 'info' }, 'info'],
  [{ 'request/property-removed': 'info' }, 'breaking'],
  [JSON.parse('{ "__proto__": "info" }'), 'breaking'],
])('overrides %j make it %s', (overrides, severity) => {
  expect(judge([REMOVED], ruleFor, policy({ overrides }))).toMatchObject([{ severity }]);
});

test.each<[Change['kind'], Change['direction']]>([
  ['operation.id-changed', 'meta'],
  ['parameter.renamed', 'request'],
])('`sdk` raises %s to risky, and an override still wins', (kind, direction) => {
  const change = changeOf({ kind, direction, facts: { keyword: 'path' } });
  const overrides = { 'operation-id-changed': 'info', 'path-parameter-renamed': 'info' } as const;
  expect(judge([change], ruleFor, policy())).toMatchObject([{ severity: 'info' }]);
  expect(judge([change], ruleFor, policy({ sdk: true }))).toMatchObject([{ severity: 'risky' }]);
  expect(judge([change], ruleFor, policy({ sdk: true, overrides }))).toMatchObject([{ severity: 'info' }]);
});

test.each([
  ['without an end', undefined, true],
  ['that ends later', '2027-01-31', true],
  ['on its last day', '2026-11-22', true],
  ['the day after', '2026-11-21', false],
])('an acknowledgement %s', (_when, until, holds) => {
  const [finding] = judge([REMOVED], ruleFor, policy({ acknowledgements: [accepted(until)] }));
  expect(finding?.severity).toBe('breaking');
  expect(finding?.acknowledgement !== undefined).toBe(holds);
});

test('an acknowledgement in force holds beside an expired one, in any order', () => {
  const both = [accepted('2027-01-31'), accepted('2026-01-31')];
  for (const acknowledgements of [both, both.toReversed()])
    expect(judge([REMOVED], ruleFor, policy({ acknowledgements }))).toMatchObject([{ acknowledgement: both[0] }]);
});

const MANY: readonly Change[] = [
  REMOVED,
  changeOf({ kind: 'property.removed', direction: 'request' }),
  changeOf({ kind: 'property.added', direction: 'response' }),
  changeOf({ kind: 'operation.deprecated', direction: 'request', subject: 'GET /charges' }),
  changeOf({ kind: 'property.removed', direction: 'response', subject: 'Ärger' }),
  changeOf({ kind: 'property.removed', direction: 'response', subject: 'Zorn' }),
  changeOf({ kind: 'enum.value-added', direction: 'response', before: null, after: 'paused' }),
  changeOf({ kind: 'enum.value-added', direction: 'response', after: 'ended' }),
  changeOf({ kind: 'condition.added', direction: 'request', after: 1, facts: { keyword: 'not' } }),
  changeOf({ kind: 'condition.added', direction: 'request', after: 2, facts: { keyword: 'not' } }),
  changeOf({ kind: 'condition.added', direction: 'request', after: 2, facts: { keyword: 'not' }, old: null }),
];

test('the order of changes does not matter', () => {
  const expected = judge(MANY, ruleFor, policy());
  const severities = expected.map(({ severity }) => SEVERITIES.indexOf(severity));
  expect(severities).toEqual(severities.toSorted((a, b) => a - b));
  expect(expected.slice(0, 3).map(({ change }) => change.direction)).toEqual(['request', 'request', 'request']);
  expect(expected.slice(3, 6).map(({ change }) => change.subject)).toEqual(['Zorn', 'amount', 'Ärger']);
  for (let shift = 1; shift < MANY.length; shift += 1) {
    const rotated = [...MANY.slice(shift), ...MANY.slice(0, shift)];
    expect(judge(rotated, ruleFor, policy())).toEqual(expected);
    expect(judge(rotated.toReversed(), ruleFor, policy())).toEqual(expected);
  }
});

test('findings are counted by severity, acknowledged ones apart', () => {
  const findings = judge(MANY, ruleFor, policy({ acknowledgements: [accepted(undefined)] }));
  expect(countFindings(findings)).toEqual({ breaking: 5, risky: 3, deprecated: 1, info: 1, acknowledged: 1 });
});

test.each<[Change['kind'], Change['direction'], readonly Severity[]]>([
  ['property.removed', 'response', ['breaking', 'risky', 'deprecated', 'info']],
  ['enum.value-added', 'response', ['risky', 'deprecated', 'info']],
  ['property.deprecated', 'response', ['deprecated', 'info']],
  ['property.added', 'response', ['info']],
])('%s in the %s is drift for %j', (kind, direction, drift) => {
  const findings = judge([changeOf({ kind, direction })], ruleFor, policy());
  expect(SEVERITIES.filter((failOn) => outcomeOf(findings, failOn) === 'drift')).toEqual(drift);
});

test.each<readonly [ChangeKind, ConsumerVerdict, readonly FailOn[]]>([
  ['property.added', 'breaks', FAIL_ON],
  ['property.removed', 'breaks', FAIL_ON],
  ['property.removed', 'at risk', FAIL_ON.filter((failOn) => failOn !== 'consumer')],
  ['property.removed', 'unaffected', FAIL_ON.filter((failOn) => failOn !== 'consumer')],
  ['property.added', 'at risk', ['info', 'any']],
])('%s in a response where a consumer %s is drift for %j', (kind, verdict, drift) => {
  const findings = judge([changeOf({ kind, direction: 'response' })], ruleFor, policy()).map((finding) => ({
    ...finding,
    consumers: [impactOn(verdict)],
  }));
  expect(FAIL_ON.filter((failOn) => outcomeOf(findings, failOn) === 'drift')).toEqual(drift);
});

test('what is acknowledged is no drift, and neither is nothing', () => {
  const findings = judge([REMOVED], ruleFor, policy({ acknowledgements: [accepted(undefined)] }));
  expect(outcomeOf(findings, 'info')).toBe('clean');
  const broken = findings.map((finding) => ({ ...finding, consumers: [impactOn('breaks')] }));
  expect(outcomeOf(broken, 'consumer')).toBe('clean');
  expect(outcomeOf([], 'info')).toBe('clean');
});
