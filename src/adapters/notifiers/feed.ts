// Writes what drifted to an Atom feed in a file: wholly or not at all, and only where there is something to say.

import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import { isKnown, PARTS } from '../../model/part.ts';
import type { Report } from '../../model/report.ts';
import type { Clock, Notifier } from '../../ports.ts';
import { childrenOf, scanXml, type XmlElement } from '../../read/metadata/deadlines-xml.ts';
import { type FeedEntry, feedAfter, feedEntries, renderAtom, SCHEME } from '../../render/atom.ts';
import { type Interest, newsOf } from '../../render/news.ts';
import { plural } from '../../render/words.ts';
import { replaceFile } from '../atomic-file.ts';
import { onDisk, textAt } from '../disk.ts';
import { keptContent } from './kept.ts';

/** What {@link feedNotifier} is told. */
export interface FeedOptions {
  readonly name: string;
  readonly path: string;
  /** The same, as people call it. */
  readonly file: string;
  /** Where people find the file. */
  readonly url: string | undefined;
  /** How many entries it has at most. */
  readonly most: number;
  readonly interest: Interest;
  readonly clock: Clock;
}

const CONTENT = z.strictObject({ xml: z.string(), entries: z.int() });
const NOTHING_TOLD: ReadonlySet<string> = new Set();

/**
 * A letter with the whole feed where it has to change. The file is the only memory: what it said before is read from it,
 * and a file that is no feed is replaced.
 */
export function feedNotifier({ name, path, file, url, most, interest, clock }: FeedOptions): Notifier {
  return {
    name,

    async compose(report) {
      const before = entriesIn(await onDisk(file, () => textAt(path)), file);
      const now = clock.now().toISOString();
      const news = newsOf(report, interest, NOTHING_TOLD);
      const current = news === undefined ? [] : feedEntries(news.report, now);
      const entries = feedAfter(before ?? [], current, unseenBy(report), now, most);
      if (before !== undefined && JSON.stringify(before) === JSON.stringify(entries)) return [];
      return [{ about: 'feed', content: { xml: renderAtom(entries, { name, url, now }), entries: entries.length } }];
    },

    async deliver(letter) {
      const { xml, entries } = keptContent(CONTENT, letter, name);
      await onDisk(file, async () => {
        await mkdir(dirname(path), { recursive: true });
        await replaceFile(path, xml);
      });
      return { told: [`feed \`${file}\`: ${plural(entries, 'entry', 'entries')}`] };
    },
  };
}

/** Whether what an entry tells of was not looked at, or could not be. */
function unseenBy({ apis }: Report): (entry: FeedEntry) => boolean {
  return ({ category, part }) => !apis.some((api) => api.api === category && isKnown(api, part));
}

/** The entries of a feed that we wrote; `undefined` where there is none yet, or it is none of ours. */
function entriesIn(text: string | undefined, file: string): readonly FeedEntry[] | undefined {
  if (text === undefined) return undefined;
  try {
    const [feed] = scanXml(text, file).filter(({ name }) => name === 'feed');
    if (feed === undefined) return undefined;
    const entries = childrenOf(feed)
      .filter(({ name }) => name === 'entry')
      .map(entryOf);
    return entries.every((entry) => entry !== undefined) ? entries : undefined;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

function entryOf(element: XmlElement): FeedEntry | undefined {
  const parts = new Map(childrenOf(element).map((child) => [child.name, child]));
  const said = (name: string) =>
    parts
      .get(name)
      ?.content.filter((part) => typeof part === 'string')
      .join('');
  const [id, title, content, published, updated] = ['id', 'title', 'content', 'published', 'updated'].map(said);
  const { attributes } = parts.get('category') ?? {};
  const category = attributes?.get('term');
  const part = PARTS.find((each) => attributes?.get('scheme') === `${SCHEME}${each}`) ?? 'document';
  if (!id || !title || !content || !published || !updated || category === undefined) return undefined;
  return { id, title, content, category, part, published, updated };
}
