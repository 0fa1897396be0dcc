// A contract read into what a consumer relies on: which calls it makes, what it sends, and what it can take back.

import type { Json, JsonObject } from './json.ts';
import type { Pointer } from './pointer.ts';

/** A contract's file, parsed and not yet understood. */
export interface ContractDocument {
  /** The file, for messages. */
  readonly name: string;
  readonly root: Json;
  /** Line of what a pointer leads to, from 1. */
  readonly lineOf: (pointer: Pointer) => number | undefined;
}

/** What one consumer relies on, from one contract: a Pact file, a usage manifest or HAR recordings. */
export interface Usage {
  readonly consumer: string;
  /** The provider's name, where the contract gives one. */
  readonly provider: string | undefined;
  /** Who answers for the consumer's code. */
  readonly owner: string | undefined;
  /** The contract's file or folder, for messages. */
  readonly contract: string;
  readonly source: 'pact' | 'manifest' | 'har';
  readonly interactions: readonly Interaction[];
}

/** One thing that passes between consumer and provider. */
export type Interaction = HttpInteraction | MessageInteraction;

interface InteractionBase {
  /** The interaction's own description: `list charges`. */
  readonly name: string;
  /** Where it stands in the contract. */
  readonly pointer: Pointer;
  /** Line in the contract's file, from 1; `undefined` where it is not known. */
  readonly line: number | undefined;
  /** Pact 4: the provider is not held to it yet. */
  readonly pending: boolean;
  readonly states: readonly ProviderState[];
  /** `strict`: the consumer refuses properties that it does not know. */
  readonly decodes: 'tolerant' | 'strict';
  /** Where the consumer's code is, and what the contract says for people: comments, references, links. */
  readonly remarks: readonly string[];
  /** What of it cannot be held against a document, one sentence each: XML bodies, contents of plugins. Never passed over. */
  readonly unvalidatable: readonly string[];
}

/** A state that the provider is in before an interaction (Pact `providerStates`). */
export interface ProviderState {
  readonly name: string;
  readonly parameters: JsonObject;
}

/** A call that the consumer makes. */
export interface HttpInteraction extends InteractionBase {
  readonly kind: 'http';
  /** Upper case. */
  readonly method: string;
  /** As called (`/charges/ch_1`) or, in a manifest, a template (`/charges/{id}`); without query. */
  readonly path: string;
  readonly parameters: readonly SentParameter[];
  readonly sent: Payload | undefined;
  /** The statuses for which the consumer reads the response: `200`, `2XX`, `default`. */
  readonly statuses: readonly string[];
  /** Response headers that the consumer reads. */
  readonly headers: readonly ReadHeader[];
  readonly received: Payload | undefined;
  /** The set of credentials that is sent; `undefined` where the contract does not show any. */
  readonly credentials: readonly SentCredential[] | undefined;
}

/** A message that the consumer handles: an event, or a webhook that the provider calls. */
export interface MessageInteraction extends InteractionBase {
  readonly kind: 'message';
  readonly received: Payload | undefined;
}

/** A query parameter, header or cookie that is sent; credentials are not among them. */
export interface SentParameter {
  readonly in: 'query' | 'header' | 'cookie';
  /** Headers in lower case. */
  readonly name: string;
  /** JSON Schema 2020-12 of each value, which is text. */
  readonly schema: JsonObject;
  /** The values that the contract shows, as text. */
  readonly examples: readonly string[];
}

export interface ReadHeader {
  /** Lower case. */
  readonly name: string;
  /** JSON Schema 2020-12 of what the consumer can take, which is text. */
  readonly schema: JsonObject;
}

/** A credential as it travels; never its value. */
export interface SentCredential {
  readonly in: 'header' | 'query' | 'cookie' | 'tls';
  /** The name of the header (lower case), the query parameter or the cookie; empty for `tls`. */
  readonly name: string;
  /** The scheme in an `Authorization` header, lower case: `bearer`, `basic`. */
  readonly scheme: string | undefined;
}

/** The body of a message. */
export interface Payload {
  /** As the contract gives it, without parameters; `undefined` where it gives none. */
  readonly mediaType: string | undefined;
  /**
   * JSON Schema 2020-12, self-contained and without `$ref`: all that the consumer may send here, or all that it can take.
   * A property that it names is used; one that it names and does not require may be absent. `undefined`: nothing is known.
   */
  readonly schema: JsonObject | undefined;
  /** The payload that the contract shows, redacted. */
  readonly example: Json | undefined;
}

export type ConsumerVerdict = 'breaks' | 'at risk' | 'unaffected';

/** What a finding means for one consumer. */
export interface ConsumerImpact {
  readonly consumer: string;
  readonly verdict: ConsumerVerdict;
  /** One sentence: which interaction, which field, why. */
  readonly because: string;
  /** The contract's file or folder. */
  readonly contract: string;
  /** The interaction that is hit hardest; `undefined` where none is hit. */
  readonly interaction: string | undefined;
  /** Line of the interaction in the contract's file. */
  readonly line: number | undefined;
  /** The consumer's field that is hit: `data[].amount`; `undefined` where the operation as a whole is. */
  readonly field: string | undefined;
}
