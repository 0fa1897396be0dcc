// Instances on which two schemas may part: made for the schemas, by chance, and by changing one that is at hand.

import { generateSync } from 'json-schema-faker';
import { canonical, isArray, isObject, type Json, type JsonObject } from '../../src/model/json.ts';
import type { Random } from './random.ts';
import { FORMATS, NAMES, PATTERNS, type Whole } from './schemas.ts';

const TEXTS = ['', 'a', 'b', 'c', 'ab', 'bb', 'aaa', 'abab', 'xb', 'zz', '0', '17', '123', '2026-11-22', '127.0.0.1'];
const NUMBERS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, -1, -2, 0.5, 1.5, 2.5, 3.5, 100];
const KEYS = [...NAMES, 'ab', 'x', 'xa', 'xb', 'xc', 'zz', '0'];

/** The values that schemas name, and values around them. */
function poolOf(wholes: readonly Whole[]): Json[] {
  const pool = new Map<string, Json>();
  const add = (value: Json): void => {
    pool.set(canonical(value), value);
  };
  const visit = (value: Json): void => {
    if (isArray(value)) {
      value.forEach(visit);
      return;
    }
    if (!isObject(value)) {
      if (typeof value === 'number') for (const near of [-1, -0.5, 0, 0.5, 1]) add(value + near);
      else add(value);
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      if (inner === undefined) continue;
      if (key === 'const') add(inner);
      if (key === 'enum' && isArray(inner)) inner.forEach(add);
      visit(inner);
    }
  };
  for (const whole of wholes) visit(whole as unknown as Json);
  for (const text of TEXTS) add(text);
  for (const number of NUMBERS) add(number);
  for (const value of [null, true, false, [], {}, ...Object.values(FORMATS).flat()]) add(value);
  return [...pool.values()];
}

/** As many different instances as are asked for, or a little fewer. */
export function instancesFor(random: Random, wholes: readonly Whole[], count: number): Json[] {
  const pool = poolOf(wholes);
  const found = new Map<string, Json>();
  const add = (value: Json | undefined): void => {
    if (value !== undefined) found.set(canonical(value), value);
  };
  for (const value of pool) add(value);
  for (const whole of wholes) {
    for (let index = 0; index < count / 40; index += 1) add(faked(whole, random.below(1_000_000)));
    for (let index = 0; index < count / 3; index += 1)
      add(made(random, whole.schema as unknown as Json, whole, pool, 5, random.chance(0.5) ? 0.1 : 0));
  }
  for (let tries = 0; found.size < count && tries < 3 * count; tries += 1) {
    const values = [...found.values()].slice(-200);
    add(random.chance(0.75) ? changed(random, random.pick(values), pool) : loose(random, pool, 2));
  }
  return [...found.values()];
}

function faked(whole: Whole, seed: number): Json | undefined {
  const root = { ...whole.schema, components: { schemas: whole.components } };
  try {
    return generateSync(JSON.parse(JSON.stringify(root)), { seed, maxDepth: 4 } as never) as Json;
  } catch {
    // The generator gives up on schemas that hardly anything satisfies.
    return undefined;
  }
}

/** A value of any form. */
function loose(random: Random, pool: readonly Json[], depth: number): Json {
  const kind = depth <= 0 ? 0 : random.next();
  if (kind < 0.4) return random.pick(pool);
  if (kind < 0.6) return Array.from({ length: random.below(4) }, () => loose(random, pool, depth - 1));
  const keys = KEYS.filter(() => random.chance(0.3));
  return Object.fromEntries(keys.map((key) => [key, loose(random, pool, depth - 1)]));
}

/** A value that more or less satisfies the schema; so often as `slip` says it is one that need not. */
function made(random: Random, schema: Json, whole: Whole, pool: readonly Json[], depth: number, slip: number): Json {
  if (!isObject(schema) || depth <= 0 || random.chance(slip)) return loose(random, pool, Math.min(1, depth));
  const again = (inner: Json | undefined, by = 1): Json => made(random, inner ?? true, whole, pool, depth - by, slip);
  const parts: Json[] = [];
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.slice('#/components/schemas/'.length);
    parts.push(again(whole.components[name] as unknown as Json, 0.5));
  }
  if (schema.const !== undefined) return schema.const;
  if (isArray(schema.enum) && schema.enum.length > 0) return random.pick(schema.enum);
  for (const keyword of ['anyOf', 'oneOf'])
    if (isArray(schema[keyword]) && schema[keyword].length > 0) parts.push(again(random.pick(schema[keyword]), 0.5));
  if (isArray(schema.allOf)) for (const member of schema.allOf) parts.push(again(member, 0.5));
  for (const keyword of ['if', 'then', 'else', 'not'])
    if (schema[keyword] !== undefined && random.chance(0.3)) parts.push(again(schema[keyword], 0.5));
  if (isObject(schema.dependentSchemas))
    for (const [name, dependent] of Object.entries(schema.dependentSchemas)) {
      if (!random.chance(0.3)) continue;
      const beside = again(dependent, 0.5);
      parts.push(
        isObject(beside) && beside[name] === undefined ? { ...beside, [name]: loose(random, pool, 1) } : beside,
      );
    }
  const own = plain(random, schema, again, pool);
  if (own !== undefined) parts.push(own);
  if (parts.length === 0) return loose(random, pool, 1);
  const objects = parts.filter(isObject);
  if (objects.length > 1 && random.chance(0.8)) return Object.assign({}, ...objects) as JsonObject;
  return random.pick(parts);
}

