// What contracts read of messages that the provider sends.

import { expect, test } from '@jest/globals';
import { apiOf } from '../documents.ts';
import { findingsIn, inShort, message } from './contracts.ts';

const DOCUMENT = `openapi: 3.1.0
info: { title: Things, version: '1' }
webhooks:
  thing.made:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object, required: [id], properties: { id: { type: [string, "null"] } } }
      responses: { '204': { description: taken } }
`;

const PAYLOAD = {
  mediaType: undefined,
  schema: {
    type: 'object',
    required: ['id', 'name'],
    properties: { id: { type: 'string' }, name: { type: 'string' } },
  },
  example: undefined,
};

test.each([
  ['thing.made', ['id: may be `null`', 'name: is not declared']],
  ['a Thing.Made event', ['id: may be `null`', 'name: is not declared']],
])('`%s` is the webhook that it names', async (name, said) => {
  const found = findingsIn(await apiOf(DOCUMENT), message(name, PAYLOAD)).map(inShort);
  expect(found.map((line) => line.replace(/^breaking response\/contract-[a-z-]+ /, ''))).toEqual(said);
});

test('a message that names no webhook is said to be held against nothing', async () => {
  expect(findingsIn(await apiOf(DOCUMENT), message('thing.mad', PAYLOAD)).map(inShort)).toEqual([
    'risky response/contract-unvalidatable thing.mad: is no webhook or callback of the document by its name',
  ]);
});
