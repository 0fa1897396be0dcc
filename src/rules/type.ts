// Rules on JSON types and `null`.

import type { Rule } from '../model/rule.ts';
import { yaml } from './example.ts';
import { implied } from './fact.ts';
import { BREAKING_OR_INFO } from './grade.ts';
import { byDirection, mustNow, now, subject, was } from './words.ts';

const IMPLIED = yaml`
  properties:
    id: { type: string }
`;

const DECLARED = `type: object\n${IMPLIED}`;

/** Rules on `type.*` and `null.*`. */
export const TYPE_RULES = [
  {
    id: 'declared-type-dropped',
    on: 'type.widened',
    when: implied,
    severity: { request: 'info', response: BREAKING_OR_INFO },
    title: 'A type is no longer declared, though the other keywords still imply it.',
    why: 'By the letter any other type may come now; hardly a provider means that.',
    example: { as: 'schema', before: DECLARED, after: IMPLIED },
    message: (change) => `${subject(change)} no longer declares its type${was(change)}`,
  },
  {
    id: 'type-widened',
    on: 'type.widened',
    severity: { request: 'info', response: 'breaking' },
    title: 'A value may be of one more type.',
    why: 'A client that decodes the types of before fails on the first response with another one.',
    example: { as: 'schema', before: 'type: integer', after: 'type: [integer, string]' },
    message: (change) => `${subject(change)} may now be ${now(change, 'of any type')}${was(change)}`,
  },
  {
    id: 'implied-type-declared',
    on: 'type.narrowed',
    when: implied,
    severity: { request: BREAKING_OR_INFO, response: 'info' },
    title: 'A type is declared that the other keywords implied before.',
    why: 'By the letter any other type could be sent before; hardly a client did that.',
    example: { as: 'schema', before: IMPLIED, after: DECLARED },
    message: (change) => `${subject(change)} now declares its type: ${now(change, 'of any type')}`,
  },
  {
    id: 'type-narrowed',
    on: 'type.narrowed',
    severity: { request: 'breaking', response: 'info' },
    title: 'A value may be of one type fewer.',
    why: 'A request that sends the type which is gone is refused.',
    example: { as: 'schema', before: 'type: [integer, string]', after: 'type: integer' },
    message: (change) =>
      change.after === 'nothing'
        ? `${subject(change)} ${byDirection(change, { request: 'must no longer be sent', response: 'no longer comes' })}`
        : `${subject(change)} ${mustNow(change)} be ${now(change, 'of any type')}${was(change)}`,
  },
  {
    id: 'type-changed',
    on: 'type.changed',
    severity: { request: 'breaking', response: 'breaking' },
    title: 'A value is of another type.',
    why: 'What was sent before is refused, and what comes now cannot be decoded.',
    example: { as: 'schema', before: 'type: integer', after: 'type: string' },
    message: (change) => `${subject(change)} is now ${now(change, 'of any type')}${was(change)}`,
  },
  {
    id: 'null-allowed',
    on: 'null.allowed',
    severity: { request: 'info', response: 'breaking' },
    title: 'A value may be `null`.',
    why: 'A client that uses the value without a look fails on the first `null`.',
    example: { as: 'schema', before: 'type: string', after: 'type: [string, "null"]' },
    message: (change) => `${subject(change)} may now be \`null\``,
  },
  {
    id: 'null-refused',
    on: 'null.refused',
    severity: { request: 'breaking', response: 'info' },
    title: 'A value may no longer be `null`.',
    why: 'A request that sends `null`, often to clear a field, is refused.',
    example: { as: 'schema', before: 'type: [string, "null"]', after: 'type: string' },
    message: (change) => `${subject(change)} may no longer be \`null\``,
  },
] as const satisfies readonly Rule[];
