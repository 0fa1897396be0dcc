// The bundled example shows the drifts that it was written for, each once, and nothing else.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from '@jest/globals';
import { compareApis } from '../../src/compare/compare.ts';
import { loadConfig } from '../../src/config/load.ts';
import { judge } from '../../src/judge/judge.ts';
import type { Api } from '../../src/model/api.ts';
import { PROFILES, type Profile } from '../../src/model/rule.ts';
import { readSpec } from '../../src/read/document/read.ts';
import { readApi } from '../../src/read/openapi/api.ts';
import { ruleFor } from '../../src/rules/catalogue.ts';

const FOLDER = new URL('../../examples/booking/', import.meta.url);

let march: Api;
let september: Api;

beforeAll(async () => {
  march = await apiIn('2026-03.yaml');
  september = await apiIn('2026-09.yaml');
});

async function apiIn(name: string): Promise<Api> {
  const url = new URL(name, FOLDER);
  const document = await readSpec({ name, location: fileURLToPath(url), bytes: await readFile(url) });
  expect(document.notes).toEqual([]);
  return readApi(document);
}

function findings(old: Api, current: Api, profile: Profile = 'tolerant'): readonly string[] {
  const policy = { profile, sdk: false, overrides: {}, acknowledgements: [], today: '2026-09-01' };
  return judge(compareApis(old, current), ruleFor, policy).map(
    ({ severity, rule, change }) => `${severity} ${rule} ${change.subject} x${change.impacts.length}`,
  );
}

test('every drift is one finding, however far it reaches, and refactoring is none', () => {
  expect(findings(march, september)).toEqual([
    'breaking auth/security-alternative-removed apiKey in header x-api-key x10',
    'breaking request/required-property-renamed phone_number x1',
    'breaking request/required-property-added ends_at x1',
    'breaking request/operation-removed POST /appointments/{appointment_id}/reminders x1',
    'breaking response/null-allowed confirmed_at x7',
    'breaking response/property-renamed phone_number x7',
    'breaking response/property-removed duration_minutes x7',
    'risky request/property-removed duration_minutes x1',
    'risky response/enum-value-added status x7',
    'deprecated request/operation-deprecated GET /availability/next x1',
    'info request/operation-added GET /calendars/{calendar_id}/hours x1',
    'info request/property-added ends_at x1',
    'info response/property-added ends_at x7',
  ]);
});

test('what depends on the client is breaking in the strict profile', () => {
  const strict = findings(march, september, 'strict');
  expect(strict).toContain('breaking request/property-removed duration_minutes x1');
  expect(strict).toContain('breaking response/enum-value-added status x7');
  expect(strict).toHaveLength(findings(march, september).length);
});

test('the deprecated endpoint has an end', () => {
  const [change] = compareApis(march, september).filter(({ kind }) => kind === 'operation.deprecated');
  expect(change?.facts.sunset).toBe('2026-12-31');
});

test.each(PROFILES)('a document compared with itself is silent: %s', (profile) => {
  expect(findings(march, march, profile)).toEqual([]);
  expect(findings(september, september, profile)).toEqual([]);
});

test('its configuration is valid, and every key in it is used', async () => {
  const text = await readFile(new URL('driftgate.yaml', FOLDER), 'utf8');
  const { apis, idle } = loadConfig(text, 'driftgate.yaml');
  expect({ apis: Object.keys(apis), idle }).toEqual({ apis: ['slotwise'], idle: [] });
});
