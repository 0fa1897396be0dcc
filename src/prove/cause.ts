// Whether a value is refused for the change at hand, and not for another one beside it.

import type { Change } from '../model/change.ts';
import { canonical, isArray, isObject, type Json, type JsonObject, own } from '../model/json.ts';
import type { ObjectVariant, Schema, Variant } from '../model/schema.ts';
import type { Sampler } from './sample.ts';

/** Both sides' schemas of the field at which a value is tried. */
export interface Leaves {
  readonly giver: Schema;
  readonly refuser: Schema;
}

/** Whether the value is of the sort that the change is about: `null` for `null.allowed`, the value itself for an enum's. */
export function isAbout(change: Change, value: Json, { refuser }: Leaves): boolean {
  const { kind, before, after } = change;
  if (kind.startsWith('null.')) return value === null;
  if (kind === 'enum.value-added') return canonical(value) === canonical(after);
  if (kind === 'enum.value-removed') return canonical(value) === canonical(before);
  if (kind.startsWith('enum.') || kind.startsWith('format.') || kind.startsWith('pattern.'))
    return typeof value === 'string' || typeof value === 'number';
  if (kind.startsWith('type.')) return !refuser.shape.variants.some((variant) => isOfType(value, variant));
  if (kind.startsWith('bound.')) return new RegExp(BOUNDED[typeNameOf(value)] ?? '^$').test(change.facts.keyword ?? '');
  return true;
}

/** The keywords that bound values of each type. */
const BOUNDED: Readonly<Record<string, string>> = {
  number: '^(exclusive)?(Minimum|Maximum|minimum|maximum)$|^multipleOf$',
  string: 'Length$',
  array: 'Items$|Contains$',
  object: 'Properties$',
};

/** The JSON type of the value. */
export function typeNameOf(value: Json): string {
  return isArray(value) ? 'array' : value === null ? 'null' : typeof value;
}

function isOfType(value: Json, variant: Variant): boolean {
  if (typeof value === 'number' && variant.type === 'number') return !variant.integer || Number.isInteger(value);
  return typeNameOf(value) === variant.type;
}

/**
 * Values like the one that is refused, with the changed thing mended: if one of them is taken, the refusal is for the
 * change. `undefined` where the value holds nothing beside what changed.
 */
export function mended(
  change: Change,
  value: Json,
  leaves: Leaves,
  focus: string | undefined,
  sampler: Sampler,
): readonly Json[] | undefined {
  if (isArray(value)) return change.kind.startsWith('bound.') ? mendedArray(value, leaves, sampler) : undefined;
  if (!isObject(value)) return undefined;
  if (focus !== undefined) {
    const { replacement } = change.facts;
    const names = replacement === undefined ? [focus] : [focus, replacement];
    const once = names.flatMap((name) => toggled(value, name, leaves, sampler));
    return replacement === undefined
      ? once
      : [...once, ...once.flatMap((other) => toggled(other, replacement, leaves, sampler))];
  }
  if (change.kind.startsWith('object.') || change.kind.startsWith('pattern-property.')) {
    const known = new Set(objectsOf(leaves).flatMap((variant) => [...variant.properties.keys()]));
    return Object.keys(value)
      .filter((name) => !known.has(name))
      .map((name) => without(value, name));
  }
  return undefined;
}

function mendedArray(value: readonly Json[], { refuser }: Leaves, sampler: Sampler): Json[] {
  const shorter = value.map((_, length) => value.slice(0, length));
  const once = [...new Map(value.map((item) => [canonical(item), item])).values()];
  const items = new Map(value.entries());
  const longer = refuser.shape.variants.flatMap((variant) => {
    const sample = variant.type === 'array' ? sampler.variant(variant, refuser, { items }) : undefined;
    return sample === undefined ? [] : [sample];
  });
  return [...shorter.slice(-20), once, ...longer];
}

/** The object without the property or, where it has none, with it. */
function toggled(value: Json, name: string, leaves: Leaves, sampler: Sampler): Json[] {
  if (!isObject(value)) return [];
  if (own(value, name) !== undefined) return [without(value, name)];
  return objectsOf(leaves).flatMap((variant) => {
    const sample = sampler.value(variant.properties.get(name) ?? variant.additional);
    return sample === undefined ? [] : [Object.fromEntries([...Object.entries(value), [name, sample]])];
  });
}

function without(value: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}

function objectsOf({ giver, refuser }: Leaves): ObjectVariant[] {
  return [...refuser.shape.variants, ...giver.shape.variants].filter((variant) => variant.type === 'object');
}
