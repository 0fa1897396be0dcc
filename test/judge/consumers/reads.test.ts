// What changes in responses mean for consumers, by what their contracts say that they read.

import { test } from '@jest/globals';
import type { JsonObject } from '../../../src/model/json.ts';
import { contract, document, expectRow, gives, object, type Row, reads } from './documents.ts';

const TEXT = { type: 'string' };
const WHOLE = { type: 'integer' };
const STATUS = { type: 'string', enum: ['open', 'paid'] };
const THREE = { type: 'string', enum: ['open', 'paid', 'void'] };
const ADDRESS = object({ city: TEXT, street: TEXT });
const NO_CITY = object({ street: TEXT });
const PAIR = object({
  billing: { $ref: '#/components/schemas/Address' },
  shipping: { $ref: '#/components/schemas/Address' },
});
const NODE = {
  type: 'object',
  properties: { name: TEXT, children: { type: 'array', items: { $ref: '#/components/schemas/Node' } } },
};
const NAMELESS = {
  type: 'object',
  properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Node' } } },
};

function list(items: JsonObject): JsonObject {
  return object({ data: { type: 'array', items } });
}

function status(schema: JsonObject): JsonObject {
  return object({ status: schema });
}

function nullable(schema: JsonObject): JsonObject {
  return { anyOf: [schema, { type: 'null' }] };
}

function withHeaders(headers: JsonObject): JsonObject {
  return document({ '/charges': { get: { responses: { '200': { description: 'ok', headers } } } } });
}

/** What becomes of the one property `status`, and what the contract says of it. */
function change(before: JsonObject, after: JsonObject, said: JsonObject, strict = false) {
  const usage = reads(status(said), { decodes: strict ? 'strict' : 'tolerant' });
  return { before: gives(status(before)), after: gives(status(after)), usage, field: 'status' };
}

/** What becomes of all that is given, and what the contract reads of it. */
function payload(before: JsonObject, after: JsonObject, said: JsonObject, components: readonly JsonObject[] = []) {
  const [old = {}, fresh = old] = components;
  return { before: gives(before, old), after: gives(after, fresh), usage: reads(said) };
}

