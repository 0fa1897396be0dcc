// Lists of the only values accepted: each value is tried on all that the schema says, and what stays is the whole list.

import { canonical, type Json } from '../../model/json.ts';
import type { Keyword, Variant } from '../../model/schema.ts';
import { typeOf } from './types.ts';
import type { Verdict } from './verdict.ts';

/**
 * Variants with few values are left with those that the whole schema accepts, and, where that could be told for each of
 * them, with no other constraint. In a `oneOf` a listed value is refused where another variant takes it too: that one
 * notes it, if it has no list.
 */
export function decideLists(
  variants: readonly Variant[],
  oneOf: boolean,
  accepts: (value: Json) => Verdict,
): Variant[] {
  const refused: Keyword<Json>[] = [];
  const settled = variants.flatMap((variant) => {
    const values = valuesOf(variant);
    if (values === undefined) return [variant];
    const verdicts = values.map((value) => (typeOf(value) === variant.type ? accepts(value) : undefined));
    const kept = values.filter((_, index) => verdicts[index] !== false);
    const pointer = variant.values?.pointer ?? variant.pointer;
    refused.push(...values.filter((_, index) => verdicts[index] === false).map((value) => ({ value, pointer })));
    if (kept.length === 0) return [];
    const decided = verdicts.every((verdict) => verdict !== undefined);
    if (kept.length === values.length && !decided) return [variant];
    const whole = variant.type === 'null' || (variant.type === 'boolean' && kept.length === 2);
    const list = whole ? undefined : { value: kept, pointer };
    const key = kept.length < values.length ? `${variant.key}=${kept.map(canonical).join()}` : variant.key;
    return [{ ...variant, key, values: list, ...(decided && { conditions: [] }) }];
  });
  return oneOf ? settled.map((variant) => noting(variant, refused)) : settled;
}

function noting(variant: Variant, refused: readonly Keyword<Json>[]): Variant {
  const noted = refused.filter(({ value }) => typeOf(value) === variant.type);
  const [first] = noted;
  if (first === undefined || valuesOf(variant) !== undefined || variant.extensible !== undefined) return variant;
  return { ...variant, extensible: { value: noted.map(({ value }) => value), pointer: first.pointer } };
}

function valuesOf(variant: Variant): readonly Json[] | undefined {
  if (variant.values !== undefined) return variant.values.value;
  if (variant.type === 'null') return [null];
  return variant.type === 'boolean' ? [false, true] : undefined;
}
