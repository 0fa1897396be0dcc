// What folding needs of the reader, and the few moves that folding of every type makes.

import type { Target } from '../../model/document.ts';
import { isArray, isObject, type Json, type JsonObject, own } from '../../model/json.ts';
import { below, type Pointer } from '../../model/pointer.ts';
import type { JsonType, Keyword, Schema, Variant } from '../../model/schema.ts';
import type { Leaf } from './leaves.ts';
import type { Verdict } from './verdict.ts';

/** What folding needs of the reader. */
export interface Folding {
  /** The schema that a value satisfies when it satisfies all of `sources`. */
  schema(sources: readonly Target[]): Schema;
  /** Whether all of `sources` accept the value. */
  accepts(sources: readonly Target[], value: Json): Verdict;
  /** Whether the schema surely accepts nothing. */
  isEmpty(schema: Schema): boolean;
  /** Whether some value surely satisfies `written`, in the file of `within`; `false` means that a look is needed. */
  isInhabited(written: Json, within: Pointer): boolean;
  /** Whether some value surely satisfies all of `sources`; `false` means that a look is needed. */
  meet(sources: readonly Target[]): boolean;
  /** Equal for schemas that mean the same to values of the type, or to all values. */
  meaning(schema: Schema, type?: JsonType): string;
}

/** What is said of the variant from outside its leaves. */
export interface VariantContext {
  readonly name: string | undefined;
  readonly pointer: Pointer;
  readonly integer: boolean;
}

/** The fields that variants of all types share. */
export type CommonKeys = Pick<Variant, 'key' | 'pointer' | 'name' | 'values' | 'extensible' | 'conditions'>;

/** What is written in the leaf at the keys; empty for nothing. */
export function targetsAt(leaf: Leaf, ...keys: readonly (string | number)[]): Target[] {
  let value: Json | undefined = leaf.raw;
  for (const key of keys)
    value = isArray(value) ? value[Number(key)] : isObject(value) ? own(value, String(key)) : undefined;
  return value === undefined ? [] : [{ value, pointer: below(leaf.pointer, ...keys) }];
}

/** The object at the key of the leaf; empty for none. */
export function mapAt(leaf: Leaf, key: string): JsonObject {
  const value = own(leaf.raw, key);
  return isObject(value) ? value : {};
}

/** The entries of the object at the key of the leaf, by name; empty for none. */
export function entriesAt(leaf: Leaf, key: string): (readonly [name: string, value: Json | undefined])[] {
  const map = mapAt(leaf, key);
  return Object.keys(map)
    .sort()
    .map((name) => [name, map[name]]);
}

/** The greatest number at the key; one of zero or less bounds nothing from below. */
export function greatest(leaves: readonly Leaf[], key: string): Keyword<number> | undefined {
  const found = numbersAt(leaves, key).reduce<Keyword<number> | undefined>(
    (most, next) => (most === undefined || next.value > most.value ? next : most),
    undefined,
  );
  return found === undefined || found.value <= 0 ? undefined : found;
}

/** The least number at the key. */
export function least(leaves: readonly Leaf[], key: string): Keyword<number> | undefined {
  return numbersAt(leaves, key).reduce<Keyword<number> | undefined>(
    (most, next) => (most === undefined || next.value < most.value ? next : most),
    undefined,
  );
}

function numbersAt(leaves: readonly Leaf[], key: string): Keyword<number>[] {
  return leaves.flatMap((leaf) => {
    const value = own(leaf.raw, key);
    return typeof value === 'number' ? [{ value, pointer: below(leaf.pointer, key) }] : [];
  });
}
