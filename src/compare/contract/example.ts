// An example as the schema that accepts it and nothing else.

import { canonical, isArray, isObject, type Json, type JsonObject, own } from '../../model/json.ts';

/** So many different items of one list are looked at: what the others show, these show nearly always. */
const MOST_ITEMS = 20;

/** JSON Schema 2020-12 of the value alone; of any text, where `redacted` says that one was taken out. */
export function schemaOfExample(value: Json, redacted: string): JsonObject {
  if (isArray(value)) {
    const different = [...new Map(value.map((item) => [canonical(item), item])).values()].slice(0, MOST_ITEMS);
    return {
      type: 'array',
      prefixItems: different.map((item) => schemaOfExample(item, redacted)),
      // What was left out is like one of those that stayed.
      items: different.length === value.length ? false : schemaOfExample(different[0] ?? null, redacted),
      minItems: value.length,
      maxItems: value.length,
    };
  }
  if (isObject(value)) {
    const names = Object.keys(value);
    return {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, schemaOfExample(own(value, name) ?? null, redacted)])),
      required: names,
      additionalProperties: false,
    };
  }
  if (value === redacted) return { type: 'string' };
  if (value === null) return { type: 'null' };
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'number', const: value };
  return { type: typeof value === 'boolean' ? 'boolean' : 'string', const: value };
}
