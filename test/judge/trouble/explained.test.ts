// One cause is one finding, with all that follows from it.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { explained } from '../../../src/judge/trouble/explained.ts';
import type { Trouble, TroubleCause } from '../../../src/model/trouble.ts';

const NOW = '2026-11-22T14:00:00Z';

function trouble(cause: TroubleCause, said: Partial<Trouble> = {}): Trouble {
  return {
    cause,
    api: 'payments',
    operation: 'POST /charges',
    at: NOW,
    host: 'api.example.com',
    credential: 'stripe',
    status: 401,
    subject: { kind: 'host', name: 'api.example.com' },
    fact: `fact of ${cause}`,
    message: `message of ${cause}`,
    hint: `hint of ${cause}`,
    lasts: 'passing',
    fields: [],
    scopes: [],
    retryAt: undefined,
    movedTo: undefined,
    daysLeft: undefined,
    ...said,
  };
}

function ten(cause: TroubleCause, said: Partial<Trouble> = {}): readonly Trouble[] {
  return Array.from({ length: 10 }, (_, index) =>
    trouble(cause, { operation: `GET /things/${index % 4}`, at: `2026-11-22T14:0${index}:00Z`, ...said }),
  );
}

/** One trouble for each of so many operations, which it is about. */
function ofEach(cause: TroubleCause, count: number, said: Partial<Trouble> = {}): readonly Trouble[] {
  return Array.from({ length: count }, (_, index) => {
    const operation = `GET /things/${index}`;
    const fact = `\`${operation}\` fails`;
    return trouble(cause, {
      operation,
      subject: { kind: 'operation', name: operation },
      fact,
      message: `${fact}: by it`,
      ...said,
    });
  });
}

const OF_STRIPE = { subject: { kind: 'credential', name: 'stripe' } } as const;
const OF_ANOTHER = { credential: 'other', subject: { kind: 'credential', name: 'other' } } as const;

/** Which findings there are: cause, own troubles, consequences. */
test.each<[string, readonly Trouble[], readonly (readonly [TroubleCause, number, number])[]]>([
  ['nothing', [], []],
  ['ten failures of one token', ten('credential-expired', OF_STRIPE), [['credential-expired', 10, 0]]],
  ['one DNS outage', ten('dns'), [['dns', 10, 0]]],
  ['one rate limit', ten('rate-limited'), [['rate-limited', 10, 0]]],
  [
    'two tokens',
    [...ten('credential-expired', OF_STRIPE), trouble('credential-expired', OF_ANOTHER)],
    [
      ['credential-expired', 10, 0],
      ['credential-expired', 1, 0],
    ],
  ],
  ['a fault of four operations', ofEach('server-fault', 4), [['server-fault', 4, 0]]],
  [
    'a fault of two operations',
    ofEach('server-fault', 2),
    [
      ['server-fault', 1, 0],
      ['server-fault', 1, 0],
    ],
  ],
  ['operations that all are somewhere else now', ofEach('not-found', 10), [['not-found', 10, 0]]],
  [
    'requests that are invalid, each in its own way',
    ofEach('request-invalid', 3),
    [
      ['request-invalid', 1, 0],
      ['request-invalid', 1, 0],
      ['request-invalid', 1, 0],
    ],
  ],
  [
    'three operations of two hosts',
    [...ofEach('slow', 2), ...ofEach('slow', 1, { host: 'b' })],
    [
      ['slow', 2, 0],
      ['slow', 1, 0],
    ],
  ],
  [
    'a maintenance, and faults of all operations',
    [trouble('maintenance'), ...ofEach('server-fault', 5)],
    [['maintenance', 1, 5]],
  ],
  [
    'two APIs',
    [trouble('dns'), trouble('dns', { api: 'crm' })],
    [
      ['dns', 1, 0],
      ['dns', 1, 0],
    ],
  ],
  [
    'a token and what it brings',
    [
      ...ten('permission-missing', OF_STRIPE),
      trouble('credential-wrong', OF_STRIPE),
      trouble('credential-expired', OF_STRIPE),
    ],
    [['credential-expired', 1, 11]],
  ],
  [
    'a token and another’s permission',
    [trouble('permission-missing', OF_ANOTHER), trouble('credential-expired', OF_STRIPE)],
    [
      ['credential-expired', 1, 0],
      ['permission-missing', 1, 0],
    ],
  ],
  ['a chain of three', [trouble('slow'), trouble('timeout'), trouble('dns')], [['dns', 1, 2]]],
  [
    'another host',
    [trouble('timeout', { host: 'b', subject: { kind: 'host', name: 'b' } }), trouble('dns')],
    [
      ['dns', 1, 0],
      ['timeout', 1, 0],
    ],
  ],
  [
    'another day',
    [trouble('timeout', { at: '2026-11-21T14:00:00Z' }), trouble('dns')],
    [
      ['dns', 1, 0],
      ['timeout', 1, 0],
    ],
  ],
  [
    'a scope that is named beside a token',
    [trouble('permission-missing', { ...OF_STRIPE, scopes: ['a'] }), trouble('credential-expired', OF_STRIPE)],
    [
      ['credential-expired', 1, 0],
      ['permission-missing', 1, 0],
    ],
  ],
  [
    'two scopes',
    [
      trouble('permission-missing', { ...OF_STRIPE, scopes: ['a'] }),
      trouble('permission-missing', { ...OF_STRIPE, scopes: ['b'] }),
    ],
    [
      ['permission-missing', 1, 0],
      ['permission-missing', 1, 0],
    ],
  ],
  [
    'calls without a credential',
    [trouble('credential-missing', { credential: undefined }), trouble('not-json', { credential: undefined })],
    [
      ['credential-missing', 1, 0],
      ['not-json', 1, 0],
    ],
  ],
])('%s', (_, troubles, expected) => {
  const found = explained(troubles).map((each) => [each.cause, each.troubles.length, each.explains.length]);
  expect(found.sort()).toEqual([...expected].map((each) => [...each]).sort());
});

