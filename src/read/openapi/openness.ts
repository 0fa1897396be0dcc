// How much of a type a schema leaves open, and whether it asks objects for names and nothing else.

import { isObject } from '../../model/json.ts';
import { acceptsAll } from '../../model/scalars.ts';
import type { JsonType, ObjectVariant, Schema, Variant } from '../../model/schema.ts';
import { isAnnotation } from '../../model/vocabulary.ts';

/** What a schema leaves of a type: every value, none, or some. */
export type Part = 'all' | 'none' | 'some';

/** How much of a type's values the schema accepts, as far as its variants tell at once. */
export function partOf(schema: Schema, type: JsonType, integer: boolean): Part {
  if (schema.sources.length === 0) return 'all';
  const variants = schema.shape.variants.filter((variant) => variant.type === type);
  if (variants.length === 0) return schema.shape.truncated ? 'some' : 'none';
  const open = variants.some((variant) => isOpen(variant, integer));
  return open && !schema.shape.exclusive ? 'all' : 'some';
}

/** Whether the variant accepts all of its type, or, where only whole numbers are asked about, all of them. */
function isOpen(variant: Variant, integer: boolean): boolean {
  if (variant.values !== undefined || variant.conditions.length > 0) return false;
  if (variant.type === 'number') return acceptsAll(integer ? { ...variant, integer: undefined } : variant);
  if (variant.type === 'string') return acceptsAll(variant);
  if (variant.type === 'array') {
    const { minItems, maxItems, uniqueItems, prefixItems, items, contains } = variant;
    const free = [minItems, maxItems, uniqueItems].every((keyword) => keyword === undefined);
    return free && [...prefixItems, items].every(isFree) && contains.length === 0;
  }
  return variant.type !== 'object' || (variant.required.size === 0 && asksForNamesOnly(variant));
}

/** Whether the variant accepts every object that has what is required. */
function asksForNamesOnly(variant: ObjectVariant): boolean {
  const { properties, patternProperties, additional, propertyNames, dependentRequired } = variant;
  const { values, conditions, minProperties, maxProperties } = variant;
  const free = minProperties === undefined && maxProperties === undefined && propertyNames.length === 0;
  const open = values === undefined && conditions.length === 0 && dependentRequired.size === 0;
  return free && open && [...properties.values(), ...patternProperties.values(), additional].every(isFree);
}

/**
 * The names that each of the schema's alternatives for objects asks for, where it asks nothing else of them; `undefined`
 * where some alternative does ask more, or where an object must not satisfy two of them.
 */
function namesAsked({ shape: { variants, truncated, exclusive } }: Schema): readonly (readonly string[])[] | undefined {
  const objects = variants.filter((variant) => variant.type === 'object');
  if (truncated || (exclusive && objects.length > 1) || !objects.every(asksForNamesOnly)) return undefined;
  return objects.map(({ required }) => [...required.keys()]);
}

/** The properties that the schema asks objects for, where it asks something of them and nothing else. */
export function onlyRequired(schema: Schema): readonly string[] | undefined {
  const [names = [], ...others] = namesAsked(schema) ?? [];
  return others.length > 0 || names.length === 0 ? undefined : names;
}

/** The names that no object has which the schema refuses, where it refuses nothing else. */
export function onlyRefused(schema: Schema): readonly string[] | undefined {
  const asked = namesAsked(schema) ?? [];
  return asked.length > 0 && asked.every((names) => names.length === 1) ? asked.flat() : undefined;
}

/** Whether the schema surely accepts everything: nothing is said in it. */
function isFree(schema: Schema): boolean {
  return schema.sources.every(({ value }) => isObject(value) && Object.keys(value).every(isAnnotation));
}
