// Rules on bodies, their media types and encodings. The body of a webhook travels towards us: it is graded as a response.

import type { Rule } from '../model/rule.ts';
import { yaml } from './example.ts';
import { required } from './fact.ts';
import { BREAKING_OR_RISKY } from './grade.ts';
import { byDirection, now, payload, subject, was } from './words.ts';

const NONE = yaml`
  responses: { '204': { description: None } }
`;

const OPTIONAL = yaml`
  requestBody:
    content: { application/json: {} }
  responses: { '204': { description: None } }
`;

const REQUIRED = yaml`
  requestBody:
    required: true
    content: { application/json: {} }
  responses: { '204': { description: None } }
`;

const JSON_ONLY = yaml`
  requestBody:
    content: { application/json: {} }
  responses:
    '200':
      description: A thing
      content: { application/json: {} }
`;

const JSON_AND_XML = JSON_ONLY.replaceAll('{ application/json: {} }', '{ application/json: {}, application/xml: {} }');

const PNG_PART = yaml`
  requestBody:
    content:
      multipart/form-data:
        schema: { type: object, properties: { photo: { type: string } } }
        encoding: { photo: { contentType: image/png } }
  responses: { '204': { description: None } }
`;

/** Rules on `body.*`, `media-type.*` and `encoding.*`. */
export const BODY_RULES = [
  {
    id: 'required-body-added',
    on: 'body.added',
    when: required,
    severity: { request: 'breaking' },
    title: 'A request needs a body that it did not have.',
    why: 'Every call that is made today leaves the body out and is refused.',
    example: { as: 'operation', before: NONE, after: REQUIRED },
    message: () => 'request body is new and required',
  },
  {
    id: 'body-added',
    on: 'body.added',
    severity: { request: 'info', response: 'info' },
    title: 'There can be a body where there was none.',
    why: 'A client that does not know it leaves it out, or passes over it where the provider sends it.',
    example: { as: 'operation', before: NONE, after: OPTIONAL, direction: 'request' },
    message: (change) => `${payload(change)} body is new`,
  },
  {
    id: 'body-removed',
    on: 'body.removed',
    severity: { request: BREAKING_OR_RISKY, response: 'breaking' },
    title: 'There is no body any more.',
    why: 'What a client still sends is ignored or refused; what it waits for does not come.',
    example: { as: 'operation', before: OPTIONAL, after: NONE, direction: 'request' },
    message: (change) => `${payload(change)} body is gone`,
  },
  {
    id: 'body-became-required',
    on: 'body.became-required',
    severity: { request: 'breaking', response: 'info' },
    title: 'A body that could be left out is required.',
    why: 'Every call without a body is refused.',
    example: { as: 'operation', before: OPTIONAL, after: REQUIRED, direction: 'request' },
    message: (change) => `${payload(change)} body is now required`,
  },
  {
    id: 'body-became-optional',
    on: 'body.became-optional',
    severity: { request: 'info', response: 'breaking' },
    title: 'A body that was required can be left out.',
    why: 'A call with a body is as good as before. A webhook may come without one.',
    example: { as: 'operation', before: REQUIRED, after: OPTIONAL, direction: 'request' },
    message: (change) => `${payload(change)} body is now optional`,
  },
  {
    id: 'media-type-added',
    on: 'media-type.added',
    severity: { request: 'info', response: 'info' },
    title: 'There is one more media type.',
    why: 'A client sends what it sent, and a server answers with what the client says it accepts.',
    example: { as: 'operation', before: JSON_ONLY, after: JSON_AND_XML },
    message: (change) =>
      `media type ${subject(change)} is now ${byDirection(change, { request: 'accepted', response: 'offered' })}`,
  },
  {
    id: 'media-type-removed',
    on: 'media-type.removed',
    severity: { request: 'breaking', response: 'breaking' },
    title: 'A media type is gone.',
    why: 'A client that sends it is refused; a client that can read nothing else is left without an answer.',
    example: { as: 'operation', before: JSON_AND_XML, after: JSON_ONLY },
    message: (change) =>
      `media type ${subject(change)} is no longer ${byDirection(change, { request: 'accepted', response: 'offered' })}`,
  },
  {
    id: 'encoding-changed',
    on: 'encoding.changed',
    severity: { request: 'breaking', response: 'breaking' },
    title: 'A part of a body is written in another way.',
    why: 'The same value becomes other bytes: the other side reads it wrongly or refuses it.',
    example: {
      as: 'operation',
      before: PNG_PART,
      after: PNG_PART.replace('image/png', 'image/jpeg'),
      direction: 'request',
    },
    message: (change) => `encoding of ${subject(change)} is now ${now(change, 'the default')}${was(change)}`,
  },
] as const satisfies readonly Rule[];
