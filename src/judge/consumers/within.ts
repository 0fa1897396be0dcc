// Whether what a contract says is within what a document says, or the other way round.

import type { Change } from '../../model/change.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { JsonType, Schema } from '../../model/schema.ts';
import { admits, keywordSaid, type SaidType, typeOfValue } from './said.ts';

const LOWER = new Set(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'minContains']);
const UPPER = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties', 'maxContains']);

/** Whether the contract says the same bound, and a tighter one; or, where it `takes`, a wider one. */
export function isWithinBound(schema: JsonObject, { facts: { keyword = '' }, after }: Change, takes = false): boolean {
  const said = keywordSaid(schema, keyword);
  if (typeof said !== 'number' || typeof after !== 'number') return false;
  if (said === after) return true;
  if (LOWER.has(keyword)) return takes ? said < after : said > after;
  return UPPER.has(keyword) && (takes ? said > after : said < after);
}

/** Whether all of `inner` is admitted by `outer`; a text is what any scalar travels as. */
export function within(inner: ReadonlySet<SaidType>, outer: ReadonlySet<SaidType>, asText: boolean): boolean {
  const scalars = asText && outer.has('string');
  return [...inner].every((type) => admits(outer, type) || (scalars && type !== 'object' && type !== 'array'));
}

/** The types that the schemas admit. */
export function typesOf(schemas: readonly Schema[]): ReadonlySet<SaidType> {
  return new Set(
    schemas.flatMap(({ shape }) =>
      shape.variants.map((variant): SaidType => {
        const type: JsonType = variant.type;
        const whole = variant.type === 'number' && (variant.integer ?? allWhole(variant.values?.value));
        return whole ? 'integer' : type;
      }),
    ),
  );
}

function allWhole(values: readonly Json[] | undefined): boolean {
  return values?.every((value) => typeOfValue(value) === 'integer') ?? false;
}
