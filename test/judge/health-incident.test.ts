// Status pages: what a provider says itself tells an incident from drift.

import { expect, test } from '@jest/globals';
import { incidentAt } from '../../src/judge/health-incident.ts';
import type { Json } from '../../src/model/json.ts';
import { readStatusPage } from '../../src/read/metadata/status-page.ts';

const PAGE = {
  page: { id: 'p', name: 'Payments', url: 'https://status.example.com', updated_at: '2026-11-22T14:00:00Z' },
  status: { indicator: 'major', description: 'Partial System Outage' },
  components: [
    { id: '1', name: 'API', status: 'partial_outage', group: false },
    { id: '2', name: 'Dashboard', status: 'operational', group: false },
    { id: '3', name: 'All', status: 'partial_outage', group: true },
  ],
  incidents: [
    {
      name: 'Elevated errors',
      status: 'investigating',
      impact: 'major',
      created_at: '2026-11-22T13:30:00.000Z',
      started_at: '2026-11-22T13:00:00.000Z',
      resolved_at: null,
      shortlink: 'https://stspg.io/x',
      components: [{ name: 'API' }],
    },
    {
      name: 'Old',
      status: 'resolved',
      impact: 'critical',
      created_at: '2026-11-20T10:00:00Z',
      resolved_at: '2026-11-20T11:00:00Z',
    },
    { name: 'Timeless', status: 'identified', impact: 'minor', created_at: 'once' },
  ],
  scheduled_maintenances: [
    {
      name: 'Database',
      status: 'scheduled',
      impact: 'maintenance',
      scheduled_for: '2026-11-25T02:00:00Z',
      scheduled_until: '2026-11-25T04:00:00Z',
      components: [],
    },
    {
      name: 'Cables',
      status: 'in_progress',
      impact: 'maintenance',
      scheduled_for: '2026-11-22T09:00:00Z',
      scheduled_until: '2026-11-22T10:00:00Z',
      components: [{ name: 'Dashboard' }],
    },
  ],
};

test('a summary is read into what is wrong, and when', () => {
  expect(readStatusPage(PAGE, 'status')).toMatchObject({
    name: 'Payments',
    indicator: 'major',
    impaired: ['API'],
    incidents: [
      {
        kind: 'incident',
        name: 'Elevated errors',
        from: '2026-11-22T13:00:00.000Z',
        until: undefined,
        url: 'https://stspg.io/x',
        components: ['API'],
      },
      { name: 'Old', until: '2026-11-20T11:00:00.000Z' },
      { kind: 'maintenance', name: 'Database', until: '2026-11-25T04:00:00.000Z' },
      { name: 'Cables', until: undefined },
    ],
  });
});

test.each<[string, string, readonly string[], string | undefined]>([
  ['while it lasts', '2026-11-22T14:00:00Z', [], 'Elevated errors'],
  ['a little before it is told', '2026-11-22T12:50:00Z', ['api'], 'Elevated errors'],
  ['long before', '2026-11-22T08:00:00Z', [], undefined],
  ['of a component that is served by', '2026-11-22T14:00:00Z', ['Dashboard'], 'Cables'],
  ['of no component that is served by', '2026-11-22T14:00:00Z', ['Webhooks'], undefined],
  ['a little after its end', '2026-11-20T11:10:00Z', [], 'Old'],
  ['after its end', '2026-11-20T11:30:00Z', [], undefined],
  ['in a window that was announced', '2026-11-25T03:00:00Z', ['Webhooks'], 'Database'],
  ['at no time', 'never', [], undefined],
])('an incident %s', (_, time, components, name) => {
  expect(incidentAt(readStatusPage(PAGE, 'status'), time, components)?.name).toBe(name);
});

test.each<[string, Json]>([
  ['null', null],
  ['a list', []],
  ['no status', { page: {} }],
  ['a status that is a text', { status: 'fine' }],
])('%s is no summary', (_, json) => {
  expect(() => readStatusPage(json, 'https://x.example')).toThrow(
    expect.objectContaining({ code: 'not-a-document', place: 'https://x.example' }),
  );
});

test('what is of a wrong type is passed over', () => {
  const odd = {
    status: { indicator: 'a`b\u001b' },
    components: [1, null, {}],
    incidents: { a: 1 },
    scheduled_maintenances: [[], 'x'],
  };
  expect(readStatusPage(odd, 'https://x.example')).toEqual({
    name: 'https://x.example',
    indicator: "a'b\uFFFD",
    impaired: [''],
    incidents: [],
  });
});
