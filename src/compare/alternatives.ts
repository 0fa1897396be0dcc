// Alternatives of one JSON type: which old one is which new one, and what is left over.

import { canonical, isObject, own } from '../model/json.ts';
import type { Schema, Shape, Variant } from '../model/schema.ts';
import { areListedElsewhere, isBesideAll } from './beside.ts';
import { type Draft, record, type Scope } from './comparison.ts';
import { compareDiscriminators } from './discriminator.ts';
import { compareExclusion } from './exclusion.ts';
import { widens } from './inclusion.ts';
import { compareWhole, isWhole } from './scalars.ts';
import { anything, tried, triedBack, type Wanted } from './trial.ts';

/** Compares two variants of one type that are taken to be the same alternative. */
export type CompareVariants = (scope: Scope, old: Variant, fresh: Variant) => void;

/** A way to pair the alternatives of one type, and to compare each pair. */
export type PairVariants = typeof pairVariants;

/** Pairs the alternatives of one type and compares each pair; one left over is a change unless another covers it. */
export function pairVariants(
  scope: Scope,
  before: Shape,
  after: Shape,
  olds: readonly Variant[],
  news: readonly Variant[],
  compare: CompareVariants,
): void {
  const [onlyOld] = olds;
  const [onlyNew] = news;
  if (onlyOld !== undefined && onlyNew !== undefined && olds.length === 1 && news.length === 1) {
    compare(scope, onlyOld, onlyNew);
    if (onlyOld.extensible !== undefined || onlyNew.extensible !== undefined)
      compareExclusion(scope, { shape: before, all: olds }, { shape: after, all: news });
    return;
  }
  if (onlyOld?.type === 'object') compareDiscriminators(scope, before, after);
  const restOld = [...olds];
  const restNew = [...news];
  const pairs: (readonly [old: Variant, fresh: Variant])[] = [];
  const match = (same: (old: Variant, fresh: Variant) => boolean): void => {
    for (const old of [...restOld]) {
      const fresh = restNew.find((candidate) => same(old, candidate));
      if (fresh === undefined) continue;
      restOld.splice(restOld.indexOf(old), 1);
      restNew.splice(restNew.indexOf(fresh), 1);
      pairs.push([old, fresh]);
      if (isBesideAll(old, before) && isBesideAll(fresh, after)) continue;
      if (areListedElsewhere(old, before, fresh) && areListedElsewhere(fresh, after, old)) continue;
      compare(scope, old, fresh);
      if (isWhole(before) === isWhole(after)) compareWhole(scope, old, fresh);
    }
  };
  const tags = new Map<Variant, string | undefined>();
  const labels: readonly ((variant: Variant) => string | undefined)[] = [
    (variant) => variant.name,
    (variant) => {
      if (!tags.has(variant)) tags.set(variant, tagOf(variant));
      return tags.get(variant);
    },
  ];
  const equal = (old: Variant, fresh: Variant): boolean =>
    outline(old) === outline(fresh) && differences(scope, old, fresh, compare, anything)?.length === 0;
  for (const label of labels) {
    // A label that several alternatives bear, such as the name of what encloses them, tells none of them.
    const own = (variant: Variant, others: readonly Variant[]): boolean =>
      others.filter((other) => label(other) === label(variant)).length === 1;
    match(
      (old, fresh) => label(old) !== undefined && label(old) === label(fresh) && own(old, olds) && own(fresh, news),
    );
  }
  // What stayed in its place is most often the same, and what is the same may stand in another place.
  match((old, fresh) => old.key === fresh.key && equal(old, fresh));
  match(equal);
  for (const label of labels) match((old, fresh) => label(old) !== undefined && label(old) === label(fresh));
  match((old, fresh) => old.key === fresh.key);
  const [lastOld] = restOld;
  const [lastNew] = restNew;
  const anonymous =
    restOld.length === 1 && restNew.length === 1 && (lastOld?.name === undefined || lastNew?.name === undefined);
  // An alternative that was cut into several, or put together of several, is none of them.
  const cut = (one: Variant, others: readonly Variant[], covers: Covers): boolean => {
    const like = others.filter((other) => resembles(one, other));
    return like.length > 1 && like.every((other) => covers(scope, other, one, compare));
  };
  match(
    (old, fresh) =>
      anonymous ||
      (resembles(old, fresh) &&
        !restNew.some((other) => isLiker(old, other, fresh)) &&
        !cut(old, restNew, coversOld) &&
        !cut(fresh, restOld, coversNew)),
  );
  if (before.exclusive || after.exclusive) {
    const was = { shape: before, all: [...restOld, ...pairs.map(([old]) => old)] };
    const is = { shape: after, all: [...restNew, ...pairs.map(([, fresh]) => fresh)] };
    if (compareExclusion(scope, was, is)) return;
  }

  const gone = restOld.filter((old) => !news.some((fresh) => coversOld(scope, fresh, old, compare)));
  const come = restNew.filter((fresh) => !olds.some((old) => coversNew(scope, old, fresh, compare)));
  for (const group of byName(gone)) {
    record(scope, 'alternative.removed', {
      subject: group.map(subjectOf).join(', '),
      old: group[0]?.pointer,
      newAnchor: news[0]?.pointer ?? '',
      facts: { keyword: group[0]?.type ?? '' },
    });
  }
  for (const group of byName(come)) {
    record(scope, 'alternative.added', {
      subject: group.map(subjectOf).join(', '),
      new: group[0]?.pointer,
      oldAnchor: olds[0]?.pointer ?? '',
      facts: { keyword: group[0]?.type ?? '' },
    });
  }
}

