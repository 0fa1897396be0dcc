// Raw schemas of any dialect in the terms of JSON Schema 2020-12, as one direction of travel sees them.

import type { SpecDocument, Target } from '../model/document.ts';
import { isArray, isObject, type Json, type JsonObject, own, text } from '../model/json.ts';
import { below, type Pointer } from '../model/pointer.ts';

/** The keyword that takes the place of `$ref`: its value is the pointer of a schema that is compiled when a value gets there. */
export const LAZY_REF = 'driftgateRef';

/** Lifts the schemas of one document for one direction. */
export interface Lifter {
  /** The schema at `target`, up to its references. */
  lift(target: Target): JsonObject | boolean;
  /** The schema that a {@link LAZY_REF} names. */
  targetOf(pointer: Pointer): Target | undefined;
}

/** A schema that is an object, and where it is written. */
interface Part {
  readonly value: JsonObject;
  readonly pointer: Pointer;
}

type Reading = 'number' | 'text' | 'flag' | 'schema' | 'inPlace' | 'schemas' | 'allInPlace' | 'map' | 'inPlaceMap';

/** What is taken over as it is. What is not named here says nothing about values, or is read on its own below. */
const KEYWORDS: Readonly<Record<string, Reading>> = {
  minimum: 'number',
  maximum: 'number',
  minLength: 'number',
  maxLength: 'number',
  minItems: 'number',
  maxItems: 'number',
  minContains: 'number',
  maxContains: 'number',
  minProperties: 'number',
  maxProperties: 'number',
  pattern: 'text',
  format: 'text',
  uniqueItems: 'flag',
  contains: 'schema',
  propertyNames: 'schema',
  additionalProperties: 'schema',
  unevaluatedProperties: 'schema',
  unevaluatedItems: 'schema',
  not: 'inPlace',
  if: 'inPlace',
  // biome-ignore lint/suspicious/noThenProperty: the keyword is called so
  then: 'inPlace',
  else: 'inPlace',
  prefixItems: 'schemas',
  allOf: 'allInPlace',
  anyOf: 'allInPlace',
  oneOf: 'allInPlace',
  patternProperties: 'map',
  dependentSchemas: 'inPlaceMap',
};

/** What the schema around says to a schema within it. */
interface Context {
  /** Properties that do not travel in this direction. */
  readonly hidden: ReadonlySet<string>;
  /**
   * Set below `unevaluated*`, which sees what its neighbours evaluate: references are unfolded in place there, up to
   * those that are being unfolded.
   */
  readonly unfolding: readonly Pointer[] | undefined;
}

const PLAIN: Context = { hidden: new Set(), unfolding: undefined };

