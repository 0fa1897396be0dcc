// What is to be said of acknowledgements, beside the findings of a report.

import type { Config } from '../config/load.ts';
import { acknowledgementNotices } from '../judge/acknowledged.ts';
import type { Acknowledgement } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { partsOf } from './parts.ts';

/** The report with what is to be said of `acknowledgements` on the day `today` (RFC 3339 date). */
export function withNotices(
  report: Report,
  acknowledgements: readonly Acknowledgement[],
  config: Config,
  today: string,
): Report {
  const all = report.apis.length === Object.keys(config.apis).length;
  const look = { today, all, partsOf: (api: string) => partsOf(api, config) };
  return { ...report, acknowledgements: acknowledgementNotices(acknowledgements, report.apis, look) };
}
