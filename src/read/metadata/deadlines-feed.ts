// Changelogs as feeds: Atom (RFC 4287), RSS 2.0 and RSS 1.0.

import type { FeedItem } from '../../model/deadline.ts';
import { Failure } from '../../model/failure.ts';
import { dayOf } from './deadlines-days.ts';
import { resolved, shownUrl } from './deadlines-links.ts';
import { childrenOf, scanXml, unescaped, type XmlElement } from './deadlines-xml.ts';

const MOST_ITEMS = 500;
const LONGEST_TEXT = 20_000;

/**
 * The items of a feed, in its order, at most 500. `url` is where it came from. Raises {@link Failure} `not-a-document`
 * for what is no feed, `too-large` and `too-deep`.
 */
export function readFeed(xml: string, url: string): readonly FeedItem[] {
  const top = scanXml(xml, url);
  const feed = top.find(({ name }) => name === 'feed' || name === 'rss' || name === 'rdf');
  if (feed === undefined) {
    throw new Failure({
      code: 'not-a-document',
      message: `\`${url}\` is no feed`,
      hint: 'name the address of an Atom or RSS feed, not of the page that shows it',
      place: url,
    });
  }
  const holders = [feed, ...childrenOf(feed).filter(({ name }) => name === 'channel')];
  const items = holders.flatMap((holder) =>
    childrenOf(holder).filter(({ name }) => name === 'entry' || name === 'item'),
  );
  return items.slice(0, MOST_ITEMS).map((item) => itemOf(item, url));
}

function itemOf(item: XmlElement, base: string): FeedItem {
  const children = childrenOf(item);
  const named = (...names: readonly string[]): readonly XmlElement[] =>
    names.flatMap((name) => children.filter((child) => child.name === name));
  const links = named('link');
  const link = links.find(({ attributes }) => (attributes.get('rel') ?? 'alternate') === 'alternate') ?? links[0];
  const address = link && resolved(link.attributes.get('href') ?? wholeText(link).trim(), base);
  const days = named('published', 'pubdate', 'date', 'updated', 'issued').map((date) => dayOf(wholeText(date)));
  return {
    title: plain(named('title').map(wholeText).join(' ')),
    url: address && shownUrl(address),
    day: days.find((day) => day !== undefined),
    text: plain(named('content', 'encoded', 'description', 'summary').map(wholeText).join('\n')),
  };
}

/** All text in an element. Atom's XHTML stands there as elements: code gets its backticks, and blocks lines of their own. */
function wholeText({ name, content }: XmlElement): string {
  const text = content.map((part) => (typeof part === 'string' ? part : wholeText(part))).join('');
  if (name === 'code') return `\`${text}\``;
  return /^(?:p|li|br|div|h\d|tr|pre)$/.test(name) ? `\n${text}\n` : text;
}

/** Text without markup, blocks on lines of their own, code in backticks. */
function plain(html: string): string {
  const text = html
    .slice(0, LONGEST_TEXT)
    .replace(/<\/?(?:code|kbd|tt)\b[^<>]{0,500}>/gi, '`')
    .replace(/<\/?(?:p|li|ul|ol|br|div|h\d|tr|pre)\b[^<>]{0,500}>/gi, '\n')
    .replace(/<[^<>]{0,2000}>/g, ' ');
  return unescaped(text)
    .replaceAll('\u00a0', ' ')
    .replace(/[ \t\r]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}
