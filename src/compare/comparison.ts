// One comparison under way: what is compared, what was found so far, and which pairs were met already.

import type { Api } from '../model/api.ts';
import type { ChangeKind, Facts } from '../model/change.ts';
import type { Json } from '../model/json.ts';
import type { Work } from '../model/pattern/automaton.ts';
import type { Direction, FieldPath, Slot } from '../model/place.ts';
import type { Pointer } from '../model/pointer.ts';
import type { PairVariants } from './alternatives.ts';
import type { Node } from './graph.ts';
import type { Sameness } from './sameness.ts';

/** A fact as it is found, before facts with one cause are put together. */
export interface Draft {
  readonly kind: ChangeKind;
  readonly direction: Direction;
  /** What changed, by its own name; the field's name where it is empty. */
  readonly subject: string;
  readonly old: Pointer | null;
  readonly new: Pointer | null;
  /** What the change was made in, on either side: drafts of one cause share one of them. */
  readonly oldAnchor: Pointer;
  readonly newAnchor: Pointer;
  readonly before?: Json;
  readonly after?: Json;
  readonly facts: Facts;
  readonly node: Node;
  readonly path: FieldPath;
}

/** What comparing two APIs needs everywhere. */
export interface Comparison {
  readonly old: Api;
  readonly new: Api;
  readonly same: Sameness;
  /** The node of each pair that was met, by direction and keys. */
  readonly nodes: Map<string, Node>;
  readonly drafts: Draft[];
  /** Pairs that were met and are yet to be compared: a chain of a thousand references is no depth of calls. */
  readonly pending: (() => void)[];
  /** How many more pairs of alternatives may be tried on each other, here and in all trials within. */
  readonly trials: { left: number };
  /** What may yet be spent on patterns, and what is known of them. */
  readonly patterns: Work & { readonly answers: Map<string, boolean> };
  /** Whether changes are reported that only generated client code feels: `operationId`s and path parameters' names. */
  readonly sdk: boolean;
  /** Set where the old side is a contract: what it does not name it does not use, and alternatives are paired this way. */
  readonly contract?: { readonly pair: PairVariants };
}

/** Where drafts are recorded: a node of the graph, and the direction in which its payload travels. */
export interface Scope {
  readonly comparison: Comparison;
  readonly node: Node;
  readonly direction: Direction;
  /** Whether values travel as plain text (parameters, headers, forms): any number or boolean is a string there. */
  readonly asText?: boolean;
}

/** The scope of a whole payload: a slot of an operation. */
export function slotScope(comparison: Comparison, slot: Slot, asText = false): Scope {
  return { comparison, direction: slot.direction, node: { uses: [{ slot, step: [] }] }, asText };
}

/** What a draft is made of; what is left out is empty. */
export interface Finding {
  readonly subject?: string;
  readonly old?: Pointer | null | undefined;
  readonly new?: Pointer | null | undefined;
  readonly oldAnchor?: Pointer;
  readonly newAnchor?: Pointer;
  readonly before?: Json | undefined;
  readonly after?: Json | undefined;
  readonly facts?: Facts;
  readonly path?: FieldPath;
}

/** Compares what is pending, and what becomes pending on the way. */
export function drain({ pending }: Comparison): void {
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) next();
}

/** Records a fact found in `scope`. An empty pointer is the place of what is nowhere written. */
export function record(scope: Scope, kind: ChangeKind, found: Finding): void {
  const old = found.old || null;
  const fresh = found.new || null;
  scope.comparison.drafts.push({
    kind,
    direction: scope.direction,
    subject: found.subject ?? '',
    old,
    new: fresh,
    oldAnchor: found.oldAnchor ?? old ?? '',
    newAnchor: found.newAnchor ?? fresh ?? '',
    ...(found.before !== undefined && { before: found.before }),
    ...(found.after !== undefined && { after: found.after }),
    facts: found.facts ?? {},
    node: scope.node,
    path: found.path ?? [],
  });
}
