// Makes changes for tests: everything that a case does not care for is filled in.

import type { Change } from '../../src/model/change.ts';

/** A change at `GET /charges`, with what the case says put over it. */
export function changeOf(said: Pick<Change, 'kind' | 'direction'> & Partial<Change>): Change {
  const slot = { operation: 'GET /charges', direction: said.direction };
  return {
    subject: 'amount',
    root: { slot, path: [{ property: 'amount' }] },
    old: { pointer: '/paths/~1charges/get' },
    new: { pointer: '/paths/~1charges/get' },
    facts: {},
    impacts: [{ ...slot, field: 'amount', path: [{ property: 'amount' }] }],
    ...said,
  };
}
