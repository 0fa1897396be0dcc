// A trouble as a change: known by its cause, its subject and the scopes that it is about, and by nothing else.

import { expect, test } from '@jest/globals';
import { fingerprint } from '../../../src/judge/fingerprint.ts';
import { troubleChanges } from '../../../src/judge/trouble/changes.ts';
import { explained } from '../../../src/judge/trouble/explained.ts';
import type { Change } from '../../../src/model/change.ts';
import type { Trouble } from '../../../src/model/trouble.ts';
import { classify } from '../../../src/read/traffic/trouble/classify.ts';
import { answered, failed } from '../../read/traffic/trouble/calls.ts';

function changeOf(...calls: readonly Parameters<typeof classify>[0][]): Change {
  const troubles = calls.map((call) => classify(call)).filter((each): each is Trouble => each !== undefined);
  const [change] = troubleChanges(explained(troubles, { playbook: { dns: 'https://wiki.example/dns' } }));
  if (change === undefined) throw new TypeError('no trouble');
  return change;
}

const LATER = { at: '2026-12-24T08:00:00Z', operation: 'GET /refunds' };
const EXPIRED = answered(401, { message: 'jwt expired' });

function lacking(scope: string, said = {}): Parameters<typeof classify>[0] {
  return answered(403, { error: 'insufficient_scope', required_scope: scope }, {}, said);
}

test.each([
  ['a credential, at another time and by another call', EXPIRED, { ...EXPIRED, ...LATER }, true],
  ['a credential of another API', EXPIRED, { ...EXPIRED, api: 'crm' }, true],
  ['another credential', EXPIRED, { ...EXPIRED, credential: { name: 'crm', endsAt: undefined } }, false],
  ['a credential, and another cause', EXPIRED, answered(401, { error: 'invalid_client' }), false],
  ['a host, by another call', failed('ENOTFOUND'), failed('ENOTFOUND', LATER), true],
  ['another host', failed('ENOTFOUND'), failed('ENOTFOUND', { url: 'https://b.example/charges' }), false],
  ['an operation', answered(410), answered(410, undefined, {}, { at: LATER.at }), true],
  ['another operation', answered(410), answered(410, undefined, {}, LATER), false],
  ['a scope', lacking('charges:write'), lacking('charges:write', LATER), true],
  ['another scope', lacking('charges:write'), lacking('refunds:write'), false],
  ['a host that does not answer, and one that resets', failed('ECONNREFUSED'), failed('ECONNRESET'), false],
])('%s is the same finding: %#', (_, one, other, isSame) => {
  const [a, b] = [one, other].map((call) => fingerprint('rule', changeOf(call)));
  expect(a === b).toBe(isSame);
});

test('says what to do, where that is written down, and what it explains', () => {
  const dns = failed('ENOTFOUND');
  const change = changeOf(dns, { ...dns, operation: 'GET /charges' }, failed('ETIMEDOUT', { operation: 'GET /a' }));
  expect(change).toEqual({
    kind: 'trouble.dns',
    direction: 'transport',
    subject: 'api.example.com',
    root: { outside: 'host', path: [] },
    old: null,
    new: null,
    facts: {
      reason: expect.stringContaining('2 calls of 2 operations failed by it; 1 further trouble followed from it'),
      hint: expect.stringContaining('check the host’s name'),
      playbook: 'https://wiki.example/dns',
      lasting: true,
      since: dns.at,
      explains: ['timeout: GET /a'],
    },
    impacts: ['GET /charges', 'POST /charges'].map((operation) => ({
      operation,
      direction: 'transport',
      field: '',
      path: [],
    })),
  });
});
