// Lifted schemas compiled by ajv (JSON Schema 2020-12), each text of a schema once.

import type { SchemaValidateFunction } from 'ajv';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json, JsonObject } from '../model/json.ts';
import { below, type Pointer } from '../model/pointer.ts';
import { LAZY_PROPERTIES, LAZY_REF } from './lift.ts';
import type { PatternCompiler } from './regexp.ts';

/** Whether the schema that a {@link LAZY_REF} names takes the value. */
export type Follow = (pointer: Pointer, value: Json) => boolean;

/** Whether a compiled schema takes the value, its references followed by whoever asks. */
export type Compiled = (value: Json, follow: Follow) => boolean;

/** Compiles schemas. */
export interface Compiler {
  compile(schema: JsonObject | boolean): Compiled;
  readonly pattern: PatternCompiler;
}

/**
 * A compiler. References are followed by whoever asks, not by what is compiled: a schema that stands word for word in
 * both documents, as nearly all of two versions do, is compiled once for both.
 */
export function compiler(pattern: PatternCompiler): Compiler {
  const known = new Map<string, ValidateFunction>();
  let follow: Follow = () => true;

  const followProperties: SchemaValidateFunction = (pointer: Pointer, value: JsonObject, beside) => {
    const named: JsonObject = beside?.properties ?? {};
    return Object.keys(value).every(
      (name) => !Object.hasOwn(named, name) || follow(below(pointer, name), value[name] ?? null),
    );
  };

  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    addUsedSchema: false,
    inlineRefs: false,
    // `constructor` is a name like any other: only what an object itself holds counts.
    ownProperties: true,
    logger: false,
    messages: false,
    // Most schemas are tried on a few values: optimizing what is compiled costs more than it saves.
    code: { optimize: false, regExp: Object.assign((source: string) => named(pattern, source), { code: 'linear' }) },
  });
  addFormats.default(ajv);
  ajv.addKeyword({
    keyword: LAZY_REF,
    schemaType: 'string',
    errors: false,
    validate: (pointer: Pointer, value: Json) => follow(pointer, value),
  });
  ajv.addKeyword({
    keyword: LAZY_PROPERTIES,
    type: 'object',
    schemaType: 'string',
    errors: false,
    validate: followProperties,
  });

  return {
    pattern,
    compile: (schema) => {
      const key = JSON.stringify(schema);
      const validate = known.get(key) ?? ajv.compile(schema);
      known.set(key, validate);
      return (value, asked) => {
        const outer = follow;
        follow = asked;
        try {
          return validate(value) === true;
        } finally {
          follow = outer;
        }
      };
    },
  };
}

/** A compiled pattern as ajv wants it: it tells patterns apart by their text. */
function named(pattern: PatternCompiler, source: string): { test(text: string): boolean; toString(): string } {
  return { test: (text) => pattern(source).test(text), toString: () => source };
}
