// What is known of a credential of the configuration: never its value.

import type { FailureCode } from './failure.ts';

/** A credential as it is now. */
export interface CredentialState {
  /** Its name in the configuration. */
  readonly name: string;
  /** RFC 3339 date-times between which it holds, and a person must renew it; each where it is known. */
  readonly begins: string | undefined;
  readonly ends: string | undefined;
  /** The share of that life after which people are told, where its begin is known. */
  readonly renewAt: number;
  /** Days before its end from which people are told. */
  readonly warnDays: number;
  /** Why it cannot be had or renewed. */
  readonly failure: CredentialFailure | undefined;
}

/** Why a credential cannot be had or renewed. */
export interface CredentialFailure {
  readonly code: FailureCode;
  /** Present fact, subject first. */
  readonly message: string;
  readonly hint: string | undefined;
  /** RFC 3339 date-time until which the token of before still lives. */
  readonly livesUntil: string | undefined;
}

/** Scopes that an operation asks for and a credential lacks. */
export interface MissingScopes {
  /** `METHOD /path` as in the document. */
  readonly operation: string;
  readonly scopes: readonly string[];
}
