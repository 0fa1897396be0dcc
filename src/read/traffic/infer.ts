// Values that were seen, merged into one JSON Schema: the types, properties and formats that came.

import { isArray, isObject, type Json, type JsonObject } from '../../model/json.ts';
import { textSchema } from '../../model/text-schema.ts';
import { isIdentifierKey } from './identifiers.ts';
import { UUID } from './sensitive-shapes.ts';

/** Deeper than this, nothing is told apart. */
const DEEPEST = 100;

/** All values that were seen at one place. */
export interface Seen {
  readonly types: Set<string>;
  values: number;
  objects: number;
  readonly properties: Map<string, Seen>;
  /** Below keys that are identifiers. */
  entries: Seen | undefined;
  items: Seen | undefined;
  /** Formats that every text so far has; `undefined` before the first. */
  formats: readonly string[] | undefined;
}

/** A place at which nothing was seen yet. */
export function nothingSeen(): Seen {
  return {
    types: new Set(),
    values: 0,
    objects: 0,
    properties: new Map(),
    entries: undefined,
    items: undefined,
    formats: undefined,
  };
}

/** Adds `value` to what was `seen`. */
export function see(seen: Seen, value: Json, depth = 0): void {
  seen.values++;
  if (depth >= DEEPEST) return;
  seen.types.add(typeOf(value));
  if (typeof value === 'string') seen.formats = FORMAT_NAMES.filter((name) => fits(seen.formats, name, value));
  else if (isArray(value)) {
    for (const item of value) {
      seen.items ??= nothingSeen();
      see(seen.items, item, depth + 1);
    }
  } else if (isObject(value)) {
    seen.objects++;
    for (const [key, member] of Object.entries(value)) see(placeOf(seen, key), member ?? null, depth + 1);
  }
}

/**
 * JSON Schema 2020-12 of all that was seen: a property is required that every object had. Objects are open where the value
 * was received; of one that was `sent`, it is known that nothing else is.
 */
export function seenSchema(seen: Seen, sent: boolean): JsonObject {
  const types = TYPE_ORDER.filter((type) => seen.types.has(type) && !(type === 'integer' && seen.types.has('number')));
  if (types.length === 0) return {};
  // What is always null has another type on other days.
  if (types.length === 1 && types[0] === 'null') return { anyOf: [{}, { type: 'null' }] };
  const properties = [...seen.properties];
  const required = properties.filter(([, { values }]) => values === seen.objects).map(([name]) => name);
  const [format] = seen.formats ?? [];
  const closed = sent && seen.objects > 0 && (properties.length > 0 || seen.entries !== undefined);
  return {
    type: types.length === 1 ? (types[0] ?? '') : types,
    ...(format === undefined ? {} : { format }),
    ...(seen.items === undefined ? {} : { items: seenSchema(seen.items, sent) }),
    ...(properties.length === 0
      ? {}
      : { properties: Object.fromEntries(properties.map(([name, each]) => [name, seenSchema(each, sent)])) }),
    ...(required.length === 0 ? {} : { required }),
    ...(seen.entries === undefined
      ? closed && { additionalProperties: false }
      : { additionalProperties: seenSchema(seen.entries, sent) }),
  };
}

/** JSON Schema 2020-12 of texts that were seen under one name of a query, of headers or of a form. */
export function textsSchema(texts: readonly string[]): JsonObject {
  const all = (pattern: RegExp) => texts.length > 0 && texts.every((text) => pattern.test(text));
  if (all(/^(?:true|false)$/)) return textSchema('boolean');
  if (all(/^-?\d+$/)) return textSchema('integer');
  if (all(/^-?\d+(?:\.\d+)?$/)) return textSchema('number');
  const format = FORMAT_NAMES.find((name) => texts.length > 0 && texts.every((text) => FORMATS[name].test(text)));
  return { ...textSchema('string'), ...(format === undefined ? {} : { format }) };
}

const TYPE_ORDER = ['object', 'array', 'string', 'integer', 'number', 'boolean', 'null'] as const;

const FORMATS = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i,
  date: /^\d{4}-\d\d-\d\d$/,
  uuid: UUID,
  email: /^[^\s@]{1,64}@[^\s@]{1,255}$/,
  uri: /^https?:\/\/[^\s]+$/i,
} as const;

const FORMAT_NAMES = Object.keys(FORMATS) as readonly (keyof typeof FORMATS)[];

function fits(before: readonly string[] | undefined, name: keyof typeof FORMATS, text: string): boolean {
  return (before === undefined || before.includes(name)) && FORMATS[name].test(text);
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function placeOf(seen: Seen, key: string): Seen {
  const known = seen.properties.get(key);
  if (known !== undefined) return known;
  if (isIdentifierKey(key)) {
    seen.entries ??= nothingSeen();
    return seen.entries;
  }
  const fresh = nothingSeen();
  seen.properties.set(key, fresh);
  return fresh;
}
