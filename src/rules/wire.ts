// Rules on responses that are not what the document says of them.

import type { Change } from '../model/change.ts';
import { harmless } from '../model/code.ts';
import type { Rule } from '../model/rule.ts';
import { success } from './fact.ts';
import { BREAKING_OR_RISKY } from './grade.ts';
import { subject } from './words.ts';

/** What the document says of the required property `field`, and a body that came. */
function body(before: string, after: string): Rule['example'] {
  return { as: 'wire', before, after: `status: 200\nbody: ${after}` };
}

/**
 * Rules on `wire.*`: the document says one thing, and what came is another; `reason` has the counts. What the accepted
 * samples show as well is `info` whatever the rule says: the document is wrong there, and nothing drifted.
 */
export const WIRE_RULES = [
  {
    id: 'wire-absent',
    on: 'wire.absent',
    severity: { response: 'breaking' },
    title: 'An API does not send what the document requires.',
    why: 'The client reads it, as it may, and finds nothing.',
    example: body('{ type: string }', '{ other: 1 }'),
    message: (change) => said(change, 'is not sent, and the document promises it'),
  },
  {
    id: 'wire-null',
    on: 'wire.null',
    severity: { response: 'breaking' },
    title: 'An API sends `null` where the document does not allow it.',
    why: 'A client that goes by the document does not look for it, and fails on the value that is not there.',
    example: body('{ type: string }', '{ field: null }'),
    message: (change) => said(change, 'is `null`, and the document does not allow that'),
  },
  {
    id: 'wire-type',
    on: 'wire.type',
    severity: { response: 'breaking' },
    title: 'An API sends a type that the document does not allow.',
    why: 'A client that goes by the document cannot take it.',
    example: body('{ type: string }', '{ field: 5 }'),
    message: (change) => said(change, 'is of a type that the document does not allow'),
  },
  {
    id: 'wire-value',
    on: 'wire.value',
    severity: { response: BREAKING_OR_RISKY },
    title: 'An API sends a value that the document does not allow.',
    why: 'A client that knows the listed values, the format or the bounds meets one that it was not written for.',
    example: body('{ enum: [a, b] }', '{ field: c }'),
    message: (change) => said(change, 'has a value that the document does not allow'),
  },
  {
    id: 'wire-undeclared',
    on: 'wire.undeclared',
    severity: { response: 'info' },
    title: 'An API sends a field that the document does not name.',
    why: 'A client that does not know it passes over it; one that reads it has no promise.',
    example: body('{ type: string }', '{ field: a, more: 1 }'),
    message: (change) => said(change, 'is sent, and the document does not name it'),
  },
  {
    id: 'wire-status',
    on: 'wire.status',
    when: success,
    severity: { response: BREAKING_OR_RISKY },
    title: 'An API succeeds with a status that the document does not list.',
    why: 'A client that goes by the document takes it for a failure.',
    example: { as: 'wire', before: '{ type: string }', after: 'status: 202' },
    message: (change) => said(change, 'is a status that the document does not list'),
  },
  {
    id: 'wire-error-status',
    on: 'wire.status',
    severity: { response: 'info' },
    title: 'An API fails with a status that the document does not list.',
    why: 'A client takes whatever is no success for a failure.',
    example: { as: 'wire', before: '{ type: string }', after: 'status: 418' },
    message: (change) => said(change, 'is a status that the document does not list'),
  },
  {
    id: 'wire-media-type',
    on: 'wire.media-type',
    severity: { response: BREAKING_OR_RISKY },
    title: 'An API answers in a media type that the document does not list.',
    why: 'A client that parses what is listed fails on another.',
    example: { as: 'wire', before: '{ type: string }', after: 'status: 200\nmediaType: text/plain\nbody: hello' },
    message: (change) => said(change, 'is in a media type that the document does not list'),
  },
] as const satisfies readonly Rule[];

function said(change: Change, what: string): string {
  const { reason: counts = '', known = false } = change.facts;
  return `${subject(change)} ${what} (${harmless(counts, LONGEST_COUNTS)}${known ? ', and in the accepted samples' : ''})`;
}

const LONGEST_COUNTS = 240;