/** A lifter for what `document` describes, as it travels in `direction` (OpenAPI 3.1 §4.8.24: `readOnly`, `writeOnly`). */
export function lifter(document: SpecDocument, direction: 'request' | 'response'): Lifter {
  const siblingsCount = document.dialect === 'openapi-3.1' || document.dialect === 'openapi-3.2';
  const flag = direction === 'request' ? 'readOnly' : 'writeOnly';
  const targets = new Map<Pointer, Target>();

  function lift({ value, pointer }: Target, context: Context): JsonObject | boolean {
    if (typeof value === 'boolean') return value;
    if (!isObject(value)) return true;
    const lifted: Record<string, Json> = {};
    const ref = text(value, '$ref');
    if (ref !== undefined) {
      refer(document.resolve(ref, pointer), lifted, context);
      if (!siblingsCount) return lifted;
    }
    const parts = partsOf({ value, pointer });
    const hidden = new Set([...context.hidden, ...hiddenIn(parts)]);
    const unevaluated = ['unevaluatedProperties', 'unevaluatedItems'].some((key) => own(value, key) !== undefined);
    const inPlace: Context = { hidden, unfolding: context.unfolding ?? (unevaluated ? [pointer] : undefined) };
    for (const keyword of Object.keys(value)) {
      const read = Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined;
      const result = read && takeOver(read, own(value, keyword) ?? null, below(pointer, keyword), inPlace);
      if (result !== undefined) lifted[keyword] = result;
    }
    liftTypes(value, lifted);
    liftValues(value, lifted);
    liftNumbers(value, lifted);
    liftItems({ value, pointer }, lifted);
    liftProperties({ value, pointer }, lifted, hidden);
    liftDependencies({ value, pointer }, lifted, inPlace);
    return allowsNull(value, parts) ? { anyOf: [{ type: 'null' }, lifted] } : lifted;
  }

  /** A reference that dangles says nothing. */
  function refer(target: Target | undefined, lifted: Record<string, Json>, context: Context): void {
    if (target === undefined) return;
    if (context.unfolding !== undefined && !context.unfolding.includes(target.pointer)) {
      const unfolding = [...context.unfolding, target.pointer];
      lifted.allOf = [lift(target, { ...context, unfolding })];
      return;
    }
    targets.set(target.pointer, target);
    lifted[LAZY_REF] = target.pointer;
  }

  function takeOver(read: Reading, value: Json, pointer: Pointer, inPlace: Context): Json | undefined {
    switch (read) {
      case 'number':
        return typeof value === 'number' ? value : undefined;
      case 'text':
        return typeof value === 'string' ? value : undefined;
      case 'flag':
        return value === true ? true : undefined;
      case 'schema':
        return lift({ value, pointer }, PLAIN);
      case 'inPlace':
        return lift({ value, pointer }, inPlace);
      case 'schemas':
      case 'allInPlace': {
        if (!isArray(value) || value.length === 0) return undefined;
        const context = read === 'schemas' ? PLAIN : inPlace;
        return value.map((item, index) => lift({ value: item, pointer: below(pointer, index) }, context));
      }
      default:
        return liftMap({ value, pointer }, read === 'map' ? PLAIN : inPlace);
    }
  }

  function liftMap({ value, pointer }: Target, context: Context): JsonObject | undefined {
    if (!isObject(value)) return undefined;
    const members = Object.keys(value).map(
      (name) => [name, lift({ value: own(value, name) ?? null, pointer: below(pointer, name) }, context)] as const,
    );
    return Object.fromEntries(members);
  }

  /** `items: [...]` with `additionalItems` is how drafts before 2020-12 wrote `prefixItems` with `items`. */
  function liftItems({ value, pointer }: Part, lifted: Record<string, Json>): void {
    const items = own(value, 'items');
    const rest = isArray(items) ? 'additionalItems' : 'items';
    const after = own(value, rest);
    if (after !== undefined) lifted.items = lift({ value: after, pointer: below(pointer, rest) }, PLAIN);
    if (isArray(items) && items.length > 0)
      lifted.prefixItems = items.map((item, index) =>
        lift({ value: item, pointer: below(pointer, 'items', index) }, PLAIN),
      );
  }

  function liftProperties(
    { value, pointer }: Part,
    lifted: Record<string, Json>,
    hidden: ReadonlySet<string>,
  ): void {
    const properties = own(value, 'properties');
    if (isObject(properties)) {
      const shown = Object.keys(properties)
        .filter((name) => !hidden.has(name))
        .map((name) => [name, own(properties, name) ?? null] as const);
      lifted.properties = liftMap({ value: Object.fromEntries(shown), pointer: below(pointer, 'properties') }, PLAIN) ?? {};
    }
    const required = own(value, 'required');
    if (isArray(required))
      lifted.required = [...new Set(required.filter((name) => typeof name === 'string' && !hidden.has(name)))];
  }

  function liftDependencies(
    { value, pointer }: Part,
    lifted: Record<string, Json>,
    inPlace: Context,
  ): void {
    const needs: [string, Json][] = [];
    const schemas: [string, Json][] = Object.entries(isObject(lifted.dependentSchemas) ? lifted.dependentSchemas : {}).map(
      ([name, schema]) => [name, schema ?? true],
    );
    for (const key of ['dependentRequired', 'dependencies']) {
      const map = own(value, key);
      for (const [name, need] of Object.entries(isObject(map) ? map : {})) {
        if (isArray(need)) needs.push([name, need.filter((item) => typeof item === 'string')]);
        else if (need !== undefined && key === 'dependencies')
          schemas.push([name, lift({ value: need, pointer: below(pointer, key, name) }, inPlace)]);
      }
    }
    if (needs.length > 0) lifted.dependentRequired = Object.fromEntries(needs);
    if (schemas.length > 0) lifted.dependentSchemas = Object.fromEntries(schemas);
  }

  /** The schema object with all that it is made of in place: `$ref`s followed, `allOf` laid flat. */
  function partsOf(target: Target): readonly Part[] {
    const parts = new Map<Pointer, Part>();
    const queue: Target[] = [target];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const { value, pointer } = next;
      if (!isObject(value) || parts.has(pointer)) continue;
      const ref = text(value, '$ref');
      const followed = ref === undefined ? undefined : document.resolve(ref, pointer);
      if (followed !== undefined) queue.push(followed);
      if (ref !== undefined && !siblingsCount) continue;
      parts.set(pointer, { value, pointer });
      const members = own(value, 'allOf');
      if (isArray(members))
        members.forEach((member, index) => {
          queue.push({ value: member, pointer: below(pointer, 'allOf', index) });
        });
    }
    return [...parts.values()];
  }

  function hiddenIn(parts: readonly Part[]): string[] {
    return parts.flatMap(({ value, pointer }) => {
      const properties = own(value, 'properties');
      if (!isObject(properties)) return [];
      const at = below(pointer, 'properties');
      return Object.keys(properties).filter((name) =>
        isMarked({ value: own(properties, name) ?? null, pointer: below(at, name) }),
      );
    });
  }

  function isMarked(target: Target): boolean {
    if (!isObject(target.value)) return false;
    if (own(target.value, '$ref') === undefined && own(target.value, 'allOf') === undefined)
      return own(target.value, flag) === true;
    return partsOf(target).some((part) => own(part.value, flag) === true);
  }

  return { lift: (target) => lift(target, PLAIN), targetOf: (pointer) => targets.get(pointer) };
}

