// One thing that is otherwise in the samples of now than in those of before.

import type { Change, ChangeKind, Facts } from '../../model/change.ts';
import type { Json } from '../../model/json.ts';
import { type FieldPath, formatField, type Slot } from '../../model/place.ts';
import { type Evidence, inWords } from './evidence.ts';

export type SampleKind = Extract<ChangeKind, `sample.${string}`>;

/** A fact, and the counts that make it one. */
export interface SampleChange {
  /** Neither side has a pointer: nobody wrote it down. `facts.reason` has the evidence in words. */
  readonly change: Change;
  readonly evidence: Evidence;
}

/** What a {@link SampleChange} is told by. */
export interface Found {
  readonly kind: SampleKind;
  readonly slot: Slot;
  /** Where it is; where it is in several places, the first is what it is known by. */
  readonly paths: readonly FieldPath[];
  /** What changed, where the path does not say it. */
  readonly subject?: string;
  readonly before?: Json | undefined;
  readonly after?: Json | undefined;
  readonly facts?: Facts;
  readonly evidence: Evidence;
  /**
   * What ordinary traffic varies in, as in whether a field is there; or what it holds steady, as a type.
   * See {@link established}.
   */
  readonly nature: 'varying' | 'steady';
}

/** At most so likely is a comparison to tell of a change where there is none. */
export const CHANCE = 0.01;

/**
 * What of it is established. Where everything varies a little, some of hundreds of fields is rare enough on one day to
 * look gone, so those that vary by their nature share the chance among all that were looked at (Bonferroni): with a
 * hundred fields each has one in ten thousand. Types, formats and names are not drawn anew for each response, and a field
 * that is now of one and now of another has shown it: each of them has the whole chance.
 */
export function established(found: readonly Found[], looks: number, chance: number): readonly SampleChange[] {
  return found
    .filter(({ nature, evidence }) => evidence.chance <= (nature === 'steady' ? chance : chance / Math.max(1, looks)))
    .map((each) => ({ change: changeOf(each), evidence: each.evidence }));
}

function changeOf({ kind, slot, paths, subject, before, after, facts, evidence }: Found): Change {
  const [path = []] = paths;
  return {
    kind,
    direction: slot.direction,
    subject: subject ?? nameOf(slot, path),
    root: { slot, path },
    old: null,
    new: null,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    facts: { ...facts, reason: inWords(evidence) },
    impacts: paths.map((each) => ({ ...slot, field: formatField(each), path: each })),
  };
}

function nameOf({ header }: Slot, path: FieldPath): string {
  const last = path.at(-1);
  if (last === undefined) return header ?? 'the body';
  return 'property' in last ? last.property : formatField(path);
}
