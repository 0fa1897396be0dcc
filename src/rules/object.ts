// Rules on objects as a whole: which names they take, and which go together.

import type { Change } from '../model/change.ts';
import type { Rule } from '../model/rule.ts';
import { yaml } from './example.ts';
import { closed } from './fact.ts';
import { BREAKING_OR_INFO, BREAKING_OR_RISKY } from './grade.ts';
import { payload, subject, value } from './words.ts';

const OPEN = yaml`
  type: object
  properties:
    card: { type: string }
    expiry: { type: string }
`;

const CLOSED = `${OPEN}\nadditionalProperties: false`;
const WITH_PATTERN = "\npatternProperties:\n  '^x-': { type: string }";
const DEPENDENT = `${OPEN}\ndependentRequired: { card: [expiry] }`;

/** Rules on `object.*`, `pattern-property.*` and `dependent-required.*`. */
export const OBJECT_RULES = [
  {
    id: 'object-closed',
    on: 'object.closed',
    severity: { request: BREAKING_OR_RISKY, response: 'info' },
    title: 'An object takes no properties any more that it does not name.',
    why: 'A request with a property of its own is refused. A client that sends only what is named never notices.',
    example: { as: 'schema', before: OPEN, after: CLOSED },
    message: (change) => `${subject(change)} no longer takes properties that it does not name`,
  },
  {
    id: 'object-opened',
    on: 'object.opened',
    severity: { request: 'info', response: BREAKING_OR_INFO },
    title: 'An object takes properties that it does not name.',
    why: 'A client that decodes strictly, as the old document allowed, refuses the first response with a new property.',
    example: { as: 'schema', before: CLOSED, after: OPEN },
    message: (change) => `${subject(change)} now takes properties that it does not name`,
  },
  {
    id: 'pattern-property-added-to-closed-object',
    on: 'pattern-property.added',
    when: closed,
    severity: { request: 'info', response: BREAKING_OR_INFO },
    title: 'An object that allowed no further properties takes names that match a pattern.',
    why: 'A client that decodes strictly, as the old document allowed, refuses the first response with such a name.',
    example: { as: 'schema', before: CLOSED, after: CLOSED + WITH_PATTERN },
    message: (change) => `properties that match ${subject(change)} may now be in the ${payload(change)}`,
  },
  {
    id: 'pattern-property-added',
    on: 'pattern-property.added',
    severity: { request: BREAKING_OR_RISKY, response: 'info' },
    title: 'Properties whose names match a pattern are held to a schema.',
    why: 'A request that sends other values under such names, as the open object allowed, is refused.',
    example: { as: 'schema', before: OPEN, after: OPEN + WITH_PATTERN },
    message: (change) => `properties that match ${subject(change)} are now held to a schema in the ${payload(change)}`,
  },
  {
    id: 'pattern-property-removed-from-closed-object',
    on: 'pattern-property.removed',
    when: closed,
    severity: { request: BREAKING_OR_RISKY, response: 'risky' },
    title: 'An object that allows no further properties takes names that match a pattern no longer.',
    why: 'A request with such a name is refused. None of the names was promised in a response, yet who goes through them finds none.',
    example: { as: 'schema', before: CLOSED + WITH_PATTERN, after: CLOSED },
    message: (change) => `properties that match ${subject(change)} are gone from the ${payload(change)}`,
  },
  {
    id: 'pattern-property-removed',
    on: 'pattern-property.removed',
    severity: { request: 'info', response: BREAKING_OR_RISKY },
    title: 'Properties whose names match a pattern are held to no schema any more.',
    why: 'In the open object they may hold anything: a client that reads them may meet a value it cannot take.',
    example: { as: 'schema', before: OPEN + WITH_PATTERN, after: OPEN },
    message: (change) =>
      `properties that match ${subject(change)} are no longer held to a schema in the ${payload(change)}`,
  },
  {
    id: 'dependent-required-added',
    on: 'dependent-required.added',
    severity: { request: 'breaking', response: 'info' },
    title: 'A property is required wherever another one is.',
    why: 'A request that sends the other one alone is refused.',
    example: { as: 'schema', before: OPEN, after: DEPENDENT },
    message: (change) => `property ${subject(change)} is now required beside ${trigger(change)}`,
  },
  {
    id: 'dependent-required-removed',
    on: 'dependent-required.removed',
    severity: { request: 'info', response: 'breaking' },
    title: 'A property is no longer required wherever another one is.',
    why: 'A client that reads it wherever the other one is there fails on the first response without it.',
    example: { as: 'schema', before: DEPENDENT, after: OPEN },
    message: (change) => `property ${subject(change)} is no longer required beside ${trigger(change)}`,
  },
] as const satisfies readonly Rule[];

/** The property beside which the other is required. */
function trigger({ before, after }: Change): string {
  return value(before ?? after ?? null);
}
