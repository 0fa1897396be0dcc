// What came of sampling an API, judged: what drifted into findings, and whether anything is not known. Pure.

import { judge } from '../judge/judge.ts';
import type { Change } from '../model/change.ts';
import type { Failure } from '../model/failure.ts';
import type { ApiReport } from '../model/report.ts';
import type { SampleBaseline, SampledRow } from '../model/sampling.ts';
import { ruleFor } from '../rules/catalogue.ts';
import type { Callers } from './callers.ts';
import { identityOf, type Seen } from './document.ts';
import type { Standard } from './judged.ts';
import { hitsFirst } from './reliance.ts';
import { lookedAt, reasonOf } from './reported.ts';
import type { SamplePlan } from './sample-plan.ts';

/** What a run of one API came to. */
export interface SampledApi {
  readonly api: string;
  readonly baseline: Seen | undefined;
  /** What the samples are held against in the place of the baseline. */
  readonly candidate: Seen | undefined;
  readonly callers: Callers;
  readonly accepted: SampleBaseline | undefined;
  readonly rows: readonly SampledRow[];
  readonly leftOut: SamplePlan['leftOut'];
  readonly changes: readonly Change[];
  /** Why samples, or some of them, could not be taken, or held against something. */
  readonly failure: Failure | undefined;
}

/** The report of one API. */
export function judgedSamples(run: SampledApi, { policy, failOn }: Standard): ApiReport {
  const { api, baseline, candidate, callers, accepted, rows, leftOut, changes, failure } = run;
  const judged = judge(changes, ruleFor, { ...policy, api });
  const findings = hitsFirst(judged.map((finding) => ({ ...finding, consumers: callers.hitBy(finding) })));
  return {
    ...lookedAt(api, 'samples', findings, failOn, failure && reasonOf(failure)),
    baseline: baseline && identityOf(baseline),
    current: candidate && identityOf(candidate),
    reliance: callers.relianceOn(findings),
    sampling: { samples: rows, leftOut, baseline: accepted?.takenAt },
  };
}
