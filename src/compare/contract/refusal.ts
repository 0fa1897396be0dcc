// Whether an example holds a value that the document refuses, found without a comparison: most examples hold none.

import { isArray, isObject, type Json } from '../../model/json.ts';
import type { FieldSegment } from '../../model/place.ts';
import type { Schema } from '../../model/schema.ts';
import { stepInto } from './fields.ts';
import type { ContractReading } from './seam.ts';

/** Whether all of the schemas may refuse the value itself, or what it holds: not what it lacks, nor what they do not name. */
export function refusesWithin(schemas: readonly Schema[], value: Json, reading: ContractReading): boolean {
  if (schemas.length === 0) return false;
  if (!isObject(value) && !isArray(value)) return schemas.every((schema) => reading.accepts(schema, value) === false);
  const type = isArray(value) ? 'array' : 'object';
  const variants = schemas.flatMap(({ shape }) => shape.variants.filter((variant) => variant.type === type));
  return variants.every((variant) => {
    if (variant.conditions.length > 0 || variant.values !== undefined) return true;
    const holds = (step: FieldSegment, held: Json): boolean => refusesWithin(stepInto(variant, step), held, reading);
    if (isArray(value)) return value.some((held, item) => holds({ item }, held));
    return Object.entries(value).some(([property, held]) => holds({ property }, held ?? null));
  });
}
