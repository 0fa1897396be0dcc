// Schema objects that all apply, folded into one variant of one JSON type.

import { RE2JS } from 're2js';
import type { Target } from '../../model/document.ts';
import { canonical, isArray, isObject, type Json, type JsonObject, own, text } from '../../model/json.ts';
import { below, type Pointer } from '../../model/pointer.ts';
import type {
  ArrayVariant,
  Condition,
  Contains,
  JsonType,
  Keyword,
  Limit,
  NumberVariant,
  ObjectVariant,
  Schema,
  StringVariant,
  Variant,
} from '../../model/schema.ts';
import type { Leaf } from './leaves.ts';
import type { Meanings } from './meaning.ts';
import { constrains, declaredTypes, OPAQUE_KEYWORDS, typeOf } from './types.ts';

/** What folding needs of the reader. */
export interface Folding {
  /** The schema that a value satisfies when it satisfies all of `sources`. */
  schema(sources: readonly Target[]): Schema;
  readonly meanings: Meanings;
}

/** What is said of the variant from outside its leaves. */
export interface VariantContext {
  readonly name: string | undefined;
  readonly pointer: Pointer;
  readonly integer: boolean;
  /** Whether `unevaluated*` sees all properties and items that the variant names. */
  readonly evaluatesAll: boolean;
}

/** Folds `leaves` into what they accept of `type`; `undefined` when they accept nothing of it. */
export function foldVariant(
  type: JsonType,
  leaves: readonly Leaf[],
  context: VariantContext,
  folding: Folding,
): Variant | undefined {
  const relevant = leaves.filter((leaf) => constrains(leaf.raw, type));
  const values = foldValues(type, relevant);
  if (values !== undefined && values.value.length === 0) return undefined;
  const base = {
    key: `${type}${context.integer && type === 'number' ? '!' : ''}:${relevant
      .map((leaf) => leaf.pointer)
      .sort()
      .join('&')}`,
    pointer: relevant[0]?.pointer ?? context.pointer,
    name: context.name,
    values,
    extensible: foldExtensible(type, relevant),
    conditions: foldConditions(type, relevant, context, folding),
  };
  switch (type) {
    case 'null':
      return { type, ...base, values: undefined };
    case 'boolean':
      return { type, ...base, values: values?.value.length === 2 ? undefined : values };
    case 'number':
      return { ...base, ...foldNumber(relevant, context.integer, values !== undefined), type };
    case 'string':
      return { ...base, ...foldString(relevant, folding, values !== undefined), type };
    case 'array':
      return { ...base, ...foldArray(relevant, context, folding), type };
    case 'object':
      return { ...base, ...foldObject(relevant, context, folding), type };
  }
}

function foldValues(type: JsonType, leaves: readonly Leaf[]): Keyword<readonly Json[]> | undefined {
  let result: Keyword<readonly Json[]> | undefined;
  for (const leaf of leaves) {
    const constant = own(leaf.raw, 'const');
    const listed = constant !== undefined ? [constant] : own(leaf.raw, 'enum');
    if (!isArray(listed)) continue;
    const pointer = below(leaf.pointer, constant !== undefined ? 'const' : 'enum');
    const known = new Set(result?.value.map(canonical));
    const values = new Map<string, Json>();
    for (const value of admitted(type, listed, declaredTypes(leaf)?.types)) {
      const key = canonical(value);
      if (result === undefined || known.has(key)) values.set(key, value);
    }
    result = { value: [...values.values()], pointer: result?.pointer ?? pointer };
  }
  return result;
}

/**
 * The listed values of `type`. Where strings are declared, a bare number of YAML is the text that was meant; a bare boolean stays
 * one, since YAML 1.1 reads `no`, `off` and `n` all as `false` and nobody can tell which was written.
 */
