// Fields of OpenAPI objects that are not read: what differs there is told, never passed over.

import type { Unread } from '../../model/api.ts';
import type { Json } from '../../model/json.ts';
import { below } from '../../model/pointer.ts';
import type { Keyword } from '../../model/schema.ts';
import { isAnnotation } from '../../model/vocabulary.ts';
import type { Located } from './objects.ts';

const SCHEMA_HOLDER = [
  ...['required', 'deprecated', 'allowEmptyValue', 'style', 'explode', 'allowReserved', 'schema', 'content'],
];

/** The fields that are read, by kind of object, in all dialects. */
const READ = {
  pathItem: new Set(['parameters', 'servers', 'additionalOperations', '$ref']),
  operation: new Set([
    ...['parameters', 'requestBody', 'responses', 'callbacks', 'deprecated', 'security', 'servers'],
    ...['consumes', 'produces', 'schemes'],
  ]),
  parameter: new Set(['name', 'in', ...SCHEMA_HOLDER]),
  header: new Set(SCHEMA_HOLDER),
  body: new Set(['content', 'required']),
  mediaType: new Set(['schema', 'itemSchema', 'encoding']),
  response: new Set(['headers', 'content', 'links', 'schema']),
  securityScheme: new Set([
    ...['type', 'name', 'in', 'scheme', 'bearerFormat', 'flows', 'openIdConnectUrl', 'oauth2MetadataUrl', 'deprecated'],
    ...['flow', 'authorizationUrl', 'tokenUrl', 'scopes'],
  ]),
} as const satisfies Record<string, ReadonlySet<string>>;

/** For objects of which every field is read elsewhere. */
export const NOTHING_UNREAD: Unread = new Map();

/** The fields of the object that the house does not read and that do not only speak to people. */
export function unreadOf(kind: keyof typeof READ, { raw, pointer }: Located, alsoRead: readonly string[] = []): Unread {
  let unread: Map<string, Keyword<Json>> | undefined;
  for (const field in raw) {
    const value = raw[field];
    if (value === undefined || READ[kind].has(field) || alsoRead.includes(field)) continue;
    if (isAnnotation(field) || field.startsWith('x-')) continue;
    unread ??= new Map();
    unread.set(field, { value, pointer: below(pointer, field) });
  }
  return unread ?? NOTHING_UNREAD;
}
