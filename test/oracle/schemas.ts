// Small random schemas over the whole keyword set of JSON Schema 2020-12 that OpenAPI 3.1 uses.

import type { Json } from '../../src/model/json.ts';
import type { Random } from './random.ts';

/** A schema as it is written, free to be edited. */
export interface Written {
  [keyword: string]: Json | Written | Schemas | Written[];
}

/** Schemas by name. */
export interface Schemas {
  [name: string]: Written | boolean;
}

/** A schema with the components that it refers to. */
export interface Whole {
  readonly schema: Written;
  readonly components: Record<string, Written>;
}

/** The names that properties have: few, so that schemas meet. */
export const NAMES = ['a', 'b', 'c'] as const;
/** Patterns of strings and of names, each with texts that it finds. */
export const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  '^a': ['a', 'ab', 'aaa'],
  '^[ab]*$': ['', 'a', 'b', 'abab'],
  '^[0-9]+$': ['0', '17', '123'],
  b$: ['b', 'ab', 'xb'],
};
/** Formats, each with texts or numbers that are of it. */
export const FORMATS: Readonly<Record<string, readonly Json[]>> = {
  date: ['2026-11-22', '2024-02-29'],
  uuid: ['123e4567-e89b-42d3-a456-426614174000'],
  ipv4: ['127.0.0.1'],
};
const COMPONENTS = ['Leaf', 'Node', 'List'] as const;
const VALUES: readonly Json[] = ['a', 'b', 'ab', 0, 1, 2, 1.5, 10, true, false, null, [], ['a'], [1], {}, { a: 'a' }];
const TYPES = ['string', 'integer', 'number', 'boolean', 'null', 'array', 'object'] as const;

/** A random schema with its components, two of which refer to themselves. */
export function anyWhole(random: Random): Whole {
  const components = {
    Leaf: schema(random, 1, false),
    Node: { type: 'object', ...objectKeywords(random, 1, true), properties: properties(random, 1, true) },
    List: { type: 'array', ...(random.chance(0.7) && { items: schema(random, 1, true) }) },
  } as Record<string, Written>;
  return { schema: schema(random, 3, true), components };
}

/** A random schema at most so many levels deep; `refs` says whether it may refer to components. */
export function schema(random: Random, depth: number, refs: boolean): Written {
  const kind = random.next();
  if (refs && kind < 0.08)
    return {
      $ref: `#/components/schemas/${random.pick(COMPONENTS)}`,
      ...(random.chance(0.1) && scalarKeywords(random)),
    };
  if (kind < 0.2) return listed(random);
  if (kind < 0.24) return {};
  if (depth <= 0) return typed(random, random.pick(TYPES.slice(0, 5)), 0, refs);
  if (kind < 0.44) return combined(random, depth, refs);
  if (kind < 0.7) return typed(random, 'object', depth, refs);
  if (kind < 0.82) return typed(random, 'array', depth, refs);
  return typed(random, random.pick(TYPES), depth, refs);
}

/** A schema, or rarely one that takes everything or nothing. */
export function member(random: Random, depth: number, refs: boolean): Written | boolean {
  return random.chance(0.06) ? random.chance(0.5) : schema(random, depth, refs);
}

function listed(random: Random): Written {
  if (random.chance(0.3)) return { const: random.pick(VALUES) };
  const values = random.shuffled(VALUES).slice(0, 1 + random.below(4));
  const strings = ['a', 'b', 'ab'].slice(random.below(2));
  return random.chance(0.6) ? { type: 'string', enum: strings } : { enum: values };
}

/** A schema of the type, which it declares nearly always. */
export function typed(random: Random, type: (typeof TYPES)[number], depth: number, refs: boolean): Written {
  const declared = random.chance(0.1) ? {} : { type: random.chance(0.12) ? [type, random.pick(TYPES)] : type };
  const unique = 'type' in declared && Array.isArray(declared.type) ? { type: [...new Set(declared.type)] } : declared;
  return { ...unique, ...keywordsOf(random, type, depth, refs) };
}

function keywordsOf(random: Random, type: (typeof TYPES)[number], depth: number, refs: boolean): Written {
  switch (type) {
    case 'object':
      return objectKeywords(random, depth, refs);
    case 'array':
      return arrayKeywords(random, depth, refs);
    case 'string':
      return stringKeywords(random);
    case 'number':
    case 'integer':
      return numberKeywords(random);
    default:
      return {};
  }
}

/** Keywords of numbers or of strings. */
export function scalarKeywords(random: Random): Written {
  return random.chance(0.5) ? numberKeywords(random) : stringKeywords(random);
}

