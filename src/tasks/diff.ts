// `driftgate diff OLD NEW`: the same judgement for any two documents.

import type { Config } from '../config/load.ts';
import { Failure } from '../model/failure.ts';
import type { Report } from '../model/report.ts';
import { nameOf, type Seen, see } from './document.ts';
import { reportOf } from './judged.ts';
import { type Look, notesOn } from './look.ts';
import type { Outside } from './outside.ts';
import { policyOf, type Strictness } from './policy.ts';
import { proofs } from './proofs.ts';

/** What is asked of a diff: two locations, each a file, a URL, `git:REV:path` or `snapshot:API`. */
export interface DiffRequest {
  readonly config: Config;
  readonly old: string;
  readonly new: string;
  readonly strictness: Strictness;
  /** Also says what makes the new document invalid; slow. */
  readonly validate?: boolean;
  /** Shows for each breaking finding a payload that one side takes and the other refuses; by default. */
  readonly prove?: boolean;
}

/** Compares two documents, and tells what changed. One that cannot be read makes the report `unknown`. */
export async function diff(
  request: DiffRequest,
  outside: Outside,
  tell: (report: Report) => Promise<void>,
): Promise<Report> {
  const { config, strictness } = request;
  const prove = await proofs(request.prove ?? true);
  const acknowledgements = await outside.acknowledgements.read();
  const look = await lookAtBoth(request, outside);

  const report = reportOf([look], policyOf(config, strictness, acknowledgements, outside.clock), prove);

  await tell(report);
  return report;
}

async function lookAtBoth(
  { config, old, new: current, validate = false }: DiffRequest,
  outside: Outside,
): Promise<Look> {
  const api = nameOf(current);
  let before: Seen | undefined;
  try {
    before = await see(old, config, outside);
    const after = await see(current, config, outside);
    return { api, old: before, new: after, notes: await notesOn(after, validate), allowShrink: true };
  } catch (error) {
    if (error instanceof Failure) return { api, old: before, failure: error };
    throw error;
  }
}
