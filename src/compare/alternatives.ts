// Alternatives of one JSON type: which old one is which new one, and what is left over.

import { canonical } from '../model/json.ts';
import type { Shape, Variant } from '../model/schema.ts';
import { type Comparison, type Draft, drain, record, type Scope } from './comparison.ts';
import { compareDiscriminators } from './discriminator.ts';
import { widens } from './inclusion.ts';

/** Compares two variants of one type that are taken to be the same alternative. */
export type CompareVariants = (scope: Scope, old: Variant, fresh: Variant) => void;

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
    return;
  }
  if (onlyOld?.type === 'object') compareDiscriminators(scope, before, after);
  compareExclusion(scope, before, after, olds, news);
  const restOld = [...olds];
  const restNew = [...news];
  const match = (same: (old: Variant, fresh: Variant) => boolean): void => {
    for (const old of [...restOld]) {
      const fresh = restNew.find((candidate) => same(old, candidate));
      if (fresh === undefined) continue;
      restOld.splice(restOld.indexOf(old), 1);
      restNew.splice(restNew.indexOf(fresh), 1);
      compare(scope, old, fresh);
    }
  };
  const tags = new Map([...olds, ...news].map((variant) => [variant, tagOf(variant)]));
  match((old, fresh) => old.name !== undefined && old.name === fresh.name);
  match((old, fresh) => tags.get(old) !== undefined && tags.get(old) === tags.get(fresh));
  match((old, fresh) => old.key === fresh.key);
  match((old, fresh) => differences(scope, old, fresh, compare)?.length === 0);
  const [lastOld] = restOld;
  const [lastNew] = restNew;
  const anonymous =
    restOld.length === 1 && restNew.length === 1 && (lastOld?.name === undefined || lastNew?.name === undefined);
  match((old, fresh) => anonymous || resembles(old, fresh));

  for (const old of restOld) {
    if (news.some((fresh) => covers(scope, fresh, old, compare))) continue;
    record(scope, 'alternative.removed', {
      subject: old.name ?? nameOf(old),
      old: old.pointer,
      newAnchor: news[0]?.pointer ?? '',
      facts: { keyword: old.type },
    });
  }
  for (const fresh of restNew) {
    if (olds.some((old) => covers(scope, old, fresh, compare))) continue;
    record(scope, 'alternative.added', {
      subject: fresh.name ?? nameOf(fresh),
      new: fresh.pointer,
      oldAnchor: olds[0]?.pointer ?? '',
      facts: { keyword: fresh.type },
    });
  }
}

/** `oneOf` refuses what two alternatives accept, `anyOf` does not: the same only where no two can accept one value. */
function compareExclusion(
  scope: Scope,
  before: Shape,
  after: Shape,
  olds: readonly Variant[],
  news: readonly Variant[],
): void {
  const was = before.exclusive && overlap(olds);
  const is = after.exclusive && overlap(news);
  if (was === is) return;
  const reason = is
    ? 'values that two alternatives take are refused now'
    : 'values that two alternatives take are no longer refused';
  record(scope, 'inclusion.undecided', {
    old: olds[0]?.pointer,
    new: news[0]?.pointer,
    facts: { keyword: 'oneOf', reason },
  });
}

/** Whether one value may satisfy two of the alternatives, as far as their tags tell. */
function overlap(variants: readonly Variant[]): boolean {
  const tags = variants.map(tagOf);
  return variants.length > 1 && (tags.includes(undefined) || new Set(tags).size < tags.length);
}

/**
 * What a trial comparison of the two would find, in a comparison of its own so that nothing of it stays; `undefined`
 * when too much was tried already.
 */
function differences(
  scope: Scope,
  old: Variant,
  fresh: Variant,
  compare: CompareVariants,
): readonly Draft[] | undefined {
  const { trials } = scope.comparison;
  trials.left -= 1;
  if (trials.left < 0) return undefined;
  const comparison: Comparison = { ...scope.comparison, drafts: [], pending: [], nodes: new Map() };
  compare({ ...scope, comparison, node: { uses: [] } }, old, fresh);
  drain(comparison);
  return comparison.drafts;
}

/** Whether every value of the second is one of the first: a trial comparison finds nothing that widens. */
function covers(scope: Scope, first: Variant, second: Variant, compare: CompareVariants): boolean {
  const found = differences(scope, first, second, compare);
  return found !== undefined && !found.some(widens);
}

/** The single values of an object's listed properties, which tell alternatives apart as a discriminator does. */
function tagOf(variant: Variant): string | undefined {
  if (variant.type !== 'object') return undefined;
  const tags: string[] = [];
  for (const [name, schema] of variant.properties) {
    const { variants } = schema.shape;
    const [only] = variants;
    if (variants.length === 1 && only?.values?.value.length === 1)
      tags.push(`${name}=${canonical(only.values.value[0])}`);
  }
  return tags.length === 0 ? undefined : tags.sort().join(',');
}

/** Objects with half of their property names in common, arrays, and scalars are taken for one alternative that changed. */
function resembles(old: Variant, fresh: Variant): boolean {
  if (old.type !== 'object' || fresh.type !== 'object') return old.type !== 'array';
  const names = [...old.properties.keys()];
  const common = names.filter((name) => fresh.properties.has(name)).length;
  const all = new Set([...names, ...fresh.properties.keys()]).size;
  return common * 2 >= all && (old.name === undefined || fresh.name === undefined || common === all);
}

function nameOf(variant: Variant): string {
  if (variant.type !== 'object') return variant.type;
  const names = [...variant.properties.keys()].slice(0, 3);
  return names.length === 0 ? 'object' : `object with ${names.join(', ')}`;
}