function numberKeywords(random: Random): Written {
  return {
    ...(random.chance(0.3) && { minimum: random.below(4) }),
    ...(random.chance(0.3) && { maximum: 1 + random.below(10) }),
    ...(random.chance(0.1) && { exclusiveMinimum: random.below(3) }),
    ...(random.chance(0.1) && { exclusiveMaximum: 2 + random.below(9) }),
    ...(random.chance(0.12) && { multipleOf: random.pick([0.5, 1, 2, 3, 4]) }),
  };
}

function stringKeywords(random: Random): Written {
  return {
    ...(random.chance(0.3) && { minLength: random.below(3) }),
    ...(random.chance(0.3) && { maxLength: random.below(4) }),
    ...(random.chance(0.2) && { pattern: random.pick(Object.keys(PATTERNS)) }),
    ...(random.chance(0.12) && { format: random.pick(Object.keys(FORMATS)) }),
  };
}

function properties(random: Random, depth: number, refs: boolean): Schemas {
  return Object.fromEntries(
    NAMES.filter(() => random.chance(0.5)).map((name) => [name, member(random, depth - 1, refs)]),
  );
}

function names(random: Random): string[] {
  return NAMES.filter(() => random.chance(0.4));
}

function objectKeywords(random: Random, depth: number, refs: boolean): Written {
  const rest = random.next();
  return {
    ...(random.chance(0.75) && { properties: properties(random, depth, refs) }),
    ...(random.chance(0.4) && { required: names(random) }),
    ...(rest < 0.25 && { additionalProperties: false }),
    ...(rest >= 0.25 && rest < 0.4 && { additionalProperties: schema(random, depth - 1, refs) }),
    ...(random.chance(0.12) && {
      patternProperties: { [random.pick(['^a', 'b$', '^[ab]*$'])]: member(random, depth - 1, refs) },
    }),
    ...(random.chance(0.06) && {
      propertyNames: random.pick<Written>([
        { pattern: '^[ab]*$' },
        { maxLength: 1 },
        { enum: ['a', 'b'] },
        { minLength: 2 },
      ]),
    }),
    ...(random.chance(0.08) && { minProperties: random.below(3) }),
    ...(random.chance(0.08) && { maxProperties: random.below(4) }),
    ...(random.chance(0.08) && { dependentRequired: { [random.pick(NAMES)]: names(random) } }),
    ...(random.chance(0.06) && { dependentSchemas: { [random.pick(NAMES)]: schema(random, depth - 1, false) } }),
    ...(random.chance(0.05) && { unevaluatedProperties: random.chance(0.7) ? false : schema(random, 0, false) }),
  };
}

function arrayKeywords(random: Random, depth: number, refs: boolean): Written {
  return {
    ...(random.chance(0.7) && { items: member(random, depth - 1, refs) }),
    ...(random.chance(0.15) && {
      prefixItems: Array.from({ length: 1 + random.below(2) }, () => schema(random, depth - 1, refs)),
    }),
    ...(random.chance(0.2) && { minItems: random.below(3) }),
    ...(random.chance(0.2) && { maxItems: random.below(4) }),
    ...(random.chance(0.1) && { uniqueItems: random.chance(0.8) }),
    ...(random.chance(0.12) && {
      contains: schema(random, depth - 1, false),
      ...(random.chance(0.4) && { minContains: random.below(3) }),
      ...(random.chance(0.4) && { maxContains: random.below(3) }),
    }),
    ...(random.chance(0.05) && { unevaluatedItems: random.chance(0.7) ? false : schema(random, 0, false) }),
  };
}

function combined(random: Random, depth: number, refs: boolean): Written {
  const members = (): Written[] =>
    Array.from({ length: 1 + random.below(3) }, () => member(random, depth - 1, refs) as Written);
  const beside = random.chance(0.25) ? typed(random, random.pick(TYPES), depth - 1, refs) : {};
  switch (random.below(6)) {
    case 0:
      return { ...beside, allOf: members() };
    case 1:
      return { ...beside, anyOf: members() };
    case 2:
      return { ...beside, oneOf: members() };
    case 3:
      return { ...typed(random, random.pick(TYPES), depth - 1, refs), not: schema(random, depth - 1, false) };
    case 4:
      return {
        ...typed(random, random.pick(TYPES), depth - 1, refs),
        if: schema(random, depth - 1, false),
        // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema.
        ...(random.chance(0.8) && { then: schema(random, depth - 1, false) }),
        ...(random.chance(0.5) && { else: schema(random, depth - 1, false) }),
      };
    default:
      return { ...beside, anyOf: [schema(random, depth - 1, refs), { type: 'null' }] };
  }
}
