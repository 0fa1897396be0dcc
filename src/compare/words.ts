// Schemas in the same words: what differs is in what they refer to, so only the references are followed.

import type { SpecDocument, Target } from '../model/document.ts';
import { isArray, isObject, type Json, type JsonObject, own } from '../model/json.ts';
import type { Direction, FieldPath, FieldSegment } from '../model/place.ts';
import { isAnnotation } from '../model/vocabulary.ts';
import { compareText } from './likeness.ts';
import type { Sameness } from './sameness.ts';

/** A reference in the same words on both sides, to what differs; `step` leads to it from the schema that holds it. */
export interface Referred {
  readonly old: Target;
  readonly fresh: Target;
  readonly step: FieldPath;
}

/** Keywords by which a schema holds others that may be referred to. */
const HOLDING = ['properties', 'additionalProperties', 'items', 'anyOf'] as const;

/** Keywords beside those that leave what they hold as it is. */
const BESIDE = new Set([
  ...['type', 'nullable', 'x-nullable', 'required', 'default', 'deprecated', 'readOnly', 'writeOnly', 'xml'],
  ...['discriminator', 'x-sunset', 'minItems', 'uniqueItems'],
]);

/** Keywords of schemas that hold none: in the same words they say the same. */
const PLAIN = new Set([
  ...BESIDE,
  ...['format', 'enum', 'const', 'pattern', 'x-extensible-enum', 'x-ms-enum', 'maxItems'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength'],
  ...['minProperties', 'maxProperties'],
]);

/**
 * What two schemas in the same words refer to that differs, where comparing them comes down to comparing that: where
 * every reference is a property, the items, the values of a map, or one of alternatives that are told apart by their
 * names and types. `undefined` where more than the references has to be looked at.
 */
export function differingReferences(
  direction: Direction,
  same: Sameness,
  documents: { readonly old: SpecDocument; readonly fresh: SpecDocument },
  old: Target,
  fresh: Target,
): readonly Referred[] | undefined {
  const found: Referred[] = [];
  const hidden = direction === 'request' ? 'readOnly' : 'writeOnly';
  const step: FieldSegment[] = [];

  /** Whether all that is within was understood. */
  function visit(before: Json | undefined, after: Json | undefined): boolean {
    if (!isObject(before) || !isObject(after)) return typeof before === 'boolean';
    if (own(before, '$ref') !== undefined) return refer(before);
    const holds = HOLDING.some((key) => own(before, key) !== undefined);
    if (holds && !mayHaveAll(before)) return false;
    for (const key in before) {
      if ((holds ? BESIDE : PLAIN).has(key) || isAnnotation(key)) continue;
      if (!visitKeyword(key, before[key], after[key])) return false;
    }
    return true;
  }

  function visitKeyword(key: string, mine: Json | undefined, yours: Json | undefined): boolean {
    if (key === 'items') return within(ITEMS, mine, yours);
    if (key === 'additionalProperties') return within(VALUES, mine, yours);
    if (key === 'properties' && isObject(mine) && isObject(yours)) {
      for (const property in mine) {
        const was = mine[property];
        if (isObject(was) && own(was, hidden) === true) continue;
        if (!within({ property }, was, yours[property])) return false;
      }
      return true;
    }
    if (key !== 'anyOf' || !isArray(mine) || !isArray(yours) || !areApart(mine)) return false;
    return mine.every((option, index) => visit(option, yours[index]));
  }

  function within(segment: FieldSegment, mine: Json | undefined, yours: Json | undefined): boolean {
    step.push(segment);
    const understood = visit(mine, yours);
    step.pop();
    return understood;
  }

  function refer(raw: JsonObject): boolean {
    const ref = own(raw, '$ref');
    for (const key in raw) if (key !== '$ref' && !isAnnotation(key)) return false;
    if (typeof ref === 'string' && same.reference(ref, old.pointer, fresh.pointer)) return true;
    const { was, is } = targets(ref);
    if (was === undefined || is === undefined) return false;
    // What travels in one direction only, or is put together of others, is looked at as a whole.
    if (!isPlain(was.value) || !isPlain(is.value)) return false;
    found.push({ old: was, fresh: is, step: [...step] });
    return true;
  }

  function targets(ref: Json | undefined): { readonly was: Target | undefined; readonly is: Target | undefined } {
    if (typeof ref !== 'string') return { was: undefined, is: undefined };
    return { was: documents.old.resolve(ref, old.pointer), is: documents.fresh.resolve(ref, fresh.pointer) };
  }

  /** Whether no value can be taken for one of another alternative, and each alternative is the same one on both sides. */
  function areApart(options: readonly Json[]): boolean {
    const seen = new Set<string>();
    return options.every((option) => {
      if (!isObject(option)) return false;
      const ref = own(option, '$ref');
      const { was, is } = ref === undefined ? { was: { value: option }, is: { value: option } } : targets(ref);
      const type = typeOf(was?.value);
      const name = type === 'object' ? ref : type;
      if (type !== typeOf(is?.value) || typeof name !== 'string' || seen.has(name)) return false;
      seen.add(name);
      return true;
    });
  }

  if (!visit(old.value, fresh.value)) return undefined;
  // What is compared first is met first, and trials take it for equal: that must not hang on the order of keys.
  return found.sort((a, b) => compareText(a.old.pointer, b.old.pointer));
}

const ITEMS = { items: true } as const;
const VALUES = { values: true } as const;

/** Whether values of the schema may have whatever it holds: no type rules that out, and nothing required may be barred. */
function mayHaveAll(raw: JsonObject): boolean {
  const type = own(raw, 'type');
  const admits = (name: string): boolean =>
    type === undefined || type === name || (isArray(type) && type.includes(name));
  const has = (key: string): boolean => own(raw, key) !== undefined;
  if (has('anyOf')) return type === undefined && !has('properties') && !has('items') && !has('additionalProperties');
  if (has('items') && !admits('array')) return false;
  if ((has('properties') || has('additionalProperties')) && !admits('object')) return false;
  const required = own(raw, 'required');
  if (own(raw, 'additionalProperties') === undefined || !isArray(required)) return true;
  const properties = own(raw, 'properties');
  return required.every((name) => isObject(properties) && typeof name === 'string' && Object.hasOwn(properties, name));
}

/** Whether the schema travels in one direction only (OpenAPI 3.1 §4.8.24). */
function isHidden(raw: JsonObject): boolean {
  return own(raw, 'readOnly') === true || own(raw, 'writeOnly') === true;
}

/** Whether the value is a schema that travels in both directions and is no composition of others. */
function isPlain(value: Json): boolean {
  return (
    isObject(value) &&
    !isHidden(value) &&
    ['$ref', 'allOf', 'oneOf', 'not', 'if'].every((keyword) => own(value, keyword) === undefined)
  );
}

/** The one type that a plain schema declares. */
function typeOf(value: Json | undefined): string | undefined {
  const type = value !== undefined && isObject(value) && isPlain(value) ? own(value, 'type') : undefined;
  return typeof type === 'string' ? type : undefined;
}
