// The values and names that schemas speak of, as they are written, and texts for their patterns and formats.

import type { SpecDocument, Target } from '../model/document.ts';
import { canonical, isArray, isObject, type Json, own } from '../model/json.ts';
import { below, type Pointer } from '../model/pointer.ts';
import { finds } from './accepts.ts';
import { namesFor } from './samples.ts';

/** What schemas speak of. */
export interface Literals {
  readonly values: readonly Json[];
  readonly names: readonly string[];
  /** Of items and of properties, and one more and one less. */
  readonly counts: readonly number[];
}

/** So many schema objects are read; from more than that no few values could be chosen that show what they mean. */
const MOST_READ = 120;
/** Longer texts are not made. */
const LONGEST = 64;
/** More items or properties than these are not put together. */
const MOST_COUNTED = 20;

/** A text of each format whose texts can be made without knowing more. */
const OF_FORMAT: Readonly<Record<string, string>> = {
  date: '2026-11-22',
  'date-time': '2026-11-22T10:00:00Z',
  uuid: '123e4567-e89b-42d3-a456-426614174000',
  ipv4: '127.0.0.1',
  email: 'a@b.example',
  uri: 'https://a.example/',
};

/** What the sources of a schema in each of the documents speak of; `undefined` where values near by cannot be made. */
export function literalsOf(
  sides: readonly (readonly [sources: readonly Target[], document: SpecDocument])[],
): Literals | undefined {
  const values = new Map<string, Json>();
  const names = new Set<string>();
  const patterns = new Set<string>();
  const counts = new Set<number>();
  const add = (...found: readonly Json[]): void => {
    for (const value of found) values.set(canonical(value), value);
  };
  let left = MOST_READ;
  for (const [sources, document] of sides) {
    const seen = new Set<Pointer>();
    const queue = [...sources];
    for (let next = queue.pop(); next !== undefined && left >= 0; next = queue.pop()) {
      const { value: raw, pointer } = next;
      if (!isObject(raw) || seen.has(pointer)) continue;
      seen.add(pointer);
      left -= 1;
      for (const [keyword, held = null] of Object.entries(raw)) {
        if (keyword === 'const') add(held);
        else if (keyword === 'enum' && isArray(held)) add(...held);
        else if (keyword === 'pattern' && typeof held === 'string') patterns.add(held);
        else if (keyword === 'format' && typeof held === 'string') {
          const text = own(OF_FORMAT, held);
          if (typeof text !== 'string') return undefined;
          add(text);
        } else if (keyword.endsWith('Length') && typeof held === 'number') {
          if (held > LONGEST) return undefined;
          for (const length of [held - 1, held, held + 1]) if (length >= 0) add('a'.repeat(length), '0'.repeat(length));
        }
        if (typeof held === 'number' && COUNTING.test(keyword)) {
          if (held > MOST_COUNTED) return undefined;
          for (const count of [held - 1, held, held + 1]) if (count > 0) counts.add(count);
        } else if (typeof held === 'number') add(held, held - 1, held + 1, held - 0.5, held + 0.5);
        if (keyword === 'required' && isArray(held)) for (const name of held) names.add(String(name));
        if (keyword === '$ref' && typeof held === 'string') {
          const target = document.resolve(held, pointer);
          if (target !== undefined) queue.push(target);
        }
        if (keyword === 'properties' || keyword.startsWith('dependent'))
          for (const name of isObject(held) ? Object.keys(held) : []) names.add(name);
        if (keyword === 'patternProperties' && isObject(held)) for (const name of Object.keys(held)) patterns.add(name);
        if (SCHEMAS.has(keyword)) queue.push({ value: held, pointer: below(pointer, keyword) });
        if (MANY_SCHEMAS.has(keyword) && (isArray(held) || isObject(held)))
          for (const [name, inner = null] of Object.entries(held))
            queue.push({ value: inner as Json, pointer: below(pointer, keyword, name) });
      }
    }
  }
  if (left < 0) return undefined;
  const texts = [...values.values(), ...namesFor([...patterns]), ...TEXTS].filter((value) => typeof value === 'string');
  for (const pattern of patterns) {
    const fitting = texts.filter((text) => finds(pattern, text) === true).slice(0, 3);
    if (fitting.length === 0) return undefined;
    add(...fitting);
    for (const text of fitting) names.add(text);
  }
  return { values: [...values.values()], names: [...names], counts: [...counts] };
}

const COUNTING = /^(?:min|max)(?:Items|Contains|Properties)$/;

const TEXTS = ['', 'a', 'b', '0', '12', 'aa', 'A', 'zz'];

const SCHEMAS = new Set([
  ...['additionalProperties', 'propertyNames', 'unevaluatedProperties', 'items', 'contains', 'unevaluatedItems'],
  ...['not', 'if', 'then', 'else', 'additionalItems'],
]);

const MANY_SCHEMAS = new Set([
  ...['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items', 'properties', 'patternProperties'],
  ...['dependentSchemas', 'dependencies'],
]);
