// What a provider does when it is called as a contract says: passed, failed, or not run, and never a guess.

import type { FailureCode } from './failure.ts';
import type { FieldPath } from './place.ts';
import type { Pointer } from './pointer.ts';

/** One contract held against a running provider. */
export interface LiveVerification {
  /** The contract's file, for messages. */
  readonly contract: string;
  readonly consumer: string;
  /** In the order of the contract. */
  readonly interactions: readonly LiveInteraction[];
  /** What is to be said beside the results, one sentence each. */
  readonly remarks: readonly string[];
}

/** One interaction of a contract, and what came of it. */
export interface LiveInteraction {
  /** The interaction's own description. */
  readonly name: string;
  /** Where it stands in the contract. */
  readonly pointer: Pointer;
  /** `METHOD /path` as called; `undefined` for what is no call. */
  readonly operation: string | undefined;
  /** The status that the contract expects. */
  readonly status: string | undefined;
  /** Names of the provider states that it needs. */
  readonly states: readonly string[];
  /** Pact 4: the provider is not held to it yet. */
  readonly pending: boolean;
  readonly result: LiveResult;
}

/** `not run`: something prevented it, so nothing is known. `left out`: it is not meant to be run, and that is no failure. */
export type LiveResult =
  | { readonly status: 'passed' }
  | { readonly status: 'failed'; readonly mismatches: readonly LiveMismatch[] }
  | { readonly status: 'not run'; readonly code: FailureCode; readonly message: string }
  | { readonly status: 'left out'; readonly message: string };

/** One point at which an answer is not what the contract expects. */
export interface LiveMismatch {
  readonly kind: 'status' | 'header' | 'body';
  /** How it differs; `value` for all that is neither absent, null nor of another type. */
  readonly difference: 'absent' | 'null' | 'type' | 'value';
  /** The header's name, lower case; empty otherwise. */
  readonly header: string;
  /** The field of the body; empty for the body as a whole. */
  readonly path: FieldPath;
  /** What the contract expects, as JSON text or in words. */
  readonly expected: string;
  /** What came, described and never quoted: `string of 12 characters`. A status is given as it is. */
  readonly actual: string;
  /** Present fact, subject first, names in backticks. */
  readonly message: string;
}

/** Interactions by result. */
export interface LiveCounts {
  readonly passed: number;
  readonly failed: number;
  readonly notRun: number;
  readonly leftOut: number;
}

/** What came of calling a sandbox. */
export interface LiveLook {
  /** Where it was called, without credentials. */
  readonly sandbox: string;
  readonly counts: LiveCounts;
  /** Those that could be run. */
  readonly contracts: readonly LiveVerification[];
}

/** Interactions counted by result. */
export function countInteractions(interactions: readonly LiveInteraction[]): LiveCounts {
  const of = (status: LiveResult['status']) => interactions.filter(({ result }) => result.status === status).length;
  return { passed: of('passed'), failed: of('failed'), notRun: of('not run'), leftOut: of('left out') };
}
