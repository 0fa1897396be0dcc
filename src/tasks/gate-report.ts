// All that a gate found, as one report: for whatever knows nothing of gates.

import type { Gate } from '../model/gate.ts';
import type { ApiReport, Report } from '../model/report.ts';
import type { Profile } from '../model/rule.ts';
import { merged } from './merged.ts';
import { reported } from './reported.ts';

/** Each finding of the checks that do not pass once, without what is known, and none of what vendors did. */
export function gateReport({ checks, outcome }: Gate, profile: Profile): Report {
  const [first, ...others] = checks.flatMap(({ report, outcome }) =>
    report === undefined || outcome === 'clean' ? [] : [{ ...report, apis: report.apis.map(plain) }],
  );
  return first === undefined ? { ...reported([], profile), outcome } : { ...merged([first, ...others]), outcome };
}

/** Without what only one kind of look has. */
function plain(report: ApiReport): ApiReport {
  const { api, outcome, unknown, looked, baseline, current, reliance, notes, lineOf } = report;
  const findings = report.findings.filter(({ change }) => change.facts.known !== true);
  return { api, outcome, unknown, looked, baseline, current, findings, reliance, notes, lineOf };
}
