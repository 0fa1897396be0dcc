// The fields that an error message names as wrong.

import { isArray, isObject, type Json, type JsonObject, own } from '../../../model/json.ts';
import type { TroubleField } from '../../../model/trouble.ts';
import { CODES, type Part, TEXTS, textsAt } from './parts.ts';

const MOST_SEGMENTS = 10;
const MOST_MAPPED = 20;

const FIELD_KEYS = [
  ...['field', 'param', 'parameter', 'pointer', 'propertyPath', 'property', 'path', 'loc', 'attribute', 'target'],
  ...['location', 'key', 'instancePath'],
];
const FIELD_LISTS = /^invalid[-_]?params$/i;
const FIELD_MAPS = /^(?:errors|(?:validation|field)_?errors|modelState)$/i;

/** The fields that one object of an error message names as wrong; names and texts as they came. */
export function fieldsIn({ object, under }: Part): readonly TroubleField[] {
  const keys = FIELD_LISTS.test(under) ? [...FIELD_KEYS, 'name'] : FIELD_KEYS;
  const said = textsAt(object, ['message', 'msg', 'detail', 'reason', 'description', 'title'])[0];
  const source = own(object, 'source');
  // The `path` of RFC 9457's and Spring's root is the URL's, and so is no field.
  const named = under === '' ? own(object, 'param') : firstOf(object, keys);
  const name =
    nameOf(named) ?? (isObject(source) ? nameOf(firstOf(source, ['pointer', 'parameter', 'header'])) : undefined);
  if (under === 'source') return [];
  if (name !== undefined) return [{ name, said }];
  return FIELD_MAPS.test(under) && said === undefined ? mapped(object) : [];
}

function firstOf(object: JsonObject, keys: readonly string[]): Json | undefined {
  return keys.map((key) => own(object, key)).find((value) => nameOf(value) !== undefined);
}

/** `["body", "end"]` is `body.end`. */
function nameOf(value: Json | undefined): string | undefined {
  if (isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string' || typeof item === 'number'))
    return value.slice(0, MOST_SEGMENTS).join('.');
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `{"email": ["is taken"]}`. */
function mapped(object: JsonObject): readonly TroubleField[] {
  return Object.entries(object)
    .slice(0, MOST_MAPPED)
    .flatMap(([name, value]) => {
      const first = isArray(value) ? value[0] : value;
      // A list under `title` is about a field of that name; a text under it is the error's own.
      if (!isArray(value) && (CODES.includes(name) || TEXTS.includes(name))) return [];
      return typeof first === 'string' ? [{ name, said: first }] : [];
    });
}
