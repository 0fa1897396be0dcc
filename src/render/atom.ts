// The report as an Atom feed (RFC 4287): an entry for each finding, which keeps its id and says when it changed.

import { createHash } from 'node:crypto';
import { type Part, partOf } from '../model/part.ts';
import type { Report } from '../model/report.ts';
import { html } from './html/markup.ts';
import { clip, inertTerminal } from './inert.ts';
import {
  apiLine,
  detailLines,
  findingsInOrder,
  type Line,
  messageLine,
  plain,
  type Run,
  unknownLines,
} from './lines.ts';
import { xmlText } from './xml.ts';

/** One finding, or one API that could not be looked at, as it stands in the feed. */
export interface FeedEntry {
  /** `urn:uuid:`, by the API and the fingerprint: it stays, whatever is said of the finding. */
  readonly id: string;
  readonly title: string;
  /** HTML, in which nothing that a stranger wrote acts. */
  readonly content: string;
  /** Its API. */
  readonly category: string;
  /** What was looked at when it was told. */
  readonly part: Part;
  /** RFC 3339 date-times: when it was first told, and when anything of it changed. */
  readonly published: string;
  readonly updated: string;
}

/** What of a feed is no part of its entries. */
export interface FeedHead {
  /** What the id is made of: the same from run to run. */
  readonly name: string;
  /** Where people find it. */
  readonly url: string | undefined;
  /** RFC 3339 date-time; of a feed without entries. */
  readonly now: string;
}

const MAX_TITLE = 200;
/** Of the categories: the API is the term, and the part of it that was looked at ends the scheme (RFC 4287 §4.2.2). */
export const SCHEME = 'urn:driftgate:part:';

const GONE = 'gone or accepted: ';

/** The entries of a report, the gravest first, as of `now`. */
export function feedEntries(report: Report, now: string): readonly FeedEntry[] {
  return report.apis.flatMap((api) => {
    const entry = (what: string, part: Part, title: string, lines: readonly Line[]): FeedEntry => ({
      id: uuidOf([api.api, what]),
      title: clip(`${inertTerminal(api.api)}: ${title}`, MAX_TITLE),
      content: contentOf([apiLine(api), ...lines]),
      category: inertTerminal(api.api),
      part,
      published: now,
      updated: now,
    });
    const blind = unknownLines(api);
    return [
      ...(blind.length === 0
        ? []
        : [
            entry(
              'unknown',
              api.looked.find(({ unknown }) => unknown !== undefined)?.part ?? 'document',
              'could not look',
              blind,
            ),
          ]),
      ...findingsInOrder(api).map((finding) =>
        entry(finding.fingerprint, partOf(finding), `${finding.severity}: ${plain(messageLine(finding))}`, [
          messageLine(finding),
          ...detailLines(finding),
        ]),
      ),
    ];
  });
}

/**
 * The entries of a feed that had `before` and of a report that has `current`: an entry that is in both keeps its times
 * unless it says something else now, and one that is in the report no more says so, unless `isUnseen` says that this cannot
 * be told of it. There are `most` of them at most: what is current has room first, in its order, so that the same report
 * gives the same feed; what is gone has it last. The latest come first.
 */
export function feedAfter(
  before: readonly FeedEntry[],
  current: readonly FeedEntry[],
  isUnseen: (entry: FeedEntry) => boolean,
  now: string,
  most: number,
): readonly FeedEntry[] {
  const old = new Map(before.map((entry) => [entry.id, entry]));
  const byId = new Map(current.map((entry) => [entry.id, entry]));
  const told = [...byId.values()].slice(0, most).map((entry) => {
    const known = old.get(entry.id);
    if (known === undefined) return entry;
    const isSame = known.title === entry.title && known.content === entry.content;
    return isSame ? known : { ...entry, published: known.published };
  });
  const past = before
    .filter(({ id }) => !byId.has(id))
    .map((entry) =>
      isUnseen(entry) || isGone(entry)
        ? entry
        : { ...entry, title: clip(`${GONE}${entry.title}`, MAX_TITLE), updated: now },
    );
  const [open, gone] = [past.filter((entry) => !isGone(entry)), past.filter(isGone)];
  return [...told, ...open.toSorted(latestFirst), ...gone.toSorted(latestFirst)].slice(0, most).toSorted(latestFirst);
}

function isGone({ title }: FeedEntry): boolean {
  return title.startsWith(GONE);
}

function latestFirst(a: FeedEntry, b: FeedEntry): number {
  return a.updated < b.updated ? 1 : a.updated > b.updated ? -1 : 0;
}

/** The feed as XML with a final newline. */
export function renderAtom(entries: readonly FeedEntry[], { name, url, now }: FeedHead): string {
  const updated = entries.reduce((latest, entry) => (entry.updated > latest ? entry.updated : latest), '') || now;
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    `  <id>${uuidOf(['feed', name])}</id>`,
    '  <title>Driftgate: what drifted</title>',
    `  <updated>${xml(updated)}</updated>`,
    '  <author><name>Driftgate</name></author>',
    '  <generator>Driftgate</generator>',
    ...(url === undefined ? [] : [`  <link rel="self" type="application/atom+xml" href="${xml(url)}"/>`]),
    ...entries.flatMap(entryLines),
    '</feed>',
  ];
  return `${lines.join('\n')}\n`;
}

function entryLines({ id, title, content, category, part, published, updated }: FeedEntry): readonly string[] {
  return [
    '  <entry>',
    `    <id>${xml(id)}</id>`,
    `    <title>${xml(title)}</title>`,
    `    <published>${xml(published)}</published>`,
    `    <updated>${xml(updated)}</updated>`,
    `    <category term="${xml(category)}" scheme="${SCHEME}${part}"/>`,
    `    <content type="html">${xml(content)}</content>`,
    '  </entry>',
  ];
}

function contentOf(lines: readonly Line[]): string {
  return html`${lines.map((line) => html`<p>${line.map(marked)}</p>`)}`.text;
}

function marked({ text, style }: Run) {
  if (style === 'code') return html`<code>${text}</code>`;
  return style === 'strong' ? html`<strong>${text}</strong>` : text;
}

/** RFC 9562 §5.8: made of a hash. */
function uuidOf(parts: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  const variant = '89ab'[Number.parseInt(hex.slice(16, 17), 16) % 4];
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function xml(text: string): string {
  return xmlText(inertTerminal(text));
}
