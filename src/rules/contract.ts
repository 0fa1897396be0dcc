// Rules on contracts that a document does not keep.

import type { Change } from '../model/change.ts';
import type { Rule } from '../model/rule.ts';
import { yaml } from './example.ts';
import { closed } from './fact.ts';
import { code, said, subject } from './words.ts';

const DONE = "responses: { '204': { description: done } }";

/** A contract that reads the schema, and a document that gives the other. */
function read(contract: string, document: string): Rule['example'] {
  return {
    as: 'contract',
    before: `statuses: ['200']\nreceived: { schema: ${contract} }`,
    after: `responses: { '200': { description: A thing, content: { application/json: { schema: ${document} } } } }`,
    direction: 'response',
  };
}

/** A contract that sends the schema, and a document that takes the other. */
function sent(contract: string, document: string): Rule['example'] {
  return {
    as: 'contract',
    before: `sent: { schema: ${contract} }`,
    after: `requestBody: { content: { application/json: { schema: ${document} } } }\n${DONE}`,
    direction: 'request',
  };
}

const ID = '{ type: object, properties: { id: { type: string } } }';
const ID_AND_NAME =
  '{ type: object, properties: { id: { type: string }, name: { type: string } }, required: [id, name] }';
const CLOSED = '{ type: object, properties: { id: { type: string } }, additionalProperties: false }';

const SECURED = yaml`
  security: [{ token: [] }, { id: [], key: [] }]
  responses: { '204': { description: done } }
`;

