// Rules on providers that do not keep a contract when they are called.

import type { Rule } from '../model/rule.ts';
import { said, subject } from './words.ts';

/** A contract that expects the body, and a provider that answers with the other. */
function body(expected: string, answered: string): Rule['example'] {
  return {
    as: 'live',
    before: `response: { status: 200, body: ${expected} }`,
    after: `status: 200\nbody: ${answered}`,
  };
}

/** Rules on `live.*`: a provider was called as the contract says, and `reason` is what its answer lacks. */
export const LIVE_RULES = [
  {
    id: 'live-status',
    on: 'live.status',
    severity: { response: 'breaking' },
    title: 'A provider answers with another status than the contract expects.',
    why: 'The consumer takes the way of another outcome: mostly that of an error.',
    example: { as: 'live', before: 'response: { status: 200 }', after: 'status: 404' },
    message: (change) => said(change, 'response has another status'),
  },
  {
    id: 'live-header-absent',
    on: 'live.header-absent',
    severity: { response: 'breaking' },
    title: 'A provider does not send a header that the contract expects.',
    why: 'The consumer reads it and finds nothing.',
    example: { as: 'live', before: 'response: { status: 200, headers: { X-Next: "2" } }', after: 'status: 200' },
    message: (change) => said(change, `header ${subject(change)} is not sent`),
  },
  {
    id: 'live-header-value',
    on: 'live.header-value',
    severity: { response: 'breaking' },
    title: 'A provider sends a header with a value that the contract does not expect.',
    why: 'The consumer reads a value that it was not written for.',
    example: {
      as: 'live',
      before: 'response: { status: 200, headers: { X-Next: "2" } }',
      after: 'status: 200\nheaders: { X-Next: none }',
    },
    message: (change) => said(change, `header ${subject(change)} is not what is expected`),
  },
  {
    id: 'live-body-absent',
    on: 'live.body-absent',
    severity: { response: 'breaking' },
    title: 'A provider does not send a field that the contract expects.',
    why: 'The consumer reads it and finds nothing.',
    example: body('{ id: th_1, name: Ada }', '{ id: th_1 }'),
    message: (change) => said(change, `${subject(change)} is absent from the response`),
  },
  {
    id: 'live-body-null',
    on: 'live.body-null',
    severity: { response: 'breaking' },
    title: 'A provider sends `null` for a field in which the contract expects a value.',
    why: 'A consumer that uses the value without a look fails on `null`.',
    example: body('{ id: th_1, name: Ada }', '{ id: th_1, name: null }'),
    message: (change) => said(change, `${subject(change)} is \`null\``),
  },
  {
    id: 'live-body-type',
    on: 'live.body-type',
    severity: { response: 'breaking' },
    title: 'A provider sends a value of another type than the contract expects.',
    why: 'The consumer decodes it wrongly, or not at all.',
    example: body('{ id: th_1 }', '{ id: 1 }'),
    message: (change) => said(change, `${subject(change)} is of another type`),
  },
  {
    id: 'live-body-value',
    on: 'live.body-value',
    severity: { response: 'breaking' },
    title: 'A provider sends a value that the contract does not allow.',
    why: 'The consumer reads a value that it was not written for. A contract that means any value of a type says so by a matcher.',
    example: body('{ state: open }', '{ state: closed }'),
    message: (change) => said(change, `${subject(change)} is not what is expected`),
  },
  {
    id: 'live-pending',
    on: 'live.pending',
    severity: { response: 'info' },
    title: 'A provider does not keep an interaction that its contract marks as pending.',
    why: 'It is not held to it yet: the consumer waits for what is still to be built.',
    example: { as: 'live', before: 'pending: true\nresponse: { status: 200 }', after: 'status: 404' },
    message: (change) => said(change, `${subject(change)} is not kept yet`),
  },
] as const satisfies readonly Rule[];
