// Countdowns: all that says that an operation ends, fused into one for each operation that is called.

import { expect, test } from '@jest/globals';
import { deadlines } from '../../src/judge/deadlines.ts';
import type { Deadline, DeadlineClaim } from '../../src/model/deadline.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { Usage } from '../../src/model/usage.ts';
import { readDocumentDeadlines, versionDeadline } from '../../src/read/metadata/deadlines-document.ts';
import { readDeadlineHeaders } from '../../src/read/metadata/deadlines-headers.ts';
import { readMentions } from '../../src/read/metadata/deadlines-mentions.ts';
import { apiOf } from '../compare/documents.ts';
import { contract, document } from './consumers/documents.ts';

const SEEN = '2026-11-22T14:00:00Z';
const TODAY = '2026-11-22';
const CHARGES = { operation: 'GET /charges', url: 'https://api.example.com/charges', seenAt: SEEN };

function headers(said: Readonly<Record<string, string>>, of = CHARGES): readonly DeadlineClaim[] {
  return readDeadlineHeaders(
    Object.entries(said).map(([name, value]) => ({ name, value })),
    of,
  );
}

/** A document whose `GET /charges` and `GET /refunds/{id}` are described so. */
function described(charges: JsonObject = {}, refunds: JsonObject = {}): JsonObject {
  const responses = { '200': { description: 'ok' } };
  return document({
    '/charges': { get: { responses, ...charges } },
    '/refunds/{id}': { get: { responses, ...refunds } },
  });
}

interface Case {
  readonly spec?: JsonObject;
  readonly claims?: readonly DeadlineClaim[];
  readonly usages?: readonly Usage[];
}

async function found({ spec = described(), claims = [], usages = [contract({})] }: Case): Promise<readonly Deadline[]> {
  const api = await apiOf(JSON.stringify(spec));
  return deadlines({ claims: [...claims, ...readDocumentDeadlines(api, SEEN)], api, usages, today: TODAY });
}

const MARKED = { deprecated: true };
const JANUARY = { Sunset: 'Sun, 31 Jan 2027 00:00:00 GMT' };
const REPORTED = {
  ...JANUARY,
  Deprecation: '@1788220800',
  Link: '</v2/charges>; rel="successor-version", </why>; rel=deprecation',
};

