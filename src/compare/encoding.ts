// How the properties of forms are encoded (OpenAPI 3.1 §4.8.15).

import type { MediaType } from '../model/api.ts';
import { canonical, isObject, type JsonObject, own } from '../model/json.ts';
import { essence } from '../model/media-type.ts';
import type { Schema } from '../model/schema.ts';
import { isSentAsBytes } from './bytes.ts';
import { record, type Scope } from './comparison.ts';

/** Compares how the properties of two bodies are encoded; what holds anyway may be said or not. */
export function compareEncodings(scope: Scope, old: MediaType, fresh: MediaType): void {
  for (const property of new Set([...old.encoding.keys(), ...fresh.encoding.keys()])) {
    const before = old.encoding.get(property);
    const after = fresh.encoding.get(property);
    const isWordedSame = canonical(before?.value ?? {}) === canonical(after?.value ?? {});
    if (isWordedSame || encodingOf(old, property) === encodingOf(fresh, property)) continue;
    record(scope, 'encoding.changed', {
      subject: property,
      old: before?.pointer,
      new: after?.pointer,
      oldAnchor: before?.pointer ?? old.pointer,
      newAnchor: after?.pointer ?? fresh.pointer,
      before: before?.value,
      after: after?.value,
      path: [{ property }],
    });
  }
}

/** What is said of the property's encoding that does not hold anyway, as a text. */
function encodingOf(media: MediaType, property: string): string {
  const written = media.encoding.get(property)?.value;
  const schema = propertyOf(media.schema, property);
  const said = isObject(written) ? written : {};
  const told = Object.keys(said).filter((key) => !key.startsWith('x-') && !holdsAnyway(key, said, media, schema));
  return canonical(told.sort().map((key) => [key, said[key] ?? null]));
}

function holdsAnyway(key: string, said: JsonObject, media: MediaType, schema: Schema | undefined): boolean {
  const value = said[key];
  if (key === 'contentType') return value === contentTypeOf(schema);
  if (key === 'allowReserved') return value === false;
  if (key === 'headers') return value !== undefined && isObject(value) && Object.keys(value).length === 0;
  // Elsewhere, and of objects, a style that is written takes the place of the content type.
  if (essence(media.name) !== 'application/x-www-form-urlencoded' || typesOf(schema).includes('object')) return false;
  const style = own(said, 'style') ?? 'form';
  if (key === 'style') return value === 'form';
  return key === 'explode' && value === (style === 'form');
}

/** The content type of a property of which none is told. */
function contentTypeOf(schema: Schema | undefined): string | undefined {
  const [only, ...others] = (schema?.shape.variants ?? []).filter(({ type }) => type !== 'null');
  if (only === undefined || others.length > 0) return undefined;
  if (only.type === 'object') return 'application/json';
  if (only.type === 'array') return contentTypeOf(only.items);
  return only.type === 'string' && isSentAsBytes(only) ? 'application/octet-stream' : 'text/plain';
}

function propertyOf(schema: Schema | undefined, property: string): Schema | undefined {
  for (const variant of schema?.shape.variants ?? [])
    if (variant.type === 'object') return variant.properties.get(property);
  return undefined;
}

function typesOf(schema: Schema | undefined): readonly string[] {
  return (schema?.shape.variants ?? []).map(({ type }) => type);
}
