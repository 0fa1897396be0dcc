// Rules on flows: at which step of a workflow an API does not do what it says.

import type { Rule } from '../model/rule.ts';
import { said, subject } from './words.ts';

/** Rules on `flow.*`: the subject is the step, and `reason` says what its answer lacks. */
export const FLOW_RULES = [
  {
    id: 'flow-no-answer',
    on: 'flow.no-answer',
    severity: { response: 'breaking' },
    title: 'A call of a workflow is not answered, though the API was reached.',
    why: 'Whoever calls does not know whether it was done; a booking may be there or not.',
    example: { as: 'flow', before: '- { get: 200 }\n- { get: 200 }', after: '- { status: 200 }\n- { gone: true }' },
    message: (change) => said(change, `step ${subject(change)} is not answered`),
  },
  {
    id: 'flow-status',
    on: 'flow.status',
    severity: { response: 'breaking' },
    title: 'A step of a workflow is answered with another status than it expects.',
    why: 'What should have been done was not done, or what should be there is not: saved with 201, and gone when it is read.',
    example: { as: 'flow', before: '- { get: 200 }', after: '- { status: 404 }' },
    message: (change) => said(change, `step ${subject(change)} has another status`),
  },
  {
    id: 'flow-schema',
    on: 'flow.schema',
    severity: { response: 'breaking' },
    title: 'An answer in a workflow is not of the form that its document describes.',
    why: 'Consumers that were written by the document cannot read it.',
    example: { as: 'flow', before: '- { get: 200 }', after: '- { status: 200, body: { id: 1 } }' },
    message: (change) => said(change, `answer of step ${subject(change)} is not as described`),
  },
  {
    id: 'flow-criterion',
    on: 'flow.criterion',
    severity: { response: 'breaking' },
    title: 'An answer in a workflow does not meet a success criterion of its step.',
    why: 'The API says that it went well, and it did not: another time, another name, nothing at all.',
    example: {
      as: 'flow',
      before: '- { get: 200, criterion: "$response.body#/id == \'th_1\'" }',
      after: '- { status: 200, body: { id: th_2 } }',
    },
    message: (change) => said(change, `step ${subject(change)} does not meet its criterion`),
  },
  {
    id: 'flow-no-value',
    on: 'flow.no-value',
    severity: { response: 'breaking' },
    title: 'A step of a workflow needs a value that no earlier answer gave.',
    why: 'Consumers take it from that answer, too, and have nothing to go on with.',
    example: {
      as: 'flow',
      before: '- { get: 200, output: "$response.body#/name" }\n- { get: 200, query: $steps.step-1.outputs.value }',
      after: '- { status: 200, body: { id: th_1 } }\n- { status: 200, body: { id: th_1 } }',
    },
    message: (change) => said(change, `step ${subject(change)} lacks a value`),
  },
] as const satisfies readonly Rule[];
