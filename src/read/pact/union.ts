// Several schemas into one: those of a list's items, of an object's values, of the matchers of one rule.

import { canonical, isArray, isObject, type Json, type JsonObject } from '../../model/json.ts';

/** How many examples are kept of values that are alike. */
const MOST_EXAMPLES = 5;

/** What satisfies all of `schemas` (`AND`), or one of them (`OR`). */
export function combined(schemas: readonly JsonObject[], combine: 'AND' | 'OR'): JsonObject {
  const parts = distinct(schemas);
  const [first = {}] = parts;
  if (parts.length <= 1) return first;
  if (combine === 'OR') return { anyOf: parts };
  const merged = new Map<string, Json>();
  for (const [keyword, value] of parts.flatMap((part) => Object.entries(part))) {
    const before = merged.get(keyword);
    if (before !== undefined && canonical(before) !== canonical(value)) return { allOf: parts };
    merged.set(keyword, value ?? null);
  }
  return Object.fromEntries(merged);
}

/** What the consumer sends in one of several places: each of the schemas as it is, and constants as one `enum`. */
export function unionSent(schemas: readonly JsonObject[]): JsonObject {
  const constants = new Map<string, Json>();
  const others: JsonObject[] = [];
  for (const schema of schemas)
    if (schema.const === undefined || Object.keys(schema).length > 1) others.push(schema);
    else constants.set(canonical(schema.const), schema.const);
  const values = [...constants.values()];
  const constant = values.length === 1 ? { const: values[0] ?? null } : { enum: values };
  return anyOf([...(values.length === 0 ? [] : [constant]), ...distinct(others)]);
}

/** What the consumer copes with, shown several examples: it does without what one of them has not. */
export function unionReceived(schemas: readonly JsonObject[]): JsonObject {
  const kinds = new Map<string, JsonObject[]>();
  for (const schema of schemas.flatMap(alternativesOf)) {
    const key = likeness(schema);
    const alike = kinds.get(key);
    if (alike === undefined) kinds.set(key, [schema]);
    else alike.push(schema);
  }
  return anyOf([...kinds.values()].map(mergedAlike));
}

function anyOf(schemas: readonly JsonObject[]): JsonObject {
  const [first = {}] = schemas;
  return schemas.length <= 1 ? first : { anyOf: schemas };
}

function distinct(schemas: readonly JsonObject[]): readonly JsonObject[] {
  if (schemas.length < 2) return schemas;
  return [...new Map(schemas.map((schema) => [canonical(withoutExamples(schema)), schema])).values()];
}

function alternativesOf(schema: JsonObject): readonly JsonObject[] {
  return Object.keys(schema).length === 1 && isArray(schema.anyOf) ? schema.anyOf.filter(isObject) : [schema];
}

/** Equal for schemas that {@link mergedAlike} makes one of. */
function likeness(schema: JsonObject): string {
  const keywords = Object.keys(schema);
  if (schema.type === 'object' && keywords.every((key) => ['type', 'properties', 'required'].includes(key)))
    return 'object';
  if (schema.type === 'array' && keywords.every((key) => ['type', 'items'].includes(key))) return 'array';
  return canonical(withoutExamples(schema));
}

function mergedAlike(alike: readonly JsonObject[]): JsonObject {
  const [first = {}] = alike;
  if (alike.length === 1) return first;
  if (first.properties !== undefined) return mergedObjects(alike);
  const items = alike.map((schema) => schema.items).filter(isObject);
  if (items.length > 0) return { type: 'array', items: unionReceived(items) };
  const examples = alike.flatMap((schema) => (isArray(schema.examples) ? schema.examples : []));
  if (examples.length === 0) return first;
  const shown = new Map(examples.map((example) => [canonical(example), example]));
  return { ...first, examples: [...shown.values()].slice(0, MOST_EXAMPLES) };
}

function mergedObjects(alike: readonly JsonObject[]): JsonObject {
  const properties = new Map<string, JsonObject[]>();
  const required = new Map<string, number>();
  for (const schema of alike) {
    for (const [name, property] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
      const known = properties.get(name) ?? [];
      if (isObject(property)) known.push(property);
      properties.set(name, known);
    }
    for (const name of isArray(schema.required) ? schema.required : [])
      if (typeof name === 'string') required.set(name, (required.get(name) ?? 0) + 1);
  }
  return {
    type: 'object',
    properties: Object.fromEntries([...properties].map(([name, schemas]) => [name, unionReceived(schemas)])),
    required: [...required].filter(([, times]) => times === alike.length).map(([name]) => name),
  };
}

function withoutExamples({ examples: _, ...rest }: JsonObject): JsonObject {
  return rest;
}
