// One thing in which a document does not keep what an interaction of a contract relies on.

import type { Change, Facts } from '../../model/change.ts';
import type { Json } from '../../model/json.ts';
import { type Direction, type FieldPath, formatField, type Slot } from '../../model/place.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Schema } from '../../model/schema.ts';
import type { Interaction, Usage } from '../../model/usage.ts';
import type { Witness } from '../../model/witness.ts';
import type { ContractKind } from './terms.ts';

/** A mismatch as it is found in one interaction. */
export interface Mismatch {
  readonly usage: Usage;
  readonly interaction: Interaction;
  /** The fact: `root` and `impacts` are the one place, `new` is where the document says it. */
  readonly change: Change;
  /** One sentence in the contract's words: what the interaction does with the field, and what the document says. */
  readonly because: string;
  /** The payload of the contract that the document refuses, where it shows one. */
  readonly witness?: Witness;
  /** What is to be proven, where a payload could show it. */
  readonly claim?: Claim;
}

/** A difference between the schemas of one slot, as the comparison of documents tells it. */
export interface Claim {
  /** The contract is its old side, the document its new one. */
  readonly change: Change;
  readonly slot: Slot;
  /** What the contract says of the slot's payload. */
  readonly schema: Schema;
  readonly asText: boolean;
}

/** What a {@link Mismatch} is told by. */
export interface Found {
  readonly kind: ContractKind;
  readonly slot: Slot;
  readonly direction?: Direction;
  readonly path?: FieldPath;
  /** The field or part by its own name, where the path does not say it. */
  readonly subject: string;
  /** Where the document says it. */
  readonly at: Pointer | undefined;
  readonly before?: Json | undefined;
  readonly after?: Json | undefined;
  readonly facts?: Facts;
  /** The end of a sentence on the subject: `is not declared`. */
  readonly says: string;
  readonly because: string;
}

/** The fact that was found. */
export function changeOf(found: Found): Change {
  const { kind, slot, path = [], subject, at, before, after, facts, says } = found;
  const side = at === undefined || at === '' ? null : { pointer: at };
  return {
    kind,
    direction: found.direction ?? slot.direction,
    subject,
    root: { slot, path },
    old: null,
    new: side,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    facts: { ...facts, reason: says },
    impacts: [{ ...slot, field: formatField(path), path }],
  };
}
