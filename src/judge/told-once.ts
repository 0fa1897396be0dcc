// An end that a change of the document tells already is told once.

import type { Change } from '../model/change.ts';
import { pathTemplate } from '../model/place.ts';

/**
 * The changes without those that say less of an end than another one of them: a countdown to the very day that the
 * document newly gives, and that an operation is deprecated still, where a countdown says until when.
 */
export function toldOnce(changes: readonly Change[]): readonly Change[] {
  const ends = changes.filter(({ kind }) => kind === 'deadline.ends');
  if (ends.length === 0) return changes;
  const announced = new Set(
    changes.flatMap((change) => (announces(change) ? [`${keyOf(change)} ${dayOf(change)}`] : [])),
  );
  const isTold = (end: Change) =>
    end.impacts[0]?.parameter === undefined && announced.has(`${keyOf(end)} ${dayOf(end)}`);
  const counted = new Set(ends.filter((end) => !isTold(end)).map(keyOf));
  return changes.filter((change) => {
    if (change.kind === 'deadline.ends') return !isTold(change);
    return change.kind !== 'operation.remains-deprecated' || !counted.has(keyOf(change));
  });
}

function announces({ kind }: Change): boolean {
  return kind === 'operation.deprecated' || kind === 'operation.sunset-changed';
}

function dayOf({ facts, after }: Change): string {
  return facts.sunset ?? String(after ?? '');
}

function keyOf({ impacts }: Change): string {
  const [first] = impacts;
  return pathTemplate(first?.operation ?? '');
}
