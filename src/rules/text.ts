// Rules on what a value looks like: formats, patterns and encoded content.

import type { Change } from '../model/change.ts';
import type { Rule } from '../model/rule.ts';
import { BREAKING_OR_RISKY } from './grade.ts';
import { now, subject, was } from './words.ts';

const TEXT = 'type: string';
const UUID = 'type: string\nformat: uuid';
const EMAIL = 'type: string\nformat: email';
const LETTERS = "type: string\npattern: '^[a-z]+$'";
const DIGITS = "type: string\npattern: '^[0-9]+$'";

/** Rules on `format.*`, `pattern.*` and `content.*`. */
export const TEXT_RULES = [
  {
    id: 'format-loosened',
    on: 'format.loosened',
    severity: { request: 'info', response: BREAKING_OR_RISKY },
    title: 'A value is of a wider format, or of none.',
    why: 'A client that parses the format of before (a date, a 32-bit integer) fails on the first value outside it.',
    example: { as: 'schema', before: UUID, after: TEXT },
    message: becomes('format'),
  },
  {
    id: 'format-tightened',
    on: 'format.tightened',
    severity: { request: 'breaking', response: 'info' },
    title: 'A value must be of a format, or of a narrower one.',
    why: 'A request with a value outside the format is refused.',
    example: { as: 'schema', before: TEXT, after: UUID },
    message: becomes('format'),
  },
  {
    id: 'format-changed',
    on: 'format.changed',
    severity: { request: 'breaking', response: BREAKING_OR_RISKY },
    title: 'A value is of another format.',
    why: 'What was sent before is refused, and a client that parses the format of before fails on what comes now.',
    example: { as: 'schema', before: UUID, after: EMAIL },
    message: becomes('format'),
  },
  {
    id: 'pattern-loosened',
    on: 'pattern.loosened',
    severity: { request: 'info', response: BREAKING_OR_RISKY },
    title: 'A value matches a wider pattern, or none.',
    why: 'A client that takes the value apart by the pattern fails on the first value outside it.',
    example: { as: 'schema', before: LETTERS, after: TEXT },
    message: becomes('pattern'),
  },
  {
    id: 'pattern-tightened',
    on: 'pattern.tightened',
    severity: { request: 'breaking', response: 'info' },
    title: 'A value must match a pattern, or a narrower one.',
    why: 'A request with a value that does not match is refused.',
    example: { as: 'schema', before: TEXT, after: LETTERS },
    message: becomes('pattern'),
  },
  {
    id: 'pattern-changed',
    on: 'pattern.changed',
    severity: { request: 'breaking', response: BREAKING_OR_RISKY },
    title: 'A value must match another pattern.',
    why: 'Neither pattern is known to take all that the other takes: what was sent before may be refused, and what comes may look different.',
    example: { as: 'schema', before: LETTERS, after: DIGITS },
    message: becomes('pattern'),
  },
  {
    id: 'content-changed',
    on: 'content.changed',
    severity: { request: 'breaking', response: 'breaking' },
    title: 'What a text encloses is encoded in another way.',
    why: 'The other side decodes the text wrongly or not at all (`contentEncoding`, `contentMediaType`).',
    example: {
      as: 'schema',
      before: `${TEXT}\ncontentEncoding: base64`,
      after: `${TEXT}\ncontentEncoding: base64url`,
    },
    message: becomes('content'),
  },
] as const satisfies readonly Rule[];

function becomes(noun: string): (change: Change) => string {
  return (change) =>
    change.after === undefined
      ? `${subject(change)} no longer has a ${noun}${was(change)}`
      : `${noun} of ${subject(change)} is now ${now(change, '')}${was(change)}`;
}
