// Which findings acknowledgements cover, and what is said of those that end or cover nothing.

import { expect, test } from '@jest/globals';
import { acknowledgementNotices } from '../../src/judge/acknowledged.ts';
import { judge } from '../../src/judge/judge.ts';
import type { Acknowledgement, AcknowledgementScope, Finding } from '../../src/model/finding.ts';
import type { LookedPart } from '../../src/model/part.ts';
import { ruleFor } from '../../src/rules/catalogue.ts';
import { changeOf } from './changes.ts';

const TODAY = '2026-11-22';

const CHANGE = changeOf({
  kind: 'property.removed',
  direction: 'response',
  subject: 'amount',
  impacts: ['GET /v1/charges', 'GET /v1/charges/{id}'].map((operation) => ({
    operation,
    direction: 'response',
    status: '200',
    field: 'data[].amount',
    path: [{ property: 'data' }, { items: true }, { property: 'amount' }],
  })),
});

function accepted(scope: AcknowledgementScope, until?: string): Acknowledgement {
  return { ...scope, reason: 'we do not read it', owner: 'ada', until };
}

function judged(acknowledgements: readonly Acknowledgement[], api?: string) {
  const policy = { profile: 'tolerant', sdk: false, overrides: {}, acknowledgements, today: TODAY } as const;
  return judge([CHANGE], ruleFor, { ...policy, ...(api !== undefined && { api }) });
}

const FINGERPRINT = judged([])[0]?.fingerprint;

test.each<[name: string, scope: AcknowledgementScope, covers: boolean]>([
  ['its fingerprint', { fingerprint: FINGERPRINT }, true],
  ['another fingerprint', { fingerprint: '0123456789abcdef' }, false],
  ['its rule', { rule: 'response/property-removed' }, true],
  ['its rule in whatever direction', { rule: 'property-removed' }, true],
  ['its rule in the other direction', { rule: 'request/property-removed' }, false],
  ['rules of its kind', { rule: 'response/property-*' }, true],
  ['its API', { rule: '*', api: 'stripe' }, true],
  ['another API', { rule: '*', api: 'strip' }, false],
  ['APIs by a pattern', { rule: '*', api: 's*e' }, true],
  ['all of its operations', { operation: 'GET /v1/charges*' }, true],
  ['one of its operations', { operation: 'GET /v1/charges' }, false],
  ['a pattern that its text is too short for', { operation: 'GET /v1/charges*charges/{id}' }, false],
  ['a pattern with several stars', { operation: '*GET*/v1*ch*rges*' }, true],
  ['its field', { field: 'data[].amount' }, true],
  ['a field below', { field: 'data[].amount.*' }, false],
  ['its field in another operation', { field: 'data[].amount', operation: 'POST *' }, false],
  ['its fingerprint for another API', { fingerprint: FINGERPRINT, api: 'crm' }, false],
  ['its fingerprint, and a rule that is not its own', { fingerprint: FINGERPRINT, rule: 'x' }, false],
])('an acknowledgement of %s covers it: %s', (_, scope, covers) => {
  const acknowledgement = accepted(scope);
  const [finding] = judged([accepted({ rule: 'type-changed' }), acknowledgement], 'stripe');
  expect(finding?.acknowledgement).toBe(covers ? acknowledgement : undefined);
});

test('that of the fingerprint is told before that of a pattern, and one for an API covers no finding of none', () => {
  const [pattern, alone] = [accepted({ rule: '*' }), accepted({ fingerprint: FINGERPRINT })];
  expect(judged([pattern, alone])[0]?.acknowledgement).toBe(alone);
  expect(judged([accepted({ rule: '*', api: '*' })])[0]?.acknowledgement).toBe(undefined);
});

test.each<[name: string, scope: AcknowledgementScope, until: string | undefined, all: boolean, said: object[]]>([
  ['that holds for long', { rule: '*' }, '2026-12-07', true, []],
  ['without an end', { rule: '*' }, undefined, true, []],
  ['that ends in two weeks', { rule: '*' }, '2026-12-06', true, [{ state: 'ending', daysLeft: 14 }]],
  ['that ends today', { rule: '*' }, TODAY, true, [{ state: 'ending', daysLeft: 0 }]],
  ['that ended', { rule: '*' }, '2026-11-21', true, [{ state: 'ended' }]],
  ['of what is gone', { rule: 'x' }, undefined, true, [{ state: 'unmatched' }]],
  ['of what is gone, where only some APIs were looked at', { rule: 'x' }, undefined, false, []],
  [
    'of what is gone from an API that was seen',
    { rule: 'x', api: 'stripe' },
    undefined,
    true,
    [{ state: 'unmatched' }],
  ],
  ['of an API that could not be seen', { rule: '*', api: 'crm' }, undefined, true, []],
  ['of what is gone from an API of which a part was not looked at', { rule: 'x', api: 'maps' }, undefined, true, []],
])('of an acknowledgement %s is said: %#', (_, scope, until, all, said) => {
  const [known, unknown] = [
    undefined,
    { code: 'dns', message: 'no such host', hint: undefined, place: undefined } as const,
  ];
  const apis: readonly { api: string; looked: readonly LookedPart[]; findings: readonly Finding[] }[] = [
    { api: 'stripe', looked: [{ part: 'document', unknown: known }], findings: judged([], 'stripe') },
    ...(scope.api === 'crm' ? [{ api: 'crm', looked: [{ part: 'document', unknown }], findings: [] } as const] : []),
    ...(scope.api === 'maps'
      ? [{ api: 'maps', looked: [{ part: 'document', unknown: known }], findings: [] } as const]
      : []),
  ];
  const partsOf = (api: string) => (api === 'maps' ? (['document', 'samples'] as const) : (['document'] as const));
  const notices = acknowledgementNotices([accepted(scope, until)], apis, { today: TODAY, all, partsOf });
  expect(notices).toMatchObject(said);
  expect(notices).toHaveLength(said.length);
});
