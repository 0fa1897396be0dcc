// A first look at whether a schema accepts anything at all, without reading the schema.

import type { SpecDocument, Target } from '../../model/document.ts';
import { isArray, isObject, type Json, own } from '../../model/json.ts';
import { below } from '../../model/pointer.ts';
import { followRef } from './leaves.ts';

/** Keywords that two of may contradict each other, or that a look at the schema alone does not settle. */
const CONTRADICTING = new Set([
  ...['$ref', '$dynamicRef', '$recursiveRef', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'const'],
  ...['minimum', 'exclusiveMinimum', 'multipleOf', 'minLength', 'minItems', 'contains', 'unevaluatedItems'],
  ...['minProperties', 'maxProperties', 'propertyNames', 'patternProperties', 'unevaluatedProperties'],
  ...['dependentRequired', 'dependentSchemas', 'dependencies'],
]);

/** Whether some value surely satisfies what is written at `target`; `depth` levels of required properties are walked. */
export function isInhabited(document: SpecDocument, target: Target, depth = 5): boolean {
  const raw = followRef(document, target);
  if (raw === undefined) return true;
  const { value, pointer } = raw;
  if (!isObject(value)) return value !== false;
  if (depth === 0) return false;
  for (const key in value) if (CONTRADICTING.has(key)) return false;
  const listed = own(value, 'enum');
  if (listed !== undefined && !isPlainList(own(value, 'type'), listed)) return false;
  const required = own(value, 'required');
  if (!isArray(required)) return true;
  const properties = own(value, 'properties');
  return required.every((name) => {
    const property = isObject(properties) && typeof name === 'string' ? own(properties, name) : undefined;
    if (property === undefined) return own(value, 'additionalProperties') === undefined;
    return isInhabited(document, { value: property, pointer: below(pointer, 'properties', String(name)) }, depth - 1);
  });
}

function isPlainList(type: Json | undefined, listed: Json): boolean {
  return type === 'string' && isArray(listed) && typeof listed[0] === 'string';
}
