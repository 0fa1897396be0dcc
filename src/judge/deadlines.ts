// What sources say of ends, as one countdown for each operation that consumers call.

import type { Api } from '../model/api.ts';
import { callsOf } from '../model/calls.ts';
import { code } from '../model/code.ts';
import { DEADLINE_SOURCES, type Deadline, type DeadlineClaim, type DeadlinePart } from '../model/deadline.ts';
import { operationName, pathTemplate } from '../model/place.ts';
import type { HttpInteraction, Usage } from '../model/usage.ts';
import { nameOf } from './consumers/uses.ts';

/** What is known on one day. */
export interface DeadlineLook {
  /** In any order; those of operations that nobody calls are left out. */
  readonly claims: readonly DeadlineClaim[];
  readonly api: Api;
  readonly usages: readonly Usage[];
  /** RFC 3339 date (UTC). */
  readonly today: string;
}

/**
 * One countdown for each operation that a usage calls, and for each deprecated part that it uses; what ends first comes
 * first, then what has no end, each by name. Of several ends the next to come counts, as the careful one; that the
 * sources disagree is told in `conflicts`. Of what one source says at several times, the last counts.
 */
export function deadlines({ claims, api, usages, today }: DeadlineLook): readonly Deadline[] {
  const calls = usedCalls(api, usages);
  const found = [...calls.values()].flatMap((call) => {
    const about = claims.filter(
      ({ operation, part }) =>
        (operation === undefined || keyOf(operation) === keyOf(call.operation)) &&
        (part === undefined || uses(call, part)),
    );
    const parts = Map.groupBy(about, ({ part }) => (part === undefined ? '' : `${part.in} ${part.name}`));
    return [...parts.values()].flatMap((of) => countdown(latest(of), call, today) ?? []);
  });
  const name = ({ operation, part }: Deadline): string => `${operation} ${part?.in ?? ''} ${part?.name ?? ''}`;
  return found.sort((a, b) => compare(a.ends ?? '~', b.ends ?? '~') || compare(name(a), name(b)));
}

/** What is known of the end of a document. */
export type DocumentDeadline = Pick<Deadline, 'daysLeft' | 'successor' | 'more' | 'message'> & {
  /** RFC 3339 date. */
  readonly ends: string;
};

/**
 * The countdown of the document that people call `name`, by what the answer with it says on the day `today` (RFC 3339 date);
 * `undefined` where that names no end.
 */
export function documentDeadline(
  claims: readonly DeadlineClaim[],
  name: string,
  today: string,
): DocumentDeadline | undefined {
  const call = { operation: '', marked: undefined, consumers: new Set<string>(), interactions: [] };
  const { ends, daysLeft = 0, by, successor, more = [] } = countdown(latest(claims), call, today) ?? {};
  if (ends === undefined || by === undefined) return undefined;
  const message = `${endWords(daysLeft, 'the document')} on ${ends} (${by.where} of ${code(name, 120)})`;
  return { ends, daysLeft, successor, more, message };
}

/** An operation as it is used. */
interface UsedCall {
  readonly operation: string;
  /** Whether the document marks it as deprecated; `undefined` where it does not describe it. */
  readonly marked: boolean | undefined;
  readonly consumers: Set<string>;
  readonly interactions: HttpInteraction[];
}

function usedCalls(api: Api, usages: readonly Usage[]): ReadonlyMap<string, UsedCall> {
  const calls = callsOf(api);
  const used = new Map<string, UsedCall>();
  for (const { consumer, interactions } of usages) {
    for (const interaction of interactions) {
      if (interaction.kind !== 'http') continue;
      const described = calls.find(interaction)?.operation;
      const operation =
        described === undefined ? operationName(interaction.method, interaction.path) : nameOf(described);
      const known = used.get(operation) ?? {
        operation,
        marked: described?.deprecated,
        consumers: new Set(),
        interactions: [],
      };
      known.consumers.add(consumer);
      known.interactions.push(interaction);
      used.set(operation, known);
    }
  }
  return used;
}

/** What is sent is in the contract; a field is claimed of those only that are used. */
function uses({ interactions }: UsedCall, { in: where, name }: DeadlinePart): boolean {
  if (where === 'body' || where === 'path') return true;
  return interactions.some(({ parameters }) =>
    parameters.some(
      (sent) => sent.in === where && (sent.name === name || (where === 'header' && sent.name === name.toLowerCase())),
    ),
  );
}

function keyOf(operation: string): string {
  return pathTemplate(operation);
}

/** Of what one source says of one thing, what it said last; several things of one time stay. */
function latest(claims: readonly DeadlineClaim[]): readonly DeadlineClaim[] {
  const groups = Map.groupBy(claims, ({ source, where, operation, what }) =>
    JSON.stringify([source, where, operation, what]),
  );
  return [...groups.values()].flatMap((group) => {
    const last = Math.max(...group.map(({ seenAt }) => Date.parse(seenAt)));
    const kept = group.filter(({ seenAt }) => Date.parse(seenAt) === last || Number.isNaN(last));
    return [...new Map(kept.map((claim) => [JSON.stringify(claim), claim])).values()];
  });
}