function admitted(
  type: JsonType,
  listed: readonly Json[],
  declared: ReadonlySet<JsonType> | undefined,
): readonly Json[] {
  if (type !== 'string' || !declared?.has('string') || declared.has('number') || declared.has('boolean'))
    return listed.filter((value) => typeOf(value) === type);
  const texts = listed.filter((value) => typeof value === 'string');
  if (texts.length === 0)
    return listed.filter((value) => typeof value === 'number' || typeof value === 'boolean').map(String);
  return listed.filter((value) => typeof value === 'string' || typeof value === 'boolean');
}

function foldExtensible(type: JsonType, leaves: readonly Leaf[]): Keyword<readonly Json[]> | undefined {
  for (const leaf of leaves) {
    const listed = own(leaf.raw, 'x-extensible-enum');
    if (isArray(listed)) {
      return {
        value: listed.filter((value) => typeOf(value) === type),
        pointer: below(leaf.pointer, 'x-extensible-enum'),
      };
    }
    const modelled = own(leaf.raw, 'x-ms-enum');
    const enumeration = own(leaf.raw, 'enum');
    if (isObject(modelled) && own(modelled, 'modelAsString') === true && isArray(enumeration)) {
      return { value: enumeration.filter((value) => typeOf(value) === type), pointer: below(leaf.pointer, 'enum') };
    }
  }
  return undefined;
}

function foldConditions(
  type: JsonType,
  leaves: readonly Leaf[],
  context: VariantContext,
  folding: Folding,
): readonly Condition[] {
  const conditions = new Map<string, Condition>();
  const add = (keyword: string, leaf: Leaf, value: JsonObject | Json): void => {
    const pointer = below(leaf.pointer, keyword);
    const meaning = `${keyword}:${folding.meanings.of(value, pointer)}`;
    if (!conditions.has(meaning)) conditions.set(meaning, { keyword, pointer, meaning, value });
  };
  for (const leaf of leaves) {
    for (const keyword of OPAQUE_KEYWORDS) {
      const value = own(leaf.raw, keyword);
      if (value === undefined) continue;
      if (keyword !== 'if') {
        add(keyword, leaf, value);
        continue;
      }
      const then = own(leaf.raw, 'then');
      const otherwise = own(leaf.raw, 'else');
      // Without `then` and `else`, `if` constrains nothing (JSON Schema 2020-12 §10.2.2).
      if (then !== undefined || otherwise !== undefined) {
        add('if', leaf, {
          allOf: [
            value,
            ...(then === undefined ? [true] : [then]),
            ...(otherwise === undefined ? [true] : [otherwise]),
          ],
        });
      }
    }
    if (type === 'object') {
      const dependent = own(leaf.raw, 'dependentSchemas');
      if (isObject(dependent)) add('dependentSchemas', leaf, { properties: dependent });
      const unevaluated = own(leaf.raw, 'unevaluatedProperties');
      if (unevaluated !== undefined && unevaluated !== true && !context.evaluatesAll)
        add('unevaluatedProperties', leaf, unevaluated);
    }
    if (type === 'array') {
      const unevaluated = own(leaf.raw, 'unevaluatedItems');
      if (unevaluated !== undefined && unevaluated !== true && !context.evaluatesAll)
        add('unevaluatedItems', leaf, unevaluated);
    }
  }
  return [...conditions.values()];
}

const NUMERIC_FORMATS = new Set([
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'float',
  'double',
  'decimal',
]);

function foldFormat(type: 'number' | 'string', leaves: readonly Leaf[]): Keyword<string> | undefined {
  for (const leaf of leaves) {
    const format = text(leaf.raw, 'format');
    const file = type === 'string' && own(leaf.raw, 'type') === 'file';
    if (file) return { value: 'binary', pointer: below(leaf.pointer, 'type') };
    if (format === undefined) continue;
    const declared = declaredTypes(leaf)?.types;
    const both = declared === undefined || (declared.has('number') && declared.has('string'));
    const fits = both ? NUMERIC_FORMATS.has(format) === (type === 'number') : declared.has(type);
    if (fits) return { value: format, pointer: below(leaf.pointer, 'format') };
  }
  return undefined;
}

