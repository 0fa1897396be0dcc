// What two schemas both ask for, one of each document, as one schema to make samples of: a value of it suits both sides.

import { ANYTHING } from '../model/anything.ts';
import { canonical } from '../model/json.ts';
import { lazily } from '../model/lazily.ts';
import type {
  Annotations,
  ArrayVariant,
  Keyword,
  NumberVariant,
  ObjectVariant,
  Schema,
  Shape,
  StringVariant,
  Variant,
} from '../model/schema.ts';
import type { PatternCompiler } from './regexp.ts';
import { schemaAt } from './sample.ts';

/** Alternatives of the other schema that each alternative is met with. */
const MOST_PARTNERS = 4;

/**
 * A schema whose samples are likely to satisfy both; no validator may be asked about it, for its sources are of two
 * documents. What conditions say is left out, and no alternative is left where the two share none. It says of travel
 * what `annotations` say: by default a property travels when it does on either side.
 */
export function meet(one: Schema, other: Schema, pattern: PatternCompiler, annotations?: Annotations): Schema {
  if (one === other || other === ANYTHING) return one;
  if (one === ANYTHING) return other;
  const shape = lazily(() => meetShapes(one.shape, other.shape, pattern));
  return {
    key: `${one.key} & ${other.key}`,
    pointer: one.pointer,
    sources: [...one.sources, ...other.sources],
    get shape() {
      return shape();
    },
    get annotations() {
      const [mine, yours] = [one.annotations, other.annotations];
      const [readOnly, writeOnly] = [mine.readOnly && yours.readOnly, mine.writeOnly && yours.writeOnly];
      return annotations ?? { ...mine, readOnly, writeOnly };
    },
    get isNever() {
      return shape().variants.length === 0;
    },
  };
}

function meetShapes(one: Shape, other: Shape, pattern: PatternCompiler): Shape {
  return {
    ...one,
    exclusive: one.exclusive || other.exclusive,
    variants: one.variants.flatMap((variant) => meetsOf(variant, other.variants, pattern)),
  };
}

/** What the variant has in common with each of the others, those of its own name first. */
export function meetsOf(variant: Variant, others: readonly Variant[], pattern: PatternCompiler): readonly Variant[] {
  const alike = others.filter(({ type }) => type === variant.type);
  const namesakes = alike.filter(({ name }) => name !== undefined && name === variant.name);
  return [...new Set([...namesakes, ...alike])].slice(0, MOST_PARTNERS).flatMap((other) => {
    const met = meetVariants(variant, other, pattern);
    return met === undefined ? [] : [met];
  });
}

function meetVariants(one: Variant, other: Variant, pattern: PatternCompiler): Variant | undefined {
  const values = meetValues(one.values, other.values);
  if (values?.value.length === 0) return undefined;
  if (one.type === 'number' && other.type === 'number') return { ...meetNumbers(one, other), values };
  if (one.type === 'string' && other.type === 'string') return { ...meetStrings(one, other), values };
  if (one.type === 'array' && other.type === 'array') return { ...meetArrays(one, other, pattern), values };
  if (one.type === 'object' && other.type === 'object') return { ...meetObjects(one, other, pattern), values };
  return { ...one, values };
}

function meetValues(one: Variant['values'], other: Variant['values']): Variant['values'] {
  if (one === undefined || other === undefined) return one ?? other;
  const known = new Set(other.value.map(canonical));
  return { ...one, value: one.value.filter((value) => known.has(canonical(value))) };
}

function meetNumbers(one: NumberVariant, other: NumberVariant): NumberVariant {
  return {
    ...one,
    integer: one.integer ?? other.integer,
    lower: stricter(one.lower, other.lower, (a, b) => a.value > b.value || (a.value === b.value && a.exclusive)),
    upper: stricter(one.upper, other.upper, (a, b) => a.value < b.value || (a.value === b.value && a.exclusive)),
    multipleOf: [...one.multipleOf, ...other.multipleOf],
    format: one.format ?? other.format,
  };
}

function meetStrings(one: StringVariant, other: StringVariant): StringVariant {
  return {
    ...one,
    minLength: stricter(one.minLength, other.minLength, isMore),
    maxLength: stricter(one.maxLength, other.maxLength, isLess),
    patterns: [...one.patterns, ...other.patterns],
    format: one.format ?? other.format,
  };
}

function meetArrays(one: ArrayVariant, other: ArrayVariant, pattern: PatternCompiler): ArrayVariant {
  const length = Math.max(one.prefixItems.length, other.prefixItems.length);
  return {
    ...one,
    minItems: stricter(one.minItems, other.minItems, isMore),
    maxItems: stricter(one.maxItems, other.maxItems, isLess),
    uniqueItems: one.uniqueItems ?? other.uniqueItems,
    prefixItems: Array.from({ length }, (_, index) =>
      meet(one.prefixItems[index] ?? one.items, other.prefixItems[index] ?? other.items, pattern),
    ),
    items: meet(one.items, other.items, pattern),
    contains: [...one.contains, ...other.contains],
  };
}

function meetObjects(one: ObjectVariant, other: ObjectVariant, pattern: PatternCompiler): ObjectVariant {
  const names = new Set([...one.properties.keys(), ...other.properties.keys()]);
  const properties = [...names].map((name) => {
    const [mine, yours] = [one.properties.get(name), other.properties.get(name)];
    // Whether a property travels is for those to say who name it.
    const only = mine === undefined ? yours : yours === undefined ? mine : undefined;
    const met = meet(schemaAt(one, name, pattern), schemaAt(other, name, pattern), pattern, only?.annotations);
    return [name, met] as const;
  });
  const needs = [...one.dependentRequired].map(([name, need]) => {
    const more = other.dependentRequired.get(name)?.value ?? [];
    return [name, { ...need, value: [...need.value, ...more] }] as const;
  });
  return {
    ...one,
    properties: new Map(properties),
    plain: undefined,
    required: new Map([...one.required, ...other.required]),
    patternProperties: new Map([...other.patternProperties, ...one.patternProperties]),
    additional: meet(one.additional, other.additional, pattern),
    propertyNames: [...one.propertyNames, ...other.propertyNames],
    dependentRequired: new Map([...other.dependentRequired, ...needs]),
    minProperties: stricter(one.minProperties, other.minProperties, isMore),
    maxProperties: stricter(one.maxProperties, other.maxProperties, isLess),
  };
}

const isMore = (a: number, b: number): boolean => a > b;
const isLess = (a: number, b: number): boolean => a < b;

function stricter<T>(
  one: Keyword<T> | undefined,
  other: Keyword<T> | undefined,
  isStricter: (a: T, b: T) => boolean,
): Keyword<T> | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return isStricter(other.value, one.value) ? other : one;
}
