// Numbers, formats and lists of values.

import { canonical, type Json } from '../model/json.ts';
import type { Keyword, Limit, NumberVariant, Shape, StringVariant, Variant } from '../model/schema.ts';
import { isNever, takes } from './accepts.ts';
import { type Finding, record, type Scope } from './comparison.ts';

/** A pair of one keyword's values; a keyword that is not there is told at the variant that lacks it. */
export function sides(
  old: Keyword<unknown> | undefined,
  fresh: Keyword<unknown> | undefined,
  olds: Variant,
  news: Variant,
): Finding {
  return {
    old: old?.pointer,
    new: fresh?.pointer,
    oldAnchor: old?.pointer ?? olds.pointer,
    newAnchor: fresh?.pointer ?? news.pointer,
  };
}

/** Compares a bound: `raise` tells whether a greater value refuses more. */
export function compareBound(
  scope: Scope,
  keyword: string,
  old: Keyword<number> | undefined,
  fresh: Keyword<number> | undefined,
  raise: boolean,
  olds: Variant,
  news: Variant,
): void {
  if (old?.value === fresh?.value) return;
  const tightened = old === undefined || (fresh !== undefined && fresh.value > old.value === raise);
  record(scope, tightened ? 'bound.tightened' : 'bound.loosened', {
    ...sides(old, fresh, olds, news),
    before: old?.value,
    after: fresh?.value,
    facts: { keyword },
  });
}

/** Whether no number but a whole one is accepted, by declaration or, where `listed` counts, by the values listed. */
export function isWhole(shape: Shape, listed = false): boolean {
  const numbers = shape.variants.filter((variant) => variant.type === 'number');
  const declared = numbers.filter((variant) => variant.values === undefined);
  if (declared.length === 0) return listed && numbers.every((variant) => variant.values?.value.every(Number.isInteger));
  return declared.every((variant) => variant.integer !== undefined);
}

/** Compares whether two alternatives accept whole numbers only, where the schemas as wholes do not tell it. */
export function compareWhole(scope: Scope, old: Variant, fresh: Variant): void {
  if (old.type !== 'number' || fresh.type !== 'number' || old.values !== undefined || fresh.values !== undefined)
    return;
  if ((old.integer === undefined) === (fresh.integer === undefined)) return;
  const widened = fresh.integer === undefined;
  record(scope, widened ? 'type.widened' : 'type.narrowed', {
    ...sides(old.integer, fresh.integer, old, fresh),
    before: widened ? 'integer' : 'number',
    after: widened ? 'number' : 'integer',
  });
}

/** Compares what numbers are accepted. */
export function compareNumbers(scope: Scope, old: NumberVariant, fresh: NumberVariant): void {
  if (old.values !== undefined || fresh.values !== undefined) return;
  compareLimit(scope, 'minimum', old.lower, fresh.lower, 1, old, fresh);
  compareLimit(scope, 'maximum', old.upper, fresh.upper, -1, old, fresh);
  compareSteps(scope, old, fresh);
  compareFormats(scope, old, fresh);
}

function compareLimit(
  scope: Scope,
  keyword: 'minimum' | 'maximum',
  old: Keyword<Limit> | undefined,
  fresh: Keyword<Limit> | undefined,
  sign: 1 | -1,
  olds: Variant,
  news: Variant,
): void {
  const difference =
    ((fresh?.value.value ?? -sign * Number.POSITIVE_INFINITY) -
      (old?.value.value ?? -sign * Number.POSITIVE_INFINITY)) *
    sign;
  const exclusive = Number(fresh?.value.exclusive ?? false) - Number(old?.value.exclusive ?? false);
  const tightening = Number.isNaN(difference) || difference === 0 ? exclusive : difference;
  if (tightening === 0) return;
  const name = (limit: Keyword<Limit> | undefined): string =>
    limit?.value.exclusive ? `exclusive${keyword === 'minimum' ? 'Minimum' : 'Maximum'}` : keyword;
  record(scope, tightening > 0 ? 'bound.tightened' : 'bound.loosened', {
    ...sides(old, fresh, olds, news),
    before: old?.value.value,
    after: fresh?.value.value,
    facts: { keyword: name(fresh ?? old) },
  });
}

function compareSteps(scope: Scope, old: NumberVariant, fresh: NumberVariant): void {
  const lost = old.multipleOf.find((step) => !implies(fresh, step.value));
  const come = fresh.multipleOf.find((step) => !implies(old, step.value));
  const report = (kind: 'bound.tightened' | 'bound.loosened'): void => {
    const [before, after] = [lost ?? old.multipleOf[0], come ?? fresh.multipleOf[0]];
    const at = { ...sides(before, after, old, fresh), before: before?.value, after: after?.value };
    record(scope, kind, { ...at, facts: { keyword: 'multipleOf' } });
  };
  if (come !== undefined) report('bound.tightened');
  if (lost !== undefined) report('bound.loosened');
}

/** Whether all numbers that the variant accepts are multiples of the step. */
function implies({ integer, multipleOf }: NumberVariant, step: number): boolean {
  if (integer !== undefined && Number.isInteger(1 / step)) return true;
  return multipleOf.some((other) => Number.isInteger(other.value / step));
}