function foldNumber(leaves: readonly Leaf[], integer: boolean, listed: boolean): Omit<NumberVariant, keyof CommonKeys> {
  if (listed)
    return {
      type: 'number',
      integer: undefined,
      lower: undefined,
      upper: undefined,
      multipleOf: [],
      format: undefined,
    };
  let lower: Keyword<Limit> | undefined;
  let upper: Keyword<Limit> | undefined;
  const multipleOf = new Map<number, Keyword<number>>();
  for (const leaf of leaves) {
    for (const limit of limits(leaf, 'minimum', 'exclusiveMinimum')) lower = tighter(lower, limit, 1);
    for (const limit of limits(leaf, 'maximum', 'exclusiveMaximum')) upper = tighter(upper, limit, -1);
    const step = own(leaf.raw, 'multipleOf');
    if (typeof step === 'number' && step > 0 && !(integer && step === 1))
      multipleOf.set(step, { value: step, pointer: below(leaf.pointer, 'multipleOf') });
  }
  const typed = leaves.find((leaf) => declaredTypes(leaf)?.integer) ?? leaves[0];
  return {
    type: 'number',
    integer: integer && typed !== undefined ? { value: true, pointer: below(typed.pointer, 'type') } : undefined,
    lower: integer ? whole(lower, 1) : lower,
    upper: integer ? whole(upper, -1) : upper,
    multipleOf: [...multipleOf.values()].sort((a, b) => a.value - b.value),
    format: foldFormat('number', leaves),
  };
}

type CommonKeys = Pick<Variant, 'key' | 'pointer' | 'name' | 'values' | 'extensible' | 'conditions'>;

/** Both dialects' way to write a bound: `exclusiveMinimum` is a flag up to OpenAPI 3.0 and a number from 3.1 on. */
function limits(leaf: Leaf, inclusiveKey: string, exclusiveKey: string): Keyword<Limit>[] {
  const inclusive = own(leaf.raw, inclusiveKey);
  const exclusive = own(leaf.raw, exclusiveKey);
  const found: Keyword<Limit>[] = [];
  if (typeof inclusive === 'number') {
    found.push({
      value: { value: inclusive, exclusive: exclusive === true },
      pointer: below(leaf.pointer, inclusiveKey),
    });
  }
  if (typeof exclusive === 'number') {
    found.push({ value: { value: exclusive, exclusive: true }, pointer: below(leaf.pointer, exclusiveKey) });
  }
  return found;
}

function tighter(a: Keyword<Limit> | undefined, b: Keyword<Limit>, sign: 1 | -1): Keyword<Limit> {
  if (a === undefined) return b;
  const difference = (b.value.value - a.value.value) * sign;
  return difference > 0 || (difference === 0 && b.value.exclusive) ? b : a;
}

function whole(limit: Keyword<Limit> | undefined, sign: 1 | -1): Keyword<Limit> | undefined {
  if (limit === undefined) return undefined;
  const { value, exclusive } = limit.value;
  const nearest = sign > 0 ? Math.ceil(value) : Math.floor(value);
  return {
    value: { value: nearest === value && exclusive ? value + sign : nearest, exclusive: false },
    pointer: limit.pointer,
  };
}

