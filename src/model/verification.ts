// What is told of contracts that were held against documents or sandboxes: a report, and how much of them was looked at.

import type { LiveLook } from './live-verification.ts';
import type { ApiReport, Report } from './report.ts';

/** Its findings say where a document does not keep what contracts rely on. */
export interface Verification extends Report {
  readonly apis: readonly VerifiedApi[];
}

/** One API's contracts against its document, which is `current`; `baseline` is another one where a candidate is tried. */
export interface VerifiedApi extends ApiReport {
  readonly contracts: number;
  readonly interactions: number;
  /** Of them, those that could not be held against the document, or not wholly. */
  readonly unvalidatable: number;
}

/** Its findings say where a provider does not do what contracts rely on. */
export interface LiveReport extends Report {
  readonly apis: readonly LiveApi[];
}

/** One API's contracts against its sandbox: no document is looked at. */
export interface LiveApi extends ApiReport {
  readonly live: LiveLook;
}

/** Whether contracts were held against the API's document. */
export function isVerifiedApi(api: ApiReport): api is VerifiedApi {
  return 'unvalidatable' in api;
}

/** Whether the report is of contracts that were held against documents. */
export function isVerification(report: Report): report is Verification {
  return report.apis.length > 0 && report.apis.every(isVerifiedApi);
}

/** Whether the report is of sandboxes that were called. */
export function isLiveReport(report: Report): report is LiveReport {
  return report.apis.length > 0 && report.apis.every(({ live }) => live !== undefined);
}
