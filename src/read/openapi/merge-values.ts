// Lists of values of one type in several alternatives, as one.

import type { Target } from '../../model/document.ts';
import { canonical, type Json } from '../../model/json.ts';
import { acceptsAll } from '../../model/scalars.ts';
import { JSON_TYPES, type Keyword, type Variant } from '../../model/schema.ts';
import type { Verdict } from './verdict.ts';

/** Whether all of `sources` accept the value. */
type Accepts = (sources: readonly Target[], value: Json) => Verdict;

/** Scalars of one type that only list values are one list; one that lists none takes the listed ones in. */
export function mergeValues(variants: readonly Variant[], accepts: Accepts): readonly Variant[] {
  if (variants.length < 2) return variants;
  const merged: Variant[] = [];
  for (const type of JSON_TYPES) {
    const ofType = variants.filter((variant) => variant.type === type);
    const listed = ofType.filter((variant) => variant.values !== undefined && variant.conditions.length === 0);
    const [first] = listed;
    if (first === undefined || ofType.length === 1 || type === 'array' || type === 'object') {
      merged.push(...(type === 'null' || type === 'boolean' ? ofType.slice(0, 1) : ofType));
      continue;
    }
    const values = new Map(
      listed.flatMap((variant) => variant.values?.value ?? []).map((value) => [canonical(value), value]),
    );
    const union: Keyword<readonly Json[]> = {
      value: [...values.values()],
      pointer: first.values?.pointer ?? first.pointer,
    };
    const others = ofType.filter((variant) => !listed.includes(variant));
    const open = others.find((variant) => isOpen(variant) && union.value.every(isOf(variant, accepts)));
    if (open !== undefined)
      merged.push({ ...open, extensible: union }, ...others.filter((variant) => variant !== open));
    else merged.push({ ...first, key: listed.map((variant) => variant.key).join('|'), values: union }, ...others);
  }
  return merged;
}

/** Whether values may be of the format that the variant asks for. */
function isOf(variant: Variant, accepts: Accepts): (value: Json) => boolean {
  const format = 'format' in variant ? variant.format : undefined;
  if (format === undefined) return () => true;
  return (value) => accepts([{ value: { format: format.value }, pointer: format.pointer }], value) !== false;
}

/** Whether the variant accepts all of its type, if of a format only. */
function isOpen(variant: Variant): boolean {
  return acceptsAll('format' in variant ? { ...variant, format: undefined } : variant);
}
