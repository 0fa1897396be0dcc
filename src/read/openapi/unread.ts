// Fields of OpenAPI objects that are not read: what differs there is told, never passed over.

import type { Unread } from '../../model/api.ts';
import type { Json } from '../../model/json.ts';
import { below } from '../../model/pointer.ts';
import type { Keyword } from '../../model/schema.ts';
import { isAnnotation } from '../../model/vocabulary.ts';
import type { Located } from './objects.ts';

const SCHEMA_HOLDER = [
  'required',
  'deprecated',
  'allowEmptyValue',
  'style',
  'explode',
  'allowReserved',
  'schema',
  'content',
];

/** The fields that are read, by kind of object, in all dialects. */
const READ = {
  pathItem: ['parameters', 'servers', 'additionalOperations', '$ref'],
  operation: [
    'parameters',
    'requestBody',
    'responses',
    'callbacks',
    'deprecated',
    'security',
    'servers',
    'consumes',
    'produces',
    'schemes',
  ],
  parameter: ['name', 'in', ...SCHEMA_HOLDER],
  header: SCHEMA_HOLDER,
  body: ['content', 'required'],
  mediaType: ['schema', 'itemSchema', 'encoding'],
  response: ['headers', 'content', 'links', 'schema'],
  securityScheme: [
    ...['type', 'name', 'in', 'scheme', 'bearerFormat', 'flows', 'openIdConnectUrl', 'oauth2MetadataUrl', 'deprecated'],
    ...['flow', 'authorizationUrl', 'tokenUrl', 'scopes'],
  ],
} as const satisfies Record<string, readonly string[]>;

/** The fields of the object that the house does not read and that do not only speak to people. */
export function unreadOf(kind: keyof typeof READ, { raw, pointer }: Located, alsoRead: readonly string[] = []): Unread {
  const read: readonly string[] = READ[kind];
  const fields = Object.entries(raw).flatMap(([field, value]): [string, Keyword<Json>][] => {
    const known = read.includes(field) || alsoRead.includes(field) || isAnnotation(field) || field.startsWith('x-');
    return known || value === undefined ? [] : [[field, { value, pointer: below(pointer, field) }]];
  });
  return new Map(fields);
}

/** For objects of which every field is read elsewhere. */
export const NOTHING_UNREAD: Unread = new Map();
