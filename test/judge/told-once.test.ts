// An end that the document tells already is told once.

import { expect, test } from '@jest/globals';
import { toldOnce } from '../../src/judge/told-once.ts';
import type { Change, Facts } from '../../src/model/change.ts';
import type { Slot } from '../../src/model/place.ts';
import { changeOf } from './changes.ts';

function at(kind: Change['kind'], operation: string, facts: Facts = {}, slot: Partial<Slot> = {}): Change {
  const direction = kind === 'deadline.ends' ? 'meta' : 'request';
  return changeOf({ kind, direction, facts, impacts: [{ operation, direction, field: '', path: [], ...slot }] });
}

const END = at('deadline.ends', 'GET /charges/{id}', { sunset: '2027-01-31' });
const REMAINS = at('operation.remains-deprecated', 'GET /charges/{charge}');

test.each<[string, readonly Change[], readonly Change['kind'][]]>([
  [
    'to the day that the document newly gives',
    [at('operation.deprecated', 'GET /charges/{charge}', { sunset: '2027-01-31' }), END],
    ['operation.deprecated'],
  ],
  [
    'to the day that the document gives in place of another',
    [{ ...at('operation.sunset-changed', 'GET /charges/{id}'), after: '2027-01-31' }, END],
    ['operation.sunset-changed'],
  ],
  [
    'to another day than the document newly gives',
    [at('operation.deprecated', 'GET /charges/{id}', { sunset: '2027-06-30' }), END],
    ['operation.deprecated', 'deadline.ends'],
  ],
  [
    'of another operation',
    [at('operation.deprecated', 'GET /refunds', { sunset: '2027-01-31' }), END],
    ['operation.deprecated', 'deadline.ends'],
  ],
  ['of what is deprecated still', [REMAINS, END], ['deadline.ends']],
  ['of what is deprecated still, and no end of it', [REMAINS], ['operation.remains-deprecated']],
  [
    'of a parameter of it',
    [
      at('operation.deprecated', 'GET /charges/{id}', { sunset: '2027-01-31' }),
      at('deadline.ends', 'GET /charges/{id}', { sunset: '2027-01-31' }, { parameter: 'query limit' }),
    ],
    ['operation.deprecated', 'deadline.ends'],
  ],
])('a countdown %s', (_what, changes, kinds) => {
  expect(toldOnce(changes).map(({ kind }) => kind)).toEqual(kinds);
});
