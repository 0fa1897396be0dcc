// What leaves say of the names of properties, folded into one.

import type { Pointer } from '../../model/pointer.ts';
import type { Keyword, Schema } from '../../model/schema.ts';
import { type Folding, targetsAt } from './folding.ts';
import type { Leaf } from './leaves.ts';

/** What `propertyNames` say together: the only names, or schemas that names must satisfy. */
export interface Names {
  /** The only names that may be, each with the place that lists it. */
  readonly listed: Keyword<ReadonlyMap<string, Pointer>> | undefined;
  readonly open: readonly Schema[];
  /** The places that refuse the name. */
  refusing(name: string): readonly Pointer[];
}

/** Where no `propertyNames` is. */
export const NO_NAMES: Names = { listed: undefined, open: [], refusing: () => [] };

/** What the leaves say of names. */
export function namesOf(leaves: readonly Leaf[], folding: Folding): Names {
  const wanted = leaves.flatMap((leaf) => targetsAt(leaf, 'propertyNames'));
  if (wanted.length === 0) return NO_NAMES;
  const refusing = (name: string): Pointer[] =>
    wanted.filter((target) => folding.accepts([target], name) === false).map((target) => target.pointer);
  const schema = folding.schema(wanted);
  const texts = schema.shape.variants.filter((variant) => variant.type === 'string');
  // What is said of values that are no texts says nothing of names.
  const apart = schema.shape.exclusive && texts.length > 1;
  if (schema.sources.length === 0 || (!apart && texts.some((variant) => variant.key === 'string:')))
    return { listed: undefined, open: [], refusing };
  if (texts.every((variant) => variant.values !== undefined)) {
    const values = texts.flatMap((variant) => variant.values?.value ?? []);
    const accepted = values.filter(
      (value): value is string => typeof value === 'string' && refusing(value).length === 0,
    );
    const { pointer } = schema;
    return { listed: { value: new Map(accepted.map((name) => [name, pointer])), pointer }, open: [], refusing };
  }
  return { listed: undefined, open: [schema], refusing };
}
