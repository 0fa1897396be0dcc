// What a contract's JSON Schema says of a value: its types, its only values, a bound. What it does not say is not known.

import { canonical, isArray, isObject, type Json, type JsonObject, own } from '../../model/json.ts';
import { JSON_TYPES, type JsonType } from '../../model/schema.ts';

/** A type as contracts name it. */
export type SaidType = JsonType | 'integer';

/** The types that the schema admits; `undefined` where it says nothing of them. */
export function typesSaid(schema: JsonObject): ReadonlySet<SaidType> | undefined {
  const said = [
    typeKeyword(schema),
    listedHere(schema)?.map(typeOfValue),
    ...branches(schema, 'allOf').map(typesSaid),
    ...['anyOf', 'oneOf'].map((keyword) => union(branches(schema, keyword).map(typesSaid))),
  ].filter((types) => types !== undefined);
  const [first, ...others] = said.map((types) => new Set(types));
  if (first === undefined) return undefined;
  return new Set([...first].filter((type) => others.every((types) => admits(types, type))));
}

/** Whether the types admit all values of the type. */
export function admits(types: ReadonlySet<SaidType>, type: SaidType): boolean {
  return types.has(type) || (type === 'integer' && types.has('number'));
}

/** The only values that the schema admits; `undefined` where it does not list them. */
export function valuesSaid(schema: JsonObject): readonly Json[] | undefined {
  const here = listedHere(schema);
  if (here !== undefined) return here;
  for (const inner of branches(schema, 'allOf')) {
    const values = valuesSaid(inner);
    if (values !== undefined) return values;
  }
  for (const keyword of ['anyOf', 'oneOf']) {
    const options = branches(schema, keyword).map(valuesSaid);
    if (options.length > 0 && options.every((values) => values !== undefined))
      return options.flatMap((values) => values ?? []);
  }
  const types = typesSaid(schema);
  return types?.size === 1 && types.has('null') ? [null] : undefined;
}

/** The keyword's value, where the schema itself or a part that always applies says it. */
export function keywordSaid(schema: JsonObject, keyword: string): Json | undefined {
  const here = own(schema, keyword);
  if (here !== undefined) return here;
  for (const inner of branches(schema, 'allOf')) {
    const found = keywordSaid(inner, keyword);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether two values are one; where values travel as text, whether their texts are. */
export function sameValue(a: Json, b: Json, asText: boolean): boolean {
  return canonical(a) === canonical(b) || (asText && isScalar(a) && isScalar(b) && String(a) === String(b));
}

/** What a text may stand for: itself, and the number or boolean that it is the text of. */
export function readings(value: Json, asText: boolean): readonly Json[] {
  if (!asText || typeof value !== 'string') return [value];
  if (value === 'true' || value === 'false') return [value, value === 'true'];
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(value) ? [value, Number(value)] : [value];
}

/** The type of the value. */
export function typeOfValue(value: Json): SaidType {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  if (isObject(value)) return 'object';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'string' ? 'string' : 'boolean';
}

function isScalar(value: Json): boolean {
  return value === null || typeof value !== 'object';
}

function typeKeyword(schema: JsonObject): readonly SaidType[] | undefined {
  const type = own(schema, 'type');
  const named = isArray(type) ? type : [type];
  const types = named.filter(
    (name): name is SaidType => name === 'integer' || JSON_TYPES.some((known) => known === name),
  );
  return types.length === 0 ? undefined : types;
}

function listedHere(schema: JsonObject): readonly Json[] | undefined {
  const listed = own(schema, 'enum');
  if (isArray(listed)) return listed;
  const single = own(schema, 'const');
  return single === undefined ? undefined : [single];
}

function union(options: readonly (ReadonlySet<SaidType> | undefined)[]): readonly SaidType[] | undefined {
  if (options.length === 0 || options.includes(undefined)) return undefined;
  return options.flatMap((types) => [...(types ?? [])]);
}

function branches(schema: JsonObject, keyword: string): readonly JsonObject[] {
  const listed = own(schema, keyword);
  return isArray(listed) ? listed.filter(isObject) : [];
}
