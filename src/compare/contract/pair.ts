// A payload of a contract, and what a document says of it.

import type { Api } from '../../model/api.ts';
import type { Slot } from '../../model/place.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Schema } from '../../model/schema.ts';
import type { Interaction, Payload } from '../../model/usage.ts';
import type { Claim, Found } from './mismatch.ts';
import type { ContractReading } from './seam.ts';

/** A payload that is sent or read, and the document's schema for it. */
export interface PayloadPair {
  readonly slot: Slot;
  readonly payload: Payload;
  /** Where the payload stands in its contract. */
  readonly pointer: Pointer;
  /** `undefined` accepts anything. */
  readonly schema: Schema | undefined;
  readonly asText: boolean;
  /** Where the document describes the payload. */
  readonly at: Pointer;
}

/** What is found of a payload, with what is to be proven of it. */
export type PayloadFound = Found & { readonly claim?: Claim; readonly example?: true };

/** What holding a payload against a schema needs to know. */
export interface PayloadContext {
  readonly api: Api;
  readonly interaction: Interaction;
  readonly reading: ContractReading;
  /** `list charges`, as messages name it. */
  readonly who: string;
}