/** The type that each keyword speaks of, where it is one. */
export const TYPE_OF_KEYWORD: Readonly<Record<string, string>> = {
  ...{ properties: 'object', required: 'object', additionalProperties: 'object', patternProperties: 'object' },
  ...{ propertyNames: 'object', minProperties: 'object', maxProperties: 'object', dependentRequired: 'object' },
  ...{ dependentSchemas: 'object', unevaluatedProperties: 'object' },
  ...{ items: 'array', prefixItems: 'array', contains: 'array', minItems: 'array', maxItems: 'array' },
  ...{ uniqueItems: 'array', unevaluatedItems: 'array' },
  ...{ minLength: 'string', maxLength: 'string', pattern: 'string', format: 'string' },
  ...{
    minimum: 'number',
    maximum: 'number',
    exclusiveMinimum: 'number',
    exclusiveMaximum: 'number',
    multipleOf: 'number',
  },
};

function plain(
  random: Random,
  schema: JsonObject,
  again: (inner: Json | undefined) => Json,
  pool: readonly Json[],
): Json | undefined {
  const declared = isArray(schema.type) ? random.pick(schema.type) : schema.type;
  const implied = Object.keys(schema).flatMap((keyword) => TYPE_OF_KEYWORD[keyword] ?? []);
  // Keywords of a type say nothing of the others.
  switch (declared ?? (implied.length > 0 && random.chance(0.85) ? random.pick(implied) : undefined)) {
    case 'object':
      return object(random, schema, again);
    case 'array':
      return array(random, schema, again);
    case 'string':
      return text(random, schema, pool);
    case 'number':
    case 'integer':
      return number(random, schema, pool);
    case 'boolean':
      return random.chance(0.5);
    case 'null':
      return null;
    default:
      return undefined;
  }
}

function object(random: Random, schema: JsonObject, again: (inner: Json | undefined) => Json): Json {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const patterns = isObject(schema.patternProperties) ? Object.entries(schema.patternProperties) : [];
  const required = isArray(schema.required) ? schema.required : [];
  const often = random.pick([0.1, 0.5, 0.9]);
  const names = new Set([
    ...required.map(String),
    ...Object.keys(properties).filter(() => random.chance(often)),
    ...KEYS.filter(() => random.chance(schema.additionalProperties === false ? 0.03 : 0.12)),
    ...patterns.flatMap(([pattern]) => PATTERNS[pattern] ?? []).filter(() => random.chance(often / 2)),
  ]);
  return Object.fromEntries(
    [...names].map((name) => {
      const matching = patterns.find(([pattern]) => new RegExp(pattern, 'u').test(name));
      return [
        name,
        again(properties[name] ?? matching?.[1] ?? schema.additionalProperties ?? schema.unevaluatedProperties),
      ];
    }),
  );
}

function array(random: Random, schema: JsonObject, again: (inner: Json | undefined) => Json): Json {
  const prefix = isArray(schema.prefixItems) ? schema.prefixItems : [];
  const least = typeof schema.minItems === 'number' ? schema.minItems : 0;
  const most = typeof schema.maxItems === 'number' ? schema.maxItems : least + 3;
  const length = random.chance(0.2) ? most + random.below(2) : least + random.below(4);
  if (prefix.length === 0 && random.chance(0.1)) {
    const item = again(schema.items);
    return Array.from({ length }, () => item);
  }
  return Array.from({ length }, (_, index) =>
    again(
      prefix[index] ??
        (schema.contains !== undefined && random.chance(0.5)
          ? schema.contains
          : (schema.items ?? schema.unevaluatedItems)),
    ),
  );
}

function number(random: Random, schema: JsonObject, pool: readonly Json[]): Json {
  const numbers = pool.filter((value) => typeof value === 'number');
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const fitting = numbers.filter(
    (value) =>
      !(typeof minimum === 'number' && value < minimum) &&
      !(typeof maximum === 'number' && value > maximum) &&
      !(typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) &&
      !(typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) &&
      (schema.type !== 'integer' || Number.isInteger(value)),
  );
  return random.pick(fitting.length > 0 && random.chance(0.85) ? fitting : numbers);
}

function text(random: Random, schema: JsonObject, pool: readonly Json[]): Json {
  const known = [
    ...(typeof schema.pattern === 'string' ? (PATTERNS[schema.pattern] ?? []) : []),
    ...(typeof schema.format === 'string' ? (FORMATS[schema.format] ?? []) : []),
  ];
  const texts = known.length > 0 && random.chance(0.8) ? known : pool.filter((value) => typeof value === 'string');
  const { minLength, maxLength } = schema;
  const fitting = texts.filter(
    (value) =>
      !(typeof minLength === 'number' && String(value).length < minLength) &&
      !(typeof maxLength === 'number' && String(value).length > maxLength),
  );
  return random.pick(fitting.length > 0 && random.chance(0.85) ? fitting : texts);
}

/** The value with one thing in it changed. */
function changed(random: Random, value: Json, pool: readonly Json[]): Json {
  if (isArray(value) && random.chance(0.8)) {
    const items = [...value];
    const at = random.below(items.length + 1);
    const kind = random.next();
    if (kind < 0.25 || items.length === 0) items.splice(at, 0, random.pick(pool));
    else if (kind < 0.4) items.splice(at, 0, random.pick(items));
    else if (kind < 0.6) items.splice(Math.min(at, items.length - 1), 1);
    else {
      const index = Math.min(at, items.length - 1);
      items[index] = changed(random, items[index] ?? null, pool);
    }
    return items;
  }
  if (isObject(value) && random.chance(0.85)) {
    const names = Object.keys(value);
    const kind = random.next();
    if (kind < 0.3 || names.length === 0) return { ...value, [random.pick(KEYS)]: loose(random, pool, 1) };
    const name = random.pick(names);
    if (kind < 0.55) return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)) as JsonObject;
    return { ...value, [name]: changed(random, value[name] ?? null, pool) };
  }
  return random.pick(pool);
}
