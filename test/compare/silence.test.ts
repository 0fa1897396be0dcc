// A change that no value near by shows is told as undecided; one that a value shows, or that no search can settle, stands.

import { expect, test } from '@jest/globals';
import { changesBetween, line, withSchema } from './documents.ts';

const SOUGHT = 'no value was found that the one side takes and the other refuses';

/** What is found in the request, and in the response; of what is undecided the reason. */
const cases: Record<
  string,
  readonly [before: string, after: string, request: readonly string[], response: readonly string[]]
> = {
  'a bound that a condition beside it holds anyway': [
    '{ type: string, maxLength: 3, not: { minLength: 2 } }',
    '{ type: string, maxLength: 2, not: { minLength: 2 } }',
    [SOUGHT],
    ['response bound.tightened field @ field'],
  ],
  'a bound that a condition beside it leaves something to say': [
    '{ type: string, maxLength: 3, not: { minLength: 3 } }',
    '{ type: string, maxLength: 1, not: { minLength: 3 } }',
    ['request bound.tightened field @ field'],
    ['response bound.tightened field @ field'],
  ],
  'what contains asks for and items hold anyway': [
    '{ type: array, items: { type: integer }, contains: { type: integer, maximum: 3 } }',
    '{ type: array, items: { type: integer }, contains: { type: number, maximum: 3 } }',
    ['request type.widened field @ field[contains]'],
    [SOUGHT],
  ],
  'what contains alone asks for': [
    '{ type: array, items: { type: integer }, contains: { type: integer, maximum: 3 } }',
    '{ type: array, items: { type: integer }, contains: { type: integer, maximum: 4 } }',
    ['request bound.loosened field @ field[contains]'],
    ['response bound.loosened field @ field[contains]'],
  ],
  'properties of names that propertyNames refuses': [
    '{ type: object, propertyNames: { pattern: ^a }, patternProperties: { ^b: { type: string } } }',
    '{ type: object, propertyNames: { pattern: ^a }, patternProperties: { ^b: { type: integer } } }',
    [SOUGHT],
    [SOUGHT],
  ],
  'properties of names that propertyNames takes': [
    '{ type: object, propertyNames: { pattern: ^a }, patternProperties: { ^ab: { type: string } } }',
    '{ type: object, propertyNames: { pattern: ^a }, patternProperties: { ^ab: { type: integer } } }',
    ['request type.changed field @ field[/^ab/]'],
    ['response type.changed field @ field[/^ab/]'],
  ],
  'a property for which what is required leaves no room': [
    '{ type: object, maxProperties: 1, required: [a], properties: { a: {}, b: { type: string } } }',
    '{ type: object, maxProperties: 1, required: [a], properties: { a: {}, b: { type: integer } } }',
    [SOUGHT],
    [SOUGHT],
  ],
  'a property told by its name, room or not': [
    '{ type: object, maxProperties: 1, required: [a], properties: { a: {}, b: { type: string } } }',
    '{ type: object, maxProperties: 1, required: [a], properties: { a: {} } }',
    ['request property.removed b @ field.b'],
    ['response property.removed b @ field.b'],
  ],
  'a property that values tell, and the object around it never has': [
    '{ type: object, properties: { a: { type: string, maxLength: 3, not: { const: b } } }, not: { required: [a], properties: { a: { type: string } } } }',
    '{ type: object, properties: { a: { type: string, maxLength: 2, not: { const: b } } }, not: { required: [a], properties: { a: { type: string } } } }',
    [SOUGHT],
    ['response bound.tightened a @ field.a'],
  ],
  'a value of an enum that is open anyway': [
    '{ type: string, x-extensible-enum: [a], not: { minLength: 2 } }',
    '{ type: string, x-extensible-enum: [a, bb], not: { minLength: 2 } }',
    ['request enum.value-added field "bb" @ field'],
    ['response enum.value-added field "bb" @ field'],
  ],
  'a length beyond what is searched': [
    '{ type: string, maxLength: 300, not: { minLength: 2 } }',
    '{ type: string, maxLength: 299, not: { minLength: 2 } }',
    ['request bound.tightened field @ field'],
    ['response bound.tightened field @ field'],
  ],
  'a format of which no text is known': [
    '{ type: string, format: x-own, maxLength: 3, not: { minLength: 2 } }',
    '{ type: string, format: x-own, maxLength: 2, not: { minLength: 2 } }',
    ['request bound.tightened field @ field'],
    ['response bound.tightened field @ field'],
  ],
  'an alternative whose values another one takes, and which is a promise all the same': [
    '{ anyOf: [{ type: object, properties: { c: { maxLength: 3 } }, additionalProperties: false }, { type: object, properties: { a: false } }] }',
    '{ anyOf: [{ type: object, properties: { c: { maxLength: 4 } }, additionalProperties: false }, { type: object, properties: { a: false } }] }',
    ['request bound.loosened c @ field.c'],
    ['response bound.loosened c @ field.c'],
  ],
  'an alternative some of whose values another one takes': [
    '{ anyOf: [{ type: object, properties: { c: { maxLength: 3 } } }, { type: object, properties: { a: false } }] }',
    '{ anyOf: [{ type: object, properties: { c: { maxLength: 4 } } }, { type: object, properties: { a: false } }] }',
    ['request bound.loosened c @ field.c'],
    ['response bound.loosened c @ field.c'],
  ],
};

test.each(Object.entries(cases))('%s', async (_name, [before, after, request, response]) => {
  const changes = await changesBetween(withSchema(before), withSchema(after));
  const told = (direction: string): readonly string[] =>
    changes
      .filter((change) => change.direction === direction)
      .map((change) => (change.kind === 'inclusion.undecided' ? (change.facts.reason ?? '') : line(change)));
  expect({ request: told('request'), response: told('response') }).toEqual({ request, response });
});
