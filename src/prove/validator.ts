// Whether one side of a comparison takes a value: its own schemas, checked by ajv (JSON Schema 2020-12).

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { SpecDocument, Target } from '../model/document.ts';
import type { Json } from '../model/json.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Schema } from '../model/schema.ts';
import { DEFAULT_LIMITS, type ProofLimits, Unprovable } from './effort.ts';
import { LAZY_REF, lifter } from './lift.ts';
import { type PatternCompiler, patternCompiler } from './regexp.ts';

/** One document's schemas as they judge what travels in one direction. */
export interface Validator {
  /** Whether the value satisfies the schema; any value satisfies one that is not there. Throws {@link Unprovable}. */
  accepts(schema: Schema | undefined, value: Json): boolean;
  readonly pattern: PatternCompiler;
}

/**
 * A validator for `document`. A schema is compiled when a value first gets there: each `$ref` is a keyword of ours that
 * looks its target up by pointer, so that a check costs what the value touches and not what the document reaches. A
 * minimal payload touches a handful of schemas of a closure of thousands.
 */
export function validator(
  document: SpecDocument,
  direction: 'request' | 'response',
  limits: ProofLimits = DEFAULT_LIMITS,
): Validator {
  const { lift, targetOf } = lifter(document, direction);
  const pattern = patternCompiler();
  const compiled = new Map<Pointer, ValidateFunction>();
  let entered = 0;
  let depth = 0;

  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    addUsedSchema: false,
    inlineRefs: false,
    // `constructor` is a name like any other: only what an object itself holds counts.
    ownProperties: true,
    logger: false,
    code: { regExp: Object.assign((source: string) => named(pattern, source), { code: 'linear' }) },
  });
  addFormats.default(ajv);
  ajv.addKeyword({
    keyword: LAZY_REF,
    schemaType: 'string',
    errors: false,
    validate: (pointer: Pointer, value: Json) => {
      const target = targetOf(pointer);
      return target === undefined || satisfies(target, value);
    },
  });

  function satisfies(target: Target, value: Json): boolean {
    entered += 1;
    if (entered > limits.entered || depth > MOST_DEEP)
      throw new Unprovable('its schemas refer to each other without end');
    depth += 1;
    try {
      return compile(target)(value) === true;
    } finally {
      depth -= 1;
    }
  }

  function compile(target: Target): ValidateFunction {
    const known = compiled.get(target.pointer);
    if (known !== undefined) return known;
    const made = ajv.compile(lift(target));
    compiled.set(target.pointer, made);
    return made;
  }

  function accepts(schema: Schema | undefined, value: Json): boolean {
    entered = 0;
    depth = 0;
    try {
      return schema?.sources.every((source) => satisfies(source, value)) ?? true;
    } catch (error) {
      if (error instanceof Unprovable) throw error;
      throw new Unprovable(`a schema of \`${document.name}\` cannot be compiled`);
    }
  }

  return { accepts, pattern };
}

/** References that a check may follow within each other, far above what real documents need and below what a stack holds. */
const MOST_DEEP = 300;

/** A compiled pattern as ajv wants it: it tells patterns apart by their text. */
function named(pattern: PatternCompiler, source: string): { test(text: string): boolean; toString(): string } {
  return { test: (text) => pattern(source).test(text), toString: () => source };
}
