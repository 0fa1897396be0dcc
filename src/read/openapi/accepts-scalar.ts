// Whether one schema object accepts a value, as far as that takes no look into the value.

import { types } from 'node:util';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { canonical, isArray, type Json, type JsonObject, own, text } from '../../model/json.ts';
import type { Leaf } from './leaves.ts';
import { found } from './pattern.ts';
import { declaredTypes, typeOf } from './types.ts';
import { COMBINED, type Verdict } from './verdict.ts';

/** The number at the key; `undefined` for none. */
export function amount(raw: JsonObject, key: string): number | undefined {
  const value = own(raw, key);
  return typeof value === 'number' ? value : undefined;
}

/** Whether the value is of a type that the leaf declares; so it is where none is declared. */
export function acceptsType(leaf: Leaf, value: Json): Verdict {
  const declared = declaredTypes(leaf);
  if (declared === undefined) return true;
  if (!declared.types.has(typeOf(value))) return false;
  return typeof value !== 'number' || !declared.integer || Number.isInteger(value);
}

/** Whether the value is the `const` of the leaf and in its `enum`, as far as it has them. */
export function acceptsListed(leaf: Leaf, value: Json): Verdict {
  const { raw } = leaf;
  const constant = own(raw, 'const');
  if (constant !== undefined && canonical(constant) !== canonical(value)) return false;
  const listed = own(raw, 'enum');
  if (!isArray(listed)) return true;
  const key = canonical(value);
  const declared = declaredTypes(leaf)?.types;
  // Where strings are declared, a bare number or boolean of YAML is the text that was meant.
  const isMeant = (member: Json): boolean =>
    (typeof member === 'number' || typeof member === 'boolean') &&
    declared?.has('string') === true &&
    !declared.has(typeOf(member)) &&
    String(member) === value;
  return listed.some((member) => canonical(member) === key || isMeant(member));
}

/** Whether the number is within the bounds, a multiple of the step, and of the format. */
export function acceptsNumber(raw: JsonObject, value: number): Verdict {
  const minimum = amount(raw, 'minimum');
  const maximum = amount(raw, 'maximum');
  const exclusiveMinimum = own(raw, 'exclusiveMinimum');
  const exclusiveMaximum = own(raw, 'exclusiveMaximum');
  if (minimum !== undefined && (value < minimum || (exclusiveMinimum === true && value === minimum))) return false;
  if (maximum !== undefined && (value > maximum || (exclusiveMaximum === true && value === maximum))) return false;
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) return false;
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) return false;
  const step = amount(raw, 'multipleOf');
  if (step !== undefined && step > 0 && !isMultiple(value, step)) return false;
  return acceptsFormat(raw, value);
}

/** Whether the number is a whole multiple, give or take what binary fractions lose. */
function isMultiple(value: number, step: number): boolean {
  const times = value / step;
  return Math.abs(times - Math.round(times)) < 1e-9;
}

/** Whether the text has the length, matches the pattern, and is of the format. */
export function acceptsText(raw: JsonObject, value: string): Verdict {
  const length = [...value].length;
  if (length < (amount(raw, 'minLength') ?? 0) || length > (amount(raw, 'maxLength') ?? Infinity)) return false;
  const pattern = text(raw, 'pattern');
  return COMBINED.allOf([pattern === undefined ? true : found(pattern, value), acceptsFormat(raw, value)]);
}

const FORMATS: ReadonlyMap<string, unknown> = new Map(Object.entries(fullFormats));

/** Longer texts are not tried on the expressions of formats, which promise nothing about the time that they take. */
const LONGEST_FORMATTED = 1000;

/** A format that nobody defined asserts nothing. */
function acceptsFormat(raw: JsonObject, value: string | number): Verdict {
  const format = FORMATS.get(text(raw, 'format') ?? '');
  const { type = 'string', validate = format }: { readonly type?: string; readonly validate?: unknown } =
    typeof format === 'object' && format !== null && !types.isRegExp(format) ? format : {};
  if (typeof value !== type) return true;
  if (typeof value === 'string' && value.length > LONGEST_FORMATTED) return undefined;
  if (types.isRegExp(validate)) return validate.test(String(value));
  return typeof validate === 'function' ? Boolean(validate(value)) : true;
}
