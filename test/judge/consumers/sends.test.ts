// What changes in requests mean for consumers, by what their contracts say that they send.

import { test } from '@jest/globals';
import type { JsonObject } from '../../../src/model/json.ts';
import type { SentParameter } from '../../../src/model/usage.ts';
import { asks, contract, document, expectRow, object, type Row, sends, takes } from './documents.ts';

const TEXT = { type: 'string' };
const WHOLE = { type: 'integer' };
const STATUS = { type: 'string', enum: ['open', 'paid'] };
const ONE = { type: 'string', enum: ['open'] };
const ADDRESS = { type: 'object', properties: { city: TEXT, street: TEXT } };
const WITH_ZIP = { type: 'object', properties: { city: TEXT, street: TEXT, zip: TEXT }, required: ['zip'] };
const PAIR = {
  type: 'object',
  properties: { billing: { $ref: '#/components/schemas/Address' }, shipping: { $ref: '#/components/schemas/Address' } },
};
const LIMIT = { name: 'limit', in: 'query', schema: WHOLE };
const VERSION = { name: 'X-Version', in: 'header', required: true, schema: TEXT };

function sent(
  place: SentParameter['in'],
  name: string,
  schema: JsonObject = TEXT,
  examples: readonly string[] = [],
): SentParameter {
  return { in: place, name, schema, examples };
}

/** What becomes of the one property `status`, and what the contract says of it, with what it shows. */
function change(before: JsonObject, after: JsonObject, said: JsonObject, shown?: string) {
  const of = (status: JsonObject): JsonObject => ({ type: 'object', properties: { status } });
  const example = shown === undefined ? undefined : { status: shown };
  const payload = { mediaType: 'application/json', schema: object({ status: said }), example };
  return { before: takes(of(before)), after: takes(of(after)), usage: sends({}, { sent: payload }), field: 'status' };
}

/** What becomes of all that is taken, and what the contract sends of it. */
function payload(before: JsonObject, after: JsonObject, said: JsonObject, components: readonly JsonObject[] = []) {
  const [old = {}, fresh = old] = components;
  return { before: takes(before, old), after: takes(after, fresh), usage: sends(said) };
}

/** What becomes of the parameters, and which the contract sends. */
function parameters(before: readonly JsonObject[], after: readonly JsonObject[], ...sending: readonly SentParameter[]) {
  return { before: asks(...before), after: asks(...after), usage: contract({ parameters: sending }) };
}

