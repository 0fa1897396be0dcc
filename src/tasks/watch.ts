// `driftgate check --samples`: look at documents and at what really comes back, and tell one report of all.

import { Failure } from '../model/failure.ts';
import { USUAL_LIMITS } from '../model/flow.ts';
import type { Report } from '../model/report.ts';
import { type CheckRequest, check } from './check.ts';
import { chosen } from './look.ts';
import { merged } from './merged.ts';
import { withNotices } from './notices.ts';
import type { Outside } from './outside.ts';
import { partsOf } from './parts.ts';
import { policyOf } from './policy.ts';
import { reported, unseen } from './reported.ts';

/** What is asked of a look at documents and at what really comes back. */
export interface WatchRequest extends CheckRequest {
  /** Also takes samples of the APIs that have some. */
  readonly samples?: boolean;
  /** Also runs the flows of the APIs that have some, and a sandbox. */
  readonly flows?: boolean;
  /** Ends the calls when it fires. */
  readonly signal?: AbortSignal;
}

/**
 * Looks at APIs, and tells of each in one report what drifted in its document and in what comes back. What could not be
 * looked at takes nothing from the rest: the API is `unknown`, with the findings that there are. What concerns the documents
 * of all raises {@link Failure}.
 */
export async function watch(
  request: WatchRequest,
  outside: Outside,
  tell: (report: Report) => Promise<void>,
): Promise<Report> {
  const { config, strictness } = request;
  const names = chosen(request.apis, config);
  const beside: Report[] = [];
  // What calls show, such as a deprecation or a refused credential, is known to the look at the document then.
  const parts = (['samples', 'flows'] as const).filter((part) => request[part]);
  for (const part of parts) {
    const apis = names.filter((api) => partsOf(api, config).includes(part));
    if (apis.length > 0) beside.push(await lookBeside(part, { ...request, apis }, outside));
  }
  const found = merged([await check({ ...request, parts: ['document', ...parts] }, outside, silently), ...beside]);

  const acknowledgements = await outside.acknowledgements.read();
  const { today } = policyOf(config, strictness, acknowledgements, outside.clock).policy;
  const report = withNotices(found, acknowledgements, config, today);

  await tell(report);
  return report;
}

async function silently(): Promise<void> {}

/** A {@link Failure} that concerns all of the part is a result: it is no reason to tell nothing of the documents. */
async function lookBeside(part: 'samples' | 'flows', request: WatchRequest, outside: Outside): Promise<Report> {
  try {
    if (part === 'samples') return await (await import('./sample.ts')).sample(request, outside, silently);
    const flows = { ...request, production: false, limits: USUAL_LIMITS };
    return await (await import('./flow.ts')).runFlows(flows, outside, silently);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { profile = request.config.profile } = request.strictness;
    return reported(
      request.apis.map((api) => unseen(api, part, error)),
      profile,
    );
  }
}
