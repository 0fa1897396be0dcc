// Sections of a Markdown report, cut to what fits: items of APIs in groups, the gravest group first.

import type { ApiReport } from '../model/report.ts';
import { clip, inertMarkdown, inlineCode } from './inert.ts';
import { message } from './markdown-finding.ts';
import { plural } from './words.ts';

/** How much of a report is written. */
export interface MarkdownOptions {
  /** Lists up to 200 places of each finding instead of 20. */
  readonly allImpacts?: boolean;
  /** In UTF-16 units; 60,000 when absent, which fits into a GitHub issue or comment. At least 10,000. */
  readonly maxLength?: number;
}

/** Items of one API under one heading. */
export interface Group<A extends ApiReport = ApiReport> {
  readonly api: A;
  /** What one item is called where it is left out. */
  readonly name: string;
  readonly open: string;
  readonly items: readonly string[];
  readonly close: string;
}

const MAX_IMPACTS = 20;
const ALL_IMPACTS = 200;
const MAX_NAME = 100;

// Kept free for what is written last: the next steps and the line that says what was left out.
const RESERVE = 4000;

/** A table of the APIs, and a section for each of them, or for each of their parts. */
export interface Layout<A extends ApiReport, S extends ApiReport = A> {
  /** The head of the table, and the line below it. */
  readonly tableHead: string;
  readonly tableRow: (api: A) => string;
  /** What has a section, in this order. */
  readonly parts: readonly S[];
  readonly sectionHead: (part: S) => string;
  /** All groups of all parts, in the order in which they are kept when room is scarce. */
  readonly groups: readonly Group<S>[];
}

/** The parts of a report on `apis`, cut to what fits: a table, sections, and what was left out; that may be empty. */
export function laidOut<A extends ApiReport, S extends ApiReport>(
  apis: readonly A[],
  { tableHead, tableRow, parts, sectionHead, groups }: Layout<A, S>,
  { maxLength = 60_000 }: MarkdownOptions,
): readonly string[] {
  const room = Math.max(10_000, maxLength) - RESERVE;
  const rows = fitting(apis.map(tableRow), room / 2);
  const some = groups.filter(({ items }) => items.length > 0);
  const kept = cut(some, room - rows.join('\n').length, sectionHead);
  return [
    [tableHead, ...rows].join('\n'),
    ...sections(parts, kept, sectionHead),
    leftOut(some, kept, apis.length - rows.length),
  ];
}

/** How many places of one finding are listed. */
export function mostImpacts({ allImpacts = false }: MarkdownOptions): number {
  return allImpacts ? ALL_IMPACTS : MAX_IMPACTS;
}

/** The name of an API, harmless and not too long. */
export function shortName(name: string): string {
  return inertMarkdown(clip(name, MAX_NAME));
}

/** Why one could not look; without items where one could. */
export function unknownGroup<A extends ApiReport>(api: A): Group<A> {
  const {
    message: why,
    hint,
    code,
    place,
  } = api.unknown ?? { message: 'the reason is not known', hint: '', code: 'unknown', place: undefined };
  const lines = [
    `> **? Could not look** (${inlineCode(code)}): ${message(why)}`,
    ...(place === undefined || why.includes(place) ? [] : [`> at ${inlineCode(clip(place, MAX_NAME))}`]),
    ...(hint ? [`> ${message(hint)}`] : []),
  ];
  return { api, name: 'unknown', open: '', items: api.outcome === 'unknown' ? [lines.join('\\\n')] : [], close: '' };
}

/** Items behind a fold. */
export function folded<A extends ApiReport>(
  api: A,
  name: string,
  items: readonly string[],
  title = `${items.length} ${name}`,
): Group<A> {
  return { api, name, open: `<details><summary>${title}</summary>`, items, close: '\n</details>' };
}

/** The groups without what does not fit into `room`: from the first item on that is too much, nothing is kept. */
function cut<A extends ApiReport>(
  groups: readonly Group<A>[],
  room: number,
  headOf: (api: A) => string,
): readonly Group<A>[] {
  const kept: Group<A>[] = [];
  let left = room;
  for (const group of groups) {
    left -= headOf(group.api).length + group.open.length + group.close.length + 6;
    const items = fitting(group.items, left);
    if (items.length > 0) kept.push({ ...group, items });
    if (items.length < group.items.length) break;
    left -= items.join('\n').length;
  }
  return kept;
}

/** The first items that, one on each line, are together no longer than `room`. */
export function fitting(items: readonly string[], room: number): readonly string[] {
  let length = 0;
  const end = items.findIndex((item) => {
    length += item.length + 1;
    return length > room;
  });
  return end < 0 ? items : items.slice(0, end);
}

/** A section for each API that has groups, below its head. */
function sections<A extends ApiReport>(
  apis: readonly A[],
  groups: readonly Group<A>[],
  headOf: (api: A) => string,
): readonly string[] {
  return apis.flatMap((api) => {
    const parts = groups
      .filter((group) => group.api === api)
      .map(({ open, items, close }) => {
        const body = `${items.join('\n')}${close === '' ? '' : `\n${close}`}`;
        return open === '' ? body : `${open}\n\n${body}`;
      });
    return parts.length === 0 ? [] : [[headOf(api), ...parts].join('\n\n')];
  });
}

/** What was left out, `apis` rows of the table among it; empty where nothing was. */
function leftOut(groups: readonly Group[], kept: readonly Group[], apis: number): string {
  const items = (some: readonly Group[], name: string) =>
    some.filter((group) => group.name === name).reduce((sum, group) => sum + group.items.length, 0);
  const names = [...new Set(groups.map((group) => group.name))];
  const parts = names
    .map((name) => ({ name, count: items(groups, name) - items(kept, name) }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count} ${name}`);
  if (apis > 0) parts.push(plural(apis, 'row of the table', 'rows of the table'));
  return parts.length === 0 ? '' : `**Left out, because this text would be too long: ${parts.join(', ')}.**`;
}