test.each<[string, Case, object]>([
  [
    'headers',
    { claims: headers(REPORTED) },
    {
      operation: 'GET /charges',
      consumers: ['phone'],
      since: '2026-09-01',
      ends: '2027-01-31',
      daysLeft: 70,
      successor: 'https://api.example.com/v2/charges',
      more: ['https://api.example.com/why'],
      message:
        '`GET /charges` reported a deprecation since 2026-09-01; it ends in 70 days, on 2027-01-31 (`Sunset` header)',
    },
  ],
  [
    'the document without an end',
    { spec: described(MARKED) },
    {
      ends: undefined,
      daysLeft: undefined,
      conflicts: [],
      message: '`GET /charges` is deprecated by the document; no end is known (`deprecated` of the document)',
    },
  ],
  [
    'the document with an end',
    { spec: described({ ...MARKED, 'x-sunset': '2026-11-23' }) },
    {
      daysLeft: 1,
      message:
        '`GET /charges` is deprecated by the document; it ends in 1 day, on 2026-11-23 (`x-sunset` of the document)',
    },
  ],
  [
    'an end today',
    { claims: headers({ Sunset: 'Sun, 22 Nov 2026 23:59:59 GMT' }) },
    { daysLeft: 0, message: expect.stringContaining('it ends today,') },
  ],
  [
    'an end that is past',
    { claims: headers({ Sunset: 'Sat, 21 Nov 2026 00:00:00 GMT' }) },
    { daysLeft: -1, message: expect.stringContaining('it ended 1 day ago,') },
  ],
  [
    'a pinned version',
    { claims: [versionDeadline('2024-06-20', '2027-06-20', SEEN)] },
    { ends: '2027-06-20', message: expect.stringContaining('`GET /charges` is called in a version that ends') },
  ],
  [
    'a changelog',
    {
      claims: readMentions(
        [
          {
            title: 'Old charges',
            url: 'https://x.example/1',
            day: '2026-10-01',
            text: 'GET /charges is removed on 2027-02-01',
          },
        ],
        { operations: [{ operation: 'GET /charges', operationId: undefined, fields: [] }], version: undefined },
        SEEN,
      ),
    },
    {
      since: '2026-10-01',
      ends: '2027-02-01',
      more: ['https://x.example/1'],
      message: expect.stringContaining('`GET /charges` is deprecated by the changelog;'),
    },
  ],
  [
    'sources that agree',
    { spec: described({ ...MARKED, 'x-sunset': '2027-01-31' }), claims: headers(JANUARY) },
    { conflicts: [], by: { source: 'sunset-header' } },
  ],
  [
    'sources that disagree',
    { spec: described({ ...MARKED, 'x-sunset': '2027-06-30' }), claims: headers(JANUARY) },
    {
      ends: '2027-01-31',
      conflicts: ['sources name different ends: 2027-01-31 (`Sunset` header), 2027-06-30 (`x-sunset` of the document)'],
    },
  ],
  [
    'an old end beside a new one',
    { spec: described({ ...MARKED, 'x-sunset': '2025-06-30' }), claims: headers(JANUARY) },
    { ends: '2027-01-31', conflicts: [expect.stringContaining('different ends')] },
  ],
  [
    'an end before the deprecation',
    { spec: described(MARKED), claims: headers({ ...JANUARY, Deprecation: '@1830297600' }) },
    { conflicts: ['the end 2027-01-31 (`Sunset` header) is before the deprecation 2028-01-01 (`Deprecation` header)'] },
  ],
  [
    'a document that does not know',
    { claims: headers({ Deprecation: 'true' }) },
    {
      conflicts: [
        'the document does not mark the operation as deprecated, and the API reports it (`Deprecation` header)',
      ],
    },
  ],
  [
    'what cannot be read',
    { spec: described(MARKED), claims: headers({ Sunset: 'soon' }) },
    { conflicts: ['`Sunset` header cannot be read: `soon`'] },
  ],
  [
    'an end that was moved',
    {
      spec: described(MARKED),
      claims: [
        ...headers(JANUARY, { ...CHARGES, seenAt: '2026-11-01T00:00:00Z' }),
        ...headers({ Sunset: 'Wed, 30 Jun 2027 00:00:00 GMT' }),
      ],
    },
    { ends: '2027-06-30', conflicts: [] },
  ],
  [
    'a path as it is called',
    {
      claims: headers(JANUARY, { ...CHARGES, operation: 'GET /refunds/{refund}' }),
      usages: [contract({ path: '/refunds/re_1' })],
    },
    { operation: 'GET /refunds/{id}' },
  ],
  [
    'several consumers',
    { spec: described(MARKED), usages: [contract({}), contract({}, { consumer: 'desk' }), contract({})] },
    { consumers: ['desk', 'phone'] },
  ],
  [
    'a parameter that is sent',
    {
      spec: described({ parameters: [{ name: 'limit', in: 'query', deprecated: true, schema: {} }] }),
      usages: [contract({ parameters: [{ in: 'query', name: 'limit', schema: {}, examples: [] }] })],
    },
    {
      part: { in: 'query', name: 'limit' },
      message: expect.stringContaining('query parameter `limit` of `GET /charges` is deprecated by the document'),
    },
  ],
])('one countdown by %s', async (_, given, expected) => {
  expect(await found(given)).toMatchObject([expected]);
});

test.each<[string, Case]>([
  ['an operation that nobody calls', { spec: described({}, MARKED) }],
  ['a link alone', { claims: headers({ Link: '</v2>; rel=successor-version' }) }],
  [
    'a parameter that is not sent',
    { spec: described({ parameters: [{ name: 'limit', in: 'query', deprecated: true, schema: {} }] }) },
  ],
  ['nothing', {}],
])('no countdown by %s', async (_, given) => {
  expect(await found(given)).toEqual([]);
});

test('what ends first comes first, and what has no end last', async () => {
  const usages = [contract({ path: '/health' }), contract({}), contract({ path: '/refunds/re_1' })];
  const spec = described(MARKED, { ...MARKED, 'x-sunset': '2027-01-01' });
  const claims = headers({ Sunset: 'Sat, 21 Nov 2026 00:00:00 GMT' }, { ...CHARGES, operation: 'GET /health' });
  expect((await found({ usages, spec, claims })).map(({ operation }) => operation)).toEqual([
    'GET /health',
    'GET /refunds/{id}',
    'GET /charges',
  ]);
});
