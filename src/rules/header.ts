// Rules on response headers. Those that we answer a webhook with travel from us: they are graded as a request.

import type { Rule } from '../model/rule.ts';
import { document, yaml } from './example.ts';
import { required } from './fact.ts';
import { BREAKING_OR_RISKY } from './grade.ts';
import { end, now, payload, subject, was } from './words.ts';

const NONE = yaml`
  responses:
    '200': { description: A thing }
`;

const OPTIONAL = yaml`
  responses:
    '200':
      description: A thing
      headers:
        X-Next: { schema: { type: string } }
`;

const REQUIRED = OPTIONAL.replace('X-Next: {', 'X-Next: { required: true,');
const DEPRECATED = OPTIONAL.replace('X-Next: {', 'X-Next: { deprecated: true,');

const LIST = yaml`
  responses:
    '200':
      description: A thing
      headers:
        X-Limits: { explode: false, schema: { type: object, additionalProperties: { type: integer } } }
`;

const WEBHOOK = document`
  paths: {}
  webhooks:
    thingChanged:
      post:
        responses:
          '200': { description: Noted }
`;

const WEBHOOK_WITH_HEADER = document`
  paths: {}
  webhooks:
    thingChanged:
      post:
        responses:
          '200':
            description: Noted
            headers:
              X-Receipt: { required: true, schema: { type: string } }
`;

/** Rules on `header.*`. */
export const HEADER_RULES = [
  {
    id: 'required-header-added',
    on: 'header.added',
    when: required,
    severity: { request: 'breaking' },
    title: 'The answer to a webhook needs a header that it did not have.',
    why: 'Every answer that is given today leaves it out; the provider takes the delivery for failed.',
    example: { as: 'document', before: WEBHOOK, after: WEBHOOK_WITH_HEADER },
    message: (change) => `header ${subject(change)} is new and required`,
  },
  {
    id: 'header-added',
    on: 'header.added',
    severity: { request: 'info', response: 'info' },
    title: 'There is a new header.',
    why: 'A client that does not know it passes over it.',
    example: { as: 'operation', before: NONE, after: OPTIONAL, direction: 'response' },
    message: (change) => `header ${subject(change)} is new`,
  },
  {
    id: 'header-removed',
    on: 'header.removed',
    severity: { request: BREAKING_OR_RISKY, response: 'breaking' },
    title: 'A header is gone.',
    why: 'A client that reads it (the next page, a rate limit, an entity tag) finds nothing.',
    example: { as: 'operation', before: OPTIONAL, after: NONE, direction: 'response' },
    message: (change) => `header ${subject(change)} is gone from the ${payload(change)}`,
  },
  {
    id: 'header-became-required',
    on: 'header.became-required',
    severity: { request: 'breaking', response: 'info' },
    title: 'A header that could be left out always comes.',
    why: 'A client that reads it can rely on it; one that answers a webhook has to send it.',
    example: { as: 'operation', before: OPTIONAL, after: REQUIRED, direction: 'response' },
    message: (change) => `header ${subject(change)} is now required`,
  },
  {
    id: 'header-became-optional',
    on: 'header.became-optional',
    severity: { request: 'info', response: 'breaking' },
    title: 'A header that always came can be left out.',
    why: 'A client that relies on it fails on the first response without it.',
    example: { as: 'operation', before: REQUIRED, after: OPTIONAL, direction: 'response' },
    message: (change) => `header ${subject(change)} is now optional`,
  },
  {
    id: 'header-deprecated',
    on: 'header.deprecated',
    severity: { request: 'deprecated', response: 'deprecated' },
    title: 'A header is newly deprecated.',
    why: 'It comes today and has an end.',
    example: { as: 'operation', before: OPTIONAL, after: DEPRECATED, direction: 'response' },
    message: (change) => `header ${subject(change)} is deprecated${end(change)}`,
  },
  {
    id: 'header-undeprecated',
    on: 'header.undeprecated',
    severity: { request: 'info', response: 'info' },
    title: 'A header is no longer deprecated.',
    why: 'The provider took the announcement of its end back.',
    example: { as: 'operation', before: DEPRECATED, after: OPTIONAL, direction: 'response' },
    message: (change) => `header ${subject(change)} is no longer deprecated`,
  },
  {
    id: 'header-serialization-changed',
    on: 'header.serialization-changed',
    severity: { request: 'breaking', response: 'breaking' },
    title: 'A header is written in another way.',
    why: 'The same value becomes another text (`style`, `explode`, `content`): the other side reads it wrongly.',
    example: {
      as: 'operation',
      before: LIST,
      after: LIST.replace('explode: false', 'explode: true'),
      direction: 'response',
    },
    message: (change) =>
      `header ${subject(change)} is written in another way: ${now(change, 'the default')}${was(change)}`,
  },
] as const satisfies readonly Rule[];