type Claim<What extends DeadlineClaim['what']> = Extract<DeadlineClaim, { readonly what: What }>;

function countdown(claims: readonly DeadlineClaim[], call: UsedCall, today: string): Deadline | undefined {
  const sorted = [...claims].sort(
    (a, b) =>
      DEADLINE_SOURCES.indexOf(a.source) - DEADLINE_SOURCES.indexOf(b.source) ||
      compare(JSON.stringify(a), JSON.stringify(b)),
  );
  const ends = sorted.filter((claim) => claim.what === 'ends');
  const marks = sorted.filter((claim) => claim.what === 'deprecated');
  const end = nextOf(ends, today);
  const by = end ?? marks[0] ?? sorted.find(({ what }) => what === 'unreadable');
  // A link alone announces nothing: many APIs name their latest version in each answer.
  if (by === undefined) return undefined;
  const successors = [...new Set(sorted.flatMap((claim) => (claim.what === 'successor' ? [claim.url] : [])))];
  const since = marks
    .map((mark) => mark.since)
    .filter((day) => day !== undefined)
    .sort()[0];
  const daysLeft = end && daysFrom(today, end.on);
  return {
    operation: call.operation,
    part: by.part,
    consumers: [...call.consumers].sort(),
    since,
    ends: end?.on,
    daysLeft,
    by,
    successor: successors[0],
    more: [...new Set(sorted.flatMap((claim) => (claim.what === 'more' ? [claim.url] : [])))],
    conflicts: conflictsOf(sorted, ends, marks, successors, call),
    message: messageOf(call.operation, by, sorted, end, daysLeft, since),
    claims: sorted,
  };
}

/** The first end that is still to come, else the last that is past. */
function nextOf(ends: readonly Claim<'ends'>[], today: string): Claim<'ends'> | undefined {
  const byDay = [...ends].sort((a, b) => compare(a.on, b.on));
  const next = byDay.find(({ on }) => on >= today)?.on ?? byDay.at(-1)?.on;
  return ends.find(({ on }) => on === next);
}

function conflictsOf(
  claims: readonly DeadlineClaim[],
  ends: readonly Claim<'ends'>[],
  marks: readonly Claim<'deprecated'>[],
  successors: readonly string[],
  { marked }: UsedCall,
): readonly string[] {
  const conflicts: string[] = [];
  if (new Set(ends.map(({ on }) => on)).size > 1)
    conflicts.push(`sources name different ends: ${ends.map(({ where, on }) => `${on} (${where})`).join(', ')}`);
  const sunset = ends.find(({ source }) => source === 'sunset-header');
  const deprecation = marks.find(({ source }) => source === 'deprecation-header');
  if (sunset !== undefined && deprecation?.since !== undefined && sunset.on < deprecation.since)
    conflicts.push(
      `the end ${sunset.on} (${sunset.where}) is before the deprecation ${deprecation.since} (${deprecation.where})`,
    );
  if (successors.length > 1)
    conflicts.push(`sources name different successors: ${successors.map((url) => code(url)).join(', ')}`);
  const live = claims.find(({ source, what }) => isLive(source) && (what === 'deprecated' || what === 'ends'));
  if (live !== undefined && live.part === undefined && marked === false)
    conflicts.push(`the document does not mark the operation as deprecated, and the API reports it (${live.where})`);
  for (const { what, where, said } of claims)
    if (what === 'unreadable') conflicts.push(`${where} cannot be read: ${code(said ?? '')}`);
  return [...new Set(conflicts)];
}

function isLive(source: DeadlineClaim['source']): boolean {
  return source.endsWith('-header');
}

function messageOf(
  operation: string,
  by: DeadlineClaim,
  claims: readonly DeadlineClaim[],
  end: Claim<'ends'> | undefined,
  daysLeft: number | undefined,
  since: string | undefined,
): string {
  const part =
    by.part === undefined
      ? ''
      : `${by.part.in === 'body' ? 'field' : `${by.part.in} parameter`} ${code(by.part.name)} of `;
  // A header speaks of one resource (RFC 9745 §2), so that it reports, and what it reports may be more or less than this.
  const reported = claims.some(({ source, what }) => isLive(source) && what !== 'more' && what !== 'successor');
  const deprecated = since === undefined ? 'deprecation' : `deprecation since ${since}`;
  const does = reported ? `reported a ${deprecated}` : (DOES[by.source] ?? `is said to be deprecated`);
  const when = end === undefined || daysLeft === undefined ? 'no end is known' : `${endWords(daysLeft)} on ${end.on}`;
  return `${part}${code(operation, 120)} ${does}; ${when} (${by.where})`;
}

const DOES: Readonly<Partial<Record<DeadlineClaim['source'], string>>> = {
  document: 'is deprecated by the document',
  version: 'is called in a version that ends',
  feed: 'is deprecated by the changelog',
};

function endWords(daysLeft: number, what = 'it'): string {
  const days = `${Math.abs(daysLeft)} day${Math.abs(daysLeft) === 1 ? '' : 's'}`;
  if (daysLeft === 0) return `${what} ends today,`;
  return daysLeft > 0 ? `${what} ends in ${days},` : `${what} ended ${days} ago,`;
}

function daysFrom(today: string, day: string): number {
  return Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
