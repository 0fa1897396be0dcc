// Documents by hostile authors: proving ends, and what it says is true.

import { expect, test } from '@jest/globals';
import { compareApis } from '../../src/compare/compare.ts';
import { prover } from '../../src/prove/prove.ts';
import { apiOf, withSchema } from '../compare/documents.ts';
import { proven, witnessOf } from './proofs.ts';

const components = (schemas: string): string => `\ncomponents:\n  schemas:\n${schemas}`;
const deep = (levels: number, leaf: string): string =>
  '{ type: object, required: [a], properties: { a: '.repeat(levels) + leaf + ' } }'.repeat(levels);

const ENDLESS = [
  [
    'required of itself, without an end',
    '    T: { type: object, required: [t], properties: { t: { $ref: "#/components/schemas/T" }, a: { type: string } } }',
  ],
  [
    'an alternative of itself',
    '    T: { anyOf: [{ $ref: "#/components/schemas/T" }, { $ref: "#/components/schemas/T" }] }',
  ],
  [
    'all of itself',
    '    T: { allOf: [{ $ref: "#/components/schemas/T" }], type: object, properties: { a: { type: string } } }',
  ],
  [
    'two that lead to each other',
    '    T: { oneOf: [{ $ref: "#/components/schemas/U" }, { type: string }] }\n    U: { oneOf: [{ $ref: "#/components/schemas/T" }, { type: integer }] }',
  ],
  ['not itself', '    T: { not: { $ref: "#/components/schemas/T" } }'],
  ['a reference to nowhere', '    T: { type: object, required: [a], properties: { a: { $ref: "#/nowhere" } } }'],
  [
    'unevaluated around itself',
    '    T: { type: object, properties: { a: { type: string } }, anyOf: [{ $ref: "#/components/schemas/T" }, { required: [a] }], unevaluatedProperties: false }',
  ],
] as const;

/** A body that may hold such a schema's value (an optional one, where the schema takes nothing) and one more field. */
const holding = (type: string, required: string): string =>
  `type: object\nrequired: [${required}]\nproperties: { t: { $ref: "#/components/schemas/T" }, b: { type: ${type} } }`;

test.each(ENDLESS.flatMap(([title, schemas]) => ['b', 't, b'].map((required) => [title, required, schemas] as const)))(
  '%s (required: %s)',
  async (_, required, schemas) => {
    const [old, fresh] = [
      await apiOf(withSchema(holding('string', required), components(schemas))),
      await apiOf(withSchema(holding('[string, "null"]', required), components(schemas))),
    ];
    const proof = prover(old, fresh);
    const witnesses = compareApis(old, fresh).map((change) => proof.prove(change));
    // Where the value may be left out, nothing endless stands in the way.
    if (required === 'b') expect(witnesses.map(({ status }) => status)).toContain('proven');
    for (const witness of witnesses) if (witness.status === 'unproven') expect(witness.why).not.toBe('');
  },
);

test('a schema that needs itself has no payload', async () => {
  const schemas = components(ENDLESS[0][1]);
  const witness = await witnessOf(
    withSchema('$ref: "#/components/schemas/T"', schemas),
    withSchema('$ref: "#/components/schemas/T"', schemas.replace('a: { type: string }', 'a: { type: integer }')),
    'type.changed',
    'response',
  );
  expect(witness.status).toBe('unproven');
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'])(
  'a property called `%s` is a property like any other',
  async (name) => {
    const schema = (required: string): string => `type: object\nproperties: { ${name}: { type: string } }${required}`;
    const before = withSchema(schema(`\nrequired: [${name}]`));
    const witness = await witnessOf(before, withSchema(schema('')), 'property.became-optional', 'response');
    expect(proven(witness).payload).toEqual({ field: {} });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  },
);

const COSTLY = [
  ['nested quantifiers', 'type: string\npattern: "^(([a-z]+)+)+$"', 'type: string\npattern: "^(([a-z]+)*)*!$"'],
  ['a billion characters', 'type: string\nminLength: 1000000000', 'type: string\nminLength: 999999999'],
  ['a billion items', 'type: array\nminItems: 1000000000', 'type: array\nminItems: 999999999'],
  ['a billion properties', 'type: object\nminProperties: 1000000000', 'type: object\nminProperties: 999999999'],
  ['objects a hundred deep', deep(100, '{ type: string }'), deep(100, '{ type: [string, "null"] }')],
  [
    'keywords of the wrong type',
    'type: string\nminLength: many\npattern: 7\nenum: { a: b }\nrequired: yes\nmaxLength: 1',
    'type: string\nminLength: few\nmaxLength: 2',
  ],
  [
    'what is no schema',
    'type: [7, null, string]\nproperties: [a]\nallOf: {}\nmaxLength: 1',
    'type: string\nmaxLength: 2',
  ],
] as const;

test.each(COSTLY)('proving ends: %s', async (_, before, after) => {
  const [old, fresh] = [await apiOf(withSchema(before)), await apiOf(withSchema(after))];
  const changes = compareApis(old, fresh);
  expect(changes.length).toBeGreaterThan(0);
  for (const change of changes) {
    const witness = prover(old, fresh).prove(change);
    if (witness.status === 'proven') expect(JSON.stringify(witness.payload).length).toBeLessThan(100_000);
  }
});

test('references that multiply below `unevaluatedProperties` are not unfolded without end', async () => {
  const level = (index: number): string => {
    const next = `{ $ref: "#/components/schemas/L${index + 1}" }`;
    return `    L${index}: { anyOf: [${next}, ${next}, { allOf: [${next}] }] }\n`;
  };
  const levels = Array.from({ length: 40 }, (_, index) => level(index)).join('');
  const schemas = components(`${levels}    L40: { type: object, properties: { a: { type: string } } }`);
  const body = (extra: string): string =>
    withSchema(`allOf: [{ $ref: "#/components/schemas/L0" }]\nunevaluatedProperties: false\n${extra}`, schemas);
  const witness = await witnessOf(body('minProperties: 1'), body(''), 'bound.loosened', 'response').catch(
    () => undefined,
  );
  expect(witness?.status).not.toBe('proven');
});

test('the same documents give the same witnesses', async () => {
  const [before, after] = [withSchema(COSTLY[0][1]), withSchema(COSTLY[0][2])];
  const once = await witnessOf(before, after, 'pattern.changed', 'response');
  expect(await witnessOf(before, after, 'pattern.changed', 'response')).toEqual(once);
  expect(proven(once).payload).toEqual({ field: '!' });
});
