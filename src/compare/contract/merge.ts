// Mismatches that say the same put together: one fact for all the interactions that it hits.

import type { Change } from '../../model/change.ts';
import { canonical } from '../../model/json.ts';
import { formatField, pathTemplate } from '../../model/place.ts';
import { withoutNumbers } from './fields.ts';
import type { Mismatch } from './mismatch.ts';

/** One fact, and everything in the contracts that it hits; at least one. */
export interface MergedMismatch {
  readonly change: Change;
  readonly hits: readonly Mismatch[];
}

/** The facts in the order in which they are first met. What concerns credentials is one where the document says it once. */
export function mergedMismatches(mismatches: readonly Mismatch[]): readonly MergedMismatch[] {
  const groups = Map.groupBy(mismatches, ({ change }) => factKey(change));
  return [...groups.values()].flatMap((hits) => {
    const [first] = hits;
    if (first === undefined) return [];
    if (hits.length === 1) return [{ change: first.change, hits }];
    const impacts = new Map(
      hits.flatMap(({ change }) => change.impacts).map((impact) => [canonical({ ...impact, path: null }), impact]),
    );
    return [{ change: { ...first.change, impacts: [...impacts.values()] }, hits }];
  });
}

/** The mismatches, each that `before` has too marked as known: same interaction, same field, same words. */
export function markedKnown(mismatches: readonly Mismatch[], before: readonly Mismatch[]): readonly Mismatch[] {
  const known = new Set(before.map(hitKey));
  return mismatches.map((mismatch) =>
    known.has(hitKey(mismatch))
      ? { ...mismatch, change: { ...mismatch.change, facts: { ...mismatch.change.facts, known: true } } }
      : mismatch,
  );
}

function hitKey({ usage, interaction, change }: Mismatch): string {
  return [usage.contract, interaction.pointer, interaction.name, saidOf(change), placeOf(change)].join('\n');
}

function factKey(change: Change): string {
  const place = change.direction === 'auth' ? (change.new?.pointer ?? '') : placeOf(change);
  return [saidOf(change), String(change.facts.known === true), place].join('\n');
}

function saidOf({ kind, direction, subject, before, facts }: Change): string {
  const named = direction === 'auth' ? '' : subject;
  return [kind, direction, named, canonical(before), facts.reason].join('\n');
}

function placeOf({ impacts }: Change): string {
  return impacts
    .map(({ operation, status, parameter, header, path }) =>
      [pathTemplate(operation), status, parameter, header, formatField(withoutNumbers(path))].join(' '),
    )
    .join('\n');
}
