// A first look at whether a schema accepts anything at all, without reading the schema.

import type { SpecDocument, Target } from '../../model/document.ts';
import { isArray, isObject, type Json, type JsonObject, own } from '../../model/json.ts';
import { below } from '../../model/pointer.ts';
import { isAnnotation } from '../../model/vocabulary.ts';
import { followRef } from './leaves.ts';

/** Keywords that two of may contradict each other, or that a look at the schema alone does not settle. */
const CONTRADICTING = new Set([
  ...['$ref', '$dynamicRef', '$recursiveRef', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'const'],
  ...['minimum', 'exclusiveMinimum', 'multipleOf', 'minLength', 'minItems', 'contains'],
  ...['minProperties', 'maxProperties', 'propertyNames', 'patternProperties', 'unevaluatedProperties'],
  ...['dependentRequired', 'dependentSchemas', 'dependencies', 'unevaluatedItems'],
]);

/** So many levels of required properties and alternatives are walked. */
const DEPTH = 12;

/** Tells whether some value surely satisfies what is written at a place of `document`; `false` means that a look is needed. */
export function inhabitance(document: SpecDocument): (target: Target) => boolean {
  const settled = new Map<JsonObject, boolean>();

  function isInhabited(target: Target, depth: number): boolean {
    const written = followRef(document, target);
    if (written === undefined) return true;
    const { value } = written;
    if (!isObject(value)) return value !== false;
    const known = settled.get(value);
    if (known !== undefined) return known;
    if (depth === 0) return false;
    // Who comes back here on a circle has a value that never ends: it is none.
    settled.set(value, false);
    const found = isSatisfiable(value, written.pointer, depth);
    settled.set(value, found);
    return found;
  }

  function isSatisfiable(raw: JsonObject, pointer: string, depth: number): boolean {
    const alternatives = lone(raw, 'anyOf') ?? lone(raw, 'oneOf') ?? lone(raw, 'allOf', 1);
    if (alternatives !== undefined)
      return alternatives.members.some((value, index) =>
        isInhabited({ value, pointer: below(pointer, alternatives.keyword, index) }, depth - 1),
      );
    for (const key in raw) if (CONTRADICTING.has(key) || (key === 'maxLength' && raw[key] === 0)) return false;
    const listed = own(raw, 'enum');
    if (listed !== undefined && !isPlainList(own(raw, 'type'), listed)) return false;
    const required = own(raw, 'required');
    if (!isArray(required)) return true;
    const properties = own(raw, 'properties');
    return required.every((name) => {
      const property = isObject(properties) && typeof name === 'string' ? own(properties, name) : undefined;
      if (property === undefined) return own(raw, 'additionalProperties') === undefined;
      return isInhabited({ value: property, pointer: below(pointer, 'properties', String(name)) }, depth - 1);
    });
  }

  return (target) => isInhabited(target, DEPTH);
}

/** The alternatives of a schema that says nothing else. */
function lone(
  raw: JsonObject,
  keyword: 'allOf' | 'anyOf' | 'oneOf',
  most = Number.POSITIVE_INFINITY,
): { readonly keyword: string; readonly members: readonly Json[] } | undefined {
  const members = own(raw, keyword);
  if (!isArray(members) || members.length === 0 || members.length > most) return undefined;
  for (const key in raw) if (key !== keyword && key !== 'nullable' && !isAnnotation(key)) return undefined;
  return { keyword, members };
}

function isPlainList(type: Json | undefined, listed: Json): boolean {
  return type === 'string' && isArray(listed) && typeof listed[0] === 'string';
}
