// Rules on bounds of numbers, lengths and counts.

import type { Change } from '../model/change.ts';
import type { Rule } from '../model/rule.ts';
import { BREAKING_OR_RISKY } from './grade.ts';
import { code, mustNow, subject, value, was } from './words.ts';

const AT_MOST_100 = 'type: integer\nmaximum: 100';
const AT_MOST_50 = 'type: integer\nmaximum: 50';

/** Rules on `bound.*`. */
export const BOUND_RULES = [
  {
    id: 'bound-loosened',
    on: 'bound.loosened',
    severity: { request: 'info', response: BREAKING_OR_RISKY },
    title: 'A bound is wider, or gone.',
    why: 'A client that made room for the bound of before (a column, a buffer, a 32-bit integer) fails on the first value beyond it.',
    example: { as: 'schema', before: AT_MOST_50, after: AT_MOST_100 },
    message: (change) => bounded(change, 'may now'),
  },
  {
    id: 'bound-tightened',
    on: 'bound.tightened',
    severity: { request: 'breaking', response: 'info' },
    title: 'A bound is narrower, or new.',
    why: 'A request with a value beyond the bound is refused.',
    example: { as: 'schema', before: AT_MOST_100, after: AT_MOST_50 },
    message: (change) => bounded(change, mustNow(change)),
  },
] as const satisfies readonly Rule[];

const PHRASES: ReadonlyMap<string, (limit: string) => string> = new Map([
  ['maximum', (limit) => `be at most ${limit}`],
  ['exclusiveMaximum', (limit) => `be less than ${limit}`],
  ['minimum', (limit) => `be at least ${limit}`],
  ['exclusiveMinimum', (limit) => `be more than ${limit}`],
  ['multipleOf', (limit) => `be a multiple of ${limit}`],
  ['maxLength', (limit) => `be at most ${limit} characters long`],
  ['minLength', (limit) => `be at least ${limit} characters long`],
  ['maxItems', (limit) => `have at most ${limit} items`],
  ['minItems', (limit) => `have at least ${limit} items`],
  ['maxProperties', (limit) => `have at most ${limit} properties`],
  ['minProperties', (limit) => `have at least ${limit} properties`],
]);

function bounded(change: Change, verb: string): string {
  const keyword = change.facts.keyword ?? '';
  if (change.after === undefined) return `${subject(change)} has no ${code(keyword)} any more${was(change)}`;
  const phrase = PHRASES.get(keyword);
  const limit = value(change.after);
  return phrase === undefined
    ? `${code(keyword)} of ${subject(change)} is now ${limit}${was(change)}`
    : `${subject(change)} ${verb} ${phrase(limit)}${was(change)}`;
}
