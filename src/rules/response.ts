// Rules on response statuses and links. What we answer to a webhook travels from us: it is graded as a request.

import type { Rule } from '../model/rule.ts';
import { yaml } from './example.ts';
import { success } from './fact.ts';
import { BREAKING_OR_RISKY } from './grade.ts';
import { byDirection, now, subject, was } from './words.ts';

const OK = yaml`
  responses:
    '200': { description: A thing }
`;

const OK_OR_ACCEPTED = yaml`
  responses:
    '200': { description: A thing }
    '202': { description: In a while }
`;

const OK_OR_CONFLICT = yaml`
  responses:
    '200': { description: A thing }
    '409': { description: There is one }
`;

const LINKED = yaml`
  operationId: createThing
  responses:
    '200':
      description: A thing
      links:
        again: { operationId: createThing, description: Once more }
`;

const UNLINKED = yaml`
  operationId: createThing
  responses:
    '200':
      description: A thing
`;

/** Rules on `status.*` and `link.*`. */
export const RESPONSE_RULES = [
  {
    id: 'status-added',
    on: 'status.added',
    when: success,
    severity: { request: 'info', response: BREAKING_OR_RISKY },
    title: 'There is a new success status.',
    why: 'A client that knows only the statuses of before takes the answer for a failure, or reads a body that is not there.',
    example: { as: 'operation', before: OK, after: OK_OR_ACCEPTED, direction: 'response' },
    message: (change) =>
      `status ${subject(change)} may now ${byDirection(change, { request: 'be answered', response: 'come' })}`,
  },
  {
    id: 'error-status-added',
    on: 'status.added',
    severity: { request: 'info', response: BREAKING_OR_RISKY },
    title: 'There is a new error status.',
    why: 'A client that tells errors apart by their statuses does not know what to do with it.',
    example: { as: 'operation', before: OK, after: OK_OR_CONFLICT, direction: 'response' },
    message: (change) =>
      `error status ${subject(change)} may now ${byDirection(change, { request: 'be answered', response: 'come' })}`,
  },
  {
    id: 'status-removed',
    on: 'status.removed',
    when: success,
    severity: { request: 'breaking', response: 'breaking' },
    title: 'A success status is gone.',
    why: 'A client that waits for this status, or reads the body that came with it, waits in vain.',
    example: { as: 'operation', before: OK_OR_ACCEPTED, after: OK, direction: 'response' },
    message: (change) =>
      `status ${subject(change)} ${byDirection(change, { request: 'is no longer understood', response: 'no longer comes' })}`,
  },
  {
    id: 'error-status-removed',
    on: 'status.removed',
    severity: { request: BREAKING_OR_RISKY, response: BREAKING_OR_RISKY },
    title: 'An error status is gone.',
    why: 'The error still happens and comes under another status: a client that looks for this one no longer recognises it.',
    example: { as: 'operation', before: OK_OR_CONFLICT, after: OK, direction: 'response' },
    message: (change) =>
      `error status ${subject(change)} ${byDirection(change, { request: 'is no longer understood', response: 'no longer comes' })}`,
  },
  {
    id: 'link-added',
    on: 'link.added',
    severity: { request: 'info', response: 'info' },
    title: 'A response describes one more link.',
    why: 'Links describe how operations belong together; nothing changes on the wire.',
    example: { as: 'operation', before: UNLINKED, after: LINKED, direction: 'response' },
    message: (change) => `link ${subject(change)} is new`,
  },
  {
    id: 'link-removed',
    on: 'link.removed',
    severity: { request: 'info', response: 'info' },
    title: 'A response describes a link no longer.',
    why: 'Links describe how operations belong together; nothing changes on the wire.',
    example: { as: 'operation', before: LINKED, after: UNLINKED, direction: 'response' },
    message: (change) => `link ${subject(change)} is gone`,
  },
  {
    id: 'link-changed',
    on: 'link.changed',
    severity: { request: 'info', response: 'info' },
    title: 'A link leads elsewhere.',
    why: 'Links describe how operations belong together; nothing changes on the wire.',
    example: {
      as: 'operation',
      before: LINKED,
      after: LINKED.replace('operationId: createThing, ', "operationRef: '#/paths/~1things/post', "),
      direction: 'response',
    },
    message: (change) => `link ${subject(change)} is now ${now(change, 'absent')}${was(change)}`,
  },
] as const satisfies readonly Rule[];
