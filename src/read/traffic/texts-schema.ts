// Texts that were seen under one name of a query, of headers or of a form, as a schema of what they stand for.

import type { JsonObject } from '../../model/json.ts';
import { textSchema } from '../../model/text-schema.ts';
import { profileOfAll } from './profile.ts';
import { schemaOfProfile } from './profile-schema.ts';

/** JSON Schema 2020-12 of the texts: a boolean, a number, or a format, where all of them are. */
export function textsSchema(texts: readonly string[]): JsonObject {
  const all = (pattern: RegExp) => texts.length > 0 && texts.every((text) => pattern.test(text));
  if (all(/^(?:true|false)$/)) return textSchema('boolean');
  if (all(/^-?\d+$/)) return textSchema('integer');
  if (all(/^-?\d+(?:\.\d+)?$/)) return textSchema('number');
  return { ...textSchema('string'), ...schemaOfProfile(profileOfAll(texts)) };
}
