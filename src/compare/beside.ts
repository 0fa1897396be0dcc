// Alternatives that change nothing, since others beside them take the same values.

import { canonical } from '../model/json.ts';
import { acceptsAll } from '../model/scalars.ts';
import type { Shape, Variant } from '../model/schema.ts';
import { takes } from './accepts.ts';

/** Whether another alternative takes all numbers or all texts, so that the bounds of this one bound nothing. */
export function isBesideAll(variant: Variant, { variants, exclusive }: Shape): boolean {
  if (exclusive || variant.values !== undefined || (variant.type !== 'number' && variant.type !== 'string'))
    return false;
  return variants.some((other) => other !== variant && other.type === variant.type && acceptsAll(other));
}

/** Whether another alternative takes each value that only the other list holds, though not all there are. */
export function areListedElsewhere(variant: Variant, { variants, exclusive }: Shape, other: Variant): boolean {
  if (exclusive || variant.values === undefined || other.values === undefined) return false;
  const known = new Set(variant.values.value.map(canonical));
  const others = variants.filter((one) => one !== variant && !one.key.endsWith(':'));
  return other.values.value
    .filter((value) => !known.has(canonical(value)))
    .every((value) => others.some((one) => takes(one, value) === true));
}