function foldString(leaves: readonly Leaf[], folding: Folding, listed: boolean): Omit<StringVariant, keyof CommonKeys> {
  const patterns = new Map<string, Keyword<string>>();
  for (const leaf of leaves) {
    const pattern = text(leaf.raw, 'pattern');
    if (pattern !== undefined) patterns.set(pattern, { value: pattern, pointer: below(leaf.pointer, 'pattern') });
  }
  const encoded = leaves.find((leaf) => own(leaf.raw, 'contentSchema') !== undefined);
  return {
    type: 'string',
    minLength: listed ? undefined : bound(leaves, 'minLength', Math.max),
    maxLength: listed ? undefined : bound(leaves, 'maxLength', Math.min),
    patterns: listed ? [] : [...patterns.values()].sort((a, b) => (a.value < b.value ? -1 : 1)),
    format: listed ? undefined : foldFormat('string', leaves),
    contentEncoding: firstText(leaves, 'contentEncoding'),
    contentMediaType: firstText(leaves, 'contentMediaType'),
    contentSchema: encoded === undefined ? undefined : folding.schema(at(encoded, 'contentSchema')),
  };
}

function firstText(leaves: readonly Leaf[], key: string): Keyword<string> | undefined {
  for (const leaf of leaves) {
    const value = text(leaf.raw, key);
    if (value !== undefined) return { value, pointer: below(leaf.pointer, key) };
  }
  return undefined;
}

/** The bound that all leaves together set; one of zero below bounds nothing. */
function bound(
  leaves: readonly Leaf[],
  key: string,
  tightest: (a: number, b: number) => number,
): Keyword<number> | undefined {
  let result: Keyword<number> | undefined;
  for (const leaf of leaves) {
    const value = own(leaf.raw, key);
    if (typeof value !== 'number') continue;
    if (result === undefined || tightest(value, result.value) !== result.value)
      result = { value, pointer: below(leaf.pointer, key) };
  }
  return result !== undefined && tightest === Math.max && result.value <= 0 ? undefined : result;
}

function at(leaf: Leaf, ...keys: readonly (string | number)[]): Target[] {
  let value: Json | undefined = leaf.raw;
  for (const key of keys)
    value = isArray(value) ? value[Number(key)] : isObject(value) ? own(value, String(key)) : undefined;
  return value === undefined ? [] : [{ value, pointer: below(leaf.pointer, ...keys) }];
}

function foldArray(
  leaves: readonly Leaf[],
  context: VariantContext,
  folding: Folding,
): Omit<ArrayVariant, keyof CommonKeys> {
  // `items: [...]` with `additionalItems` is how drafts before 2020-12 wrote `prefixItems` with `items`.
  const prefixKey = (leaf: Leaf): 'prefixItems' | 'items' =>
    isArray(own(leaf.raw, 'items')) ? 'items' : 'prefixItems';
  const prefixOf = (leaf: Leaf): readonly Json[] => {
    const prefix = own(leaf.raw, prefixKey(leaf));
    return isArray(prefix) ? prefix : [];
  };
  const rest = (leaf: Leaf): Target[] => {
    const items = at(leaf, prefixKey(leaf) === 'items' ? 'additionalItems' : 'items');
    return items.length === 0 && context.evaluatesAll ? at(leaf, 'unevaluatedItems') : items;
  };
  const length = Math.max(0, ...leaves.map((leaf) => prefixOf(leaf).length));
  const unique = leaves.find((leaf) => own(leaf.raw, 'uniqueItems') === true);
  const contains: Contains[] = [];
  for (const leaf of leaves) {
    const wanted = at(leaf, 'contains');
    if (wanted.length === 0) continue;
    const min = own(leaf.raw, 'minContains');
    const max = own(leaf.raw, 'maxContains');
    contains.push({
      schema: folding.schema(wanted),
      min: {
        value: typeof min === 'number' ? min : 1,
        pointer: below(leaf.pointer, min === undefined ? 'contains' : 'minContains'),
      },
      max: typeof max === 'number' ? { value: max, pointer: below(leaf.pointer, 'maxContains') } : undefined,
    });
  }
  return {
    type: 'array',
    minItems: bound(leaves, 'minItems', Math.max),
    maxItems: bound(leaves, 'maxItems', Math.min),
    uniqueItems: unique === undefined ? undefined : { value: true, pointer: below(unique.pointer, 'uniqueItems') },
    prefixItems: Array.from({ length }, (_, index) =>
      folding.schema(
        leaves.flatMap((leaf) => (index < prefixOf(leaf).length ? at(leaf, prefixKey(leaf), index) : rest(leaf))),
      ),
    ),
    items: folding.schema(leaves.flatMap(rest)),
    contains,
  };
}