const TYPES = new Set(['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']);

function isNullable(raw: JsonObject): boolean {
  return own(raw, 'nullable') === true || own(raw, 'x-nullable') === true;
}

/** Types that are not known are as good as none; Swagger 2.0 `file` travels as text. */
function liftTypes(raw: JsonObject, lifted: Record<string, Json>): void {
  const declared = own(raw, 'type');
  const types = (isArray(declared) ? declared : [declared ?? null])
    .map((type) => (type === 'file' ? 'string' : type))
    .filter((type) => typeof type === 'string' && TYPES.has(type));
  if (types.length === 0) return;
  if (isNullable(raw)) types.push('null');
  lifted.type = [...new Set(types)];
}

/** Where strings are declared, numbers that YAML read are the text that was meant. */
function liftValues(raw: JsonObject, lifted: Record<string, Json>): void {
  const constant = own(raw, 'const');
  const listed = constant !== undefined ? [constant] : own(raw, 'enum');
  if (!isArray(listed)) return;
  const types = isArray(lifted.type) ? lifted.type : [];
  const texts = types.includes('string') && !['number', 'integer', 'boolean'].some((type) => types.includes(type));
  const misread = texts && !listed.some((value) => typeof value === 'string');
  lifted.enum = misread
    ? listed.map((value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value))
    : listed;
  if (texts && !misread && listed.some((value) => typeof value === 'boolean')) lifted.type = [...types, 'boolean'];
}

/** `exclusiveMinimum` is a flag up to OpenAPI 3.0 and a number from 3.1 on. */
function liftNumbers(raw: JsonObject, lifted: Record<string, Json>): void {
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

/** `nullable` without a type of its own allows `null` for the whole, whatever the other parts say. */
function allowsNull(raw: JsonObject, parts: readonly Part[]): boolean {
  if (own(raw, 'type') !== undefined) return false;
  return parts.some(
    ({ value }) => isNullable(value) && own(value, 'type') === undefined && own(value, 'enum') === undefined,
  );
}