/** Each format's values are all values of the next one. */
const WIDER_FORMATS: readonly (readonly string[])[] = [
  ['int8', 'int16', 'int32', 'int64'],
  ['uint8', 'uint16', 'uint32', 'uint64'],
  ['float', 'double'],
  ['email', 'idn-email'],
  ['hostname', 'idn-hostname'],
  ['url', 'uri', 'uri-reference', 'iri-reference'],
];

/** Compares the formats of two alternatives of one type. */
export function compareFormats(
  scope: Scope,
  old: NumberVariant | StringVariant,
  fresh: NumberVariant | StringVariant,
): void {
  const before = old.format?.value;
  const after = fresh.format?.value;
  if (before === after) return;
  const order = WIDER_FORMATS.find((formats) => formats.includes(before ?? '') && formats.includes(after ?? ''));
  const widening = order === undefined ? 0 : order.indexOf(after ?? '') - order.indexOf(before ?? '');
  const kind =
    before === undefined || widening < 0
      ? 'format.tightened'
      : after === undefined || widening > 0
        ? 'format.loosened'
        : 'format.changed';
  record(scope, kind, { ...sides(old.format, fresh.format, old, fresh), before, after });
}

/** Compares the lists of the only values accepted, and of the values known where others may come. */
export function compareValues(scope: Scope, old: Variant, fresh: Variant): void {
  const before = old.values ?? old.extensible;
  const after = fresh.values ?? fresh.extensible;
  const place: Finding = { ...sides(before, after, old, fresh), old: before?.pointer, new: after?.pointer };
  if (old.values !== undefined && fresh.values === undefined) {
    compareListed(scope, old.values, fresh, 'enum.value-removed', place);
    if (!isListed(fresh, old.values))
      record(scope, 'enum.opened', { ...place, before: old.values.value, facts: extensible(old) });
  }
  if (fresh.values !== undefined && old.values === undefined) {
    compareListed(scope, fresh.values, old, 'enum.value-added', place);
    if (!isListed(old, fresh.values)) record(scope, 'enum.closed', { ...place, after: fresh.values.value });
  }
  if (before === undefined || after === undefined) return;
  const open = old.extensible !== undefined || fresh.extensible !== undefined;
  const at: Finding = { old: before.pointer, new: after.pointer, facts: open ? { extensible: true } : {} };
  for (const value of missing(before.value, after.value)) record(scope, 'enum.value-removed', { ...at, before: value });
  for (const value of missing(after.value, before.value)) record(scope, 'enum.value-added', { ...at, after: value });
}

/** Reports the values of a list on one side that are outside what the other side accepts without a list. */
function compareListed(
  scope: Scope,
  list: Keyword<readonly Json[]>,
  other: Variant,
  kind: 'enum.value-removed' | 'enum.value-added',
  place: Finding,
): void {
  for (const value of list.value) {
    const verdict = takes(other, value);
    if (verdict === false)
      record(scope, kind, { ...place, [kind === 'enum.value-removed' ? 'before' : 'after']: value });
    if (verdict !== undefined) continue;
    const reason = `whether ${JSON.stringify(value)} meets what is asked on the other side is not known`;
    record(scope, 'inclusion.undecided', { ...place, facts: { keyword: 'enum', reason } });
    return;
  }
}

/** The most whole numbers that are taken for a list. */
const LONGEST_RANGE = 100;

/**
 * Whether the variant, though it lists no values, accepts none beside the listed ones: whole numbers in a short range, or
 * objects that can have no property.
 */
function isListed(variant: Variant, list: Keyword<readonly Json[]>): boolean {
  if (variant.type === 'object') {
    const { properties, patternProperties, additional } = variant;
    const empty = [...properties.values(), ...patternProperties.values(), additional].every(isNever);
    return empty && list.value.some((value) => canonical(value) === '{}');
  }
  if (variant.type !== 'number' || variant.integer === undefined) return false;
  if (variant.lower === undefined || variant.upper === undefined) return false;
  const from = variant.lower.value.value;
  const length = variant.upper.value.value - from + 1;
  if (length > LONGEST_RANGE) return false;
  return Array.from({ length }, (_, index) => from + index).every(
    (value) => takes(variant, value) === false || list.value.includes(value),
  );
}

/** The values that have no equal in `others`. */
function missing(values: readonly Json[], others: readonly Json[]): Json[] {
  const known = new Set(others.map(canonical));
  return values.filter((value) => !known.has(canonical(value)) && !others.some((other) => misread(value, other)));
}

/** Whether one of the two is what YAML 1.1 made of the other: `NO`, the country, read as `false`. */
function misread(a: Json, b: Json): boolean {
  if (typeof a === 'string' && typeof b === 'boolean')
    return (b ? /^(y|yes|on|true)$/i : /^(n|no|off|false)$/i).test(a);
  return typeof a === 'boolean' && typeof b === 'string' && misread(b, a);
}

function extensible(variant: Variant): { readonly extensible?: true } {
  return variant.extensible === undefined ? {} : { extensible: true };
}