function foldObject(
  leaves: readonly Leaf[],
  context: VariantContext,
  folding: Folding,
): Omit<ObjectVariant, keyof CommonKeys> {
  const places = new Map<string, Pointer>();
  const required = new Map<string, Pointer>();
  const patterns = new Map<string, Target[]>();
  const dependentRequired = new Map<string, Keyword<readonly string[]>>();
  const propertyNames: Schema[] = [];
  for (const leaf of leaves) {
    for (const name of Object.keys(mapAt(leaf, 'properties'))) {
      if (!places.has(name)) places.set(name, below(leaf.pointer, 'properties', name));
    }
    const listed = own(leaf.raw, 'required');
    if (isArray(listed)) {
      for (const name of listed)
        if (typeof name === 'string' && !required.has(name)) required.set(name, below(leaf.pointer, 'required'));
    }
    for (const pattern of Object.keys(mapAt(leaf, 'patternProperties'))) {
      patterns.set(pattern, [...(patterns.get(pattern) ?? []), ...at(leaf, 'patternProperties', pattern)]);
    }
    const wanted = at(leaf, 'propertyNames');
    if (wanted.length > 0) propertyNames.push(folding.schema(wanted));
    for (const key of ['dependentRequired', 'dependencies']) {
      for (const [name, needs] of Object.entries(mapAt(leaf, key))) {
        if (!isArray(needs)) continue;
        const value = [
          ...new Set([
            ...(dependentRequired.get(name)?.value ?? []),
            ...needs.filter((need) => typeof need === 'string'),
          ]),
        ];
        dependentRequired.set(name, { value: value.sort(), pointer: below(leaf.pointer, key, name) });
      }
    }
  }
  // A closed schema without any property names none on purpose: `additionalProperties` speaks of what its own object names.
  const additionalOf = (leaf: Leaf): Target[] => {
    const additional = at(leaf, 'additionalProperties');
    return additional.length === 0 && context.evaluatesAll ? at(leaf, 'unevaluatedProperties') : additional;
  };
  const properties = new Map<string, Schema>();
  for (const name of places.keys())
    properties.set(name, folding.schema(leaves.flatMap((leaf) => sourcesOf(leaf, name))));
  return {
    type: 'object',
    properties,
    places,
    required,
    patternProperties: new Map([...patterns].map(([pattern, sources]) => [pattern, folding.schema(sources)])),
    additional: folding.schema(leaves.flatMap(additionalOf)),
    propertyNames,
    dependentRequired,
    minProperties: bound(leaves, 'minProperties', Math.max),
    maxProperties: bound(leaves, 'maxProperties', Math.min),
  };
}

/** What one leaf says of the property: its own entry, its patterns that match, or else its `additionalProperties`. */
function sourcesOf(leaf: Leaf, name: string): Target[] {
  const sources = at(leaf, 'properties', name);
  for (const pattern of Object.keys(mapAt(leaf, 'patternProperties'))) {
    if (matches(pattern, name)) sources.push(...at(leaf, 'patternProperties', pattern));
  }
  if (sources.length > 0) return sources;
  const additional = at(leaf, 'additionalProperties');
  return additional;
}

function mapAt(leaf: Leaf, key: string): JsonObject {
  const value = own(leaf.raw, key);
  return isObject(value) ? value : {};
}

/** Whether the pattern is found in the name, in time linear in both; a pattern beyond RE2's syntax matches nothing. */
function matches(pattern: string, name: string): boolean {
  try {
    return RE2JS.compile(pattern).matcher(name).find();
  } catch {
    return false;
  }
}
