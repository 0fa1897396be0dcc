// Mismatches that say the same put together: one fact for all the interactions that it hits.

import type { Change } from '../../model/change.ts';
import { canonical } from '../../model/json.ts';
import { formatField, pathTemplate } from '../../model/place.ts';
import { componentOf } from '../merge.ts';
import { withoutNumbers } from './fields.ts';
import type { Mismatch } from './mismatch.ts';

/** One fact, and everything in the contracts that it hits; at least one. */
export interface MergedMismatch {
  readonly change: Change;
  readonly hits: readonly Mismatch[];
}

/**
 * The facts in the order in which they are first met. What the document says in one place is one fact: of a component, for
 * all operations that reach it; of credentials, for all that ask for them. So is a header that no operation declares.
 */
export function mergedMismatches(mismatches: readonly Mismatch[]): readonly MergedMismatch[] {
  const facts = mismatches.map((hit) => ({ hit, change: rooted(hit.change) }));
  const groups = Map.groupBy(facts, ({ change }) => factKey(change));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const hits = group.map(({ hit }) => hit);
    if (hits.length === 1) return [{ change: first.change, hits }];
    const impacts = new Map(
      hits.flatMap(({ change }) => change.impacts).map((impact) => [canonical({ ...impact, path: null }), impact]),
    );
    return [{ change: { ...first.change, impacts: [...impacts.values()] }, hits }];
  });
}

/** The change with the one place in which it would be mended as its root, and named as it is there. */
function rooted(change: Change): Change {
  const { kind, impacts, new: side } = change;
  const [impact] = impacts;
  const parameter = impact?.parameter;
  if (kind === 'contract.undeclared' && parameter?.startsWith('header '))
    return { ...change, root: { slot: { operation: '', direction: 'request', parameter }, path: [] } };
  const path = impact?.path ?? [];
  const last = path.findLastIndex((step) => 'property' in step);
  const component = last < 0 || side === null ? undefined : componentOf(side.pointer);
  return component === undefined ? change : { ...change, subject: formatField(path.slice(last)), root: component };
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
  const { direction, root, facts } = change;
  const place =
    direction === 'auth'
      ? (change.new?.pointer ?? '')
      : 'component' in root
        ? `${root.component} ${formatField(root.path)}`
        : 'slot' in root && root.slot.operation === ''
          ? (root.slot.parameter ?? '')
          : placeOf(change);
  return [saidOf(change), String(facts.known === true), String(facts.closed === true), place].join('\n');
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
