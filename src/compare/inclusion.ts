// Which kinds of change let more through: a comparison without any of them proves that new is included in old.

import type { ChangeKind } from '../model/change.ts';
import type { Draft } from './comparison.ts';

const WIDENING: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  'property.removed',
  'property.renamed',
  'property.became-optional',
  'object.opened',
  'pattern-property.removed',
  'dependent-required.removed',
  'type.widened',
  'type.changed',
  'null.allowed',
  'enum.value-added',
  'enum.opened',
  'format.loosened',
  'format.changed',
  'pattern.loosened',
  'pattern.changed',
  'bound.loosened',
  'content.changed',
  'alternative.added',
  'condition.removed',
  'condition.changed',
  'inclusion.undecided',
]);

/** Whether after the change a value may come that could not come before. */
export function widens(draft: Draft): boolean {
  if (draft.kind === 'property.added' || draft.kind === 'pattern-property.added') return draft.facts.closed === true;
  return WIDENING.has(draft.kind);
}