/** Rules on `contract.*`: `old` is what the contract relies on, `new` what the document says. */
export const CONTRACT_RULES = [
  {
    id: 'contract-operation-unknown',
    on: 'contract.operation-unknown',
    severity: { request: 'breaking' },
    title: 'A contract calls an operation that the document does not have.',
    why: 'The provider answers with 404 or 405, or with what nobody described.',
    example: { as: 'contract', before: 'path: /thing', after: DONE },
    message: (change) => `${subject(change)} ${said(change, 'is no operation of the document')}`,
  },
  {
    id: 'contract-credentials-refused',
    on: 'contract.credentials-refused',
    severity: { auth: 'breaking' },
    title: 'A contract sends credentials of which the document says that they do not suffice.',
    why: 'The provider answers with 401. One part of a set of credentials is none; a key is no token.',
    example: {
      as: 'contract',
      before: 'credentials: [{ in: header, name: x-key }]',
      after: SECURED,
    },
    message: (change) => `${subject(change)} ${said(change, 'asks for other credentials')}`,
  },
  {
    id: 'contract-credentials-not-shown',
    on: 'contract.credentials-not-shown',
    severity: { auth: 'risky' },
    title: 'A contract shows no credentials where the document asks for some.',
    why: 'Whether the consumer sends the right ones cannot be told.',
    example: { as: 'contract', before: 'path: /things', after: SECURED },
    message: (change) => `${subject(change)} ${said(change, 'asks for credentials')}`,
  },
  {
    id: 'contract-sends-what-is-refused',
    on: 'contract.undeclared',
    when: closed,
    severity: { request: 'breaking' },
    title: 'A contract sends a property that the document refuses.',
    why: 'The object takes no property that it does not name: the provider refuses the whole request.',
    example: sent(ID_AND_NAME, CLOSED),
    message: (change) => `${field(change)} ${said(change, 'is not declared')}, and what is not declared is refused`,
  },
  {
    id: 'contract-field-undeclared',
    on: 'contract.undeclared',
    severity: { request: 'risky', response: 'breaking' },
    title: 'A contract reads or sends something that the document does not declare.',
    why: 'What is read is promised by nobody, and may be gone tomorrow. What is sent is ignored or refused.',
    example: { ...read(ID_AND_NAME, ID), direction: 'response' },
    message: (change) => `${field(change)} ${said(change, 'is not declared')}`,
  },
  {
    id: 'contract-leaves-out-what-is-required',
    on: 'contract.missing',
    severity: { request: 'breaking' },
    title: 'A contract does not send what the document requires.',
    why: 'The provider refuses the request.',
    example: sent(ID, ID_AND_NAME),
    message: (change) => `${field(change)} ${said(change, 'is required')}`,
  },
  {
    id: 'contract-mismatch',
    on: 'contract.mismatch',
    severity: { request: 'breaking', response: 'breaking' },
    title: 'A contract sends what the document refuses, or cannot take what the document allows.',
    why: 'The provider refuses the request; or the consumer fails on a response that the provider may well send.',
    example: read(ID_AND_NAME, ID_AND_NAME.replace('type: string', 'type: [string, "null"]')),
    message: (change) => `${field(change)} ${said(change, 'is not what the contract relies on')}`,
  },
  {
    id: 'contract-reads-optional-strictly',
    on: 'contract.optional',
    when: closed,
    severity: { response: 'breaking' },
    title: 'A contract that decodes strictly relies on a property that the document does not require.',
    why: 'The consumer refuses a response without it, and the provider may send one.',
    example: {
      ...read(ID_AND_NAME, ID_AND_NAME.replace(', required: [id, name]', '')),
      before: `decodes: strict\n${read(ID_AND_NAME, '').before}`,
    },
    message: (change) => `${field(change)} ${said(change, 'is not required')}`,
  },
  {
    id: 'contract-reads-optional',
    on: 'contract.optional',
    severity: { response: 'risky' },
    title: 'A contract relies on a property that the document does not require.',
    why: 'A response without it is within what the provider promised.',
    example: read(ID_AND_NAME, ID_AND_NAME.replace(', required: [id, name]', '')),
    message: (change) => `${field(change)} ${said(change, 'is not required')}`,
  },
  {
    id: 'contract-may-not-fit',
    on: 'contract.looser',
    severity: { request: 'risky', response: 'risky' },
    title: 'A contract and the document bound values in different ways.',
    why: 'Some value that the one allows may be refused by the other; the values that the contract shows are not.',
    example: read(
      '{ type: object, properties: { id: { type: string, pattern: "^th_" } } }',
      '{ type: object, properties: { id: { type: string } }, required: [id] }',
    ),
    message: (change) => `${field(change)} ${said(change, 'is bounded otherwise')}`,
  },
  {
    id: 'contract-status-unknown',
    on: 'contract.status-unknown',
    severity: { response: 'breaking' },
    title: 'A contract reads responses of a status that the document does not declare.',
    why: 'The provider promises no such response.',
    example: { as: 'contract', before: "statuses: ['201']", after: DONE },
    message: (change) => `status ${subject(change)} ${said(change, 'is not declared')}`,
  },
  {
    id: 'contract-media-type-unknown',
    on: 'contract.media-type-unknown',
    severity: { request: 'risky', response: 'risky' },
    title: 'A contract sends or reads a body in a media type that the document does not declare.',
    why: 'The provider may refuse it, or answer in another one.',
    example: {
      ...read(ID, ID),
      before: `statuses: ['200']\nreceived: { mediaType: application/hal+json, schema: ${ID} }`,
    },
    message: (change) => `${field(change)} ${said(change, 'is of another media type')}`,
  },
  {
    id: 'contract-untyped',
    on: 'contract.untyped',
    severity: { request: 'info', response: 'info' },
    title: 'A contract relies on fields of what the document describes without its fields.',
    why: 'The document promises nothing of them and denies nothing: neither kept nor broken.',
    example: read(ID_AND_NAME, '{ type: object }'),
    message: (change) => `${field(change)} ${said(change, 'is described without its fields')}`,
  },
  {
    id: 'contract-undecided',
    on: 'contract.undecided',
    severity: { request: 'info', response: 'info' },
    title: 'Whether the document keeps the contract cannot be decided.',
    why: 'Conditions, or values that may come unlisted, tell nothing of the values that do come.',
    example: {
      ...sent(
        '{ type: object, properties: { id: { type: string } } }',
        '{ type: object, not: { required: [id, name] }, properties: { id: { type: string } } }',
      ),
    },
    message: (change) => `${field(change)} ${said(change, 'cannot be decided')}`,
  },
  {
    id: 'contract-unvalidatable',
    on: 'contract.unvalidatable',
    severity: { request: 'risky', response: 'risky' },
    title: 'A part of a contract cannot be held against the document.',
    why: 'It is neither kept nor broken: nobody looked. XML, binary bodies and the contents of plugins are of this kind.',
    example: { as: 'contract', before: 'unvalidatable: [its body is XML]', after: DONE, direction: 'request' },
    message: (change) => `${subject(change)} ${said(change, 'cannot be held against the document')}`,
  },
] as const satisfies readonly Rule[];

/** The field in words, with what it is part of. */
function field(change: Change): string {
  const [impact] = change.impacts;
  const named = change.subject === 'the body' ? 'the body' : code(change.subject);
  if (impact?.parameter !== undefined) return `${impact.parameter.split(' ')[0]} parameter ${named}`;
  return impact?.header === undefined ? named : `header ${named}`;
}
