// What `driftgate sample` takes and keeps: profiles of responses by sample and environment, run by run.

import type { Json } from './json.ts';
import type { FieldPath } from './place.ts';
import type { ExchangeProfile, Tally } from './sample.ts';

/** Where an API runs. */
export const ENVIRONMENTS = ['sandbox', 'production'] as const;
export type EnvironmentName = (typeof ENVIRONMENTS)[number];

/** One sample of the configuration, as it was called in one environment. */
export interface SampleIdentity {
  /** Its name in the configuration; of a recording, the operation. */
  readonly name: string;
  /** An {@link EnvironmentName}, or one of before. */
  readonly environment: string;
  /** `METHOD /path` as in the document, else as it is called, without query. */
  readonly operation: string;
}

/** What came of one sample in one run, or in several that were put together. */
export interface Sampled extends SampleIdentity {
  readonly profile: ExchangeProfile;
  /** What of the responses the document of the baseline does not allow; none where it describes no such operation. */
  readonly mismatches: readonly WireMismatch[];
  /** One response, with nothing secret or personal in it; `undefined` where it had no body. */
  readonly example: Json | undefined;
}

/** A way in which responses are not what the document says. */
export interface WireMismatch {
  readonly kind: WireMismatchKind;
  readonly status: string;
  readonly path: FieldPath;
  /** In how many responses with that status, of how many. */
  readonly seen: number;
  readonly of: number;
}

export const WIRE_MISMATCHES = ['status', 'media-type', 'absent', 'null', 'type', 'value', 'undeclared'] as const;
export type WireMismatchKind = (typeof WIRE_MISMATCHES)[number];

/** One run of `driftgate sample`, as it is kept. */
export interface SampleRun {
  /** RFC 3339 date-time at which it began. */
  readonly at: string;
  readonly samples: readonly Sampled[];
}

/** The samples that were accepted. */
export interface SampleBaseline {
  /** RFC 3339 date-time. */
  readonly takenAt: string;
  readonly samples: readonly Sampled[];
}

/** What a run of one API came to, for people. */
export interface SamplingLook {
  readonly samples: readonly SampledRow[];
  /** Samples that were not called, and why. */
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
  /** RFC 3339 date-time of the samples that these are held against; `undefined` where none were accepted yet. */
  readonly baseline: string | undefined;
}

export interface SampledRow extends SampleIdentity {
  readonly calls: number;
  /** Of them, those that came as expected. */
  readonly taken: number;
  /** How often each status came, and each error in the place of one. */
  readonly outcomes: Tally;
  /** Milliseconds that 95 of 100 calls took at most; `undefined` where none was answered. */
  readonly p95: number | undefined;
}
