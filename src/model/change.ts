// Neutral facts: what changed, or what is seen of an API, and wherever it reaches.

import type { CHANGE_KINDS } from './change-kinds.ts';
import type { Json } from './json.ts';
import type { Direction, FieldPath, Impact, Side, Slot } from './place.ts';

/** A kind of change, by its subject and what became of it: `property.removed`. */
export type ChangeKind = keyof typeof CHANGE_KINDS;

/** A kind of what came between two documents or two samplings; the others say what holds, or happens, now. */
export type DriftKind = Exclude<
  ChangeKind,
  `${'contract' | 'live' | 'trouble' | 'health' | 'flow' | 'credential'}.${string}`
>;

/** What rules and messages need to know beside the kind. Each is set only where it means something. */
export interface Facts {
  /** Whether the thing is, or was, required. */
  readonly required?: boolean;
  /** Whether the enclosing object refuses properties that it does not name. */
  readonly closed?: boolean;
  /** Whether values outside the enum may come anyway (`x-extensible-enum`, an open enum). */
  readonly extensible?: boolean;
  /** Whether the response status is a success (1xx-3xx); `default` is none. */
  readonly success?: boolean;
  /** Whether the type was not declared, and only implied by keywords of that type. */
  readonly implied?: boolean;
  /** The keyword that changed, by its own name: `maxLength`, `not`, `style`. */
  readonly keyword?: string;
  /** 0-1: how alike the two sides of a rename or move are. */
  readonly likeness?: number;
  readonly deprecated?: boolean;
  /** RFC 3339 date after which it may be gone. */
  readonly sunset?: string;
  /** Whole days until `sunset`, rounded down. */
  readonly daysLeft?: number;
  /** Why inclusion could not be decided, or why the change is no change on the wire. */
  readonly reason?: string;
  /** What a reader of the document should have read instead, by name. */
  readonly replacement?: string;
  /** Whether the baseline mismatched the contract in the same way. */
  readonly known?: boolean;
  /** Whether it stays until somebody does something. */
  readonly lasting?: boolean;
  /** RFC 3339 date-time at which it was seen first. */
  readonly since?: string;
  /** What to do next. */
  readonly hint?: string;
  /** URL of the team's own instructions. */
  readonly playbook?: string;
  /** What followed from it, and is told nowhere else: `permission-missing: GET /charges`. */
  readonly explains?: readonly string[];
  /** Whether a credential of the team's uses it; absent where that is not known. */
  readonly used?: boolean;
  /** Whether there was none of its sort before, or is none after. */
  readonly only?: boolean;
  /** Whether its end is past. */
  readonly past?: boolean;
  /** Who shows it, where several do: `document`, `sign-in metadata`, `wire`. */
  readonly seen?: readonly string[];
}

/** A neutral fact: one edit, wherever it reaches. */
export interface Change {
  readonly kind: ChangeKind;
  readonly direction: Direction;
  /** What changed, by its own name: a property, a parameter, a scheme, a keyword. */
  readonly subject: string;
  /** Where the edit is, by names that stay when documents are rearranged: a component, or an operation's slot. */
  readonly root: Root;
  readonly old: Side | null;
  readonly new: Side | null;
  /** The value that changed, before and after; absent where there is none on that side. */
  readonly before?: Json;
  readonly after?: Json;
  readonly facts: Facts;
  /** Every slot that the edit reaches, each with its shortest field path; sorted. At least one. */
  readonly impacts: readonly Impact[];
  /** Those that `impacts` leaves out, which only a change that was read out of a stored report does. */
  readonly unlisted?: Unlisted;
}

/** Slots that an edit reaches and that are not kept. */
export interface Unlisted {
  readonly count: number;
  /** Operations that none of the kept ones is in. */
  readonly operations: number;
}

/** How many slots an edit reaches, kept or not. */
export function countImpacts({ impacts, unlisted }: Change): number {
  return impacts.length + (unlisted?.count ?? 0);
}

/** What an edit was made in. `path` leads from there to the changed field. `outside` is what no document describes. */
export type Root =
  | { readonly component: string; readonly path: FieldPath }
  | { readonly slot: Slot; readonly path: FieldPath }
  | { readonly document: true; readonly path: FieldPath }
  | { readonly outside: 'host' | 'credential'; readonly path: FieldPath }
  /** The metadata of an issuer or a protected resource, as the configuration names it. */
  | { readonly metadata: string; readonly path: FieldPath };
