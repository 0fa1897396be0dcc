// A first look at whether a schema accepts anything at all, without reading the schema.

import type { SpecDocument, Target } from '../../model/document.ts';
import { isArray, isObject, type Json, type JsonObject, own } from '../../model/json.ts';
import type { Pointer } from '../../model/pointer.ts';
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

/** A first look at schemas of one document; `false` means that a closer look is needed. */
export interface Inhabitance {
  /** Whether some value surely satisfies what is written at all of the places together. */
  have(sources: readonly Target[]): boolean;
  /** Whether some value surely satisfies `written`, in the file of `within`. */
  has(written: Json, within: Pointer): boolean;
}

/** The first look at schemas of `document`; what was settled once is remembered. */
export function inhabitance(document: SpecDocument): Inhabitance {
  const settled = new Map<JsonObject, boolean>();

  function isInhabited(value: Json, within: Pointer, depth: number): boolean {
    if (!isObject(value)) return value !== false;
    const known = settled.get(value);
    if (known !== undefined) return known;
    if (depth === 0) return false;
    // Who comes back here on a circle has a value that never ends: it is none.
    settled.set(value, false);
    const found = isReferring(value) ? leadsToSome(value, within, depth) : isSatisfiable(value, within, depth);
    settled.set(value, found);
    return found;
  }

  function leadsToSome(value: JsonObject, within: Pointer, depth: number): boolean {
    const written = followRef(document, { value, pointer: within });
    if (written === undefined) return true;
    return written.value !== value && isInhabited(written.value, written.pointer, depth);
  }

  function isSatisfiable(raw: JsonObject, within: Pointer, depth: number): boolean {
    const choice = lone(raw, 'oneOf');
    // Of two that take the same, `oneOf` takes neither.
    if (choice !== undefined && mayBeTwins(choice)) return false;
    const alternatives = lone(raw, 'anyOf') ?? choice ?? lone(raw, 'allOf', 1);
    if (alternatives !== undefined) return alternatives.some((value) => isInhabited(value, within, depth - 1));
    for (const key in raw) if (CONTRADICTING.has(key) || (key === 'maxLength' && raw[key] === 0)) return false;
    const listed = own(raw, 'enum');
    if (listed !== undefined && !isPlainList(own(raw, 'type'), listed)) return false;
    const required = own(raw, 'required');
    if (!isArray(required)) return true;
    const properties = own(raw, 'properties');
    return required.every((name) => {
      const property = isObject(properties) && typeof name === 'string' ? own(properties, name) : undefined;
      if (property === undefined) return own(raw, 'additionalProperties') === undefined;
      return isInhabited(property, within, depth - 1);
    });
  }

  return {
    has: (written, within) => isInhabited(written, within, DEPTH),
    have: (sources) => {
      const telling = new Map(sources.filter(({ value }) => !isBare(value)).map((source) => [source.value, source]));
      const [one = sources[0], ...others] = telling.values();
      const alike = sources.every(({ value }) => typeIn(value) === typeIn(one?.value));
      return one !== undefined && others.length === 0 && alike && isInhabited(one.value, one.pointer, DEPTH);
    },
  };
}

function isReferring(raw: Json): boolean {
  return isObject(raw) && own(raw, '$ref') !== undefined;
}

/** Whether the schema says nothing but a type. */
function isBare(value: Json): boolean {
  if (!isObject(value)) return false;
  for (const key in value) if (key !== 'type' && key !== 'nullable' && !isAnnotation(key)) return false;
  return true;
}

/** Whether one of the alternatives has no type, or two refer to the same schema or say one type and nothing else. */
function mayBeTwins(alternatives: readonly Json[]): boolean {
  const said = alternatives.map((value) =>
    isObject(value) ? (own(value, '$ref') ?? (isBare(value) ? own(value, 'type') : undefined)) : value,
  );
  const isTyped = (value: Json): boolean => isReferring(value) || typeIn(value) !== undefined;
  return said.some((one, index) => one !== undefined && said.indexOf(one) < index) || !alternatives.every(isTyped);
}

function typeIn(value: Json | undefined): Json | undefined {
  return isObject(value) ? own(value, 'type') : undefined;
}

/** The alternatives of a schema that says nothing else. */
function lone(
  raw: JsonObject,
  keyword: 'allOf' | 'anyOf' | 'oneOf',
  most = Number.POSITIVE_INFINITY,
): readonly Json[] | undefined {
  const members = own(raw, keyword);
  if (!isArray(members) || members.length === 0 || members.length > most) return undefined;
  for (const key in raw) if (key !== keyword && key !== 'nullable' && !isAnnotation(key)) return undefined;
  return members;
}

function isPlainList(type: Json | undefined, listed: Json): boolean {
  return type === 'string' && isArray(listed) && typeof listed[0] === 'string';
}
