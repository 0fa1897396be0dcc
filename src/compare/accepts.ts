// Whether a schema in the normal form accepts one value.

import { RE2JS } from 're2js';
import { canonical, isArray, isObject, type Json, type JsonObject } from '../model/json.ts';
import type {
  ArrayVariant,
  JsonType,
  NumberVariant,
  ObjectVariant,
  Schema,
  Shape,
  StringVariant,
  Variant,
} from '../model/schema.ts';

/** Yes, no, or `undefined` where it cannot be told. */
export type Verdict = boolean | undefined;

/** Whether the schema accepts nothing. */
export function isNever(schema: Schema): boolean {
  return schema.isNever;
}

/** Whether the schema accepts the value. */
export function accepts(schema: Schema, value: Json): Verdict {
  return schema.sources.length === 0 || takenBy(schema.shape, schema.shape.variants, value);
}

/** Whether the shape accepts the value by one of these variants of it: exactly one where the shape is exclusive. */
export function takenBy(shape: Shape, variants: readonly Variant[], value: Json): Verdict {
  const verdicts = variants.map((variant) => takes(variant, value));
  const yes = verdicts.filter((verdict) => verdict === true).length;
  const open = verdicts.includes(undefined) || shape.truncated;
  if (shape.exclusive && yes > 1) return false;
  if (shape.exclusive) return open ? undefined : yes === 1;
  return yes > 0 || (open ? undefined : false);
}

/** Whether the variant accepts the value. */
export function takes(variant: Variant, value: Json): Verdict {
  if (variant.type !== typeOf(value)) return false;
  const verdicts: Verdict[] = [variant.conditions.length === 0 || undefined];
  if (variant.values !== undefined) {
    const key = canonical(value);
    verdicts.push(variant.values.value.some((listed) => canonical(listed) === key));
  }
  if (variant.type === 'number' && typeof value === 'number') verdicts.push(takesNumber(variant, value));
  if (variant.type === 'string' && typeof value === 'string') verdicts.push(takesText(variant, value));
  if (variant.type === 'array' && isArray(value)) verdicts.push(takesArray(variant, value));
  if (variant.type === 'object' && isObject(value)) verdicts.push(takesObject(variant, value));
  return all(verdicts);
}

/** The schemas that hold for the property: its own, those of the patterns that match it, or that of the rest. */
export function schemasOf(variant: ObjectVariant, name: string): readonly Schema[] {
  const own = variant.properties.get(name);
  if (own !== undefined) return [own];
  const matching = [...variant.patternProperties].filter(([pattern]) => finds(pattern, name) !== false);
  return matching.length > 0 ? matching.map(([, schema]) => schema) : [variant.additional];
}

function all(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}

function typeOf(value: Json): JsonType {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  const type = typeof value;
  return type === 'boolean' || type === 'number' || type === 'string' ? type : 'object';
}

function takesNumber({ integer, lower, upper, multipleOf, format }: NumberVariant, value: number): Verdict {
  if (integer !== undefined && !Number.isInteger(value)) return false;
  if (lower !== undefined && (lower.value.exclusive ? value <= lower.value.value : value < lower.value.value))
    return false;
  if (upper !== undefined && (upper.value.exclusive ? value >= upper.value.value : value > upper.value.value))
    return false;
  if (!multipleOf.every((step) => Math.abs(value / step.value - Math.round(value / step.value)) < 1e-9)) return false;
  return format === undefined || undefined;
}

function takesText({ minLength, maxLength, patterns, format }: StringVariant, value: string): Verdict {
  const length = [...value].length;
  if (length < (minLength?.value ?? 0) || length > (maxLength?.value ?? Number.POSITIVE_INFINITY)) return false;
  return all([...patterns.map((pattern) => finds(pattern.value, value)), format === undefined || undefined]);
}

function takesArray(variant: ArrayVariant, value: readonly Json[]): Verdict {
  const { minItems, maxItems, uniqueItems, prefixItems, items, contains } = variant;
  if (value.length < (minItems?.value ?? 0) || value.length > (maxItems?.value ?? Number.POSITIVE_INFINITY))
    return false;
  if (uniqueItems !== undefined && new Set(value.map(canonical)).size < value.length) return false;
  return all([
    ...value.map((item, index) => accepts(prefixItems[index] ?? items, item)),
    ...contains.map(({ schema, min, max }) => {
      const verdicts = value.map((item) => accepts(schema, item));
      const sure = verdicts.filter((verdict) => verdict === true).length;
      const most = verdicts.filter((verdict) => verdict !== false).length;
      const limit = max?.value ?? Number.POSITIVE_INFINITY;
      if (most < min.value || sure > limit) return false;
      return (sure >= min.value && most <= limit) || undefined;
    }),
  ]);
}

function takesObject(variant: ObjectVariant, value: JsonObject): Verdict {
  const names = Object.keys(value);
  const { required, dependentRequired, minProperties, maxProperties, propertyNames } = variant;
  if (names.length < (minProperties?.value ?? 0) || names.length > (maxProperties?.value ?? Number.POSITIVE_INFINITY))
    return false;
  const lacks = (name: string): boolean => !Object.hasOwn(value, name);
  if ([...required.keys()].some(lacks)) return false;
  if (names.some((name) => dependentRequired.get(name)?.value.some(lacks))) return false;
  return all(
    names.flatMap((name) => [
      ...propertyNames.map((schema) => accepts(schema, name)),
      ...schemasOf(variant, name).map((schema) => accepts(schema, value[name] ?? null)),
    ]),
  );
}

/** Whether the pattern is found in the text, in time linear in both; `undefined` for one beyond RE2's syntax. */
export function finds(pattern: string, text: string): Verdict {
  try {
    return RE2JS.compile(pattern).matcher(text).find();
  } catch {
    return undefined;
  }
}
