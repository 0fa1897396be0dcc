// Which JSON types a schema object admits, whatever the dialect and however carelessly it was written.

import { isArray, type Json, type JsonObject, own } from '../../model/json.ts';
import { below, type Pointer } from '../../model/pointer.ts';
import { JSON_TYPES, type JsonType } from '../../model/schema.ts';
import { isNullable, type Leaf } from './leaves.ts';

/** The types that a schema object admits; `integer` when its numbers are whole. */
export interface TypeSet {
  readonly types: ReadonlySet<JsonType>;
  readonly integer: boolean;
  readonly pointer: Pointer;
}

/** The declared types of a leaf, or `undefined` where none is declared or none of the declared is known. */
export function declaredTypes(leaf: Leaf): TypeSet | undefined {
  const declared = own(leaf.raw, 'type');
  if (declared === undefined) return undefined;
  const types = new Set<JsonType>();
  let integers = false;
  let numbers = false;
  for (const name of isArray(declared) ? declared : [declared]) {
    if (name === 'integer') integers = true;
    else if (name === 'number') numbers = true;
    else if (name === 'file') types.add('string');
    else if (isJsonType(name)) types.add(name);
  }
  if (integers || numbers) types.add('number');
  if (types.size === 0) return undefined;
  if (isNullable(leaf.raw)) types.add('null');
  return { types, integer: integers && !numbers, pointer: below(leaf.pointer, 'type') };
}

function isJsonType(name: Json): name is JsonType {
  return JSON_TYPES.some((type) => type === name);
}

/** The JSON type of a value. */
export function typeOf(value: Json): JsonType {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  const type = typeof value;
  return type === 'boolean' || type === 'number' || type === 'string' ? type : 'object';
}

/** The keywords that constrain one type each; a schema object without any of them says nothing about that type. */
export const KEYWORDS_OF: Readonly<Record<JsonType, readonly string[]>> = {
  null: [],
  boolean: [],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'format'],
  string: ['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType', 'contentSchema'],
  array: [
    'items',
    'prefixItems',
    'additionalItems',
    'minItems',
    'maxItems',
    'uniqueItems',
    'contains',
    'minContains',
    'maxContains',
    'unevaluatedItems',
  ],
  object: [
    'properties',
    'required',
    'additionalProperties',
    'patternProperties',
    'propertyNames',
    'minProperties',
    'maxProperties',
    'dependentRequired',
    'dependentSchemas',
    'dependencies',
    'unevaluatedProperties',
  ],
};

/** Keywords that constrain values of any type and are compared as they stand. */
export const OPAQUE_KEYWORDS = ['not', 'if', '$dynamicRef', '$recursiveRef'] as const;

/** Whether the leaf says something about values of `type` beside admitting the type. */
export function constrains(raw: JsonObject, type: JsonType): boolean {
  for (const key in raw) {
    if (KEYWORDS_OF[type].includes(key) && !saysNothing(key, raw[key])) return true;
    if (key === 'enum' || key === 'const' || key === 'x-extensible-enum') return true;
    if ((key === 'x-ms-enum' || OPAQUE_KEYWORDS.some((name) => name === key)) && key !== '$ref') return true;
    if (key === 'type' && (type === 'number' || (type === 'string' && raw.type === 'file'))) return true;
  }
  return false;
}

/** Keywords whose schema holds for what is there. */
const OF_THE_REST: ReadonlySet<string> = new Set(['items', 'additionalItems', 'additionalProperties', 'propertyNames']);

/** Keywords that list what they speak of. */
const LISTS: ReadonlySet<string> = new Set([
  ...['properties', 'patternProperties', 'required', 'dependentRequired', 'dependentSchemas', 'prefixItems'],
]);

/** Whether the keyword is one that leaves everything as it is. */
function saysNothing(key: string, value: Json | undefined): boolean {
  if (value === true) return OF_THE_REST.has(key);
  if (value === 0) return key === 'minLength' || key === 'minItems' || key === 'minProperties';
  if (typeof value !== 'object' || value === null || (!OF_THE_REST.has(key) && !LISTS.has(key))) return false;
  for (const _ in value) return false;
  return !(key === 'items' && isArray(value));
}
