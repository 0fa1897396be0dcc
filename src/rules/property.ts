// Rules on properties of objects.

import type { Change } from '../model/change.ts';
import type { Rule } from '../model/rule.ts';
import { yaml } from './example.ts';
import { closed, required } from './fact.ts';
import { BREAKING_OR_INFO, BREAKING_OR_RISKY } from './grade.ts';
import { byDirection, code, end, likeness, now, payload, subject } from './words.ts';

const ID = yaml`
  type: object
  properties:
    id: { type: string }
`;

const ID_AND_AMOUNT = yaml`
  type: object
  properties:
    id: { type: string }
    amount: { type: integer }
`;

const AMOUNT_REQUIRED = `${ID_AND_AMOUNT}\nrequired: [amount]`;
const AMOUNT_DEPRECATED = ID_AND_AMOUNT.replace('type: integer', 'type: integer, deprecated: true');
const CLOSED = '\nadditionalProperties: false';

const SNAKE = yaml`
  type: object
  properties:
    phone_number: { type: string, format: phone }
`;

const CAMEL = SNAKE.replace('phone_number', 'phoneNumber');

/** `: it is now` and the keyword that says which way it travels; empty where the property went or came itself. */
function hiding({ facts }: Change, is: 'is now' | 'is no longer'): string {
  return facts.keyword === undefined ? '' : `: it ${is} ${code(facts.keyword)}`;
}

/** Rules on `property.*`. */
export const PROPERTY_RULES = [
  {
    id: 'required-property-added',
    on: 'property.added',
    when: required,
    severity: { request: 'breaking' },
    title: 'There is a new property, and it is required.',
    why: 'Every request that is sent today leaves it out and is refused, also where the document names a default.',
    example: { as: 'schema', before: ID, after: AMOUNT_REQUIRED, direction: 'request' },
    message: (change) =>
      `property ${subject(change)} is new and required in the request${hiding(change, 'is no longer')}`,
  },
  {
    id: 'property-added-to-closed-object',
    on: 'property.added',
    when: closed,
    severity: { response: BREAKING_OR_INFO },
    title: 'An object that allowed no further properties has one more.',
    why: 'A client that decodes strictly, as the old document allowed, refuses the whole response.',
    example: { as: 'schema', before: ID + CLOSED, after: ID_AND_AMOUNT + CLOSED, direction: 'response' },
    message: (change) =>
      `property ${subject(change)} is new in an object that was closed${hiding(change, 'is no longer')}`,
  },
  {
    id: 'property-added',
    on: 'property.added',
    severity: { request: 'info', response: 'info' },
    title: 'There is a new property.',
    why: 'A client that does not know it leaves it out of requests and passes over it in responses.',
    example: { as: 'schema', before: ID, after: ID_AND_AMOUNT },
    message: (change) =>
      `property ${subject(change)} is new in the ${payload(change)}${hiding(change, 'is no longer')}`,
  },
  {
    id: 'property-removed',
    on: 'property.removed',
    severity: { request: BREAKING_OR_RISKY, response: 'breaking' },
    title: 'A property is gone.',
    why: 'A client that reads it finds nothing, whether it was required or not. What is still sent is ignored or refused.',
    example: { as: 'schema', before: ID_AND_AMOUNT, after: ID },
    message: (change) => `property ${subject(change)} is gone from the ${payload(change)}${hiding(change, 'is now')}`,
  },
  {
    id: 'required-property-renamed',
    on: 'property.renamed',
    when: required,
    severity: { request: 'breaking' },
    title: 'A required property has another name.',
    why: 'Every request that is sent today leaves the new name out and is refused.',
    example: {
      as: 'schema',
      before: `${SNAKE}\nrequired: [phone_number]`,
      after: `${CAMEL}\nrequired: [phoneNumber]`,
      direction: 'request',
    },
    message: (change) =>
      `property ${subject(change)} is gone from the request; ${now(change, 'another')} is required in its place${likeness(change)}`,
  },
  {
    id: 'property-renamed',
    on: 'property.renamed',
    severity: { request: BREAKING_OR_RISKY, response: 'breaking' },
    title: 'A property has another name.',
    why: 'A client that reads the old name finds nothing. What is still sent under it is ignored or refused.',
    example: { as: 'schema', before: SNAKE, after: CAMEL },
    message: (change) =>
      `property ${subject(change)} is gone from the ${payload(change)}; ${now(change, 'another')} came in its place${likeness(change)}`,
  },
  {
    id: 'property-became-required',
    on: 'property.became-required',
    severity: { request: 'breaking', response: 'info' },
    title: 'A property that could be left out is required.',
    why: 'Every request that leaves it out is refused. A response that always holds it serves every reader.',
    example: { as: 'schema', before: ID_AND_AMOUNT, after: AMOUNT_REQUIRED },
    message: (change) =>
      `property ${subject(change)} ${byDirection(change, { request: 'is now required in the request', response: 'now always comes' })}`,
  },
  {
    id: 'property-became-optional',
    on: 'property.became-optional',
    severity: { request: 'info', response: 'breaking' },
    title: 'A property that was required can be left out.',
    why: 'A client that relies on it fails on the first response without it. A request that holds it is as good as before.',
    example: { as: 'schema', before: AMOUNT_REQUIRED, after: ID_AND_AMOUNT },
    message: (change) =>
      `property ${subject(change)} ${byDirection(change, { request: 'is now optional in the request', response: 'may now be absent from the response' })}`,
  },
  {
    id: 'property-deprecated',
    on: 'property.deprecated',
    severity: { request: 'deprecated', response: 'deprecated' },
    title: 'A property is newly deprecated.',
    why: 'It works today and has an end.',
    example: { as: 'schema', before: ID_AND_AMOUNT, after: AMOUNT_DEPRECATED },
    message: (change) => `property ${subject(change)} is deprecated in the ${payload(change)}${end(change)}`,
  },
  {
    id: 'property-undeprecated',
    on: 'property.undeprecated',
    severity: { request: 'info', response: 'info' },
    title: 'A property is no longer deprecated.',
    why: 'The provider took the announcement of its end back.',
    example: { as: 'schema', before: AMOUNT_DEPRECATED, after: ID_AND_AMOUNT },
    message: (change) => `property ${subject(change)} is no longer deprecated in the ${payload(change)}`,
  },
] as const satisfies readonly Rule[];
