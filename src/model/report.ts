// What is told, whoever is told: the outcome of one look at some APIs.

import type { Note } from './document.ts';
import type { FailureCode } from './failure.ts';
import type { Finding } from './finding.ts';
import type { Profile } from './rule.ts';

/** `unknown`: we could not look. Never green, and never "everything was removed". */
export type Outcome = 'clean' | 'drift' | 'unknown';

/** Findings by severity; an acknowledged one is counted there and nowhere else. */
export interface Counts {
  readonly breaking: number;
  readonly risky: number;
  readonly deprecated: number;
  readonly info: number;
  readonly acknowledged: number;
}

export interface Report {
  readonly outcome: Outcome;
  readonly profile: Profile;
  readonly counts: Counts;
  readonly apis: readonly ApiReport[];
}

export interface ApiReport {
  readonly api: string;
  readonly outcome: Outcome;
  /** Set exactly when the outcome is `unknown`. */
  readonly unknown: UnknownReason | undefined;
  readonly baseline: DocumentIdentity | undefined;
  readonly current: DocumentIdentity | undefined;
  /** Gravest first; then as they stand in the document. */
  readonly findings: readonly Finding[];
  /** What of the current document could not be read. */
  readonly notes: readonly Note[];
  /** Lines for people to find the place; computed for what is shown. */
  readonly lineOf: (side: 'old' | 'new', pointer: string) => number | undefined;
}

export interface UnknownReason {
  readonly code: FailureCode;
  readonly message: string;
  readonly hint: string | undefined;
}

export interface DocumentIdentity {
  readonly name: string;
  /** `sha256:` and hex: of the bytes as they came; of a snapshot, of its canonical form. */
  readonly digest: string;
  readonly version: string;
  /** RFC 3339 date-time; `undefined` for a document that is no snapshot. */
  readonly takenAt: string | undefined;
}
