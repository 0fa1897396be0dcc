// What is told of health as changes: one for each cause, known by what it is about and never by its time.

import { expect, test } from '@jest/globals';
import { fingerprint } from '../../src/judge/fingerprint.ts';
import { healthChanges } from '../../src/judge/health-changes.ts';
import type { Change } from '../../src/model/change.ts';
import type { HealthFinding, Incident } from '../../src/model/health.ts';

type Window = Extract<HealthFinding, { readonly from: string }>;

function window(operation: string, kind: Window['kind'] = 'down', minute = 0, said: Partial<Window> = {}): Window {
  const [from, until] = [minute, minute + 10].map((at) => new Date(Date.UTC(2026, 10, 22, 14, at)).toISOString());
  const message = `\`${operation}\` is ${kind}`;
  return { operation, kind, from: from ?? '', until: until ?? '', calls: 12, value: 1, limit: 0.02, message, ...said };
}

function weekly(operation: string, weekday: number, from: number): HealthFinding {
  return {
    ...{ operation, kind: 'weekly', slot: { weekday, from, until: from + 1 }, bad: 4, weeks: 4, chance: 0.001 },
    message: `\`${operation}\` is bad`,
  };
}

const INCIDENT: Incident = {
  kind: 'incident',
  name: 'Elevated error rates',
  url: 'https://status.example.com/incidents/1',
  status: 'investigating',
  impact: 'major',
  from: '2026-11-22T14:05:00.000Z',
  until: undefined,
  components: [],
};

const OPERATIONS = ['GET /a', 'GET /b', 'GET /c'];

function changes(
  findings: readonly HealthFinding[],
  incidentAt: (time: string) => Incident | undefined = () => undefined,
) {
  return healthChanges(findings, {
    api: 'crm',
    operations: OPERATIONS,
    incidentAt,
    playbook: { slow: 'https://w.example/' },
  });
}

function brief({ kind, subject, facts, impacts }: Change): string {
  return [kind, subject, facts.keyword ?? '', impacts.length].join(' | ');
}

test.each<[string, readonly HealthFinding[], readonly string[]]>([
  ['nothing', [], []],
  ['one window', [window('GET /a')], ['health.down | GET /a |  | 1']],
  [
    'three windows',
    [window('GET /a', 'down', 10), window('GET /a'), window('GET /a', 'down', 20)],
    ['health.down | GET /a |  | 1'],
  ],
  [
    'two kinds',
    [window('GET /a', 'slow'), window('GET /a', 'failing')],
    ['health.slow | GET /a |  | 1', 'health.failing | GET /a |  | 1'],
  ],
  [
    'two operations of three',
    [window('GET /a'), window('GET /b')],
    ['health.down | GET /a |  | 1', 'health.down | GET /b |  | 1'],
  ],
  ['all operations', OPERATIONS.map((each) => window(each)), ['health.down | crm |  | 3']],
  [
    'what consumers do not wait for',
    [window('GET /a', 'slow', 0, { byPatience: true })],
    ['health.slow | GET /a | patience | 1'],
  ],
  [
    'two hours of the week',
    [weekly('GET /a', 1, 14), weekly('GET /a', 4, 9)],
    ['health.weekly | GET /a | tuesday 14 | 1', 'health.weekly | GET /a | friday 9 | 1'],
  ],
])('%s', (_, findings, expected) => {
  expect(changes(findings).map(brief)).toEqual(expected);
});

test('an incident takes all that went wrong meanwhile, and nothing else', () => {
  const findings = [
    window('GET /a', 'down', 10),
    window('GET /b', 'slow', 10),
    window('GET /c', 'slow', 600),
    weekly('GET /a', 1, 14),
  ];
  const told = changes(findings, (time) => (time < '2026-11-22T15:00' ? INCIDENT : undefined));
  expect(told.map(brief)).toEqual([
    'health.incident | Elevated error rates |  | 2',
    'health.slow | GET /c |  | 1',
    'health.weekly | GET /a | tuesday 14 | 1',
  ]);
  expect(told[0]?.facts).toEqual({
    reason:
      '`crm` has an incident: the provider tells of `Elevated error rates` from 2026-11-22T14:05:00.000Z, and 2 operations went beyond a limit meanwhile',
    hint: 'wait until it is over, and follow `https://status.example.com/incidents/1`',
    since: '2026-11-22T14:05:00.000Z',
    explains: ['down: GET /a', 'slow: GET /b'],
  });
});

test('windows are counted, and the last one is told', () => {
  const [change] = changes([window('GET /a', 'slow', 20), window('GET /a', 'slow', 0), window('GET /a', 'slow', 10)]);
  expect(change?.facts).toMatchObject({
    reason: '`GET /a` is slow; so were 2 windows before, the first from 2026-11-22T14:00:00.000Z',
    since: '2026-11-22T14:00:00.000Z',
    playbook: 'https://w.example/',
  });
});

test.each<[string, readonly HealthFinding[], readonly HealthFinding[], boolean]>([
  ['another time', [window('GET /a')], [window('GET /a', 'down', 300)], true],
  ['another operation', [window('GET /a')], [window('GET /b')], false],
  [
    'all of them at another time',
    OPERATIONS.map((each) => window(each)),
    OPERATIONS.map((each) => window(each, 'down', 90)),
    true,
  ],
  ['another hour of the week', [weekly('GET /a', 1, 14)], [weekly('GET /a', 1, 15)], false],
])('%s is the same finding: %#', (_, one, other, isSame) => {
  const [a, b] = [one, other].map((findings) => changes(findings).map((change) => fingerprint('rule', change)));
  expect(a?.[0] === b?.[0]).toBe(isSame);
});
