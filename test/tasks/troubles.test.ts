// Troubles of a run, told by what was before and by the status page: what no single call shows.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load.ts';
import { judge } from '../../src/judge/judge.ts';
import type { Change } from '../../src/model/change.ts';
import type { Observation } from '../../src/model/health.ts';
import type { LiveCall, PastCall } from '../../src/model/trouble.ts';
import { ruleFor } from '../../src/rules/catalogue.ts';
import { troublesIn, troublesOf } from '../../src/tasks/troubles.ts';
import { wire } from '../../src/wire/wire.ts';
import { POLICY } from '../judge/policy.ts';
import { answered, failed } from '../read/traffic/trouble/calls.ts';
import { provider } from '../scenarios/stage.ts';

const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const NOW = { at: minutesAgo(0) };
const WORKS = answered(200, {}, {}, NOW);
const FAILS = answered(500, {}, {}, NOW);
const UNAUTHORIZED = answered(401, { message: 'Unauthorized' }, {}, NOW);
const NOT_FOUND = answered(404, {}, {}, NOW);

function called(last: LiveCall, ...before: readonly LiveCall[]) {
  return { last, before, redact: (text: string) => text };
}

function brief(changes: readonly Change[]): readonly string[] {
  return judge(changes, ruleFor, POLICY).map(({ severity, rule }) => `${severity} ${rule}`);
}

function earlier(status: number, ...minutes: readonly number[]): readonly PastCall[] {
  return minutes.map((ago) => ({ operation: 'POST /charges', at: minutesAgo(ago), credential: 'stripe', status }));
}

test.each<[string, readonly LiveCall[], readonly PastCall[], readonly string[], string]>([
  ['a credential that nobody knows', [UNAUTHORIZED], [], ['breaking auth/trouble-credential-wrong'], 'is not accepted'],
  [
    'a credential that worked yesterday',
    [UNAUTHORIZED],
    earlier(200, 1440),
    ['breaking auth/trouble-credential-expired'],
    'has expired, or was revoked: it worked until',
  ],
  ['what was found before', [NOT_FOUND], earlier(200, 60), ['breaking transport/trouble-not-found'], 'it worked until'],
  [
    'a call that works beside one that does not',
    [
      { ...WORKS, operation: 'GET /charges' },
      { ...UNAUTHORIZED, outcome: answered(403, {}).outcome },
    ],
    [],
    ['breaking auth/trouble-permission-missing'],
    'reads with it work, and this write is refused',
  ],
  ['a fault, once', [FAILS], earlier(500, 20), ['risky transport/trouble-server-fault'], 'fails on the API’s side'],
  [
    'a fault, three times',
    [FAILS],
    earlier(500, 30, 20),
    ['breaking transport/trouble-server-fault-lasting'],
    'fails on the API’s side since 20',
  ],
  [
    'a host that nobody knows',
    [failed('ENOTFOUND', NOW), failed('ENOTFOUND', { ...NOW, operation: 'GET /charges' })],
    [],
    ['breaking transport/trouble-dns-lasting'],
    'is not known to DNS',
  ],
  ['a host that cannot be looked up', [failed('EAI_AGAIN', NOW)], [], ['risky transport/trouble-dns'], 'in DNS now'],
])('%s', (_, calls, before, expected, said) => {
  const ground = { incidentAt: () => undefined, earlier: before };
  const changes = troublesIn(
    calls.map((call) => called(call)),
    ground,
  );
  expect(brief(changes)).toEqual(expected);
  expect(changes[0]?.facts.reason).toContain(said);
});

test('what passed when it was tried again is no trouble, and the attempts tell of the others', () => {
  const ground = { incidentAt: () => undefined };
  expect(troublesIn([called(WORKS, FAILS, FAILS)], ground)).toEqual([]);
  const attempts = [30, 20].map((ago) => ({ ...FAILS, at: minutesAgo(ago) }));
  expect(brief(troublesIn([called(FAILS, ...attempts)], ground))).toEqual([
    'breaking transport/trouble-server-fault-lasting',
  ]);
});

function recorded(outcome: Observation['outcome'], ...minutes: readonly number[]): readonly Observation[] {
  return minutes.map((ago) => ({ time: minutesAgo(ago), operation: 'POST /charges', ms: 100, outcome }));
}

test.each<[string, LiveCall, readonly Observation[], string | undefined, readonly string[], number]>([
  ['a call that works', WORKS, recorded('error', 40, 20), 'Fire', [], 0],
  ['a fault', FAILS, [], undefined, ['risky transport/trouble-server-fault'], 1],
  [
    'a fault that earlier runs met as well',
    FAILS,
    recorded('error', 40, 20),
    undefined,
    ['breaking transport/trouble-server-fault-lasting'],
    1,
  ],
  [
    'a fault that one run met before',
    FAILS,
    recorded('error', 20),
    undefined,
    ['risky transport/trouble-server-fault'],
    1,
  ],
  [
    'a fault that was over in between',
    FAILS,
    [...recorded('error', 40, 30), ...recorded('ok', 20)],
    undefined,
    ['risky transport/trouble-server-fault'],
    1,
  ],
  ['a fault during an incident', FAILS, recorded('error', 40, 20), 'Fire', ['risky transport/trouble-server-fault'], 1],
  ['a credential during an incident', UNAUTHORIZED, [], 'Fire', ['breaking auth/trouble-credential-wrong'], 1],
])('%s, by the record and the status page', async (_, call, record, incident, expected, looks) => {
  let looked = 0;
  const page = await provider((_request, response) => {
    looked += 1;
    const incidents = incident === undefined ? [] : [{ name: incident, started_at: minutesAgo(60) }];
    response.end(JSON.stringify({ status: { indicator: 'major' }, incidents }));
  });
  const folder = mkdtempSync(join(tmpdir(), 'driftgate-troubles-'));
  try {
    const text = `allowPrivateHosts: [127.0.0.1]\napis: { payments: { spec: a.yaml, statusPage: '${page.url}' } }`;
    const config = loadConfig(text, 'driftgate.yaml');
    const outside = wire(config, { folder, env: {} });
    await outside.health.append('payments', record);
    const changes = await troublesOf('payments', [called(call)], config, outside);
    expect(brief(changes)).toEqual(expected);
    const isTold = expected.some((rule) => rule.includes('server-fault')) && incident !== undefined;
    expect(JSON.stringify(changes).includes('the provider tells of `Fire`')).toBe(isTold);
    expect(looked).toBe(looks);
  } finally {
    page.close();
    rmSync(folder, { recursive: true });
  }
});
