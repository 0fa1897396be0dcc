// What a schema accepts, as a text that is equal wherever and however the schema is written.

import { createHash } from 'node:crypto';
import { ANYTHING } from '../../model/anything.ts';
import { canonical } from '../../model/json.ts';
import type { JsonType, Schema, Variant } from '../../model/schema.ts';

/** Digests of many schemas of one document; each schema is walked once. */
export interface Meanings {
  /** The digest of what the schema accepts of the type, or of all types. */
  of(schema: Schema, type?: JsonType): string;
}

/** A digest, and how far out the schema lies that a cycle within leads back to. */
interface Digest {
  readonly text: string;
  readonly reach: number;
}

/**
 * Digests of the normal form. A schema that leads back to one that is being walked is told by how far back it leads,
 * so that renamed recursive components mean the same.
 */
export function meanings(): Meanings {
  const finished = new Map<string, string>();
  const anything = textOf(ANYTHING, (schema, type) => (type === undefined ? ANY : digest(schema, [], type).text));

  function digest(schema: Schema, open: readonly string[], type?: JsonType): Digest {
    if (schema.sources.length === 0 && type === undefined) return { text: ANY, reach: Number.POSITIVE_INFINITY };
    const key = `${type ?? ''} ${schema.key}`;
    const done = finished.get(key);
    if (done !== undefined) return { text: done, reach: Number.POSITIVE_INFINITY };
    const back = open.lastIndexOf(key);
    if (back >= 0) return { text: `^${open.length - back}`, reach: back };
    const inner = [...open, key];
    let reach = Number.POSITIVE_INFINITY;
    const nested = (part: Schema, ofType?: JsonType): string => {
      const found = digest(part, inner, ofType);
      reach = Math.min(reach, found.reach);
      return found.text;
    };
    const told = textOf(schema, nested, type);
    const text = told === anything ? ANY : told;
    if (reach >= open.length) finished.set(key, text);
    return { text, reach };
  }

  return { of: (schema, type) => digest(schema, [], type).text };
}

/** What all values are of, however that is written. */
const ANY = 'any';

function textOf(schema: Schema, nested: (schema: Schema, ofType?: JsonType) => string, type?: JsonType): string {
  const { variants, exclusive } = schema.shape;
  const told = variants
    .filter((variant) => type === undefined || variant.type === type)
    .map((variant) => describe(variant, nested))
    .sort();
  return createHash('sha1')
    .update(`${exclusive && told.length > 1 ? 'one of ' : ''}${[...new Set(told)].join('|')}`)
    .digest('base64');
}

/** Everything that tells the variant from another one of its type, but for where it is written. */
function describe(variant: Variant, nested: (schema: Schema, ofType?: JsonType) => string): string {
  const parts: string[] = [variant.type];
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') parts.push(`${name}=${value}`);
  };
  const map = (schemas: ReadonlyMap<string, Schema>): string =>
    [...schemas]
      .map(([name, schema]) => `${JSON.stringify(name)}:${nested(schema)}`)
      .sort()
      .join();
  add('values', variant.values?.value.map(canonical).sort().join());
  add('conditions', [...new Set(variant.conditions.map((condition) => condition.meaning))].sort().join());
  // A list is the whole of what is accepted, however its members are described.
  if (variant.values !== undefined) return parts.join(' ');
  for (const name of KEYWORDS) {
    const keyword: unknown = (variant as unknown as Record<string, unknown>)[name];
    if (typeof keyword === 'object' && keyword !== null && 'value' in keyword) add(name, JSON.stringify(keyword.value));
  }
  switch (variant.type) {
    case 'number':
      add('multipleOf', variant.multipleOf.map((step) => step.value).join());
      break;
    case 'string':
      add('patterns', JSON.stringify(variant.patterns.map((pattern) => pattern.value)));
      break;
    case 'array':
      add('prefix', variant.prefixItems.map((item) => nested(item)).join());
      add('items', nested(variant.items));
      for (const { schema, min, max } of variant.contains)
        add('contains', `${nested(schema)} ${min.value} ${max?.value ?? ''}`);
      break;
    case 'object':
      add('properties', map(variant.properties));
      add('patternProperties', map(variant.patternProperties));
      add('additional', nested(variant.additional));
      add('required', JSON.stringify([...variant.required.keys()].sort()));
      add(
        'names',
        variant.propertyNames
          .map((schema) => nested(schema, 'string'))
          .sort()
          .join(),
      );
      add(
        'dependent',
        [...variant.dependentRequired]
          .map(([name, needs]) => JSON.stringify([name, needs.value]))
          .sort()
          .join(),
      );
      break;
    default:
  }
  return parts.join(' ');
}

/** The keywords of variants that hold one plain value. */
const KEYWORDS = [
  ...['integer', 'lower', 'upper', 'format', 'minLength', 'maxLength', 'contentEncoding', 'contentMediaType'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
];
