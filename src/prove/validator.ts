// Whether one side of a comparison takes a value: its own schemas, as they judge what travels in one direction.

import type { SpecDocument, Target } from '../model/document.ts';
import type { Json } from '../model/json.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Schema } from '../model/schema.ts';
import type { Compiled, Compiler } from './compiler.ts';
import { type ProofLimits, Unprovable } from './effort.ts';
import { lifter } from './lift.ts';
import type { PatternCompiler } from './regexp.ts';

/** One document's schemas in one direction. */
export interface Validator {
  /** Whether the value satisfies the schema; any value satisfies one that is not there. Throws {@link Unprovable}. */
  accepts(schema: Schema | undefined, value: Json): boolean;
  readonly pattern: PatternCompiler;
}

/** References that a check may follow within each other, far above what real documents need and below what a stack holds. */
const MOST_DEEP = 300;

/**
 * A validator for `document`. A schema is lifted and compiled when a value first gets there, so that a check of the whole
 * payload costs what the payload touches and not what the document reaches: a minimal payload touches a handful of the
 * thousands of schemas in its closure.
 */
export function validator(
  document: SpecDocument,
  direction: 'request' | 'response',
  compiler: Compiler,
  limits: ProofLimits,
): Validator {
  const { lift, targetOf } = lifter(document, direction);
  const compiled = new Map<Pointer, Compiled>();
  let entered = 0;
  let depth = 0;

  function follow(pointer: Pointer, value: Json): boolean {
    const target = targetOf(pointer);
    if (target === undefined) throw new Unprovable('a dynamic reference is not followed');
    return satisfies(target, value);
  }

  function satisfies(target: Target, value: Json): boolean {
    entered += 1;
    if (entered > limits.entered || depth > MOST_DEEP)
      throw new Unprovable('its schemas refer to each other without end');
    const check = compiled.get(target.pointer) ?? compiler.compile(lift(target));
    compiled.set(target.pointer, check);
    depth += 1;
    try {
      return check(value, follow);
    } finally {
      depth -= 1;
    }
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

  return { accepts, pattern: compiler.pattern };
}
