// Rules on operations as a whole: whether they are there, where, and for how long. Those of a webhook call us.

import type { Rule } from '../model/rule.ts';
import { document, yaml } from './example.ts';
import { end, likeness, now, subject, value, was } from './words.ts';

const WITHOUT_POST = document`
  paths:
    /things:
      get: { responses: { '204': { description: None } } }
`;

const WITH_POST = document`
  paths:
    /things:
      get: { responses: { '204': { description: None } } }
      post: { responses: { '204': { description: None } } }
`;

const LIVING = yaml`
  operationId: createThing
  responses: { '204': { description: None } }
`;

const DEPRECATED = yaml`
  operationId: createThing
  deprecated: true
  x-sunset: '2026-12-31'
  responses: { '204': { description: None } }
`;

/** Rules on `operation.*`. */
export const OPERATION_RULES = [
  {
    id: 'operation-added',
    on: 'operation.added',
    severity: { request: 'info' },
    title: 'There is a new operation.',
    why: 'No client calls it yet.',
    example: { as: 'document', before: WITHOUT_POST, after: WITH_POST },
    message: (change) => `operation ${subject(change)} is new`,
  },
  {
    id: 'operation-removed',
    on: 'operation.removed',
    severity: { request: 'breaking' },
    title: 'An operation is gone.',
    why: 'Who calls it gets an error, whether it was announced, deprecated or called beta before or not.',
    example: { as: 'document', before: WITH_POST, after: WITHOUT_POST },
    message: (change) =>
      `operation ${subject(change)} is gone${change.facts.deprecated === true ? '; it was deprecated before' : ''}`,
  },
  {
    id: 'operation-moved',
    on: 'operation.moved',
    severity: { request: 'breaking', response: 'breaking' },
    title: 'An operation answers at another method or path.',
    why: 'A client that calls the old method and path gets an error until it calls the new one.',
    example: {
      as: 'document',
      before: document`
        paths:
          /things:
            get: { operationId: listThings, responses: { '204': { description: None } } }
      `,
      after: document`
        paths:
          /all-things:
            get: { operationId: listThings, responses: { '204': { description: None } } }
      `,
      direction: 'request',
    },
    message: (change) =>
      `operation ${subject(change)} is gone; ${now(change, 'another operation')} came in its place${likeness(change)}`,
  },
  {
    id: 'operation-deprecated',
    on: 'operation.deprecated',
    severity: { request: 'deprecated', response: 'deprecated' },
    title: 'An operation is newly deprecated.',
    why: 'It works today and has an end: its callers have to move before that.',
    example: { as: 'operation', before: LIVING, after: DEPRECATED, direction: 'request' },
    message: (change) => `operation ${subject(change)} is deprecated${end(change)}`,
  },
  {
    id: 'operation-undeprecated',
    on: 'operation.undeprecated',
    severity: { request: 'info', response: 'info' },
    title: 'An operation is no longer deprecated.',
    why: 'The provider took the announcement of its end back.',
    example: { as: 'operation', before: DEPRECATED, after: LIVING, direction: 'request' },
    message: (change) => `operation ${subject(change)} is no longer deprecated`,
  },
  {
    id: 'operation-remains-deprecated',
    on: 'operation.remains-deprecated',
    severity: { request: 'info', response: 'info' },
    title: 'An operation is deprecated, as it was before.',
    why: 'Nothing changed, and its end came nearer.',
    example: {
      as: 'operation',
      before: DEPRECATED,
      after: DEPRECATED.replace('createThing', 'makeThing'),
      direction: 'request',
    },
    message: (change) => `operation ${subject(change)} is still deprecated${end(change)}`,
  },
  {
    id: 'operation-sunset-changed',
    on: 'operation.sunset-changed',
    severity: { request: 'deprecated', response: 'deprecated' },
    title: 'A deprecated operation ends on another date.',
    why: 'Its callers have more or less time left to move than they planned with.',
    example: {
      as: 'operation',
      before: DEPRECATED,
      after: DEPRECATED.replace('2026-12-31', '2026-06-30'),
      direction: 'request',
    },
    message: (change) => `operation ${subject(change)} ends on ${now(change, 'a date that is not said')}${was(change)}`,
  },
  {
    id: 'operation-id-changed',
    on: 'operation.id-changed',
    severity: { meta: 'info' },
    title: 'An operation has another `operationId`.',
    why: 'Nothing changes on the wire. Generated clients name their methods after it: the `sdk` option makes this risky.',
    example: { as: 'operation', before: LIVING, after: LIVING.replace('createThing', 'makeThing') },
    message: (change) =>
      `operation ${subject(change)} has ${change.after === undefined ? 'no `operationId`' : `the \`operationId\` ${value(change.after)}`}${was(change)}`,
  },
] as const satisfies readonly Rule[];
