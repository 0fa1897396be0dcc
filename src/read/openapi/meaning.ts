// What a schema says, as a digest that is equal wherever and however it is laid out in components.

import { createHash } from 'node:crypto';
import type { SpecDocument } from '../../model/document.ts';
import { isArray, isObject, type Json, type JsonObject, own, text } from '../../model/json.ts';
import type { Pointer } from '../../model/pointer.ts';
import { isAnnotation, isMapOfSchemas } from '../../model/vocabulary.ts';
import { refSiblingsCount } from './leaves.ts';

/** Digests of many schemas of one document; each object is walked once. */
export interface Meanings {
  of(raw: Json, pointer: Pointer): string;
}

/**
 * Digests of schemas with annotations left out and `$ref`s followed. A reference back to a schema that is being
 * walked is told by how far back it leads, so that renamed recursive components mean the same.
 */
export function meanings(document: SpecDocument): Meanings {
  const finished = new Map<JsonObject, string>();
  const ignoreSiblings = !refSiblingsCount(document.dialect);

  function digest(raw: Json, pointer: Pointer, open: readonly JsonObject[]): { text: string; reach: number } {
    if (isArray(raw)) {
      let reach = Number.POSITIVE_INFINITY;
      const parts = raw.map((item, index) => {
        const part = digest(item, `${pointer}/${index}`, open);
        reach = Math.min(reach, part.reach);
        return part.text;
      });
      return { text: `[${parts.join(',')}]`, reach };
    }
    if (!isObject(raw)) return { text: JSON.stringify(raw), reach: Number.POSITIVE_INFINITY };
    const done = finished.get(raw);
    if (done !== undefined) return { text: done, reach: Number.POSITIVE_INFINITY };
    const back = open.lastIndexOf(raw);
    if (back >= 0) return { text: `^${open.length - back}`, reach: back };

    const ref = text(raw, '$ref');
    const parts: string[] = [];
    let reach = Number.POSITIVE_INFINITY;
    const inner = [...open, raw];
    if (ref !== undefined) {
      const target = document.resolve(ref, pointer);
      const part =
        target === undefined
          ? { text: `?${ref}`, reach: Number.POSITIVE_INFINITY }
          : digest(target.value, target.pointer, inner);
      if (ignoreSiblings || Object.keys(raw).length === 1) {
        if (part.reach >= open.length) finished.set(raw, part.text);
        return part;
      }
      parts.push(`$ref:${part.text}`);
      reach = part.reach;
    }
    for (const key of Object.keys(raw).sort()) {
      const value = raw[key];
      if (key === '$ref' || value === undefined || isAnnotation(key)) continue;
      const part =
        isMapOfSchemas(key) && isObject(value)
          ? digestMap(value, pointer, key, inner)
          : digest(value, `${pointer}/${key}`, inner);
      reach = Math.min(reach, part.reach);
      parts.push(`${JSON.stringify(key)}:${part.text}`);
    }
    const result = createHash('sha1').update(parts.join(',')).digest('base64');
    if (reach >= open.length) finished.set(raw, result);
    return { text: result, reach };
  }

  function digestMap(
    map: JsonObject,
    pointer: Pointer,
    key: string,
    open: readonly JsonObject[],
  ): { text: string; reach: number } {
    let reach = Number.POSITIVE_INFINITY;
    const parts = Object.keys(map)
      .sort()
      .map((name) => {
        const part = digest(own(map, name) ?? null, `${pointer}/${key}/${name}`, open);
        reach = Math.min(reach, part.reach);
        return `${JSON.stringify(name)}:${part.text}`;
      });
    return { text: `{${parts.join(',')}}`, reach };
  }

  return { of: (raw, pointer) => digest(raw, pointer, []).text };
}
