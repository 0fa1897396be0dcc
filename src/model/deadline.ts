// When something that a consumer calls ends, by all that says so.

import type { ParameterLocation } from './api.ts';

/** Who says something of an end, those that are to be believed most first. */
export const DEADLINE_SOURCES = [
  'sunset-header',
  'deprecation-header',
  'link-header',
  'vendor-header',
  'version',
  'document',
  'feed',
] as const;
export type DeadlineSource = (typeof DEADLINE_SOURCES)[number];

/** One thing that one source says. Days are RFC 3339 dates in UTC. */
export type DeadlineClaim = ClaimBase &
  (
    | { readonly what: 'deprecated'; readonly since: string | undefined }
    | { readonly what: 'ends'; readonly on: string }
    /** What is to be used instead, and where there is more to read: absolute URLs. */
    | { readonly what: 'successor' | 'more'; readonly url: string }
    /** Something is said of an end that cannot be read. */
    | { readonly what: 'unreadable' }
  );

interface ClaimBase {
  readonly source: DeadlineSource;
  /** Where it stands, for people: `` `Sunset` header ``, `` changelog item `Charges v1` ``. */
  readonly where: string;
  /** `METHOD /path` as in the document; `undefined` for all operations of the API. */
  readonly operation: string | undefined;
  /** The parameter or field that it is about; `undefined` for the operation as a whole. */
  readonly part: DeadlinePart | undefined;
  /** RFC 3339 date-time at which it was seen. */
  readonly seenAt: string;
  /** What is written there, redacted and short. */
  readonly said: string | undefined;
}

export interface DeadlinePart {
  readonly in: ParameterLocation | 'body';
  readonly name: string;
}

/** The countdown of one operation, or of a part of one, that consumers use. */
export interface Deadline {
  /** `METHOD /path` as in the document. */
  readonly operation: string;
  readonly part: DeadlinePart | undefined;
  /** Sorted. */
  readonly consumers: readonly string[];
  /** RFC 3339 date; `undefined` where no source says one. */
  readonly since: string | undefined;
  /** RFC 3339 date; `undefined` where no source says one. */
  readonly ends: string | undefined;
  /** Days from today to `ends`; negative when it is past. */
  readonly daysLeft: number | undefined;
  /** The claim that `ends` is from; where nothing ends, the first that says that it is deprecated. */
  readonly by: DeadlineClaim;
  readonly successor: string | undefined;
  /** Where there is more to read. */
  readonly more: readonly string[];
  /** How sources contradict one another, and what cannot be read; one sentence each. */
  readonly conflicts: readonly string[];
  readonly message: string;
  /** All that was said, by source. */
  readonly claims: readonly DeadlineClaim[];
}

/** An item of a changelog. */
export interface FeedItem {
  readonly title: string;
  readonly url: string | undefined;
  /** RFC 3339 date in UTC at which it was published. */
  readonly day: string | undefined;
  /** Its text without markup; what was code stands in backticks. */
  readonly text: string;
}
