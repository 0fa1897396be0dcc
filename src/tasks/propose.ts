// Proposing that baselines move: for each API that drifted, what `accept` would write, with the report as its reason.

import { createHash } from 'node:crypto';
import type { Config } from '../config/load.ts';
import { Failure } from '../model/failure.ts';
import { canonical, isObject, type Json } from '../model/json.ts';
import { isKnown, partOf } from '../model/part.ts';
import type { ApiReport, Report } from '../model/report.ts';
import type { BaselineDraft, ChangedFile, Proposal, Proposals } from '../ports.ts';
import { proposalBody, proposalTitle } from '../render/proposal.ts';
import { accept } from './accept.ts';
import { acceptSamples } from './accept-samples.ts';
import type { Outside } from './outside.ts';

/** What {@link propose} needs beside the world that was looked at. */
export interface Proposing {
  readonly proposals: Proposals;
  /** The baselines of an API, to be written without anybody seeing it. */
  draft(api: string): Promise<BaselineDraft>;
}

/** What came of proposing. */
export interface Proposed {
  /** What was done, one line each. */
  readonly lines: readonly string[];
  /** Why something could not be proposed. The next run tries again. */
  readonly failures: readonly Failure[];
}

/**
 * Has one proposal stand for each API of `report` whose baseline would move, and none for the others. An API that could not be
 * looked at changes nothing. `outside` should give the documents that the report is of: see `remembering`.
 */
export async function propose(
  report: Report,
  config: Config,
  outside: Outside,
  { proposals, draft }: Proposing,
): Promise<Proposed> {
  const lines: string[] = [];
  const failures: Failure[] = [];
  for (const api of report.apis) {
    if (!isKnown(api, 'document')) continue;
    try {
      await using drafted = await draft(api.api);
      const changed = await accepted(api, config, { ...outside, ...storesOf(drafted) }, drafted);
      const done =
        changed.length === 0
          ? proposals.withdraw(api.api, 'the baseline needs no move any more')
          : proposals.propose(proposalOf(api, report, changed));
      lines.push(...(await done));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failures.push(error);
    }
  }
  return { lines, failures };
}

function storesOf({ store, signIn, samples }: BaselineDraft): Pick<Outside, 'store' | 'signIn' | 'samples'> {
  return { store, signIn, samples };
}

/** The files that accepting what was found changes; none where nothing was found that a baseline takes in. */
async function accepted(
  { api, findings, looked }: ApiReport,
  config: Config,
  outside: Outside,
  draft: BaselineDraft,
): Promise<readonly ChangedFile[]> {
  const parts = new Set(findings.map(partOf));
  if (parts.has('document')) {
    const [result] = await accept({ config, apis: [api], shrunk: false }, outside);
    if (result?.status === 'refused') throw result.failure;
  }
  if (parts.has('samples') && isKnown({ looked }, 'samples')) {
    const [result] = await acceptSamples({ config, apis: [api] }, outside);
    if (result !== undefined && 'failure' in result) throw result.failure;
  }
  return draft.changed();
}

function proposalOf(api: ApiReport, report: Report, changed: readonly ChangedFile[]): Proposal {
  return {
    api: api.api,
    key: keyOf(changed),
    title: proposalTitle(api, report),
    body: proposalBody(api, report),
    files: new Map(changed.map(({ path, after }) => [path, after])),
  };
}

/** By what the files say, and not by when they were written. */
function keyOf(changed: readonly ChangedFile[]): string {
  const moves = changed.map(({ path, before, after }) => [path, timeless(before), timeless(after)]);
  return createHash('sha256').update(JSON.stringify(moves)).digest('hex').slice(0, 16);
}

/** What says when a baseline was taken and by which answer, but not what it holds. */
const OF_ITS_TIME = new Set(['takenAt', 'etag', 'lastModified']);

function timeless(text: string | undefined): string | null {
  if (text === undefined) return null;
  const value: Json = JSON.parse(text);
  return canonical(
    isObject(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !OF_ITS_TIME.has(key))) : value,
  );
}
