// OpenAPI objects as they stand in a document: `$ref`s followed, maps walked, nothing taken on trust.

import type { SpecDocument, Target } from '../../model/document.ts';
import { isArray, isObject, type Json, type JsonObject, own, text } from '../../model/json.ts';
import { below, type Pointer } from '../../model/pointer.ts';

/** An object of a document and where it is written. */
export interface Located {
  readonly raw: JsonObject;
  readonly pointer: Pointer;
}

/** The object at `target`, `$ref`s followed; `undefined` when there is none, or the references form a circle. */
export function locate(document: SpecDocument, target: Target): Located | undefined {
  const seen = new Set<Pointer>();
  let current: Target | undefined = target;
  while (current !== undefined && isObject(current.value) && !seen.has(current.pointer)) {
    const ref = text(current.value, '$ref');
    if (ref === undefined) return { raw: current.value, pointer: current.pointer };
    seen.add(current.pointer);
    current = document.resolve(ref, current.pointer);
  }
  return undefined;
}

/** The value at `key`, with its place. */
export function child(parent: Located, key: string): Target | undefined {
  const value = own(parent.raw, key);
  return value === undefined ? undefined : { value, pointer: below(parent.pointer, key) };
}

/** The object at `key`, `$ref`s followed. */
export function childObject(document: SpecDocument, parent: Located, key: string): Located | undefined {
  const target = child(parent, key);
  return target === undefined ? undefined : locate(document, target);
}

/** The entries of the map at `key`, each as written, with its place, by name: a map has no order of its own. */
export function entries(parent: Located, key: string): readonly (readonly [string, Target])[] {
  const map = own(parent.raw, key);
  return isObject(map) ? entriesOf({ raw: map, pointer: below(parent.pointer, key) }) : [];
}

/** The entries of a map, each as written, with its place, by name. */
export function entriesOf(map: Located): readonly (readonly [string, Target])[] {
  return Object.keys(map.raw)
    .sort()
    .map((name) => [name, { value: map.raw[name] ?? null, pointer: below(map.pointer, name) }] as const);
}

/** Whether the key of a map that may be extended is no extension. */
export function isNoExtension([name]: readonly [string, unknown]): boolean {
  return !name.startsWith('x-');
}

/** The objects in the map at `key`, `$ref`s followed, by name. */
export function objects(document: SpecDocument, parent: Located, key: string): readonly (readonly [string, Located])[] {
  return entries(parent, key).flatMap(([name, target]) => {
    const located = locate(document, target);
    return located === undefined ? [] : [[name, located] as const];
  });
}

/** The members of the array at `key`, each with its place. */
export function members(parent: Located, key: string): readonly Target[] {
  const list = own(parent.raw, key);
  return isArray(list) ? list.map((value, index) => ({ value, pointer: below(parent.pointer, key, index) })) : [];
}

/** The texts in the array at `key`. */
export function texts(parent: Located, key: string): readonly string[] | undefined {
  const list = own(parent.raw, key);
  return isArray(list) ? list.filter((item: Json) => typeof item === 'string') : undefined;
}

/** RFC 3339 date of `x-sunset`, from either a date or a date-time. */
export function sunsetOf(raw: JsonObject): string | undefined {
  return text(raw, 'x-sunset')?.match(/^\d{4}-\d{2}-\d{2}/)?.[0];
}
