// Rules on parameters. Those of a webhook travel towards us: they are graded as a response.

import type { Rule } from '../model/rule.ts';
import { document, yaml } from './example.ts';
import { inPath, required } from './fact.ts';
import { BREAKING_OR_RISKY } from './grade.ts';
import { end, likeness, now, payload, reason, subject, was } from './words.ts';

const NONE = yaml`
  responses: { '204': { description: None } }
`;

const OPTIONAL = yaml`
  parameters:
    - { name: limit, in: query, schema: { type: integer } }
  responses: { '204': { description: None } }
`;

const REQUIRED = OPTIONAL.replace('in: query', 'in: query, required: true');
const DEPRECATED = OPTIONAL.replace('in: query', 'in: query, deprecated: true');

const SNAKE = yaml`
  parameters:
    - { name: page_size, in: query, schema: { type: integer } }
  responses: { '204': { description: None } }
`;

const SNAKE_REQUIRED = SNAKE.replace('in: query', 'in: query, required: true');

const LIST = yaml`
  parameters:
    - { name: ids, in: query, explode: false, schema: { type: array, items: { type: integer } } }
  responses: { '204': { description: None } }
`;

const BY_ID = document`
  paths:
    /things/{id}:
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      get: { responses: { '204': { description: None } } }
`;

const KEY_AS_SCHEME = document`
  paths:
    /things:
      get:
        security: [{ key: [] }]
        responses: { '204': { description: None } }
  components:
    securitySchemes:
      key: { type: apiKey, in: header, name: X-Api-Key }
`;

const KEY_AS_PARAMETER = document`
  paths:
    /things:
      get:
        parameters:
          - { name: X-Api-Key, in: header, required: true, schema: { type: string } }
        responses: { '204': { description: None } }
`;

/** Rules on `parameter.*`. */
export const PARAMETER_RULES = [
  {
    id: 'required-parameter-added',
    on: 'parameter.added',
    when: required,
    severity: { request: 'breaking' },
    title: 'There is a new parameter, and it is required.',
    why: 'Every call that is made today leaves it out and is refused.',
    example: { as: 'operation', before: NONE, after: REQUIRED },
    message: (change) => `parameter ${subject(change)} is new and required`,
  },
  {
    id: 'parameter-added',
    on: 'parameter.added',
    severity: { request: 'info', response: 'info' },
    title: 'There is a new parameter.',
    why: 'A client that does not know it leaves it out, or passes over it where the provider sends it.',
    example: { as: 'operation', before: NONE, after: OPTIONAL, direction: 'request' },
    message: (change) => `parameter ${subject(change)} is new`,
  },
  {
    id: 'parameter-removed',
    on: 'parameter.removed',
    severity: { request: BREAKING_OR_RISKY, response: 'breaking' },
    title: 'A parameter is gone.',
    why: 'A server ignores what is still sent, so that a filter silently does nothing, or refuses the call. A webhook without it leaves its reader with nothing.',
    example: { as: 'operation', before: OPTIONAL, after: NONE, direction: 'request' },
    message: (change) => `parameter ${subject(change)} is gone from the ${payload(change)}`,
  },
  {
    id: 'path-parameter-renamed',
    on: 'parameter.renamed',
    when: inPath,
    severity: { request: 'info', response: 'info' },
    title: 'A path parameter has another name.',
    why: 'Nothing changes on the wire. Generated clients name their arguments after it: the `sdk` option makes this risky.',
    example: {
      as: 'document',
      before: BY_ID,
      after: BY_ID.replace('{id}', '{thingId}').replace('name: id', 'name: thingId'),
      direction: 'request',
    },
    message: (change) => `path parameter ${subject(change)} is now called ${now(change, 'otherwise')}`,
  },
  {
    id: 'required-parameter-renamed',
    on: 'parameter.renamed',
    when: required,
    severity: { request: 'breaking' },
    title: 'A required parameter has another name.',
    why: 'Every call that is made today leaves the new name out and is refused.',
    example: { as: 'operation', before: SNAKE_REQUIRED, after: SNAKE_REQUIRED.replace('page_size', 'pageSize') },
    message: (change) =>
      `parameter ${subject(change)} is gone; ${now(change, 'another')} is required in its place${likeness(change)}`,
  },
  {
    id: 'parameter-renamed',
    on: 'parameter.renamed',
    severity: { request: BREAKING_OR_RISKY, response: 'breaking' },
    title: 'A parameter has another name.',
    why: 'What is still sent under the old name is ignored or refused; a webhook without it leaves its reader with nothing.',
    example: { as: 'operation', before: SNAKE, after: SNAKE.replace('page_size', 'pageSize'), direction: 'request' },
    message: (change) =>
      `parameter ${subject(change)} is gone; ${now(change, 'another')} came in its place${likeness(change)}`,
  },
  {
    id: 'parameter-became-required',
    on: 'parameter.became-required',
    severity: { request: 'breaking', response: 'info' },
    title: 'A parameter that could be left out is required.',
    why: 'Every call that leaves it out is refused, also where the document names a default.',
    example: { as: 'operation', before: OPTIONAL, after: REQUIRED, direction: 'request' },
    message: (change) => `parameter ${subject(change)} is now required`,
  },
  {
    id: 'parameter-became-optional',
    on: 'parameter.became-optional',
    severity: { request: 'info', response: 'breaking' },
    title: 'A parameter that was required can be left out.',
    why: 'A call that sends it is as good as before. A webhook may come without it.',
    example: { as: 'operation', before: REQUIRED, after: OPTIONAL, direction: 'request' },
    message: (change) => `parameter ${subject(change)} is now optional`,
  },
  {
    id: 'parameter-deprecated',
    on: 'parameter.deprecated',
    severity: { request: 'deprecated', response: 'deprecated' },
    title: 'A parameter is newly deprecated.',
    why: 'It works today and has an end.',
    example: { as: 'operation', before: OPTIONAL, after: DEPRECATED, direction: 'request' },
    message: (change) => `parameter ${subject(change)} is deprecated${end(change)}`,
  },
  {
    id: 'parameter-undeprecated',
    on: 'parameter.undeprecated',
    severity: { request: 'info', response: 'info' },
    title: 'A parameter is no longer deprecated.',
    why: 'The provider took the announcement of its end back.',
    example: { as: 'operation', before: DEPRECATED, after: OPTIONAL, direction: 'request' },
    message: (change) => `parameter ${subject(change)} is no longer deprecated`,
  },
  {
    id: 'parameter-serialization-changed',
    on: 'parameter.serialization-changed',
    severity: { request: 'breaking', response: 'breaking' },
    title: 'A parameter is written in another way.',
    why: 'The same value becomes another text (`style`, `explode`, `content`): the other side reads it wrongly or refuses it.',
    example: {
      as: 'operation',
      before: LIST,
      after: LIST.replace('explode: false', 'explode: true'),
      direction: 'request',
    },
    message: (change) =>
      `parameter ${subject(change)} is written in another way: ${now(change, 'the default')}${was(change)}`,
  },
  {
    id: 'parameter-carries-credential',
    on: 'parameter.carries-credential',
    severity: { request: 'info', response: 'info' },
    title: 'A credential is described as a plain parameter, or a plain parameter as a credential.',
    why: 'Name and place are the same: the same requests go over the wire as before.',
    example: { as: 'document', before: KEY_AS_SCHEME, after: KEY_AS_PARAMETER, direction: 'request' },
    message: (change) => `parameter ${subject(change)} carries a credential${reason(change)}`,
  },
] as const satisfies readonly Rule[];
