// Where a response is not what the document says: at which field, and in what way.

import type { Operation } from '../../model/api.ts';
import { isArray, isObject, type Json, own } from '../../model/json.ts';
import { mediaFor } from '../../model/media-type.ts';
import { type FieldPath, formatField } from '../../model/place.ts';
import type { WireMismatchKind } from '../../model/sampling.ts';
import type { Schema, Variant } from '../../model/schema.ts';
import { responseFor } from '../../model/statuses.ts';
import { isIdentifierKey } from './identifiers.ts';

/** One mismatch of one response. */
export interface Mismatch {
  readonly kind: WireMismatchKind;
  readonly path: FieldPath;
}

/** Whether all of a schema takes the value. */
export type Accepts = (schema: Schema, value: Json) => boolean;

/** So deep values are looked into. */
const DEEPEST = 200;

/** In what the response of an operation is not what the document says of it; each once. */
export function wireMismatches(
  operation: Operation,
  { status, mediaType, body }: { readonly status: number; readonly mediaType: string; readonly body: Json | undefined },
  accepts: Accepts,
): readonly Mismatch[] {
  const response = responseFor(operation.responses, String(status));
  if (response === undefined) return [{ kind: 'status', path: [] }];
  if (body === undefined || response.content.length === 0) return [];
  const media = mediaFor(response.content, mediaType);
  if (media === undefined) return [{ kind: 'media-type', path: [] }];
  const { schema } = media;
  if (schema === undefined) return [];
  const found = [...refusals(schema, body, [], accepts), ...undeclared(schema, body, [])];
  return [...new Map(found.map((each) => [`${each.kind} ${formatField(each.path)}`, each])).values()];
}

function refusals(schema: Schema, value: Json, path: FieldPath, accepts: Accepts): readonly Mismatch[] {
  if (path.length > DEEPEST || accepts(schema, value)) return [];
  const type = jsonType(value);
  const variants = schema.shape.variants.filter((variant) => variant.type === type);
  if (variants.length === 0) return [{ kind: type === 'null' ? 'null' : 'type', path }];
  const within = variants
    .map((variant) => refusalsWithin(variant, value, path, accepts))
    .filter((found) => found.length > 0)
    .sort((a, b) => a.length - b.length);
  return within[0] ?? [{ kind: 'value', path }];
}

function refusalsWithin(variant: Variant, value: Json, path: FieldPath, accepts: Accepts): readonly Mismatch[] {
  if (variant.type === 'array' && isArray(value)) {
    return value.flatMap((item, at) =>
      refusals(variant.prefixItems[at] ?? variant.items, item, [...path, { items: true }], accepts),
    );
  }
  if (variant.type !== 'object' || !isObject(value)) return [];
  const absent = [...variant.required.keys()].filter(
    (name) => own(value, name) === undefined && variant.properties.get(name)?.annotations.writeOnly !== true,
  );
  const below = Object.entries(value).flatMap(([name, member = null]) => {
    const named = variant.properties.get(name);
    const schema = named ?? variant.additional;
    // An object that refuses what it does not name.
    if (named === undefined && variant.patternProperties.size === 0 && schema.shape.variants.length === 0)
      return [{ kind: 'undeclared' as const, path: [...path, { property: name }] }];
    const step = named === undefined ? { values: true as const } : { property: name };
    return refusals(schema, member, [...path, step], accepts);
  });
  return [...absent.map((name) => ({ kind: 'absent' as const, path: [...path, { property: name }] })), ...below];
}

/** Properties that came, and that no alternative of an open object names. */
function undeclared(schema: Schema, value: Json, path: FieldPath): readonly Mismatch[] {
  if (path.length > DEEPEST) return [];
  const { variants } = schema.shape;
  if (isArray(value)) {
    const [items] = variants.flatMap((variant) => (variant.type === 'array' ? [variant.items] : []));
    return items === undefined ? [] : value.flatMap((item) => undeclared(items, item, [...path, { items: true }]));
  }
  if (!isObject(value)) return [];
  const objects = variants.filter((variant) => variant.type === 'object');
  const isRecord = objects.every(
    ({ properties, patternProperties, additional }) =>
      properties.size > 0 && patternProperties.size === 0 && additional.sources.length === 0,
  );
  if (objects.length === 0 || !isRecord) return [];
  return Object.entries(value).flatMap(([name, member = null]): readonly Mismatch[] => {
    const at = [...path, isTold(name) ? { property: name } : { values: true as const }];
    const schemas = objects.flatMap(({ properties }) => properties.get(name) ?? []);
    const [first] = schemas;
    if (first === undefined) return [{ kind: 'undeclared', path: at }];
    return schemas.length === 1 ? undeclared(first, member, at) : [];
  });
}

/** A name that is data, or says something secret or personal, is not told. */
function isTold(name: string): boolean {
  return name.length <= 200 && !isIdentifierKey(name);
}

function jsonType(value: Json): Variant['type'] {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  const type = typeof value;
  return type === 'boolean' || type === 'number' || type === 'string' ? type : 'object';
}
