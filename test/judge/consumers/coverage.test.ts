// How much of a document contracts cover.

import { expect, test } from '@jest/globals';
import { finds } from '../../../src/compare/accepts.ts';
import { coverage } from '../../../src/judge/consumers/coverage.ts';
import type { Json } from '../../../src/model/json.ts';
import type { Coverage } from '../../../src/model/report.ts';
import type { Usage } from '../../../src/model/usage.ts';
import { apiOf } from '../../compare/documents.ts';
import { contract, document, findings, gives, handles, object, reads } from './documents.ts';

const TEXT = { type: 'string' };
const ADDRESS = {
  type: 'object',
  properties: { city: TEXT, street: TEXT, next: { $ref: '#/components/schemas/Address' } },
};
const CHARGE = object({
  id: TEXT,
  billing: { $ref: '#/components/schemas/Address' },
  shipping: { $ref: '#/components/schemas/Address' },
});
const CHARGES = gives({ type: 'array', items: CHARGE }, { Address: ADDRESS });

async function covered(api: Json, usages: readonly Usage[], current: Json = api): Promise<Coverage> {
  return coverage(usages, await apiOf(JSON.stringify(api)), await findings(api, current, usages), { finds });
}

test('fields are counted by where they are described, once an operation, of all that is promised', async () => {
  const deep = {
    type: 'array',
    items: object({ billing: object({ city: TEXT }), shipping: object({ city: TEXT, state: TEXT }) }),
  };
  const web = {
    ...reads({ type: 'array', items: object({ id: TEXT }) }),
    consumer: 'web',
    contract: 'web.json',
    owner: 'team',
  };
  expect(await covered(CHARGES, [web, reads(deep), reads(deep, { name: 'again' })])).toEqual({
    operations: { used: 1, total: 2 },
    fields: { read: 4, promised: 6 },
    byOperation: [{ operation: 'GET /charges', consumers: ['phone', 'web'], fields: { read: 4, promised: 6 } }],
    uncovered: [],
    consumers: [
      {
        consumer: 'phone',
        owner: undefined,
        contracts: ['contracts/phone.json'],
        interactions: 2,
        operations: ['GET /charges'],
        fields: 3,
        gaps: [],
      },
      {
        consumer: 'web',
        owner: 'team',
        contracts: ['web.json'],
        interactions: 1,
        operations: ['GET /charges'],
        fields: 1,
        gaps: [],
      },
    ],
  });
});

test('what is sent to us counts as read', async () => {
  const post = {
    requestBody: { content: { 'application/json': { schema: object({ id: TEXT, amount: TEXT }) } } },
    responses: {},
  };
  const found = await covered(document({}, { webhooks: { paid: { post } } }), [handles('paid', object({ id: TEXT }))]);
  expect(found.byOperation).toEqual([
    { operation: 'POST paid', consumers: ['phone'], fields: { read: 1, promised: 2 } },
  ]);
});

test('what cannot be held against the document is a gap', async () => {
  const strange = contract({ path: '/refunds', unvalidatable: ['the response is XML'] });
  const { consumers } = await covered(CHARGES, [strange, handles('paid', {})]);
  expect(consumers.flatMap(({ gaps }) => gaps)).toEqual([
    {
      contract: 'contracts/phone.json',
      interaction: 'list charges',
      line: 7,
      why: 'the document describes no operation for `GET /refunds`',
    },
    { contract: 'contracts/phone.json', interaction: 'list charges', line: 7, why: 'the response is XML' },
    {
      contract: 'contracts/phone.json',
      interaction: 'paid',
      line: 7,
      why: 'the document describes no webhook or callback `paid`',
    },
  ]);
});

test('what drifted and no contract mentions is uncovered', async () => {
  const found = await covered(
    CHARGES,
    [contract({ path: '/health' })],
    gives({ type: 'array', items: object({ id: TEXT }) }),
  );
  expect(found.uncovered).toEqual(['GET /charges']);
});
