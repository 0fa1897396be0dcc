// What alternatives for numbers and strings leave open.

import type { NumberVariant, StringVariant, Variant } from './schema.ts';

/** Whether the alternative is one for numbers or strings, and accepts all of them. */
export function acceptsAll(variant: Variant): variant is NumberVariant | StringVariant {
  if (variant.values !== undefined || variant.conditions.length > 0) return false;
  if (variant.type === 'number') {
    const { integer, lower, upper, multipleOf, format } = variant;
    return multipleOf.length === 0 && [integer, lower, upper, format].every((keyword) => keyword === undefined);
  }
  if (variant.type !== 'string') return false;
  const { minLength, maxLength, patterns, format } = variant;
  return patterns.length === 0 && [minLength, maxLength, format].every((keyword) => keyword === undefined);
}
