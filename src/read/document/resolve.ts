// Following one `$ref`: RFC 6901 pointers, anchors and `$id`s, in the main document and its further files.

import type { Target } from '../../model/document.ts';
import { isArray, isObject, type Json, own } from '../../model/json.ts';
import { lazily } from '../../model/lazily.ts';
import { below, fileOf, type Pointer, parsePointer } from '../../model/pointer.ts';
import { aliasOf, fileName, splitReference } from './references.ts';

/** How many `$ref`s a single pointer may lead through before it counts as going in circles. */
const MOST_HOPS = 100;

/**
 * Follows a `$ref` as written in the file of `from`, one step. What it finds it remembers. `files` holds every file by
 * name, and the main document by the empty one.
 */
export function resolver(files: ReadonlyMap<string, Json>): (ref: string, from: Pointer) => Target | undefined {
  const memory = new Map<string, Map<string, Target | undefined>>();
  const names = lazily(() => indexNames(files));

  const resolve = (ref: string, file: string, hops: number): Target | undefined => {
    const known = memory.get(file) ?? new Map<string, Target | undefined>();
    memory.set(file, known);
    if (known.has(ref)) return known.get(ref);
    // Until it is found it leads nowhere: a pointer that leads through itself comes to an end.
    known.set(ref, undefined);
    const target = follow(ref, file, hops);
    known.set(ref, target);
    return target;
  };

  const follow = (ref: string, file: string, hops: number): Target | undefined => {
    const { reference, fragment } = splitReference(ref);
    const base =
      reference === '' ? whole(files, file) : (whole(files, fileName(reference, file)) ?? names().get(reference));
    if (base === undefined || fragment === '') return base;
    const decoded = percentDecoded(fragment);
    if (!decoded.startsWith('/')) return names().get(`${fileOf(base.pointer)}#${decoded}`);
    return at(base, decoded, hops) ?? (decoded === fragment ? undefined : at(base, fragment, hops));
  };

  /** The value below `base` at a JSON pointer. Where the pointer leads through a `$ref`, so does the way. */
  const at = (base: Target, pointer: string, hops: number): Target | undefined => {
    let target = base;
    for (const segment of parsePointer(pointer).segments) {
      const next = child(target, segment) ?? beyond(target, segment, hops + 1);
      if (next === undefined) return undefined;
      target = next;
    }
    return target;
  };

  const beyond = (target: Target, segment: string, hops: number): Target | undefined => {
    const ref = isObject(target.value) ? own(target.value, '$ref') : undefined;
    if (typeof ref !== 'string' || hops > MOST_HOPS) return undefined;
    const next = resolve(ref, fileOf(target.pointer), hops);
    return next === undefined ? undefined : (child(next, segment) ?? beyond(next, segment, hops + 1));
  };

  return (ref, from) => resolve(ref, fileOf(from), 0);
}

/** The pointer to the whole of a file. */
export function filePointer(file: string): Pointer {
  return file === '' ? '' : `${file}#`;
}

function whole(files: ReadonlyMap<string, Json>, file: string): Target | undefined {
  const name = aliasOf(files.get(file)) ?? file;
  const value = files.get(name);
  return value === undefined ? undefined : { value, pointer: filePointer(name) };
}

function child({ value, pointer }: Target, segment: string): Target | undefined {
  const next = isObject(value) || isItem(value, segment) ? own(value as Record<string, Json>, segment) : undefined;
  return next === undefined ? undefined : { value: next, pointer: below(pointer, segment) };
}

function isItem(value: Json, segment: string): boolean {
  return isArray(value) && /^(?:0|[1-9][0-9]*)$/.test(segment);
}

/** `$id`s as they are written, and anchors as `file#anchor` (JSON Schema 2020-12 §8.2); the first of a name counts, in the order of files and keys by name. */
export function indexNames(files: ReadonlyMap<string, Json>): ReadonlyMap<string, Target> {
  const names = new Map<string, Target>();
  const visit = (target: Target, file: string): void => {
    const { value, pointer } = target;
    if (isArray(value))
      for (const [index, item] of value.entries()) visit({ value: item, pointer: below(pointer, index) }, file);
    if (!isObject(value)) return;
    for (const key of ['$id', '$self']) add(own(value, key), '', target);
    for (const key of ['$anchor', '$dynamicAnchor']) add(own(value, key), `${file}#`, target);
    for (const key of Object.keys(value).sort())
      visit({ value: value[key] ?? null, pointer: below(pointer, key) }, file);
  };
  const add = (name: Json | undefined, prefix: string, target: Target): void => {
    if (typeof name !== 'string') return;
    const full = prefix + name.replace(/#$/, '');
    if (!names.has(full)) names.set(full, target);
  };
  for (const [file, value] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    visit({ value, pointer: filePointer(file) }, file);
  return names;
}

function percentDecoded(fragment: string): string {
  if (!fragment.includes('%')) return fragment;
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
