// What a schema object is made of in place, and what that says of the whole.

import type { SpecDocument, Target } from '../model/document.ts';
import { isArray, isObject, type JsonObject, own, text } from '../model/json.ts';
import { below, type Pointer } from '../model/pointer.ts';
import { isNullable } from './dialect.ts';

/** A schema that is an object, and where it is written. */
export interface Part {
  readonly value: JsonObject;
  readonly pointer: Pointer;
}

/** Whether keywords beside `$ref` count (OpenAPI 3.1 and later) or are ignored (OpenAPI 3.0 §4.7.23, Swagger 2.0). */
export function refSiblingsCount({ dialect }: SpecDocument): boolean {
  return dialect === 'openapi-3.1' || dialect === 'openapi-3.2';
}

/** Takes schemas of one document apart. */
export interface Composition {
  /** The schema object with all that it is made of in place: `$ref`s followed, `allOf` laid flat. */
  partsOf(target: Target): readonly Part[];
  /** The properties of the parts that do not travel. */
  hiddenIn(parts: readonly Part[]): readonly string[];
}

/** A composition of `document`'s schemas, in which what is marked with `flag` does not travel. */
export function composition(document: SpecDocument, flag: 'readOnly' | 'writeOnly'): Composition {
  const siblingsCount = refSiblingsCount(document);

  function partsOf(target: Target): readonly Part[] {
    const parts = new Map<Pointer, Part>();
    const queue: Target[] = [target];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const { value, pointer } = next;
      if (!isObject(value) || parts.has(pointer)) continue;
      parts.set(pointer, { value, pointer });
      const ref = text(value, '$ref');
      const followed = ref === undefined ? undefined : document.resolve(ref, pointer);
      if (followed !== undefined) queue.push(followed);
      const members = ref === undefined || siblingsCount ? own(value, 'allOf') : undefined;
      if (isArray(members))
        members.forEach((member, index) => {
          queue.push({ value: member, pointer: below(pointer, 'allOf', index) });
        });
    }
    return [...parts.values()].filter(({ value }) => siblingsCount || text(value, '$ref') === undefined);
  }

  function isMarked(target: Target): boolean {
    return partsOf(target).some(({ value }) => own(value, flag) === true);
  }

  function hiddenIn(parts: readonly Part[]): readonly string[] {
    return parts.flatMap(({ value, pointer }) => {
      const properties = own(value, 'properties');
      if (!isObject(properties)) return [];
      const at = below(pointer, 'properties');
      return Object.keys(properties).filter((name) =>
        isMarked({ value: own(properties, name) ?? null, pointer: below(at, name) }),
      );
    });
  }

  return { partsOf, hiddenIn };
}

/** Whether `null` is allowed for the whole: `nullable` without a type of its own does, whatever the other parts say. */
export function allowsNull(raw: JsonObject, parts: readonly Part[]): boolean {
  if (own(raw, 'type') !== undefined) return false;
  return parts.some(
    ({ value }) => isNullable(value) && own(value, 'type') === undefined && own(value, 'enum') === undefined,
  );
}
