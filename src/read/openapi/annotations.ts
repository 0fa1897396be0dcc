// What schema objects say beside which values they accept.

import type { SpecDocument } from '../../model/document.ts';
import { isObject, type Json, own, text } from '../../model/json.ts';
import { below, type Pointer, parsePointer } from '../../model/pointer.ts';
import type { Annotations, Discriminator, Keyword } from '../../model/schema.ts';
import { isSchemaKeyword } from '../../model/vocabulary.ts';
import type { Leaf } from './leaves.ts';

/** The first discriminator among the leaves, components by their names. */
export function discriminatorOf(leaves: readonly Leaf[], document: SpecDocument): Keyword<Discriminator> | undefined {
  for (const leaf of leaves) {
    const written = own(leaf.raw, 'discriminator');
    const pointer = below(leaf.pointer, 'discriminator');
    // Swagger 2.0: the property's name alone.
    if (typeof written === 'string') return { value: { propertyName: written, mapping: new Map() }, pointer };
    if (!isObject(written)) continue;
    const propertyName = text(written, 'propertyName');
    if (propertyName === undefined) continue;
    const mapping = own(written, 'mapping');
    const entries = Object.entries(isObject(mapping) ? mapping : {}).map(([value, ref]): [string, string] => {
      const target = typeof ref === 'string' ? document.resolve(ref, pointer) : undefined;
      return [value, parsePointer(target?.pointer ?? String(ref)).segments.at(-1) ?? String(ref)];
    });
    return { value: { propertyName, mapping: new Map(entries) }, pointer };
  }
  return undefined;
}

/** The keywords that the house does not know. */
export function unreadOf(leaves: readonly Leaf[]): ReadonlyMap<string, Keyword<Json>> {
  const unread = new Map<string, Keyword<Json>>();
  for (const { raw, pointer } of leaves) {
    for (const key in raw) {
      const value = raw[key];
      if (value !== undefined && !isSchemaKeyword(key)) unread.set(key, { value, pointer: below(pointer, key) });
    }
  }
  return unread;
}

/** What the leaves say beside what they accept; `pointer` is where the schema is written. */
export function annotationsOf(leaves: readonly Leaf[], pointer: Pointer): Annotations {
  const has = (key: string): boolean => leaves.some((leaf) => own(leaf.raw, key) === true);
  const first = (key: string): Keyword<Json> | undefined => {
    for (const leaf of leaves) {
      const value = own(leaf.raw, key);
      if (value !== undefined) return { value, pointer: below(leaf.pointer, key) };
    }
    return undefined;
  };
  const sunset = first('x-sunset')?.value;
  return {
    deprecated: has('deprecated'),
    deprecatedAt: first('deprecated')?.pointer ?? pointer,
    readOnly: has('readOnly'),
    writeOnly: has('writeOnly'),
    default: first('default'),
    sunset: typeof sunset === 'string' ? sunset : undefined,
    xml: first('xml'),
  };
}
