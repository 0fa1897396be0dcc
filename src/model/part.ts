// The parts of a look at an API. Each can be looked at, or fail to be, apart from the others.

import type { Change } from './change.ts';
import type { ApiReport, Report, UnknownReason } from './report.ts';

/**
 * In the order in which they are told. `document`: with the sign-in metadata and the deadlines beside it; `contracts`: held
 * against the document; `samples`: of what really comes back; `sandbox`: called as contracts say; `means`: credentials and
 * places.
 */
export const PARTS = ['document', 'contracts', 'samples', 'flows', 'sandbox', 'health', 'means'] as const;
export type Part = (typeof PARTS)[number];

/** A part that was to be looked at. */
export interface LookedPart {
  readonly part: Part;
  /** Why nothing of it is known, or not all; `undefined` where what is not among its findings is not there. */
  readonly unknown: UnknownReason | undefined;
}

/** The part that tells of the finding. */
export function partOf({ change: { kind } }: { readonly change: Pick<Change, 'kind'> }): Part {
  return TELLING.get(kind.slice(0, kind.indexOf('.'))) ?? 'document';
}

/** What tells of a kind of change, by what stands before its dot. */
const TELLING: ReadonlyMap<string, Part> = new Map([
  ['contract', 'contracts'],
  ['sample', 'samples'],
  ['wire', 'samples'],
  ['trouble', 'samples'],
  ['flow', 'flows'],
  ['live', 'sandbox'],
  ['health', 'health'],
  ['credential', 'means'],
]);

/** Whether all of a part of the API is known: only then is gone what is not among the findings of the part. */
export function isKnown({ looked }: Pick<ApiReport, 'looked'>, part: Part): boolean {
  return looked.some((each) => each.part === part && each.unknown === undefined);
}

/** Whether the report is of this part of APIs alone. */
export function isOnly(part: Part, { apis }: Report): boolean {
  const looked = apis.flatMap((api) => api.looked);
  return looked.length > 0 && looked.every((each) => each.part === part);
}
