// Whether responses that came are what a document says: by ajv, each schema compiled once.

import type { Api } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import type { Schema } from '../model/schema.ts';
import { compiler } from './compiler.ts';
import { DEFAULT_LIMITS, Unprovable } from './effort.ts';
import { patternCompiler } from './regexp.ts';
import { validator } from './validator.ts';

/** Tells whether a schema takes a value of a response; what cannot be told is taken. */
export function checker(api: Api): (schema: Schema, value: Json) => boolean {
  const { accepts } = validator(api.document, 'response', compiler(patternCompiler()), DEFAULT_LIMITS);
  return (schema, value) => {
    try {
      return accepts(schema, value);
    } catch (error) {
      if (error instanceof Unprovable) return true;
      throw error;
    }
  };
}
