// Which kinds of change let more through, and which less: a comparison without any of them proves an inclusion.

import type { ChangeKind } from '../model/change.ts';
import type { Draft } from './comparison.ts';

const WIDENING: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  'property.renamed',
  'property.became-optional',
  'object.opened',
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
  const { closed, required } = draft.facts;
  if (draft.kind === 'property.added' || draft.kind === 'pattern-property.added') return closed === true;
  // What may be there no more lets nothing through, but for the objects that had to hold it.
  if (draft.kind === 'property.removed' || draft.kind === 'pattern-property.removed')
    return closed !== true || required === true;
  return WIDENING.has(draft.kind);
}

const NARROWING: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  'property.renamed',
  'property.added',
  'property.became-required',
  'object.closed',
  'pattern-property.added',
  'dependent-required.added',
  'type.narrowed',
  'type.changed',
  'null.refused',
  'enum.value-removed',
  'enum.closed',
  'format.tightened',
  'format.changed',
  'pattern.tightened',
  'pattern.changed',
  'bound.tightened',
  'content.changed',
  'alternative.removed',
  'condition.added',
  'condition.changed',
  'inclusion.undecided',
]);

/** Whether after the change a value may be refused that was accepted before. */
export function narrows(draft: Draft): boolean {
  if (draft.kind === 'property.removed' || draft.kind === 'pattern-property.removed')
    return draft.facts.closed === true;
  return NARROWING.has(draft.kind);
}
