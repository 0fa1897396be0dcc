// Types of before and now: of which types a place's values are, and whether null is among them.

import type { FieldPath, Slot } from '../../model/place.ts';
import { formatsOf, type Profile } from '../../model/sample.ts';
import type { Found, SampleKind } from './change.ts';
import { type Evidence, evidenceOf, type Seen } from './evidence.ts';

type Type = 'object' | 'array' | 'string' | 'number' | 'boolean';

/** A type that was never seen at the place, and is now. */
export function typeChanges(slot: Slot, path: FieldPath, old: Profile, fresh: Profile): readonly Found[] {
  const [before, after] = [typesOf(old), typesOf(fresh)];
  const told = { slot, paths: [path], before: inWords(old), after: inWords(fresh), nature: 'steady' } as const;
  const isNew = [...after].filter(([type]) => !before.has(type));
  if (isNew.length > 0) {
    const [evidence] = isNew
      .map(([type]) => evidenceOf(of(old, before.get(type) ?? 0), of(fresh, after.get(type) ?? 0)))
      .toSorted((a, b) => a.chance - b.chance);
    return evidence === undefined || before.size === 0
      ? []
      : [{ ...told, kind: typeKind(old, fresh, isNew[0]?.[0]), evidence }];
  }
  const fractions = fractionsOf(old, fresh);
  return fractions === undefined ? [] : [{ ...told, kind: 'sample.type-changed', evidence: fractions }];
}

function typeKind(old: Profile, fresh: Profile, type: Type | undefined): SampleKind {
  const isNumeric = ({ texts }: Profile) => texts !== null && formatsOf(texts).includes('number');
  if (type === 'string' && old.numbers !== null && isNumeric(fresh)) return 'sample.number-as-text';
  if (type === 'number' && isNumeric(old)) return 'sample.text-as-number';
  return 'sample.type-changed';
}

/** Numbers that were integers, and are not all any more. */
function fractionsOf(
  { numbers: old, ...before }: Profile,
  { numbers: fresh, ...after }: Profile,
): Evidence | undefined {
  if (old === null || fresh === null || old.integers < old.count || fresh.integers === fresh.count) return undefined;
  return evidenceOf(
    { seen: old.integers, of: old.count, samples: before.samples },
    { seen: fresh.integers, of: fresh.count, samples: after.samples },
  );
}

/** Null where there was none, or none any more. */
export function nullChanges(slot: Slot, path: FieldPath, old: Profile, fresh: Profile): readonly Found[] {
  if (old.nulls > 0 === fresh.nulls > 0) return [];
  const kind = fresh.nulls > 0 ? 'sample.null-appeared' : 'sample.null-gone';
  const seen = ({ nulls, count, samples }: Profile): Seen => ({ seen: nulls, of: count, samples });
  return [{ kind, slot, paths: [path], evidence: evidenceOf(seen(old), seen(fresh)), nature: 'varying' }];
}

/** The types that were seen and how often, null apart. */
export function typesOf({ booleans, numbers, texts, arrays, objects }: Profile): ReadonlyMap<Type, number> {
  const counts: readonly (readonly [Type, number])[] = [
    ['object', objects?.count ?? 0],
    ['array', arrays?.count ?? 0],
    ['string', texts?.count ?? 0],
    ['number', numbers?.count ?? 0],
    ['boolean', booleans],
  ];
  return new Map(counts.filter(([, count]) => count > 0));
}

function inWords(profile: Profile): string {
  const isWhole = profile.numbers !== null && profile.numbers.integers === profile.numbers.count;
  const names = [...typesOf(profile).keys()].map((type) => (type === 'number' && isWhole ? 'integer' : type));
  return names.join(' | ');
}

function of({ count, nulls, samples }: Profile, seen: number): Seen {
  return { seen, of: count - nulls, samples };
}
