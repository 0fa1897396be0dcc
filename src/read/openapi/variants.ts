// Schema objects that all apply, folded into one variant of one JSON type.

import { canonical, inOrder, isArray, isObject, type Json, own } from '../../model/json.ts';
import { below } from '../../model/pointer.ts';
import type { Condition, JsonType, Keyword, NumberVariant, ObjectVariant, Variant } from '../../model/schema.ts';
import { foldArray } from './fold-array.ts';
import { foldConditions } from './fold-conditions.ts';
import { foldObject, mayHave } from './fold-object.ts';
import { foldNumber, foldString } from './fold-scalars.ts';
import type { CommonKeys, Folding, VariantContext } from './folding.ts';
import type { Leaf } from './leaves.ts';
import { constrains, declaredTypes, typeOf } from './types.ts';

/** Folds `leaves` into what they accept of `type`; `undefined` when they accept nothing of it. */
export function foldVariant(
  type: JsonType,
  leaves: readonly Leaf[],
  context: VariantContext,
  folding: Folding,
): Variant | undefined {
  const relevant = leaves.filter((leaf) => constrains(leaf.raw, type));
  const written = foldValues(type, relevant);
  if (written?.value.length === 0) return undefined;
  const object = type === 'object' ? foldObject(leaves, folding) : undefined;
  if (type === 'object' && object === undefined) return undefined;
  const may = (name: string): boolean => object === undefined || mayHave(object, name, folding);
  const asked = foldConditions(type, leaves, context.integer, may, folding);
  if (asked === undefined) return undefined;
  const { conditions, listed } = asked;
  const values = written ?? listed;
  const base = {
    key: `${type}${context.integer && type === 'number' ? '!' : ''}:${relevant
      .map((leaf) => leaf.pointer)
      .sort()
      .join('&')}`,
    pointer: relevant[0]?.pointer ?? context.pointer,
    name: context.name,
    values,
    extensible: foldExtensible(type, relevant),
    conditions,
  };
  switch (type) {
    case 'null':
      return { type, ...base, values: undefined };
    case 'boolean':
      return { type, ...base, values: values?.value.length === 2 ? undefined : values };
    case 'number': {
      const folded = foldNumber(relevant, context.integer, values !== undefined);
      return folded && { ...base, ...folded, type, values: values ?? onlyNumber(folded, conditions) };
    }
    case 'string': {
      const folded = foldString(relevant, folding, values !== undefined);
      return folded && { ...base, ...folded, type, values: values ?? onlyEmpty(folded.maxLength, '') };
    }
    case 'array': {
      const folded = foldArray(leaves, folding);
      return folded && { ...base, ...folded, type, values: values ?? onlyEmpty(folded.maxItems, []) };
    }
    case 'object':
      return object && { ...base, ...object, type, values: values ?? onlyEmptyObject(object, conditions, folding) };
  }
}

/** The list of the one value that has no length, where no other is allowed. */
function onlyEmpty(most: Keyword<number> | undefined, empty: Json): Keyword<readonly Json[]> | undefined {
  return most?.value === 0 ? { value: [empty], pointer: most.pointer } : undefined;
}

/** The list of the one number that is left, where there are conditions that it may or may not meet. */
function onlyNumber(
  { lower, upper }: Pick<NumberVariant, 'lower' | 'upper'>,
  conditions: readonly Condition[],
): Keyword<readonly Json[]> | undefined {
  if (conditions.length === 0 || lower === undefined || lower.value.value !== upper?.value.value) return undefined;
  return { value: [lower.value.value], pointer: lower.pointer };
}

/** The list of the object without properties, where it is the only one and may be asked for more than that. */
function onlyEmptyObject(
  { properties, patternProperties, additional, maxProperties }: Omit<ObjectVariant, keyof CommonKeys>,
  conditions: readonly Condition[],
  folding: Folding,
): Keyword<readonly Json[]> | undefined {
  const bare =
    conditions.length > 0 &&
    patternProperties.size === 0 &&
    [...properties.values(), additional].every((schema) => folding.isEmpty(schema));
  return bare ? { value: [{}], pointer: additional.pointer } : onlyEmpty(maxProperties, {});
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
      if (result === undefined || known.has(key)) values.set(key, inOrder(value));
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
