// Raw schemas of any dialect in the terms of JSON Schema 2020-12, as one direction of travel sees them.

import type { SpecDocument, Target } from '../model/document.ts';
import { isArray, isObject, type Json, type JsonObject, own, text } from '../model/json.ts';
import { below, type Pointer } from '../model/pointer.ts';
import { allowsNull, composition, type Part, refSiblingsCount } from './composition.ts';
import { liftNumbers, liftTypes, liftValues } from './dialect.ts';
import { Unprovable } from './effort.ts';

/** The keyword that takes the place of `$ref`: its value is the pointer of a schema that is compiled when a value gets there. */
export const LAZY_REF = 'driftgateRef';

/**
 * The keyword that stands for what many `properties` say, by the pointer to them: each is compiled when a value has it.
 * `properties` beside it names them.
 */
export const LAZY_PROPERTIES = 'driftgateProperties';

/** The value of {@link LAZY_REF} for a reference that is not followed. */
export const DYNAMIC = '$dynamicRef';

/** Lifts the schemas of one document for one direction. */
export interface Lifter {
  /** The schema at `target`, up to its references. */
  lift(target: Target): JsonObject | boolean;
  /** The schema that a {@link LAZY_REF} names. */
  targetOf(pointer: Pointer): Target | undefined;
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

/** References that are unfolded in place in one schema: each may be met in many ways. */
const MOST_UNFOLDED = 1000;

/** So many properties are compiled with their object; payloads have but a few of more. */
const FEW_PROPERTIES = 4;

/** Keywords by which a schema is large enough to be worth compiling on its own. */
const STRUCTURED = ['properties', 'allOf', 'anyOf', 'oneOf', 'patternProperties'];

const PLAIN: Context = { hidden: new Set(), unfolding: undefined };

/** A lifter for what `document` describes, as it travels in `direction` (OpenAPI 3.1 §4.8.24: `readOnly`, `writeOnly`). */
export function lifter(document: SpecDocument, direction: 'request' | 'response'): Lifter {
  const siblingsCount = refSiblingsCount(document);
  const { partsOf, hiddenIn } = composition(document, direction === 'request' ? 'readOnly' : 'writeOnly');
  const targets = new Map<Pointer, Target>();
  let unfolded = 0;

  function lift({ value, pointer }: Target, context: Context): JsonObject | boolean {
    if (typeof value === 'boolean') return value;
    if (!isObject(value)) return true;
    const lifted: Record<string, Json> = {};
    const ref = text(value, '$ref');
    if (ref !== undefined) {
      refer(document.resolve(ref, pointer), lifted, context);
      if (!siblingsCount) return lifted;
    }
    // What it leads to hangs on the way by which it was reached, which nothing here follows.
    if (own(value, '$dynamicRef') !== undefined || own(value, '$recursiveRef') !== undefined)
      lifted[LAZY_REF] = DYNAMIC;
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
      unfolded += 1;
      if (unfolded > MOST_UNFOLDED) throw new Unprovable('what is unevaluated hangs on too many references');
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
        return liftChild({ value, pointer });
      case 'inPlace':
        return lift({ value, pointer }, inPlace);
      case 'schemas':
      case 'allInPlace': {
        if (!isArray(value) || value.length === 0) return undefined;
        return value.map((item, index) => {
          const target = { value: item, pointer: below(pointer, index) };
          return read === 'schemas' ? liftChild(target) : lift(target, inPlace);
        });
      }
      default:
        return liftMap({ value, pointer }, (target) => (read === 'map' ? liftChild(target) : lift(target, inPlace)));
    }
  }

  /** A schema of a part of the value: where it is a large one it is left for when a value gets there. */
  function liftChild(target: Target): JsonObject | boolean {
    if (
      !isObject(target.value) ||
      !STRUCTURED.some((keyword) => own(target.value as JsonObject, keyword) !== undefined)
    )
      return lift(target, PLAIN);
    targets.set(target.pointer, target);
    return { [LAZY_REF]: target.pointer };
  }

  function liftMap({ value, pointer }: Target, each: (target: Target) => JsonObject | boolean): JsonObject | undefined {
    if (!isObject(value)) return undefined;
    const members = Object.keys(value)
      .sort()
      .map((name) => [name, each({ value: own(value, name) ?? null, pointer: below(pointer, name) })] as const);
    return Object.fromEntries(members);
  }

  /** `items: [...]` with `additionalItems` is how drafts before 2020-12 wrote `prefixItems` with `items`. */
  function liftItems({ value, pointer }: Part, lifted: Record<string, Json>): void {
    const items = own(value, 'items');
    const rest = isArray(items) ? 'additionalItems' : 'items';
    const after = own(value, rest);
    if (after !== undefined) lifted.items = liftChild({ value: after, pointer: below(pointer, rest) });
    if (isArray(items) && items.length > 0)
      lifted.prefixItems = items.map((item, index) =>
        liftChild({ value: item, pointer: below(pointer, 'items', index) }),
      );
  }

  function liftProperties({ value, pointer }: Part, lifted: Record<string, Json>, hidden: ReadonlySet<string>): void {
    const properties = own(value, 'properties');
    if (isObject(properties)) {
      const names = Object.keys(properties).filter((name) => !hidden.has(name));
      const shown = names.map((name) => [name, own(properties, name) ?? null] as const);
      const at = below(pointer, 'properties');
      if (names.length > FEW_PROPERTIES) {
        for (const [name, value] of shown) targets.set(below(at, name), { value, pointer: below(at, name) });
        lifted.properties = Object.fromEntries(names.map((name) => [name, true]));
        lifted[LAZY_PROPERTIES] = at;
      } else lifted.properties = liftMap({ value: Object.fromEntries(shown), pointer: at }, liftChild) ?? {};
    }
    const required = own(value, 'required');
    if (isArray(required))
      lifted.required = [...new Set(required.filter((name) => typeof name === 'string' && !hidden.has(name)))];
  }

  function liftDependencies({ value, pointer }: Part, lifted: Record<string, Json>, inPlace: Context): void {
    const needs: [string, Json][] = [];
    const schemas: [string, Json][] = Object.entries(
      isObject(lifted.dependentSchemas) ? lifted.dependentSchemas : {},
    ).map(([name, schema]) => [name, schema ?? true]);
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

  return {
    lift: (target) => {
      unfolded = 0;
      return lift(target, PLAIN);
    },
    targetOf: (pointer) => targets.get(pointer),
  };
}
