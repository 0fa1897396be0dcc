// The report in the forms in which it is written to files.

import type { Report } from '../model/report.ts';
import { renderHtml } from '../render/html/page.ts';
import { renderJson } from '../render/json.ts';
import { renderSarif } from '../render/sarif.ts';
import { ruleText } from '../tasks/rule-text.ts';
import type { Done, Run } from './run.ts';

/** The texts of the files, by their format. */
export function filesOf(report: Report, { host: { version }, where }: Run): Done['files'] {
  return {
    json: renderJson(report, { allImpacts: false }),
    html: renderHtml(report, { version }),
    sarif: renderSarif(report, { version, where, ruleText }),
  };
}
