// Rules on enumerated values.

import type { Change } from '../model/change.ts';
import type { Rule } from '../model/rule.ts';
import { extensible } from './fact.ts';
import { BREAKING_OR_RISKY } from './grade.ts';
import { mustNow, subject, value } from './words.ts';

const TWO = 'type: string\nenum: [active, paused]';
const THREE = 'type: string\nenum: [active, paused, ended]';
const ANY = 'type: string';

/** Rules on `enum.*`. */
export const ENUM_RULES = [
  {
    id: 'extensible-enum-value-added',
    on: 'enum.value-added',
    when: extensible,
    severity: { request: 'info', response: 'info' },
    title: 'An open enum names one more value.',
    why: 'The document said before that values may come which it does not name.',
    example: {
      as: 'schema',
      before: TWO.replace('enum', 'x-extensible-enum'),
      after: THREE.replace('enum', 'x-extensible-enum'),
    },
    message: (change) => `${subject(change)} now also names ${member(change)}`,
  },
  {
    id: 'enum-value-added',
    on: 'enum.value-added',
    severity: { request: 'info', response: BREAKING_OR_RISKY },
    title: 'An enum has one more value.',
    why: 'A client that lists the values and has no branch for others fails on the first response with the new one.',
    example: { as: 'schema', before: TWO, after: THREE },
    message: (change) => `${subject(change)} may now also be ${member(change)}`,
  },
  {
    id: 'extensible-enum-value-removed',
    on: 'enum.value-removed',
    when: extensible,
    severity: { request: { strict: 'info', tolerant: 'risky' }, response: 'info' },
    title: 'An open enum names one value fewer.',
    why: 'By the letter nothing is refused, yet a value that is no longer named may no longer be understood.',
    example: {
      as: 'schema',
      before: THREE.replace('enum', 'x-extensible-enum'),
      after: TWO.replace('enum', 'x-extensible-enum'),
    },
    message: (change) => `${subject(change)} no longer names ${member(change)}`,
  },
  {
    id: 'enum-value-removed',
    on: 'enum.value-removed',
    severity: { request: 'breaking', response: 'info' },
    title: 'An enum has one value fewer.',
    why: 'A request that sends the value is refused. In a response it no longer comes.',
    example: { as: 'schema', before: THREE, after: TWO },
    message: (change) => `${subject(change)} may no longer be ${member(change)}`,
  },
  {
    id: 'enum-opened',
    on: 'enum.opened',
    severity: { request: 'info', response: BREAKING_OR_RISKY },
    title: 'A value that was one of a list may be any.',
    why: 'A client that lists the values and has no branch for others fails on the first response with another one.',
    example: { as: 'schema', before: TWO, after: ANY },
    message: (change) =>
      `${subject(change)} may now be any value${change.before === undefined ? '' : ` (was one of ${value(change.before)})`}`,
  },
  {
    id: 'enum-closed',
    on: 'enum.closed',
    severity: { request: 'breaking', response: 'info' },
    title: 'A value that could be any must be one of a list.',
    why: 'A request that sends a value outside the list is refused.',
    example: { as: 'schema', before: ANY, after: TWO },
    message: (change) => `${subject(change)} ${mustNow(change)} be one of ${value(change.after ?? [])}`,
  },
] as const satisfies readonly Rule[];

/** The value that came or went. */
function member(change: Change): string {
  return value(change.after ?? change.before ?? null);
}
