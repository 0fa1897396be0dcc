// Values that travel as text: what a text may be read as.

import { isArray, isObject, type Json } from '../model/json.ts';

/** What a value may be read as: where it travels as text, a scalar as its text, a text as a scalar, one value as a list of one. */
export function readings(value: Json, asText: boolean): readonly Json[] {
  if (!asText) return [value];
  const found = [value, mapScalars(value, String), mapScalars(value, parsed)];
  return isArray(value) || isObject(value) ? found : [...found, ...found.map((reading) => [reading])];
}

function mapScalars(value: Json, map: (scalar: number | boolean | string) => Json): Json {
  if (isArray(value)) return value.map((item) => mapScalars(item, map));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapScalars(item ?? null, map)]));
  return value === null ? null : map(value);
}

function parsed(scalar: number | boolean | string): Json {
  if (scalar === 'true' || scalar === 'false') return scalar === 'true';
  return typeof scalar === 'string' && /^-?\d+(\.\d+)?$/.test(scalar) ? Number(scalar) : scalar;
}
