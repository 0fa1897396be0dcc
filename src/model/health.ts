// How an API fares: latency, errors and availability, in summaries that can be put together.

/** One call, as far as health goes. */
export interface Observation {
  /** RFC 3339 date-time at which the call began. */
  readonly time: string;
  /** `METHOD /path`, a template. */
  readonly operation: string;
  /** Milliseconds until it ended. */
  readonly ms: number;
  /** `ok`: answered, also where the request was at fault; `error`: the API failed; `down`: no answer came. */
  readonly outcome: 'ok' | 'error' | 'down';
}

/**
 * Calls of one operation, put together. It is plain JSON. Latencies are of answered calls, as counts in buckets that grow
 * by 2 %: bucket `i` holds what takes over `1.02^(i-1)` ms and up to `1.02^i` ms (DDSketch, Masson et al. 2019), so that a
 * percentile is right to 1 %, whatever was merged with what.
 */
export interface HealthSummary {
  readonly calls: number;
  readonly errors: number;
  readonly down: number;
  /** Whole milliseconds of the slowest answered call. */
  readonly slowest: number;
  /** Bucket and count, by bucket; none is empty. */
  readonly buckets: readonly (readonly [bucket: number, count: number])[];
}

/** Summaries by operation, and in each by the start of their window in milliseconds since 1970. */
export type HealthSeries = ReadonlyMap<string, ReadonlyMap<number, HealthSummary>>;

/** What is too slow, and what fails too often. */
export interface HealthLimits {
  /** Milliseconds that 95 of 100 calls keep to. */
  readonly p95: number;
  /** The share of calls that may fail, from 0 to 1. */
  readonly errors: number;
  /** The length of a window in minutes. */
  readonly minutes: number;
  /** Fewer calls than these tell nothing. */
  readonly calls: number;
  /** Milliseconds that consumers wait at most, where that is known. */
  readonly patience?: number | undefined;
}

/** What is told of one operation's health. */
export type HealthFinding = { readonly operation: string; readonly message: string } & (
  | {
      readonly kind: 'slow' | 'failing' | 'down';
      /** RFC 3339 date-times: the window, `until` exclusive. */
      readonly from: string;
      readonly until: string;
      readonly calls: number;
      /** Milliseconds of `slow`, a share from 0 to 1 of the others. */
      readonly value: number;
      readonly limit: number;
      /** Whether the limit of `slow` is what consumers wait. */
      readonly byPatience?: true;
    }
  | {
      readonly kind: 'weekly';
      readonly slot: WeekSlot;
      /** In how many weeks it was bad, and in how many it was called. */
      readonly bad: number;
      readonly weeks: number;
      /** How likely chance alone does as much somewhere in the week, at most. */
      readonly chance: number;
    }
  | {
      readonly kind: 'slowing';
      /** Milliseconds of the median on the first and the last day, by the trend. */
      readonly before: number;
      readonly after: number;
      readonly days: number;
      readonly chance: number;
    }
);

/** Hours of a weekday. */
export interface WeekSlot {
  /** 0 is Monday. */
  readonly weekday: number;
  /** The first hour, and the hour at which it is over: 14 and 15 for 14:00 to 15:00. */
  readonly from: number;
  readonly until: number;
}

/** One hour of the week in all weeks. */
export interface WeekCell {
  /** In how many weeks it was called, and in how many of these it was bad. */
  readonly weeks: number;
  readonly bad: number;
  /** In all weeks together. */
  readonly calls: number;
}

/** How an API fared, as far as calls of it were recorded. */
export interface HealthLook {
  /** RFC 3339 date-time of the first window that is known. */
  readonly since: string;
  /** RFC 3339 date-time of the look. */
  readonly until: string;
  /** IANA; of the hours of the week. */
  readonly timeZone: string;
  /** By name. */
  readonly operations: readonly OperationHealth[];
  /** What the provider's status page says; `undefined` where none is named, or it could not be read. */
  readonly status: ProviderStatus | undefined;
  /** Why the status page could not be read. */
  readonly statusUnread: string | undefined;
}

export interface OperationHealth {
  readonly operation: string;
  /** Those in which it was called, the shortest first. */
  readonly spans: readonly HealthSpan[];
  /** 168 cells, Monday 00:00 first. */
  readonly week: readonly WeekCell[];
}

/** The last so many hours. */
export interface HealthSpan {
  readonly hours: number;
  readonly calls: number;
  /** From 0 to 1. */
  readonly errorRate: number;
  readonly availability: number;
  /** Milliseconds; `undefined` where no call was answered. */
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  readonly p99: number | undefined;
}

/** What a status page says. */
export interface ProviderStatus {
  /** The page's name. */
  readonly name: string;
  /** What it says of all together: `none`, `minor`, `major`, `critical`, `maintenance`, or a word of its own. */
  readonly indicator: string;
  /** Names of components that do not work as they should. */
  readonly impaired: readonly string[];
  /** Incidents and maintenance windows, as they are listed. */
  readonly incidents: readonly Incident[];
}

export interface Incident {
  readonly kind: 'incident' | 'maintenance';
  readonly name: string;
  readonly url: string | undefined;
  /** The provider's word: `investigating`, `in_progress`. */
  readonly status: string;
  readonly impact: string;
  /** RFC 3339 date-time. */
  readonly from: string;
  /** RFC 3339 date-time at which it was or will be over; `undefined` while that is not known. */
  readonly until: string | undefined;
  /** Names of the components that it is about. */
  readonly components: readonly string[];
}