test('what many operations show alike is said of their host', () => {
  expect(explained(ofEach('server-fault', 3))).toMatchObject([
    {
      subject: { kind: 'host', name: 'api.example.com' },
      message: '`api.example.com` fails: 3 calls of 3 operations failed by it',
      operations: ['GET /things/0', 'GET /things/1', 'GET /things/2'],
    },
  ]);
});

test('a finding says how much it explains, what to do, and where the team wrote it down', () => {
  const troubles = [...ten('dns', { lasts: 'lasting' }), trouble('timeout', { at: '2026-11-22T14:02:00Z' })];
  expect(explained(troubles, { playbook: { dns: 'https://wiki.example/dns' } })).toMatchObject([
    {
      message: 'fact of dns: 10 calls of 4 operations failed by it; 1 further trouble followed from it',
      hint: 'hint of dns',
      playbook: 'https://wiki.example/dns',
      first: '2026-11-22T14:00:00Z',
      last: '2026-11-22T14:09:00Z',
      lasts: 'lasting',
      operations: ['GET /things/0', 'GET /things/1', 'GET /things/2', 'GET /things/3'],
    },
  ]);
  expect(explained([trouble('dns')])[0]).toMatchObject({ message: 'message of dns', playbook: undefined });
});

test('no trouble is lost or told twice, in whatever order they come', () => {
  const cause = fc.constantFrom<TroubleCause>(
    'dns',
    'maintenance',
    'timeout',
    'slow',
    'credential-expired',
    'credential-wrong',
    'permission-missing',
    'not-json',
    'connection-refused',
    'server-fault',
  );
  const one = fc.tuple(cause, fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 59 }));
  fc.assert(
    fc.property(fc.array(one), (drawn) => {
      const troubles = drawn.map(([each, host, minute], index) =>
        trouble(each, {
          host,
          subject: { kind: 'host', name: host },
          operation: `GET /${index}`,
          at: `2026-11-22T14:${String(minute).padStart(2, '0')}:00Z`,
        }),
      );
      const findings = explained(troubles);
      const told = findings.flatMap((finding) => [...finding.troubles, ...finding.explains]);
      expect(new Set(told)).toEqual(new Set(troubles));
      expect(told).toHaveLength(troubles.length);
      expect(explained([...troubles].reverse())).toEqual(findings);
    }),
  );
});
