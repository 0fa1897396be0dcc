// Rules on constraints that are compared as they stand: `not`, `if`, `unevaluatedProperties` and their like.

import type { Change } from '../model/change.ts';
import type { Rule } from '../model/rule.ts';
import { BREAKING_OR_RISKY } from './grade.ts';
import { code, mustNow, subject } from './words.ts';

const ANY = 'type: integer';
const NOT_ZERO = 'type: integer\nnot: { const: 0 }';

/** Rules on `condition.*`. */
export const CONDITION_RULES = [
  {
    id: 'condition-added',
    on: 'condition.added',
    severity: { request: 'breaking', response: 'info' },
    title: 'A value must meet one more condition.',
    why: 'A request that does not meet it is refused.',
    example: { as: 'schema', before: ANY, after: NOT_ZERO },
    message: (change) => `${subject(change)} ${mustNow(change)} meet the ${condition(change)}`,
  },
  {
    id: 'condition-removed',
    on: 'condition.removed',
    severity: { request: 'info', response: BREAKING_OR_RISKY },
    title: 'A value has to meet a condition no longer.',
    why: 'A client that relies on the condition fails on the first value that does not meet it.',
    example: { as: 'schema', before: NOT_ZERO, after: ANY },
    message: (change) => `${subject(change)} no longer has to meet the ${condition(change)}`,
  },
  {
    id: 'condition-changed',
    on: 'condition.changed',
    severity: { request: BREAKING_OR_RISKY, response: BREAKING_OR_RISKY },
    title: 'A value must meet another condition.',
    why: 'Whether one condition takes all that the other takes is not decided: a value that was fine may be so no longer.',
    example: { as: 'schema', before: NOT_ZERO, after: NOT_ZERO.replace('0', '1') },
    message: (change) => `${subject(change)} ${mustNow(change)} meet another ${condition(change)}`,
  },
] as const satisfies readonly Rule[];

function condition({ facts }: Change): string {
  return facts.keyword === undefined ? 'condition' : `condition ${code(facts.keyword)}`;
}
