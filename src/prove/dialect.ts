// Keywords that dialects write differently, or that careless documents get wrong, in the terms of JSON Schema 2020-12.

import { isArray, type Json, type JsonObject, own } from '../model/json.ts';

const TYPES = new Set(['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']);

/** OpenAPI 3.0 `nullable` and its Swagger 2.0 forerunner. */
export function isNullable(raw: JsonObject): boolean {
  return own(raw, 'nullable') === true || own(raw, 'x-nullable') === true;
}

/** Types that are not known are as good as none; Swagger 2.0 `file` travels as text. */
export function liftTypes(raw: JsonObject, lifted: Record<string, Json>): void {
  const declared = own(raw, 'type');
  const types = (isArray(declared) ? declared : [declared ?? null])
    .map((type) => (type === 'file' ? 'string' : type))
    .filter((type) => typeof type === 'string' && TYPES.has(type));
  if (types.length === 0) return;
  if (isNullable(raw)) types.push('null');
  lifted.type = [...new Set(types)];
}

/** Where strings are declared, numbers that YAML read are the text that was meant. */
export function liftValues(raw: JsonObject, lifted: Record<string, Json>): void {
  const constant = own(raw, 'const');
  const listed = constant !== undefined ? [constant] : own(raw, 'enum');
  if (!isArray(listed)) return;
  // ajv knows no empty list: it is what refuses everything.
  if (listed.length === 0) {
    lifted.not = true;
    return;
  }
  const types = isArray(lifted.type) ? lifted.type : [];
  const texts = types.includes('string') && !['number', 'integer', 'boolean'].some((type) => types.includes(type));
  const misread = texts && !listed.some((value) => typeof value === 'string');
  lifted.enum = misread
    ? listed.map((value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value))
    : listed;
  if (texts && !misread && listed.some((value) => typeof value === 'boolean')) lifted.type = [...types, 'boolean'];
}

/** `exclusiveMinimum` is a flag up to OpenAPI 3.0 and a number from 3.1 on. */
export function liftNumbers(raw: JsonObject, lifted: Record<string, Json>): void {
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    const limit = own(raw, exclusive);
    if (typeof limit === 'number') lifted[exclusive] = limit;
    else if (limit === true && typeof lifted[bound] === 'number') {
      lifted[exclusive] = lifted[bound];
      delete lifted[bound];
    }
  }
  const step = own(raw, 'multipleOf');
  if (typeof step === 'number' && step > 0) lifted.multipleOf = step;
}
