// Whether alternatives may accept the same value, as far as can be told without trying values.

import type { Target } from '../../model/document.ts';
import { canonical } from '../../model/json.ts';
import type { Keyword, NumberVariant, ObjectVariant, Schema, Variant } from '../../model/schema.ts';

/** Tells by a first look whether some value surely satisfies all that is written; `false` means that a closer look is needed. */
export type Meet = (sources: readonly Target[]) => boolean;

/** Whether one value may satisfy two of the variants that are `rivals`. */
export function mayOverlap(
  variants: readonly Variant[],
  rivals: (variant: Variant, other: Variant) => boolean,
  meet: Meet,
): boolean {
  return variants.some((variant, index) =>
    variants.slice(index + 1).some((other) => rivals(variant, other) && !areVariantsApart(variant, other, meet)),
  );
}

/** So many levels deep it is looked into what objects must hold. */
const DEPTH = 2;

/** So many combinations of alternatives are looked at for each property. */
const MOST_COMBINATIONS = 36;

/** Whether surely no value satisfies both variants. */
function areVariantsApart(a: Variant, b: Variant, meet: Meet, depth = DEPTH): boolean {
  if (a.type !== b.type) return true;
  if (a.values !== undefined && b.values !== undefined) {
    const known = new Set(a.values.value.map(canonical));
    return !b.values.value.some((value) => known.has(canonical(value)));
  }
  if (a.type === 'number' && b.type === 'number') return isBelow(a.upper, b.lower) || isBelow(b.upper, a.lower);
  if (a.type === 'string' && b.type === 'string')
    return isLess(a.maxLength, b.minLength) || isLess(b.maxLength, a.minLength);
  if (a.type === 'array' && b.type === 'array') return isLess(a.maxItems, b.minItems) || isLess(b.maxItems, a.minItems);
  if (a.type !== 'object' || b.type !== 'object' || depth === 0) return false;
  const names = new Set([...a.required.keys(), ...b.required.keys()]);
  return [...names].some((name) => {
    const [one, other] = [propertyOf(a, name), propertyOf(b, name)];
    return one !== undefined && other !== undefined && areApart(one, other, meet, depth);
  });
}

function propertyOf(variant: ObjectVariant, name: string): Schema | undefined {
  return variant.properties.get(name) ?? (variant.patternProperties.size === 0 ? variant.additional : undefined);
}

/** Whether surely no value satisfies both schemas. */
export function areApart(a: Schema, b: Schema, meet: Meet, depth = DEPTH): boolean {
  if (meet([...a.sources, ...b.sources])) return false;
  if (a.sources.length === 0) return b.sources.length > 0 && b.shape.variants.length === 0;
  if (b.sources.length === 0) return a.shape.variants.length === 0;
  if (a.shape.truncated || b.shape.truncated) return false;
  if (a.shape.variants.length * b.shape.variants.length > MOST_COMBINATIONS) return false;
  return a.shape.variants.every((one) =>
    b.shape.variants.every((other) => areVariantsApart(one, other, meet, depth - 1)),
  );
}

function isBelow(upper: NumberVariant['upper'], lower: NumberVariant['lower']): boolean {
  if (upper === undefined || lower === undefined) return false;
  const room = lower.value.value - upper.value.value;
  return room > 0 || (room === 0 && (upper.value.exclusive || lower.value.exclusive));
}

function isLess(most: Keyword<number> | undefined, least: Keyword<number> | undefined): boolean {
  return most !== undefined && least !== undefined && most.value < least.value;
}
