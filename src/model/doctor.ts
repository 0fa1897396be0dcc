// What a look at the means tells: each credential, and each place that it is for, one line each.

import type { ApiReport, Report } from './report.ts';

/** What can be looked at. */
export const CHECKED = ['credential', 'document', 'sandbox', 'production'] as const;

/** One thing that was looked at. */
export interface Check {
  readonly what: (typeof CHECKED)[number];
  /** The credential's name, or a URL without secrets. */
  readonly name: string;
  /** `told`: it works, and there is something to tell. `unknown`: it could not be looked at. */
  readonly state: 'well' | 'told' | 'failed' | 'unknown';
  /** What was seen, in a few words each. */
  readonly says: readonly string[];
}

/** The report of `driftgate doctor`. */
export interface DoctorReport extends Report {
  readonly apis: readonly DoctorApi[];
}

/** One API, or a credential that no API names, with what was looked at. */
export interface DoctorApi extends ApiReport {
  readonly checks: readonly Check[];
}

/** Whether the report is of credentials and places. */
export function isDoctorReport(report: Report): report is DoctorReport {
  return report.apis.length > 0 && report.apis.every(({ checks }) => checks !== undefined);
}
