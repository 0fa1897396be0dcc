// Comparing the samples of before with those of now, place by place.

import type { FieldPath, Slot } from '../../model/place.ts';
import type { ObjectProfile, Profile } from '../../model/sample.ts';
import { pairLikeNames } from '../likeness.ts';
import { CHANCE, established, type Found, type SampleChange } from './change.ts';
import { evidenceOf, type Seen } from './evidence.ts';
import { paginationTold } from './pagination.ts';
import { encodingChange, formatChanges, type Spelled } from './texts.ts';
import { nullChanges, typeChanges, typesOf } from './types.ts';

/** What profiles do not say of themselves. */
export interface SamplesOptions {
  /** The part of an operation that was sampled: a body, or a header. */
  readonly slot: Slot;
  /** At most so likely is a change told where there is none: 0-1, by default {@link CHANCE}. */
  readonly chance?: number;
}

/**
 * What is otherwise in `fresh` than in `old`, as neutral facts, each with its evidence. Absence in samples is no evidence
 * by itself: what is told is established by {@link evidenceOf} and {@link established}. Both sides are views in which maps
 * are told from records. What is gone or new is told once, at the uppermost place.
 */
export function compareProfiles(old: Profile, fresh: Profile, options: SamplesOptions): readonly SampleChange[] {
  const { slot, chance = CHANCE } = options;
  const walk = walked(slot, [], old, fresh);
  const found = [...walk.found, ...encodingChange(slot, walk.texts)];
  return paginationTold(established(found, walk.looks, chance));
}

/** What a walk through two profiles brought. */
interface Walk {
  readonly found: readonly Found[];
  readonly texts: readonly Spelled[];
  /** At so many things was looked that vary by their nature. */
  readonly looks: number;
}

function walked(slot: Slot, path: FieldPath, old: Profile, fresh: Profile): Walk {
  const here: Walk = {
    found: [
      ...typeChanges(slot, path, old, fresh),
      ...nullChanges(slot, path, old, fresh),
      ...formatChanges(slot, path, old.texts, fresh.texts),
    ],
    texts: old.texts === null || fresh.texts === null ? [] : [{ path, old: old.texts, fresh: fresh.texts }],
    looks: 1,
  };
  const [items, freshItems] = [old.arrays?.item ?? null, fresh.arrays?.item ?? null];
  return together([
    here,
    below(slot, [...path, { items: true }], items, freshItems),
    old.objects === null || fresh.objects === null ? NOTHING : members(slot, path, old.objects, fresh.objects),
  ]);
}

const NOTHING: Walk = { found: [], texts: [], looks: 0 };

function below(slot: Slot, path: FieldPath, old: Profile | null, fresh: Profile | null): Walk {
  return old === null || fresh === null ? NOTHING : walked(slot, path, old, fresh);
}

function together(walks: readonly Walk[]): Walk {
  return {
    found: walks.flatMap(({ found }) => found),
    texts: walks.flatMap(({ texts }) => texts),
    looks: walks.reduce((total, { looks }) => total + looks, 0),
  };
}

function members(slot: Slot, path: FieldPath, old: ObjectProfile, fresh: ObjectProfile): Walk {
  const at = (name: string): FieldPath => [...path, { property: name }];
  const presence = presenceChanges(old, fresh, { place: (name) => ({ slot, path: at(name) }), kinds: FIELD_KINDS });
  const freshMembers = new Map(fresh.properties);
  const both = old.properties.map(([name, member]) => below(slot, at(name), member, freshMembers.get(name) ?? null));
  const entries = below(slot, [...path, { values: true }], old.entries, fresh.entries);
  return together([presence, ...both, entries]);
}

const FIELD_KINDS = {
  gone: 'sample.field-gone',
  appeared: 'sample.field-appeared',
  renamed: 'sample.field-renamed',
  optional: 'sample.field-optional',
} as const satisfies PresenceKinds;

/** What is said of a member's presence. */
export interface PresenceKinds {
  readonly gone: Found['kind'];
  readonly appeared: Found['kind'];
  readonly renamed: Found['kind'];
  readonly optional: Found['kind'];
}

/** Where members stand, and what is said of them. */
export interface Members {
  readonly place: (name: string) => { readonly slot: Slot; readonly path: FieldPath };
  readonly kinds: PresenceKinds;
}

/** The members of an object that came or went, came under another name, or are left out at times. */
export function presenceChanges(old: ObjectProfile, fresh: ObjectProfile, { place, kinds }: Members): Walk {
  // A map has no names of its own, and names that are not kept are not known to be gone.
  if (isMap(old) || isMap(fresh)) return NOTHING;
  const [before, after] = [new Map(old.properties), new Map(fresh.properties)];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const seen = ({ count, samples }: ObjectProfile, member: Profile | undefined): Seen => ({
    seen: member?.count ?? 0,
    of: count,
    samples,
  });
  const evidence = new Map(
    names.map((name) => [name, evidenceOf(seen(old, before.get(name)), seen(fresh, after.get(name)))]),
  );
  const gone = names.filter((name) => !after.has(name));
  const come = names.filter((name) => !before.has(name));
  const chanceOf = (name: string) => evidence.get(name)?.chance ?? 1;
  const renames = pairLikeNames(gone, come, (left, right) => {
    const likely = Math.max(chanceOf(left), chanceOf(right)) <= CHANCE;
    return likely && isAlike(before.get(left), after.get(right));
  });
  const renamed = new Set(renames.flatMap((each) => [each.before, each.after]));
  const told = (name: string, rest: Pick<Found, 'kind' | 'nature'> & Partial<Found>): Found[] => {
    const { slot, path } = place(name);
    const found = evidence.get(name);
    return found === undefined ? [] : [{ slot, paths: [path], evidence: found, ...rest }];
  };
  const weaker = (left: string, right: string): Partial<Found> => {
    const found = evidence.get(chanceOf(left) < chanceOf(right) ? right : left);
    return found === undefined ? {} : { evidence: found };
  };
  const found = [
    ...gone.flatMap((name) => (renamed.has(name) ? [] : told(name, { kind: kinds.gone, nature: 'varying' }))),
    ...come.flatMap((name) => (renamed.has(name) ? [] : told(name, { kind: kinds.appeared, nature: 'varying' }))),
    ...renames.flatMap(({ before: name, after: now, likeness }) =>
      told(name, { kind: kinds.renamed, nature: 'steady', after: now, facts: { likeness }, ...weaker(name, now) }),
    ),
    ...names
      .filter((name) => before.get(name)?.count === old.count && (after.get(name)?.count ?? fresh.count) < fresh.count)
      .flatMap((name) => told(name, { kind: kinds.optional, nature: 'varying' })),
  ];
  return { found, texts: [], looks: names.length };
}

function isMap({ properties, more, entries }: ObjectProfile): boolean {
  return more || (properties.length === 0 && entries !== null);
}

/** Whether two members may be one thing under two names: of the same types, as far as there are any. */
function isAlike(left: Profile | undefined, right: Profile | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  const [before, after] = [[...typesOf(left).keys()], [...typesOf(right).keys()]];
  return before.length === 0 || after.length === 0 || before.some((type) => after.includes(type));
}
