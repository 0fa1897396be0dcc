// `driftgate check`, and with it the whole product: look at each API, compare with its baseline, judge, tell.

import type { Config } from '../config/load.ts';
import type { Part } from '../model/part.ts';
import type { Report } from '../model/report.ts';
import { gateable } from './contracts.ts';
import { meansOf } from './credential-users.ts';
import { reportOf } from './judged.ts';
import { chosen, each, hasContracts, lookAtApi } from './look.ts';
import { withNotices } from './notices.ts';
import type { Outside } from './outside.ts';
import { policyOf, type Strictness } from './policy.ts';
import { proofs } from './proofs.ts';

/** What is asked of a check. */
export interface CheckRequest {
  readonly config: Config;
  /** Names of APIs; all of the configuration when empty. */
  readonly apis: readonly string[];
  readonly strictness: Strictness;
  /** Also says what makes the documents invalid; slow. */
  readonly validate?: boolean;
  /** Parts that this run looks at, the document among them: it has the credentials for these. */
  readonly parts?: readonly Part[];
  /** Shows for each breaking finding a payload that one side takes and the other refuses; by default. */
  readonly prove?: boolean;
}

/**
 * Looks at APIs, and tells what drifted since their baselines, which stay where they are.
 * An API that could not be looked at is `unknown` in the report; what concerns all of them raises {@link Failure}.
 */
export async function check(
  { config, apis, strictness, validate = false, parts = ['document'], prove: wanted = true }: CheckRequest,
  outside: Outside,
  tell: (report: Report) => Promise<void>,
): Promise<Report> {
  const names = chosen(apis, config);
  const prove = await proofs(wanted);
  const acknowledgements = await outside.acknowledgements.read();
  const standard = policyOf(config, strictness, acknowledgements, outside.clock);
  gateable(
    standard.failOn,
    names.some((api) => hasContracts(api, config)),
    'name some under `contracts` of an API',
  );
  const means = meansOf(names, parts, config);
  const looks = await each(names, (api) => lookAtApi(api, config, outside, validate, means(api)));

  const report = withNotices(reportOf(looks, standard, prove), acknowledgements, config, standard.policy.today);

  await tell(report);
  return report;
}
