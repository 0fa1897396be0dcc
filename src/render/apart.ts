// An API of which several parts were looked at, taken apart again: each part is told by itself.

import type { Finding } from '../model/finding.ts';
import { type Part, partOf } from '../model/part.ts';
import type { ApiReport } from '../model/report.ts';

/** One part of an API, as a look at it alone would have given it. */
export interface PartReport extends ApiReport {
  readonly part: Part;
  /** The API with all of its parts. */
  readonly whole: ApiReport;
}

/** What a part is called above what is told of it. */
export const PART_TITLES: Readonly<Record<Part, string>> = {
  document: 'Document',
  contracts: 'Contracts',
  samples: 'Samples',
  flows: 'Flows',
  sandbox: 'Sandbox',
  health: 'Health',
  means: 'Credentials and places',
};

/**
 * The parts of an API that were looked at, in their order; itself where there is but one. Each finding is in one of them, and
 * what is known of documents and contracts is in the first. Credentials of which there is nothing to tell are left out.
 */
export function apart(api: ApiReport): readonly PartReport[] {
  const told = api.looked.filter(({ part }, _, { length }) => part !== 'means' || length === 1 || isTold(part, api));
  const parts = told.map(({ part }) => part);
  const [first = 'document'] = parts;
  if (parts.length <= 1) return [{ ...api, part: first, whole: api }];
  const tellingOf = (finding: Finding) => (parts.includes(partOf(finding)) ? partOf(finding) : first);
  return told.map((looked): PartReport => {
    const { part, unknown } = looked;
    const { baseline, current, reliance, notes, sampling, flows, health, live, checks, ...rest } = api;
    const findings = api.findings.filter((finding) => tellingOf(finding) === part);
    return {
      ...rest,
      part,
      whole: api,
      looked: [looked],
      unknown,
      outcome: unknown === undefined ? (findings.length > 0 ? 'drift' : 'clean') : 'unknown',
      findings,
      ...(part === first ? { baseline, current, reliance, notes } : NO_DOCUMENT),
      ...(part === 'samples' && sampling !== undefined && { sampling }),
      ...(part === 'flows' && flows !== undefined && { flows }),
      ...(part === 'health' && health !== undefined && { health }),
      ...(part === 'sandbox' && live !== undefined && { live }),
      ...(part === 'means' && checks !== undefined && { checks }),
    };
  });
}

function isTold(part: Part, { findings, looked, checks }: ApiReport): boolean {
  const isUnknown = looked.some((each) => each.part === part && each.unknown !== undefined);
  return isUnknown || checks !== undefined || findings.some((finding) => partOf(finding) === part);
}

const NO_DOCUMENT = { baseline: undefined, current: undefined, reliance: undefined, notes: [] } as const;
