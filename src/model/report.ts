// What is told, whoever is told: the outcome of one look at some APIs.

import type { Check } from './doctor.ts';
import type { Note } from './document.ts';
import type { FailureCode } from './failure.ts';
import type { AcknowledgementNotice, Finding } from './finding.ts';
import type { FlowLook } from './flow.ts';
import type { HealthLook } from './health.ts';
import type { LiveLook } from './live-verification.ts';
import type { LookedPart } from './part.ts';
import { type Profile, SEVERITIES } from './rule.ts';
import type { SamplingLook } from './sampling.ts';
import type { ConsumerImpact, ConsumerVerdict } from './usage.ts';

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

/**
 * What counts as drift, each with all before it: `consumer`, what breaks a contract; a severity, whatever is at least as
 * grave; `any`, the same as `info`.
 */
export const FAIL_ON = ['consumer', ...SEVERITIES, 'any'] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** Findings that nobody acknowledged, each by the gravest that it means for a consumer. */
export interface ConsumerCounts {
  readonly breaks: number;
  readonly atRisk: number;
}

export interface Report {
  readonly outcome: Outcome;
  readonly profile: Profile;
  readonly counts: Counts;
  readonly consumers: ConsumerCounts;
  readonly apis: readonly ApiReport[];
  /** What is to be said of acknowledgements beside the findings, where it was looked for. */
  readonly acknowledgements?: readonly AcknowledgementNotice[];
}

export interface ApiReport {
  readonly api: string;
  readonly outcome: Outcome;
  /** Set exactly when the outcome is `unknown`: of some part not all is known. What was found all the same is told. */
  readonly unknown: UnknownReason | undefined;
  /** What was to be looked at, in the order of `PARTS`, each once; of other parts nothing is said. */
  readonly looked: readonly LookedPart[];
  readonly baseline: DocumentIdentity | undefined;
  readonly current: DocumentIdentity | undefined;
  /** With contracts, what breaks a consumer first, then what puts one at risk; gravest first; then as in the document. */
  readonly findings: readonly Finding[];
  /** What consumers rely on; `undefined` where no contract is named, or one could not be read. */
  readonly reliance: Reliance | undefined;
  /** What came of calling the API's sandbox, where that is what was looked at. */
  readonly live?: LiveLook;
  /** How the API fared, where that is what was looked at. */
  readonly health?: HealthLook;
  /** What was sampled, where responses are what was looked at. */
  readonly sampling?: SamplingLook;
  /** What came of the API's flows, where that is what was looked at. */
  readonly flows?: FlowLook;
  /** What came of looking at its credentials and places, where that is what was looked at. */
  readonly checks?: readonly Check[];
  /** What of the current document could not be read. */
  readonly notes: readonly Note[];
  /** Lines for people to find the place; computed for what is shown. */
  readonly lineOf: (side: 'old' | 'new', pointer: string) => number | undefined;
}

export interface UnknownReason {
  readonly code: FailureCode;
  readonly message: string;
  readonly hint: string | undefined;
  /** The file, URL or command that it happened to, with a line or pointer where one is known. */
  readonly place: string | undefined;
}

/** What is known of the consumers of one API. */
export interface Reliance {
  readonly consumers: ConsumerCounts;
  readonly coverage: Coverage;
}

/** How much of an API's document consumers rely on, and what drifted that none of them mentions. */
export interface Coverage {
  /** Operations of the document, webhooks among them. */
  readonly operations: { readonly used: number; readonly total: number };
  /** Fields of the used operations' responses, each counted once an operation, however many ways lead to it. */
  readonly fields: FieldCoverage;
  /** The operations that are used, in the order of the document. */
  readonly byOperation: readonly OperationCoverage[];
  /** Operations with a finding graver than `info` that no contract mentions: `METHOD /path`, sorted. */
  readonly uncovered: readonly string[];
  /** One entry for each consumer, sorted by name. */
  readonly consumers: readonly ConsumerCoverage[];
}

/** How many fields are read of those that the document promises. */
export interface FieldCoverage {
  readonly read: number;
  readonly promised: number;
}

/** Who uses one operation, and how much of it. */
export interface OperationCoverage {
  /** `METHOD /path` as written in the document. */
  readonly operation: string;
  /** Sorted. */
  readonly consumers: readonly string[];
  readonly fields: FieldCoverage;
}

/** What one consumer relies on, by all of its contracts. */
export interface ConsumerCoverage {
  readonly consumer: string;
  /** Who answers for the consumer's code. */
  readonly owner: string | undefined;
  /** The files or folders of its contracts, sorted. */
  readonly contracts: readonly string[];
  readonly interactions: number;
  /** Operations of the document that are used, `METHOD /path` as written there; sorted, each once. */
  readonly operations: readonly string[];
  /** How many fields of these operations' responses are read, each counted once an operation. */
  readonly fields: number;
  /** What of the contracts could not be held against the document; as in the contracts. */
  readonly gaps: readonly CoverageGap[];
}

/** An interaction that could not be held against the document, or a part of one. */
export interface CoverageGap {
  readonly contract: string;
  readonly interaction: string;
  /** Line of the interaction in the contract's file. */
  readonly line: number | undefined;
  /** One sentence: no such operation, an XML body. */
  readonly why: string;
}

export interface DocumentIdentity {
  readonly name: string;
  /** `sha256:` and hex: of the bytes as they came; of a snapshot, of its canonical form. */
  readonly digest: string;
  readonly version: string;
  /** RFC 3339 date-time; `undefined` for a document that is no snapshot. */
  readonly takenAt: string | undefined;
}

/** Gravest first. */
export const CONSUMER_VERDICTS = ['breaks', 'at risk', 'unaffected'] as const satisfies readonly ConsumerVerdict[];

/** What a finding means for consumers all in all, gravest first; `ends`: one uses what is deprecated now, and hits nothing yet. */
export const BEARINGS = ['breaks', 'at risk', 'ends', 'unaffected'] as const;
export type Bearing = (typeof BEARINGS)[number];

/** What a finding means for consumers all in all. */
export function bearingOf(finding: Finding): Bearing {
  const verdict = verdictOf(finding);
  const isUsed = finding.consumers.some(({ interaction }) => interaction !== undefined);
  return verdict === 'unaffected' && finding.severity === 'deprecated' && isUsed ? 'ends' : verdict;
}

/** The gravest that a finding means for any consumer; `unaffected` where it hits none, or no contract is known. */
export function verdictOf({ consumers }: Finding): ConsumerVerdict {
  return gravestVerdict(consumers);
}

/** The gravest of some verdicts; `unaffected` where there are none. */
export function gravestVerdict(impacts: readonly ConsumerImpact[]): ConsumerVerdict {
  const verdicts = new Set(impacts.map(({ verdict }) => verdict));
  return CONSUMER_VERDICTS.find((verdict) => verdicts.has(verdict)) ?? 'unaffected';
}