const ROWS: Readonly<Record<string, Row>> = {
  'a field that is read is gone': {
    ...payload(list(object({ id: TEXT, amount: WHOLE })), list(object({ id: TEXT })), list(object({ amount: WHOLE }))),
    kind: 'property.removed',
    verdict: 'breaks',
    field: 'data[].amount',
    because: '`list charges` reads `data[].amount`, which is gone',
  },
  'a field that is not read is gone': {
    ...payload(list(object({ id: TEXT, amount: WHOLE })), list(object({ id: TEXT })), list(object({ id: TEXT }))),
    kind: 'property.removed',
    verdict: 'unaffected',
    because: 'no interaction of `phone` reads `amount`',
  },
  'a field is gone that the contract names in a schema without type': {
    ...payload(object({ id: TEXT, amount: WHOLE }), object({ id: TEXT }), { properties: { amount: {} } }),
    kind: 'property.removed',
    verdict: 'breaks',
    field: 'amount',
  },
  'a field is gone whose name only begins like one that is read': {
    ...payload(object({ id: TEXT, identity: TEXT }), object({ id: TEXT }), object({ id: TEXT })),
    kind: 'property.removed',
    verdict: 'unaffected',
  },
  'a field is gone of which one is read that begins with its name': {
    ...payload(object({ id: TEXT, identity: TEXT }), object({ identity: TEXT }), object({ identity: TEXT })),
    kind: 'property.removed',
    verdict: 'unaffected',
  },
  'a field has another name': {
    ...payload(object({ phone_number: TEXT }), object({ phoneNumber: TEXT }), object({ phone_number: TEXT })),
    kind: 'property.renamed',
    verdict: 'breaks',
    field: 'phone_number',
    because: '`list charges` reads `phone_number`, which is now called `phoneNumber`',
  },
  'what holds the fields that are read is gone': {
    ...payload(
      object({ id: TEXT, address: ADDRESS }),
      object({ id: TEXT }),
      object({ address: object({ city: TEXT }) }),
    ),
    kind: 'property.removed',
    verdict: 'breaks',
    field: 'address.city',
    because: '`list charges` reads `address.city` in `address`, which is gone',
  },
  'what holds the fields that are read may be null': {
    ...payload(
      object({ address: ADDRESS }),
      object({ address: nullable(ADDRESS) }),
      object({ address: object({ city: TEXT }) }),
    ),
    kind: 'null.allowed',
    verdict: 'breaks',
    field: 'address.city',
    because: '`list charges` reads `address.city` in `address`, which may now be `null`',
  },
  'a field in what is read as a whole is gone': {
    ...payload(object({ address: ADDRESS }), object({ address: NO_CITY }), object({ address: { type: 'object' } })),
    kind: 'property.removed',
    verdict: 'breaks',
    field: 'address',
    because: '`list charges` reads `address` as a whole and in it `address.city`, which is gone',
  },
  'a field is gone of a response of which the contract says nothing': {
    before: gives(ADDRESS),
    after: gives(NO_CITY),
    usage: contract({ received: { mediaType: 'application/json', schema: undefined, example: undefined } }),
    kind: 'property.removed',
    verdict: 'at risk',
    because:
      '`list charges` reads the response and in it `city`, which is gone; the contract does not say what it uses there',
  },
  'a field is gone in arrays in arrays': {
    ...payload(
      { type: 'array', items: { type: 'array', items: ADDRESS } },
      { type: 'array', items: { type: 'array', items: NO_CITY } },
      { type: 'array', items: { type: 'array', items: object({ city: TEXT }) } },
    ),
    kind: 'property.removed',
    verdict: 'breaks',
    field: '[][].city',
  },
  'a field is gone in the first item that the contract speaks of': {
    ...payload(
      list(ADDRESS),
      list(NO_CITY),
      object({ data: { type: 'array', prefixItems: [object({ city: TEXT })] } }),
    ),
    kind: 'property.removed',
    verdict: 'breaks',
    field: 'data[0].city',
  },
  'a field is gone in a map of which one key is read': {
    ...payload(
      { type: 'object', additionalProperties: ADDRESS },
      { type: 'object', additionalProperties: NO_CITY },
      object({ eu: object({ city: TEXT }) }),
    ),
    kind: 'property.removed',
    verdict: 'breaks',
    field: 'eu.city',
  },
  'a field is gone in a map of which the read key has an entry of its own': {
    ...payload(
      object({ eu: ADDRESS }, { additionalProperties: ADDRESS }),
      object({ eu: ADDRESS }, { additionalProperties: NO_CITY }),
      object({ eu: object({ city: TEXT }) }),
    ),
    kind: 'property.removed',
    verdict: 'unaffected',
  },
  'a field is gone in a map that is read by its patterns': {
    ...payload(
      { type: 'object', patternProperties: { '^e': ADDRESS } },
      { type: 'object', patternProperties: { '^e': NO_CITY } },
      object({ eu: object({ city: TEXT }) }),
    ),
    kind: 'property.removed',
    verdict: 'breaks',
    field: 'eu.city',
  },
  'a field is gone in a map whose pattern the read key does not match': {
    ...payload(
      { type: 'object', patternProperties: { '^e': ADDRESS } },
      { type: 'object', patternProperties: { '^e': NO_CITY } },
      object({ us: object({ city: TEXT }) }),
    ),
    kind: 'property.removed',
    verdict: 'unaffected',
  },
  'a field is gone in one alternative': {
    ...payload(
      { oneOf: [{ $ref: '#/components/schemas/Card' }, { $ref: '#/components/schemas/Bank' }] },
      { oneOf: [{ $ref: '#/components/schemas/Card' }, { $ref: '#/components/schemas/Bank' }] },
      object({ iban: TEXT }),
      [
        { Card: object({ pan: TEXT }), Bank: object({ iban: TEXT, owner: TEXT }) },
        { Card: object({ pan: TEXT }), Bank: object({ owner: TEXT }) },
      ],
    ),
    kind: 'property.removed',
    verdict: 'breaks',
    field: 'iban',
  },
  'a field is gone that the contract names in its own alternatives': {
    ...payload(ADDRESS, NO_CITY, { anyOf: [object({ city: TEXT }), { type: 'null' }] }),
    kind: 'property.removed',
    verdict: 'breaks',
    field: 'city',
  },
  'a field is gone in what allOf puts together': {
    ...payload(
      { allOf: [{ $ref: '#/components/schemas/Address' }, object({ id: TEXT })] },
      { allOf: [{ $ref: '#/components/schemas/Address' }, object({ id: TEXT })] },
      object({ city: TEXT }),
      [{ Address: ADDRESS }, { Address: NO_CITY }],
    ),
    kind: 'property.removed',
    verdict: 'breaks',
    field: 'city',
  },
  'a field is gone of a component that stands at two places, of which the second is read': {
    ...payload(PAIR, PAIR, object({ shipping: object({ city: TEXT }) }), [{ Address: ADDRESS }, { Address: NO_CITY }]),
    kind: 'property.removed',
    verdict: 'breaks',
    field: 'shipping.city',
  },
  'a field is gone of a component that stands, wrapped, at the place that is read': {
    ...payload(
      object({
        billing: { $ref: '#/components/schemas/Address' },
        shipping: { allOf: [{ $ref: '#/components/schemas/Address' }, { maxProperties: 9 }] },
      }),
      object({
        billing: { $ref: '#/components/schemas/Address' },
        shipping: { allOf: [{ $ref: '#/components/schemas/Address' }, { maxProperties: 9 }] },
      }),
      object({ shipping: object({ city: TEXT }) }),
      [{ Address: ADDRESS }, { Address: NO_CITY }],
    ),
    kind: 'property.removed',
    verdict: 'breaks',
    field: 'shipping.city',
  },
  'a component may be null at one of two places, and the other is read': {
    ...payload(
      PAIR,
      object({
        billing: nullable({ $ref: '#/components/schemas/Address' }),
        shipping: { $ref: '#/components/schemas/Address' },
      }),
      object({ shipping: object({ city: TEXT }) }),
      [{ Address: ADDRESS }],
    ),
    kind: 'null.allowed',
    verdict: 'unaffected',
    because: 'no interaction of `phone` reads `billing`',
  },
  'one of two properties of the same component is gone, and the other is read': {
    ...payload(
      PAIR,
      object({ shipping: { $ref: '#/components/schemas/Address' } }),
      object({ shipping: object({ city: TEXT }) }),
      [{ Address: ADDRESS }],
    ),
    kind: 'property.removed',
    verdict: 'unaffected',
  },
  'a field is gone in a component that holds itself, deep where it is read': {
    ...payload(
      { $ref: '#/components/schemas/Node' },
      { $ref: '#/components/schemas/Node' },
      object({
        children: { type: 'array', items: object({ children: { type: 'array', items: object({ name: TEXT }) } }) },
      }),
      [{ Node: NODE }, { Node: NAMELESS }],
    ),
    kind: 'property.removed',
    verdict: 'breaks',
    field: 'children[].children[].name',
  },
  'an enum value is new that the contract does not list': {
    ...change(STATUS, THREE, STATUS),
    kind: 'enum.value-added',
    verdict: 'breaks',
    because: '`list charges` reads `status`, which may now also be `void`, and the contract lists others',
  },
  'an enum value is new that the contract lists': {
    ...change(STATUS, THREE, THREE),
    kind: 'enum.value-added',
    verdict: 'unaffected',
    because: '`list charges` reads `status`, which may now also be `void`, and can take that',
  },
  'an enum value is new, and the contract lists none': {
    ...change(STATUS, THREE, TEXT),
    kind: 'enum.value-added',
    verdict: 'at risk',
    because:
      '`list charges` reads `status`, which may now also be `void`; the contract does not list the values that it can take',
  },
  'an enum value is new, and the contract takes one value': {
    ...change(STATUS, THREE, { const: 'open' }),
    kind: 'enum.value-added',
    verdict: 'breaks',
  },
  'an enum value is new that the contract lists with null': {
    ...change(STATUS, THREE, { anyOf: [THREE, { type: 'null' }] }),
    kind: 'enum.value-added',
    verdict: 'unaffected',
  },
  'an enum value is new where others were said to come': {
    ...change(
      { type: 'string', 'x-extensible-enum': ['open'] },
      { type: 'string', 'x-extensible-enum': ['open', 'paid'] },
      STATUS,
    ),
    kind: 'enum.value-added',
    verdict: 'unaffected',
  },
  'a list of values is given up, and the contract lists some': {
    ...change(STATUS, TEXT, STATUS),
    kind: 'enum.opened',
    verdict: 'breaks',
  },
  'a field may be null': {
    ...change(TEXT, { type: ['string', 'null'] }, TEXT),
    kind: 'null.allowed',
    verdict: 'breaks',
    because: '`list charges` reads `status`, which may now be `null`',
  },
  'a field may be null that the contract takes so': {
    ...change(TEXT, { type: ['string', 'null'] }, { anyOf: [TEXT, { type: 'null' }] }),
    kind: 'null.allowed',
    verdict: 'unaffected',
    because: '`list charges` reads `status`, which may now be `null`, and can take that',
  },
  'a field may be null of which the contract says no type': {
    ...change(TEXT, { type: ['string', 'null'] }, {}),
    kind: 'null.allowed',
    verdict: 'breaks',
  },
  'a field may be absent': {
    ...payload(object({ id: TEXT }), { type: 'object', properties: { id: TEXT } }, object({ id: TEXT })),
    kind: 'property.became-optional',
    verdict: 'breaks',
    field: 'id',
    because: '`list charges` reads `id`, which may now be absent',
  },
  'a field may be absent that the contract can do without': {
    ...payload(
      object({ id: TEXT }),
      { type: 'object', properties: { id: TEXT } },
      { type: 'object', properties: { id: TEXT } },
    ),
    kind: 'property.became-optional',
    verdict: 'unaffected',
    field: 'id',
    because: '`list charges` reads `id`, which may now be absent, and can do without it',
  },
  'a field may be absent in a component that stands at two places': {
    ...payload(PAIR, PAIR, object({ shipping: object({ city: TEXT }) }), [
      { Address: ADDRESS },
      { Address: { ...ADDRESS, required: ['street'] } },
    ]),
    kind: 'property.became-optional',
    verdict: 'breaks',
    field: 'shipping.city',
  },
  'a field may have another type as well': {
    ...change(TEXT, { type: ['string', 'integer'] }, TEXT),
    kind: 'type.widened',
    verdict: 'breaks',
    because: '`list charges` reads `status`, which may now be `integer | string`',
  },
  'a field may have another type that the contract takes': {
    ...change(TEXT, { type: ['string', 'integer'] }, { type: ['number', 'string'] }),
    kind: 'type.widened',
    verdict: 'unaffected',
  },
  'a whole number may be any number': {
    ...change(WHOLE, { type: 'number' }, WHOLE),
    kind: 'type.widened',
    verdict: 'breaks',
  },
  'a whole number may be any number, and the contract takes any': {
    ...change(WHOLE, { type: 'number' }, { type: 'number' }),
    kind: 'type.widened',
    verdict: 'unaffected',
  },
  'a field has another type': {
    ...change(TEXT, WHOLE, TEXT),
    kind: 'type.changed',
    verdict: 'breaks',
  },
  'a text may be longer': {
    ...change({ type: 'string', maxLength: 9 }, { type: 'string', maxLength: 99 }, TEXT),
    kind: 'bound.loosened',
    verdict: 'at risk',
    because: '`list charges` reads `status`, whose `maxLength` is now `99`',
  },
  'a text may be as long as the contract takes it': {
    ...change({ type: 'string', maxLength: 9 }, { type: 'string', maxLength: 99 }, { type: 'string', maxLength: 200 }),
    kind: 'bound.loosened',
    verdict: 'unaffected',
  },
  'a format is wider': {
    ...change({ type: 'integer', format: 'int32' }, { type: 'integer', format: 'int64' }, WHOLE),
    kind: 'format.loosened',
    verdict: 'at risk',
  },
  'a field is narrower': {
    ...change({ type: ['string', 'null'] }, TEXT, TEXT),
    kind: 'null.refused',
    verdict: 'unaffected',
  },
  'strict: an enum value is new, and the contract lists none': {
    ...change(STATUS, THREE, TEXT, true),
    kind: 'enum.value-added',
    verdict: 'breaks',
  },
  'strict: a field may be null': {
    ...change(TEXT, { type: ['string', 'null'] }, TEXT, true),
    kind: 'null.allowed',
    verdict: 'breaks',
  },
  'strict: a field may have another type as well': {
    ...change(TEXT, { type: ['string', 'integer'] }, TEXT, true),
    kind: 'type.widened',
    verdict: 'breaks',
  },
  'strict: a text may be longer': {
    ...change({ type: 'string', maxLength: 9 }, { type: 'string', maxLength: 99 }, TEXT, true),
    kind: 'bound.loosened',
    verdict: 'breaks',
  },
  'strict: a format is wider': {
    ...change({ type: 'integer', format: 'int32' }, { type: 'integer', format: 'int64' }, WHOLE, true),
    kind: 'format.loosened',
    verdict: 'breaks',
  },
  'strict: a field may be absent': {
    before: gives(object({ id: TEXT })),
    after: gives({ type: 'object', properties: { id: TEXT } }),
    usage: reads(object({ id: TEXT }), { decodes: 'strict' }),
    kind: 'property.became-optional',
    verdict: 'breaks',
    field: 'id',
  },
  'strict: a field is new in an open object': {
    before: gives(object({ id: TEXT })),
    after: gives(object({ id: TEXT, note: TEXT })),
    usage: reads(object({ id: TEXT }), { decodes: 'strict' }),
    kind: 'property.added',
    verdict: 'breaks',
    field: 'note',
    because: '`list charges` does not read `note`, which is new, and refuses what it does not know',
  },
  'a field is new in a closed object': {
    ...payload(
      object({ id: TEXT }, { additionalProperties: false }),
      object({ id: TEXT, note: TEXT }, { additionalProperties: false }),
      object({ id: TEXT }),
    ),
    kind: 'property.added',
    verdict: 'unaffected',
  },
  'strict: a field is new in an object that is not read': {
    before: gives(object({ id: TEXT, address: NO_CITY })),
    after: gives(object({ id: TEXT, address: ADDRESS })),
    usage: reads(object({ id: TEXT }), { decodes: 'strict' }),
    kind: 'property.added',
    verdict: 'unaffected',
  },
  'a field is deprecated': {
    ...change(TEXT, { type: 'string', deprecated: true, 'x-sunset': '2027-01-31' }, TEXT),
    kind: 'property.deprecated',
    verdict: 'unaffected',
    because: '`list charges` reads `status`, which is deprecated and ends on 2027-01-31',
  },
  'a pending interaction reads what is gone': {
    before: gives(ADDRESS),
    after: gives(NO_CITY),
    usage: reads(object({ city: TEXT }), { pending: true }),
    kind: 'property.removed',
    verdict: 'at risk',
    field: 'city',
    because: '`list charges` reads `city`, which is gone; the interaction is pending, and nobody is held to it yet',
  },
  'a header that is read is gone, in whatever case': {
    before: withHeaders({ 'X-Total': { schema: WHOLE } }),
    after: withHeaders({}),
    usage: contract({ headers: [{ name: 'x-total', schema: TEXT }] }),
    kind: 'header.removed',
    verdict: 'breaks',
    field: 'x-total',
    because: '`list charges` reads header `x-total`, which is gone',
  },
  'a header that is not read is gone': {
    before: withHeaders({ 'X-Total': { schema: WHOLE } }),
    after: withHeaders({}),
    usage: contract({}),
    kind: 'header.removed',
    verdict: 'unaffected',
  },
  'a header may be absent': {
    before: withHeaders({ 'X-Total': { schema: WHOLE, required: true } }),
    after: withHeaders({ 'X-Total': { schema: WHOLE } }),
    usage: contract({ headers: [{ name: 'x-total', schema: TEXT }] }),
    kind: 'header.became-optional',
    verdict: 'breaks',
    field: 'x-total',
  },
  'a property by the name of a prototype is gone': {
    before: JSON.parse(JSON.stringify(gives(object({ id: TEXT, PROTO: TEXT }))).replaceAll('PROTO', '__proto__')),
    after: gives(object({ id: TEXT })),
    usage: reads(JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}')),
    kind: 'property.removed',
    verdict: 'breaks',
    field: '__proto__',
  },
};

test.each(Object.entries(ROWS))('%s', (_, row) => expectRow(row));
