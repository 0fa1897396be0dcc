// When something may be told, by the clocks of whoever is told.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dueAt, type QuietHours, WEEKDAYS } from '../../src/model/quiet-hours.ts';

const NIGHT: QuietHours = { from: '22:00', to: '07:00', days: [] };
const WEEKEND: QuietHours = { ...NIGHT, days: ['sat', 'sun'] };
const LUNCH: QuietHours = { from: '12:10', to: '12:50', days: [] };

test.each<[string, QuietHours, string, string, string]>([
  ['by day', NIGHT, 'UTC', '2026-11-24T12:00:00.123Z', '2026-11-24T12:00:00.123Z'],
  ['at night', NIGHT, 'UTC', '2026-11-24T23:10:20Z', '2026-11-25T07:00:00.000Z'],
  ['after midnight', NIGHT, 'UTC', '2026-11-25T03:00:00Z', '2026-11-25T07:00:00.000Z'],
  ['when it begins', NIGHT, 'UTC', '2026-11-24T22:00:00Z', '2026-11-25T07:00:00.000Z'],
  ['when it ends', NIGHT, 'UTC', '2026-11-24T07:00:00Z', '2026-11-24T07:00:00.000Z'],
  ['over noon', LUNCH, 'UTC', '2026-11-24T12:10:01Z', '2026-11-24T12:50:00.000Z'],
  ['east', NIGHT, 'Asia/Kolkata', '2026-11-24T18:00:00Z', '2026-11-25T01:30:00.000Z'],
  ['west', NIGHT, 'America/New_York', '2026-11-24T12:00:00Z', '2026-11-24T12:00:00.000Z'],
  ['by quarter hours', NIGHT, 'Asia/Kathmandu', '2026-11-24T17:00:00Z', '2026-11-25T01:15:00.000Z'],
  ['on Friday evening', WEEKEND, 'Europe/Berlin', '2026-11-27T21:30:00Z', '2026-11-30T06:00:00.000Z'],
  ['on Saturday noon', WEEKEND, 'Europe/Berlin', '2026-11-28T12:00:00Z', '2026-11-30T06:00:00.000Z'],
  ['the night that summer time begins', NIGHT, 'Europe/Berlin', '2026-03-28T22:00:00Z', '2026-03-29T05:00:00.000Z'],
  ['the night that summer time ends', NIGHT, 'Europe/Berlin', '2026-10-24T22:00:00Z', '2026-10-25T06:00:00.000Z'],
  [
    'an hour that no clock shows',
    { from: '02:00', to: '02:30', days: [] },
    'Europe/Berlin',
    '2026-03-29T00:59:00Z',
    '2026-03-29T00:59:00.000Z',
  ],
])('%s', (_, quiet, zone, now, due) => {
  expect(dueAt(new Date(now), quiet, zone).toISOString()).toBe(new Date(due).toISOString());
});

test('it is never told in a quiet hour, and at once where none is', () => {
  const time = fc
    .tuple(fc.nat(23), fc.nat(59))
    .map((parts) => parts.map((part) => `${part}`.padStart(2, '0')).join(':'));
  const quiet = fc.record({
    from: time,
    to: time,
    days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { maxLength: 5 }),
  });
  const date = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe');
  fc.assert(
    fc.property(date, quiet, zone, (now, hours, timeZone) => {
      const due = dueAt(now, hours, timeZone);
      expect(due >= now).toBe(true);
      expect(dueAt(due, hours, timeZone)).toEqual(due);
      expect(dueAt(now, undefined, timeZone)).toEqual(now);
    }),
    { numRuns: 200 },
  );
});
