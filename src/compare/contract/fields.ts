// Fields of payloads: the schemas and the value at the end of a path.

import { isArray, isObject, type Json, own } from '../../model/json.ts';
import type { FieldPath, FieldSegment } from '../../model/place.ts';
import type { ObjectVariant, Schema, Variant } from '../../model/schema.ts';
import { schemasOf } from '../accepts.ts';

/** The schemas that hold for the field in the alternatives of the schema; none where no alternative has such a field. */
export function schemasAt(schema: Schema, path: FieldPath): readonly Schema[] {
  return path.reduce<readonly Schema[]>(
    (schemas, step) => schemas.flatMap(({ shape }) => shape.variants.flatMap((variant) => stepInto(variant, step))),
    [schema],
  );
}

/** The alternatives of a type that the field may be. */
export function objectsAt(schema: Schema, path: FieldPath): readonly ObjectVariant[] {
  return schemasAt(schema, path).flatMap(({ shape }) => shape.variants.filter((variant) => variant.type === 'object'));
}

/** The schemas of what the step leads to in the alternative. */
export function stepInto(variant: Variant, step: FieldSegment): readonly Schema[] {
  if (variant.type === 'object') {
    if ('property' in step) return schemasOf(variant, step.property);
    if ('values' in step) return [variant.additional];
    if ('pattern' in step) return [variant.patternProperties.get(step.pattern) ?? variant.additional];
  }
  if (variant.type === 'array') {
    if ('item' in step) return [variant.prefixItems[step.item] ?? variant.items];
    if ('items' in step) return [variant.items];
  }
  return [];
}

/** The value of the field in a payload, in the first item where several have one; `undefined` where it has none. */
export function valueAt(payload: Json | undefined, path: FieldPath): Json | undefined {
  let value = payload;
  for (const step of path) {
    if ('property' in step && isObject(value)) value = own(value, step.property);
    else if ('values' in step && isObject(value)) value = Object.values(value)[0];
    else if ('item' in step && isArray(value)) value = value[step.item];
    else if ('items' in step && isArray(value)) value = value[0];
    else return undefined;
  }
  return value;
}

/** The path with the numbers of items left out: `data[0].amount` is `data[].amount`. */
export function withoutNumbers(path: FieldPath): FieldPath {
  return path.map((step) => ('item' in step ? { items: true } : step));
}
