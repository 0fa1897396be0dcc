// What leaves say of numbers and of strings, folded into one variant.

import { own, text } from '../../model/json.ts';
import { below } from '../../model/pointer.ts';
import type { Keyword, Limit, NumberVariant, StringVariant } from '../../model/schema.ts';
import { type CommonKeys, type Folding, greatest, least, targetsAt } from './folding.ts';
import type { Leaf } from './leaves.ts';
import { declaredTypes } from './types.ts';

const NUMERIC_FORMATS = new Set([
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'float',
  'double',
  'decimal',
]);

function foldFormat(type: 'number' | 'string', leaves: readonly Leaf[]): Keyword<string> | undefined {
  for (const leaf of leaves) {
    const format = text(leaf.raw, 'format');
    const file = type === 'string' && own(leaf.raw, 'type') === 'file';
    if (file) return { value: 'binary', pointer: below(leaf.pointer, 'type') };
    if (format === undefined) continue;
    const declared = declaredTypes(leaf)?.types;
    const both = declared === undefined || (declared.has('number') && declared.has('string'));
    const fits = both ? NUMERIC_FORMATS.has(format) === (type === 'number') : declared.has(type);
    if (fits) return { value: format, pointer: below(leaf.pointer, 'format') };
  }
  return undefined;
}

/** Folds what numbers are accepted; `undefined` for none. */
export function foldNumber(
  leaves: readonly Leaf[],
  integer: boolean,
  listed: boolean,
): Omit<NumberVariant, keyof CommonKeys> | undefined {
  if (listed)
    return {
      type: 'number',
      integer: undefined,
      lower: undefined,
      upper: undefined,
      multipleOf: [],
      format: undefined,
    };
  let lower: Keyword<Limit> | undefined;
  let upper: Keyword<Limit> | undefined;
  const multipleOf = new Map<number, Keyword<number>>();
  for (const leaf of leaves) {
    for (const limit of limits(leaf, 'minimum', 'exclusiveMinimum')) lower = tighter(lower, limit, 1);
    for (const limit of limits(leaf, 'maximum', 'exclusiveMaximum')) upper = tighter(upper, limit, -1);
    const step = own(leaf.raw, 'multipleOf');
    if (typeof step === 'number' && step > 0 && !(integer && step === 1))
      multipleOf.set(step, { value: step, pointer: below(leaf.pointer, 'multipleOf') });
  }
  const typed = leaves.find((leaf) => declaredTypes(leaf)?.integer) ?? leaves[0];
  const steps = [...multipleOf.values()].sort((a, b) => a.value - b.value);
  // A multiple of a whole number is whole, declared or not.
  const wholeStep = steps.find((step) => Number.isInteger(step.value));
  const at = integer && typed !== undefined ? below(typed.pointer, 'type') : wholeStep?.pointer;
  const kept = steps.filter((step) => !(at !== undefined && Number.isInteger(1 / step.value)) && !divides(step, steps));
  const coarsest = Math.max(at === undefined ? 0 : 1, ...steps.map((step) => step.value));
  const from = coarsest > 0 ? onGrid(lower, coarsest, 1) : lower;
  const to = coarsest > 0 ? onGrid(upper, coarsest, -1) : upper;
  if (from !== undefined && to !== undefined) {
    const room = to.value.value - from.value.value;
    if (room < 0 || (room === 0 && (from.value.exclusive || to.value.exclusive))) return undefined;
  }
  const single = from !== undefined && from.value.value === to?.value.value && Number.isInteger(from.value.value);
  const whole = at ?? (single ? from.pointer : undefined);
  return {
    type: 'number',
    integer: whole === undefined ? undefined : { value: true, pointer: whole },
    lower: from,
    upper: to,
    multipleOf: kept,
    format: foldFormat('number', leaves),
  };
}

/** Whether another step implies this one. */
function divides(step: Keyword<number>, steps: readonly Keyword<number>[]): boolean {
  return steps.some((other) => other.value > step.value && Number.isInteger(other.value / step.value));
}

/** Both dialects' way to write a bound: `exclusiveMinimum` is a flag up to OpenAPI 3.0 and a number from 3.1 on. */
function limits(leaf: Leaf, inclusiveKey: string, exclusiveKey: string): Keyword<Limit>[] {
  const inclusive = own(leaf.raw, inclusiveKey);
  const exclusive = own(leaf.raw, exclusiveKey);
  const found: Keyword<Limit>[] = [];
  if (typeof inclusive === 'number') {
    found.push({
      value: { value: inclusive, exclusive: exclusive === true },
      pointer: below(leaf.pointer, inclusiveKey),
    });
  }
  if (typeof exclusive === 'number') {
    found.push({ value: { value: exclusive, exclusive: true }, pointer: below(leaf.pointer, exclusiveKey) });
  }
  return found;
}

function tighter(a: Keyword<Limit> | undefined, b: Keyword<Limit>, sign: 1 | -1): Keyword<Limit> {
  if (a === undefined) return b;
  const difference = (b.value.value - a.value.value) * sign;
  return difference > 0 || (difference === 0 && b.value.exclusive) ? b : a;
}

/** The first multiple of `step` within the bound. */
function onGrid(limit: Keyword<Limit> | undefined, step: number, sign: 1 | -1): Keyword<Limit> | undefined {
  if (limit === undefined) return undefined;
  const { value, exclusive } = limit.value;
  const nearest = (sign > 0 ? Math.ceil(value / step) : Math.floor(value / step)) * step;
  return {
    value: { value: nearest === value && exclusive ? value + sign * step : nearest, exclusive: false },
    pointer: limit.pointer,
  };
}

/** Folds what strings are accepted; `undefined` for none. */
export function foldString(
  leaves: readonly Leaf[],
  folding: Folding,
  listed: boolean,
): Omit<StringVariant, keyof CommonKeys> | undefined {
  const patterns = new Map<string, Keyword<string>>();
  for (const leaf of leaves) {
    const pattern = text(leaf.raw, 'pattern');
    if (pattern !== undefined) patterns.set(pattern, { value: pattern, pointer: below(leaf.pointer, 'pattern') });
  }
  const encoded = leaves.find((leaf) => own(leaf.raw, 'contentSchema') !== undefined);
  const minLength = listed ? undefined : greatest(leaves, 'minLength');
  const maxLength = listed ? undefined : least(leaves, 'maxLength');
  if ((minLength?.value ?? 0) > (maxLength?.value ?? Number.POSITIVE_INFINITY)) return undefined;
  return {
    type: 'string',
    minLength,
    maxLength,
    patterns: listed ? [] : [...patterns.values()].sort((a, b) => (a.value < b.value ? -1 : 1)),
    format: listed ? undefined : foldFormat('string', leaves),
    contentEncoding: firstText(leaves, 'contentEncoding'),
    contentMediaType: firstText(leaves, 'contentMediaType'),
    contentSchema: encoded === undefined ? undefined : folding.schema(targetsAt(encoded, 'contentSchema')),
  };
}

function firstText(leaves: readonly Leaf[], key: string): Keyword<string> | undefined {
  for (const leaf of leaves) {
    const value = text(leaf.raw, key);
    if (value !== undefined) return { value, pointer: below(leaf.pointer, key) };
  }
  return undefined;
}