/** Alternatives with a name one by one, those without together: they are forms of one thing. */
function byName(variants: readonly Variant[]): readonly (readonly Variant[])[] {
  const unnamed = variants.filter((variant) => variant.name === undefined);
  const named = variants.filter((variant) => variant.name !== undefined).map((variant) => [variant]);
  return unnamed.length === 0 ? named : [...named, unnamed];
}

function subjectOf(variant: Variant): string {
  return variant.name ?? nameOf(variant);
}

/** What a trial comparison of the two would find, up to what is `wanted`; `undefined` when too much was tried already. */
function differences(
  scope: Scope,
  old: Variant,
  fresh: Variant,
  compare: CompareVariants,
  wanted: Wanted,
  trial: typeof triedBack = tried,
): readonly Draft[] | undefined {
  const whole = (inner: Scope): void => {
    compare(inner, old, fresh);
    compareWhole(inner, old, fresh);
  };
  return trial(scope, whole, wanted);
}

/** What two variants that mean the same have in common at the least: a trial of any others is in vain. */
function outline(variant: Variant): string {
  const values = variant.values?.value.map(canonical).sort().join();
  if (variant.type !== 'object') return `${variant.type} ${values}`;
  return JSON.stringify([values, [...variant.required.keys()].sort()]);
}

/** Whether every value of the second alternative is one of the first: a trial comparison finds nothing that widens. */
type Covers = (scope: Scope, first: Variant, second: Variant, compare: CompareVariants) => boolean;

/** Whether an alternative of the old document takes all values of one of the new document. */
const coversNew: Covers = (scope, first, second, compare) =>
  differences(scope, first, second, compare, widens)?.some(widens) === false;

/** Whether an alternative of the new document takes all values of one of the old document. */
const coversOld: Covers = (scope, first, second, compare) =>
  differences(scope, first, second, compare, widens, triedBack)?.some(widens) === false;

/** The single values of an object's listed properties, which tell alternatives apart as a discriminator does. */
function tagOf(variant: Variant): string | undefined {
  if (variant.type !== 'object') return undefined;
  const tags: string[] = [];
  for (const [name, schema] of variant.properties) {
    if (!mayListValues(schema)) continue;
    const { variants } = schema.shape;
    const [only] = variants;
    if (variants.length === 1 && only?.values?.value.length === 1)
      tags.push(`${name}=${canonical(only.values.value[0])}`);
  }
  return tags.length === 0 ? undefined : tags.sort().join(',');
}

/** Whether the schema, by a look at its words, may accept one value only. */
function mayListValues({ sources }: Schema): boolean {
  return sources.some(({ value }) => isObject(value) && LISTING.some((keyword) => own(value, keyword) !== undefined));
}

const LISTING = ['const', 'enum', '$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'minimum', 'maxLength', 'maxItems'];

/** Objects with half of their property names in common, arrays, and scalars are taken for one alternative that changed. */
function resembles(old: Variant, fresh: Variant): boolean {
  if (old.type !== 'object' || fresh.type !== 'object') return old.type !== 'array';
  const names = [...old.properties.keys()];
  const common = names.filter((name) => fresh.properties.has(name)).length;
  const all = new Set([...names, ...fresh.properties.keys()]).size;
  return common * 2 >= all && (old.name === undefined || fresh.name === undefined || common === all);
}

/** Whether the first has what it requires more in common with the second than with the third. */
function isLiker(one: Variant, other: Variant, than: Variant): boolean {
  return resembles(one, other) && commonNeeds(one, other) > commonNeeds(one, than);
}

function commonNeeds(a: Variant, b: Variant): number {
  if (a.type !== 'object' || b.type !== 'object') return 0;
  const needs = new Set([...a.required.keys(), ...b.required.keys()]);
  return [...needs].filter((name) => a.required.has(name) && b.required.has(name)).length / Math.max(1, needs.size);
}

function nameOf(variant: Variant): string {
  if (variant.type !== 'object') return variant.type;
  const names = [...variant.properties.keys()].slice(0, 3);
  return names.length === 0 ? 'object' : `object with ${names.join(', ')}`;
}
