// Rules on what a schema says beside what it accepts, and on what the comparison does not know.

import type { Rule } from '../model/rule.ts';
import { BREAKING_OR_RISKY } from './grade.ts';
import { now, reason, subject, was } from './words.ts';

/** Rules on `default.*`, `xml.*` and `field.*`. */
export const NOTE_RULES = [
  {
    id: 'default-changed',
    on: 'default.changed',
    severity: { request: 'risky', response: 'info' },
    title: 'A default is another value.',
    why: 'A request that leaves the value out now means something else (another page size, another currency), without any error.',
    example: {
      as: 'schema',
      before: 'type: integer\ndefault: 10',
      after: 'type: integer\ndefault: 20',
      direction: 'request',
    },
    message: (change) => `default of ${subject(change)} is now ${now(change, 'absent')}${was(change)}`,
  },
  {
    id: 'xml-changed',
    on: 'xml.changed',
    severity: { request: BREAKING_OR_RISKY, response: BREAKING_OR_RISKY },
    title: 'A value is another element or attribute in XML.',
    why: 'Who exchanges XML writes or looks for the old name; who exchanges JSON never notices.',
    example: { as: 'schema', before: 'type: string\nxml: { name: id }', after: 'type: string\nxml: { name: key }' },
    message: (change) => `XML form of ${subject(change)} is now ${now(change, 'the default')}${was(change)}`,
  },
  {
    id: 'field-unjudged',
    on: 'field.unjudged',
    severity: { request: 'risky', response: 'risky' },
    title: 'A keyword changed whose meaning is not known.',
    why: 'It may mean nothing or everything: look at it.',
    example: {
      as: 'schema',
      before: 'type: string',
      after: 'type: string\nencryptedWith: pgp',
    },
    message: (change) =>
      `${subject(change)} is now ${now(change, 'absent')}${was(change)}, and what that means is not known${reason(change)}`,
  },
] as const satisfies readonly Rule[];
