// Pagination that works another way: several fields that came and went for one reason.

import type { FieldPath, Slot } from '../../model/place.ts';
import type { SampleChange } from './change.ts';

/** What fields that lead from page to page are called, by the way it works; words joined by `_`. */
const STYLES: readonly (readonly [style: string, name: RegExp])[] = [
  ['cursor', /^((next|prev|previous|end|start)_)?cursor$|^(next_|prev_)?page_token$|^(next_)?(continuation_)?token$/],
  ['cursor', /^(starting_after|ending_before|next_marker|marker|has_more|has_next_page)$/],
  ['page', /^(page|page_(number|no|index|count)|current_page|total_pages|last_page|next_page|per_page|pages)$/],
  ['offset', /^(offset|skip|start_index|start_at|next_offset)$/],
  ['link', /^(next|prev|previous|first|last|next_(page_)?(url|link|uri)|link)$/],
];

/** Pagination stands at the top, or in an object that is there for it (`meta.next_cursor`). */
const DEEPEST = 3;

/**
 * The changes with what belongs to pagination told as one, if fields of one style went and some of another came: at every
 * field that went, so that it meets whoever reads one.
 */
export function paginationTold(changes: readonly SampleChange[]): readonly SampleChange[] {
  const gone = changes.flatMap((each) => member(each, /-gone$/));
  const come = changes.flatMap((each) => member(each, /-appeared$/));
  const [first] = gone;
  const [before, after] = [styles(gone), styles(come)];
  if (first === undefined || after === '' || before === after) return changes;
  const parts = new Set([...gone, ...come].map(({ told }) => told));
  const { change, evidence } = gone
    .map(({ told }) => told)
    .reduce((a, b) => (a.evidence.chance > b.evidence.chance ? a : b));
  const whole: SampleChange = {
    evidence,
    change: {
      ...change,
      kind: 'sample.pagination-changed',
      subject: 'pagination',
      ...('slot' in change.root && { root: { slot: wholeOf(change.root.slot), path: [] } }),
      before,
      after,
      impacts: gone.flatMap(({ told }) => told.change.impacts),
    },
  };
  return [...changes.filter((each) => !parts.has(each)), whole];
}

interface Member {
  readonly told: SampleChange;
  readonly style: string;
}

function member(told: SampleChange, kind: RegExp): readonly Member[] {
  const { change } = told;
  if (!/^sample\.(field|header)-/.test(change.kind) || !kind.test(change.kind)) return [];
  if (change.impacts.some(({ path }) => !isShallow(path))) return [];
  const words = change.subject
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');
  const style = STYLES.find(([, name]) => name.test(words))?.[0];
  return style === undefined ? [] : [{ told, style }];
}

function isShallow(path: FieldPath): boolean {
  return path.length <= DEEPEST && path.every((segment) => 'property' in segment);
}

function styles(members: readonly Member[]): string {
  return [...new Set(members.map(({ style }) => style))].sort().join(' and ');
}

/** The response as a whole: of the fields that went, one may be a header and another in the body. */
function wholeOf({ header: _header, mediaType: _mediaType, ...slot }: Slot): Slot {
  return slot;
}
