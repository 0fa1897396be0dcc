// The schemas of values that travel as text: parameters, headers and the fields of forms.

import { canonical, type JsonObject } from './json.ts';

/** What a text may stand for. */
export const TEXT_TYPES = ['string', 'integer', 'number', 'boolean'] as const;

export type TextType = (typeof TEXT_TYPES)[number];

const SCHEMAS: Readonly<Record<TextType, JsonObject>> = {
  string: { type: 'string' },
  integer: { type: 'string', pattern: '^-?[0-9]+$' },
  number: { type: 'string', pattern: '^-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?$' },
  boolean: { type: 'string', enum: ['true', 'false'] },
};

/** JSON Schema 2020-12 of the texts that stand for a value of `type`. */
export function textSchema(type: TextType): JsonObject {
  return SCHEMAS[type];
}

/** The type whose texts `schema` takes, as {@link textSchema} writes it; `undefined` for any other schema. */
export function textTypeOf(schema: JsonObject): TextType | undefined {
  const written = canonical(schema);
  return TEXT_TYPES.find((type) => canonical(SCHEMAS[type]) === written);
}

/** Whether `source` is a regular expression as JSON Schema has them (ECMA-262 with the flag `u`). */
export function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 'u').unicode;
  } catch {
    return false;
  }
}
