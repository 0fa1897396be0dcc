// `driftgate diff OLD NEW`: the same judgement for any two documents.

import type { Config } from '../config/load.ts';
import { Failure } from '../model/failure.ts';
import type { Report } from '../model/report.ts';
import type { KnownEntries } from '../read/document/read.ts';
import { contractsOf, gateable } from './contracts.ts';
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
  /** Files or globs that say what consumers rely on; none when absent. */
  readonly contracts?: readonly string[];
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
  const standard = policyOf(config, strictness, await outside.acknowledgements.read(), outside.clock);
  gateable(standard.failOn, (request.contracts ?? []).length > 0, 'name some with `--contract`');
  const look = await lookAtBoth(request, outside);

  const report = reportOf([look], standard, prove);

  await tell(report);
  return report;
}

async function lookAtBoth(
  { config, old, new: current, contracts = [], validate = false }: DiffRequest,
  outside: Outside,
): Promise<Look> {
  const api = nameOf(current);
  let before: Seen | undefined;
  try {
    const entries: KnownEntries = new Map();
    before = await see(old, config, outside, entries);
    const after = await see(current, config, outside, entries);
    const notes = await notesOn(after, validate);
    const held = await contractsOf(contracts, '--contract', config, outside, before.document);
    return { api, old: before, new: after, notes, allowShrink: true, ...held };
  } catch (error) {
    if (error instanceof Failure) return { api, old: before, failure: error };
    throw error;
  }
}