const ROWS: Readonly<Record<string, Row>> = {
  'a parameter that is never sent becomes required': {
    ...parameters([LIMIT], [{ ...LIMIT, required: true }]),
    kind: 'parameter.became-required',
    verdict: 'breaks',
    field: 'limit',
    because: '`list charges` does not send parameter `limit`, which is now required',
  },
  'a parameter that is sent becomes required': {
    ...parameters([LIMIT], [{ ...LIMIT, required: true }], sent('query', 'limit')),
    kind: 'parameter.became-required',
    verdict: 'unaffected',
    field: 'limit',
    because: '`list charges` sends parameter `limit`, which is now required',
  },
  'a header is new and required, and sent in another case': {
    ...parameters([], [VERSION], sent('header', 'x-version')),
    kind: 'parameter.added',
    verdict: 'unaffected',
    field: 'X-Version',
  },
  'a header is new and required, and not sent': {
    ...parameters([], [VERSION]),
    kind: 'parameter.added',
    verdict: 'breaks',
    field: 'X-Version',
    because: '`list charges` does not send header `X-Version`, which is new and required',
  },
  'a header is new and required, and sent as a credential': {
    before: asks(),
    after: asks(VERSION),
    usage: contract({ credentials: [{ in: 'header', name: 'x-version', scheme: undefined }] }),
    kind: 'parameter.added',
    verdict: 'unaffected',
    field: 'X-Version',
  },
  'a parameter is new and optional': {
    ...parameters([], [LIMIT]),
    kind: 'parameter.added',
    verdict: 'unaffected',
    because: 'no interaction of `phone` sends `limit`',
  },
  'a parameter that is sent is gone': {
    ...parameters([LIMIT], [], sent('query', 'limit')),
    kind: 'parameter.removed',
    verdict: 'breaks',
    field: 'limit',
    because: '`list charges` sends parameter `limit`, which is gone',
  },
  'a parameter that is not sent is gone': {
    ...parameters([LIMIT], []),
    kind: 'parameter.removed',
    verdict: 'unaffected',
  },
  'a parameter of the same name in another place is gone': {
    ...parameters([LIMIT], [], sent('header', 'limit')),
    kind: 'parameter.removed',
    verdict: 'unaffected',
  },
  'a parameter that is sent has another name': {
    ...parameters([{ ...LIMIT, name: 'page_size' }], [{ ...LIMIT, name: 'pageSize' }], sent('query', 'page_size')),
    kind: 'parameter.renamed',
    verdict: 'breaks',
    field: 'page_size',
  },
  'a required parameter has another name that the contract sends already': {
    ...parameters(
      [{ ...LIMIT, name: 'page_size', required: true }],
      [{ ...LIMIT, name: 'pageSize', required: true }],
      sent('query', 'pageSize'),
    ),
    kind: 'parameter.renamed',
    verdict: 'unaffected',
  },
  'a path parameter has another name': {
    before: document({
      '/charges/{id}': {
        get: { parameters: [{ name: 'id', in: 'path', required: true, schema: TEXT }], responses: {} },
      },
    }),
    after: document({
      '/charges/{charge}': {
        get: {
          parameters: [{ name: 'charge', in: 'path', required: true, schema: { type: 'string', maxLength: 3 } }],
          responses: {},
        },
      },
    }),
    usage: contract({ path: '/charges/ch_1' }),
    kind: 'bound.tightened',
    verdict: 'breaks',
    field: 'id',
    because: '`list charges` sends path parameter `id`, whose `maxLength` is now `3`, and sends `ch_1`',
  },
  'a path parameter is narrower than what a template stands for': {
    before: document({
      '/charges/{id}': {
        get: { parameters: [{ name: 'id', in: 'path', required: true, schema: TEXT }], responses: {} },
      },
    }),
    after: document({
      '/charges/{id}': {
        get: {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', maxLength: 3 } }],
          responses: {},
        },
      },
    }),
    usage: contract({ path: '/charges/{charge}' }),
    kind: 'bound.tightened',
    verdict: 'breaks',
    field: 'id',
  },
  'a parameter takes less than it is known to be sent': {
    ...parameters(
      [{ ...LIMIT, schema: { type: 'integer', maximum: 100 } }],
      [{ ...LIMIT, schema: { type: 'integer', maximum: 50 } }],
      sent('query', 'limit', { const: '80' }),
    ),
    kind: 'bound.tightened',
    verdict: 'breaks',
    field: 'limit',
    because: '`list charges` sends parameter `limit`, whose `maximum` is now `50`, and sends `80`',
  },
  'a parameter takes less, and what it is known to be sent': {
    ...parameters(
      [{ ...LIMIT, schema: { type: 'integer', maximum: 100 } }],
      [{ ...LIMIT, schema: { type: 'integer', maximum: 50 } }],
      sent('query', 'limit', { enum: ['10', '20'] }),
    ),
    kind: 'bound.tightened',
    verdict: 'unaffected',
    field: 'limit',
    because:
      '`list charges` sends parameter `limit`, whose `maximum` is now `50`, and sends only what is still accepted',
  },
  'a parameter takes less, and what the contract shows of many values': {
    ...parameters(
      [{ ...LIMIT, schema: { type: 'integer', maximum: 100 } }],
      [{ ...LIMIT, schema: { type: 'integer', maximum: 50 } }],
      sent('query', 'limit', TEXT, ['10']),
    ),
    kind: 'bound.tightened',
    verdict: 'at risk',
    field: 'limit',
  },
  'a parameter takes less, and nothing is known of what it is sent': {
    ...parameters(
      [{ ...LIMIT, schema: { type: 'integer', maximum: 100 } }],
      [{ ...LIMIT, schema: { type: 'integer', maximum: 50 } }],
      sent('query', 'limit'),
    ),
    kind: 'bound.tightened',
    verdict: 'breaks',
    field: 'limit',
  },
  'a parameter is laid out otherwise': {
    ...parameters(
      [{ name: 'tags', in: 'query', schema: { type: 'array', items: TEXT } }],
      [{ name: 'tags', in: 'query', schema: { type: 'array', items: TEXT }, explode: false }],
      sent('query', 'tags'),
    ),
    kind: 'parameter.serialization-changed',
    verdict: 'breaks',
    field: 'tags',
  },
  'a member of a parameter in brackets is gone': {
    ...parameters(
      [{ name: 'filter', in: 'query', style: 'deepObject', schema: object({ state: TEXT, city: TEXT }) }],
      [{ name: 'filter', in: 'query', style: 'deepObject', schema: object({ city: TEXT }) }],
      sent('query', 'filter[state]'),
    ),
    kind: 'property.removed',
    verdict: 'breaks',
    field: 'filter.state',
    because: '`list charges` sends `filter.state`, which is gone',
  },
  'an item of a list takes less': {
    ...parameters(
      [{ name: 'tags', in: 'query', schema: { type: 'array', items: STATUS } }],
      [{ name: 'tags', in: 'query', schema: { type: 'array', items: ONE } }],
      sent('query', 'tags', { const: 'paid' }),
    ),
    kind: 'enum.value-removed',
    verdict: 'breaks',
    field: 'tags[]',
  },
  'an item of a list in one text takes less': {
    ...parameters(
      [{ name: 'tags', in: 'query', explode: false, schema: { type: 'array', items: STATUS } }],
      [{ name: 'tags', in: 'query', explode: false, schema: { type: 'array', items: ONE } }],
      sent('query', 'tags', { const: 'open,paid' }),
    ),
    kind: 'enum.value-removed',
    verdict: 'breaks',
    field: 'tags[]',
  },
  'a default of what is left out is another': {
    ...parameters(
      [{ ...LIMIT, schema: { type: 'integer', default: 10 } }],
      [{ ...LIMIT, schema: { type: 'integer', default: 20 } }],
    ),
    kind: 'default.changed',
    verdict: 'at risk',
    field: 'limit',
    because: '`list charges` does not send parameter `limit`, whose default is now `20`',
  },
  'a default of what is sent is another': {
    ...parameters(
      [{ ...LIMIT, schema: { type: 'integer', default: 10 } }],
      [{ ...LIMIT, schema: { type: 'integer', default: 20 } }],
      sent('query', 'limit'),
    ),
    kind: 'default.changed',
    verdict: 'unaffected',
    field: 'limit',
  },
  'a default of a property that is left out is another': {
    ...payload(
      { type: 'object', properties: { status: { type: 'string', default: 'a' } } },
      { type: 'object', properties: { status: { type: 'string', default: 'b' } } },
      object({ id: TEXT }),
    ),
    kind: 'default.changed',
    verdict: 'at risk',
    field: 'status',
  },
  'a property that is new is required': {
    ...payload(ADDRESS, WITH_ZIP, object({ city: TEXT })),
    kind: 'property.added',
    verdict: 'breaks',
    field: 'zip',
    because: '`create charge` does not send `zip`, which is new and required',
  },
  'a property becomes required that the contract always sends': {
    ...payload(ADDRESS, { ...ADDRESS, required: ['city'] }, object({ city: TEXT })),
    kind: 'property.became-required',
    verdict: 'unaffected',
    field: 'city',
    because: '`create charge` sends `city`, which is now required',
  },
  'a property becomes required that the contract may leave out': {
    ...payload(ADDRESS, { ...ADDRESS, required: ['city'] }, { type: 'object', properties: { city: TEXT } }),
    kind: 'property.became-required',
    verdict: 'breaks',
    field: 'city',
    because: '`create charge` may leave out `city`, which is now required',
  },
  'a property is required in what is not sent': {
    ...payload(
      { type: 'object', properties: { id: TEXT, address: ADDRESS } },
      { type: 'object', properties: { id: TEXT, address: WITH_ZIP } },
      object({ id: TEXT }),
    ),
    kind: 'property.added',
    verdict: 'unaffected',
    because: 'no interaction of `phone` sends `zip`',
  },
  'a property is required in what is sent as a whole': {
    ...payload(
      { type: 'object', properties: { address: ADDRESS } },
      { type: 'object', properties: { address: WITH_ZIP } },
      object({ address: { type: 'object' } }),
    ),
    kind: 'property.added',
    verdict: 'at risk',
    field: 'address',
  },
  'a property is required in a component that stands at two places': {
    ...payload(PAIR, PAIR, object({ shipping: object({ city: TEXT }) }), [{ Address: ADDRESS }, { Address: WITH_ZIP }]),
    kind: 'property.added',
    verdict: 'breaks',
    field: 'shipping.zip',
  },
  'a property is required in one alternative, and the contract shows another': {
    before: takes(
      { anyOf: [{ $ref: '#/components/schemas/Card' }, { $ref: '#/components/schemas/Bank' }] },
      { Card: object({ pan: TEXT }), Bank: object({ iban: TEXT }) },
    ),
    after: takes(
      { anyOf: [{ $ref: '#/components/schemas/Card' }, { $ref: '#/components/schemas/Bank' }] },
      { Card: object({ pan: TEXT }), Bank: object({ iban: TEXT, bic: TEXT }) },
    ),
    usage: sends({}, { sent: { mediaType: 'application/json', schema: object({ pan: TEXT }), example: { pan: '1' } } }),
    kind: 'property.added',
    verdict: 'unaffected',
  },
  'a property is required in the alternative that the contract shows': {
    before: takes(
      { anyOf: [{ $ref: '#/components/schemas/Card' }, { $ref: '#/components/schemas/Bank' }] },
      { Card: object({ pan: TEXT }), Bank: object({ iban: TEXT }) },
    ),
    after: takes(
      { anyOf: [{ $ref: '#/components/schemas/Card' }, { $ref: '#/components/schemas/Bank' }] },
      { Card: object({ pan: TEXT }), Bank: object({ iban: TEXT, bic: TEXT }) },
    ),
    usage: sends(
      {},
      { sent: { mediaType: 'application/json', schema: object({ iban: TEXT }), example: { iban: '1' } } },
    ),
    kind: 'property.added',
    verdict: 'breaks',
    field: 'bic',
  },
  'a property that is sent is gone': {
    ...payload(ADDRESS, { type: 'object', properties: { city: TEXT } }, object({ street: TEXT })),
    kind: 'property.removed',
    verdict: 'breaks',
    field: 'street',
    because: '`create charge` sends `street`, which is gone',
  },
  'a property that is not sent is gone': {
    ...payload(ADDRESS, { type: 'object', properties: { city: TEXT } }, object({ city: TEXT })),
    kind: 'property.removed',
    verdict: 'unaffected',
  },
  'a required property has another name': {
    ...payload(object({ phone_number: TEXT }), object({ phoneNumber: TEXT }), object({ phone_number: TEXT })),
    kind: 'property.renamed',
    verdict: 'breaks',
    field: 'phone_number',
  },
  'a required property has another name, and the contract sends both': {
    ...payload(
      object({ phone_number: TEXT }),
      object({ phoneNumber: TEXT }),
      object({ phone_number: TEXT, phoneNumber: TEXT }),
    ),
    kind: 'property.renamed',
    verdict: 'unaffected',
    field: 'phone_number',
  },
  'an object is closed, and the contract sends what it does not name': {
    ...payload(ADDRESS, { ...ADDRESS, additionalProperties: false }, object({ city: TEXT, note: TEXT })),
    kind: 'object.closed',
    verdict: 'breaks',
    field: 'city',
    because:
      '`create charge` sends `city` in the request body, which allows no further properties now, and sends `note`',
  },
  'an object is closed, and the contract sends what it names': {
    ...payload(ADDRESS, { ...ADDRESS, additionalProperties: false }, object({ city: TEXT })),
    kind: 'object.closed',
    verdict: 'unaffected',
    field: 'city',
  },
  'a property requires another that the contract does not send': {
    ...payload(ADDRESS, { ...ADDRESS, dependentRequired: { city: ['street'] } }, object({ city: TEXT })),
    kind: 'dependent-required.added',
    verdict: 'breaks',
    field: 'street',
  },
  'a property that is not sent requires another': {
    ...payload(ADDRESS, { ...ADDRESS, dependentRequired: { street: ['city'] } }, object({ id: TEXT })),
    kind: 'dependent-required.added',
    verdict: 'unaffected',
  },
  'an enum value is gone that the contract sends': {
    ...change(STATUS, ONE, STATUS),
    kind: 'enum.value-removed',
    verdict: 'breaks',
    because: '`create charge` sends `status`, which may no longer be `paid`, and sends `paid`',
  },
  'an enum value is gone that the contract does not send': {
    ...change(STATUS, ONE, { const: 'open' }),
    kind: 'enum.value-removed',
    verdict: 'unaffected',
    because: '`create charge` sends `status`, which may no longer be `paid`, and sends only what is still accepted',
  },
  'an enum value is gone, and what is sent is not known': {
    ...change(STATUS, ONE, TEXT),
    kind: 'enum.value-removed',
    verdict: 'breaks',
    because: '`create charge` sends `status`, which may no longer be `paid`',
  },
  'an enum value is gone that the contract shows': {
    ...change(STATUS, ONE, TEXT, 'paid'),
    kind: 'enum.value-removed',
    verdict: 'breaks',
  },
  'an enum value is gone, and the contract shows another': {
    ...change(STATUS, ONE, TEXT, 'open'),
    kind: 'enum.value-removed',
    verdict: 'at risk',
    because:
      '`create charge` sends `status`, which may no longer be `paid`; what it shows is still accepted, and it may send other values',
  },
  'a list of values is new, with what the contract sends': {
    ...change(TEXT, STATUS, { enum: ['open', 'paid'] }),
    kind: 'enum.closed',
    verdict: 'unaffected',
  },
  'a list of values is new, without what the contract sends': {
    ...change(TEXT, ONE, { enum: ['open', 'paid'] }),
    kind: 'enum.closed',
    verdict: 'breaks',
  },
  'a bound is tighter, and the contract keeps within it': {
    ...change({ type: 'string', maxLength: 99 }, { type: 'string', maxLength: 50 }, { type: 'string', maxLength: 20 }),
    kind: 'bound.tightened',
    verdict: 'unaffected',
  },
  'a bound is tighter than what the contract sends': {
    ...change({ type: 'string', maxLength: 99 }, { type: 'string', maxLength: 2 }, { const: 'open' }),
    kind: 'bound.tightened',
    verdict: 'breaks',
  },
  'a type is narrower, and the contract sends what is left': {
    ...change({ type: ['string', 'integer'] }, TEXT, TEXT),
    kind: 'type.narrowed',
    verdict: 'unaffected',
  },
  'a type is narrower, and the contract sends what is gone': {
    ...change({ type: ['string', 'integer'] }, TEXT, WHOLE),
    kind: 'type.narrowed',
    verdict: 'breaks',
  },
  'null is refused, and never sent': {
    ...change({ type: ['string', 'null'] }, TEXT, TEXT),
    kind: 'null.refused',
    verdict: 'unaffected',
  },
  'null is refused, and may be sent': {
    ...change({ type: ['string', 'null'] }, TEXT, { type: ['string', 'null'] }),
    kind: 'null.refused',
    verdict: 'breaks',
  },
  'a format is new, and what is sent has it or not': {
    ...change(TEXT, { type: 'string', format: 'date' }, { const: '2026-11-22' }),
    kind: 'format.tightened',
    verdict: 'at risk',
  },
  'a format is new that the contract says': {
    ...change(TEXT, { type: 'string', format: 'date' }, { type: 'string', format: 'date' }),
    kind: 'format.tightened',
    verdict: 'unaffected',
  },
  'a pattern is new that what is sent matches': {
    ...change(TEXT, { type: 'string', pattern: '^o' }, { const: 'open' }),
    kind: 'pattern.tightened',
    verdict: 'unaffected',
  },
  'a property of a form takes less': {
    before: takes(
      { type: 'object', properties: { limit: { type: 'integer', maximum: 99 } } },
      {},
      'application/x-www-form-urlencoded',
    ),
    after: takes(
      { type: 'object', properties: { limit: { type: 'integer', maximum: 50 } } },
      {},
      'application/x-www-form-urlencoded',
    ),
    usage: sends(
      {},
      {
        sent: {
          mediaType: 'application/x-www-form-urlencoded',
          schema: object({ limit: { const: '80' } }),
          example: undefined,
        },
      },
    ),
    kind: 'bound.tightened',
    verdict: 'breaks',
    field: 'limit',
  },
  'what changes in a media type that is not sent': {
    before: takes(ADDRESS, {}, 'application/xml'),
    after: takes(WITH_ZIP, {}, 'application/xml'),
    usage: sends(object({ city: TEXT })),
    kind: 'property.added',
    verdict: 'unaffected',
  },
  'a body is required, and not sent': {
    before: document({ '/charges': { post: { responses: {} } } }),
    after: document({ '/charges': { post: { requestBody: { required: true, content: {} }, responses: {} } } }),
    usage: sends({}, { sent: undefined }),
    kind: 'body.added',
    verdict: 'breaks',
    because: '`create charge` does not send a request body, which is new and required',
  },
  'a body is required, and sent': {
    before: document({ '/charges': { post: { requestBody: { content: {} }, responses: {} } } }),
    after: document({ '/charges': { post: { requestBody: { required: true, content: {} }, responses: {} } } }),
    usage: sends({ type: 'string' }),
    kind: 'body.became-required',
    verdict: 'unaffected',
  },
  'a body that is sent is gone': {
    before: takes(TEXT),
    after: document({ '/charges': { post: { responses: { '201': { description: 'ok' } } } } }),
    usage: sends(TEXT),
    kind: 'body.removed',
    verdict: 'breaks',
    because: '`create charge` sends the request body, which is gone',
  },
  'a property that is sent is deprecated': {
    ...change(TEXT, { type: 'string', deprecated: true }, TEXT),
    kind: 'property.deprecated',
    verdict: 'unaffected',
    because: '`create charge` sends `status`, which is deprecated and has an end that is not dated',
  },
};

test.each(Object.entries(ROWS))('%s', (_, row) => expectRow(row));
