// Changelogs read from feeds, and what of them concerns what is used.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FeedItem } from '../../../src/model/deadline.ts';
import { readFeed } from '../../../src/read/metadata/deadlines-feed.ts';
import { readMentions } from '../../../src/read/metadata/deadlines-mentions.ts';

const URL_ = 'https://changes.example.com/feed';

function rss(item: string): string {
  return `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b > c">]><rss version="2.0"><channel><title>T</title><item>${item}</item></channel></rss>`;
}

function atom(entry: string): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry>${entry}</entry></feed>`;
}

test.each<[string, string, Partial<FeedItem>]>([
  [
    'RSS',
    rss('<title>A &amp; B</title><link> /a </link><pubDate>Tue, 10 Jun 2025 23:00:00 -0500</pubDate>'),
    { title: 'A & B', url: 'https://changes.example.com/a', day: '2025-06-11' },
  ],
  [
    'markup that is escaped',
    rss('<description>&lt;p&gt;Use &lt;code&gt;b&lt;/code&gt; &amp;amp; c.&lt;/p&gt;d</description>'),
    { text: 'Use `b` & c.\nd' },
  ],
  ['CDATA', rss('<content:encoded><![CDATA[<b>old</b> <br/>new]]></content:encoded>'), { text: 'old\nnew' }],
  [
    'Atom',
    atom(
      '<title type="html">A</title><link rel="self" href="/s"/><link href="/a?b=1&amp;c=2"/><published>2025-06-10T01:00:00+02:00</published>',
    ),
    { title: 'A', url: 'https://changes.example.com/a?b=1&c=2', day: '2025-06-09' },
  ],
  [
    'XHTML',
    atom('<content type="xhtml"><div>The <code>b</code> goes.<p>Soon</p></div></content>'),
    { text: 'The `b` goes.\nSoon' },
  ],
  [
    'RSS 1.0',
    '<rdf:RDF><channel/><item><title>A</title><dc:date>2025-06-10</dc:date></item></rdf:RDF>',
    { title: 'A', day: '2025-06-10' },
  ],
  ['entities that it defines', rss('<title>&a; &#x41;&#66; &#9999999;</title>'), { title: '&a; AB &#9999999;' }],
  [
    'tags that do not fit',
    rss('<title>A</b> < B</title><description>x <br> y</description>'),
    { title: 'A < B', text: 'x\ny' },
  ],
  ['a comment', rss('<title>A<!-- <b> --></title>'), { title: 'A' }],
  ['a script as a link', rss('<link>javascript:alert(1)</link>'), { url: undefined }],
  ['what it does not have', rss(''), { title: '', url: undefined, day: undefined, text: '' }],
])('%s', (_, xml, expected) => {
  expect(readFeed(xml, URL_)).toEqual([expect.objectContaining(expected)]);
});

test.each<[string, string, string]>([
  ['HTML', '<!doctype html><html><body></body></html>', 'not-a-document'],
  ['JSON', '{"items": []}', 'not-a-document'],
  ['nothing', '', 'not-a-document'],
  ['deep nesting', '<a>'.repeat(1000), 'too-deep'],
  ['many elements', `<rss>${'<a/>'.repeat(200_001)}</rss>`, 'too-large'],
])('%s is refused', (_, xml, code) => {
  expect(() => readFeed(xml, URL_)).toThrow(expect.objectContaining({ code, place: URL_ }));
});

test.each(['<!a>', '<a b="', '<', '<!--', '<![CDATA[', '&', '</a>', '<!a[', '<?'])(
  '%s, many times over, is read in linear time',
  (piece) => {
    const items = readFeed(`<rss><item><title>A</title></item>${piece.repeat(500_000)}`, URL_);
    expect(items).toHaveLength(1);
  },
);

test('whatever is between tags, reading ends', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '</',
    'item',
    '<item>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '"',
    '=',
    ' a',
    '&amp;',
    '<rss>',
    '/>',
    '<!X [',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
      const items = readFeed(`<rss><item/>${pieces.join('')}`, URL_);
      expect(items.length).toBeGreaterThan(0);
    }),
    { numRuns: 1000 },
  );
});

describe('an item concerns what is used when it', () => {
  const SEEN = '2026-11-22T14:00:00Z';
  const USED = {
    operations: [
      { operation: 'GET /v1/charges/{id}', operationId: 'getCharge', fields: ['status', 'phoneNumber'] },
      { operation: 'POST /v1/charges', operationId: 'create', fields: ['amount'] },
    ],
    version: '2024-06-20',
  };
  const ONE = 'GET /v1/charges/{id}';
  const ALL = undefined;

  test.each<[string, string, readonly (readonly (string | undefined)[])[]]>([
    ['names a path', 'GET /v1/charges/{charge_id} will be removed on 31 March 2027.', [[ONE, undefined, '2027-03-31']]],
    ['names a path in another form', '`/v1/charges/:id` is deprecated', [[ONE]]],
    ['names a path at the end of a sentence', 'We deprecate /v1/charges.', [['POST /v1/charges']]],
    ['names another method', 'DELETE /v1/charges/{id} is deprecated', []],
    ['names a longer path', '/v1/charges/{id}/refunds is deprecated', []],
    ['names a path that ends the same', '/beta/v1/charges is deprecated', []],
    ['names an operation', 'getCharge is deprecated', [[ONE]]],
    ['has a word that is an operation’s', 'You can no longer create; it is deprecated', []],
    [
      'names a field',
      'phoneNumber is deprecated, and ends (sunset) Jan 31st, 2027',
      [[ONE, 'phoneNumber', '2027-01-31']],
    ],
    ['names a field of the path', '`status` of /v1/charges/{id} is deprecated', [[ONE, 'status']]],
    ['names a field of another path', '`status` of /v1/refunds is deprecated', []],
    ['has a word that is a field’s', 'The status of this is deprecated', []],
    ['names the version', 'Version 2024-06-20 reaches end of life on 2027-06-20', [[ALL, undefined, '2027-06-20']]],
    ['names another version', 'Version 2024-06-201 is retired', []],
    ['speaks of no end', 'GET /v1/charges/{id} is faster now, since 2026-01-01', []],
    [
      'has its end beside another day',
      'Deprecated on 2026-01-01. /v1/charges is removed on 2027-02-01, not on 2027-03-01.',
      [['POST /v1/charges', undefined, '2027-02-01']],
    ],
    ['has an end in digits only', '/v1/charges is removed on 02/01/2027', [['POST /v1/charges']]],
  ])('%s', (_, text, expected) => {
    const claims = readMentions([{ title: 'News', url: undefined, day: '2026-11-01', text }], USED, SEEN);
    const found = claims
      .filter(({ what }) => what === 'deprecated')
      .map(({ operation, part }) => [
        operation,
        part?.name,
        claims.flatMap((claim) => (claim.what === 'ends' && claim.operation === operation ? [claim.on] : []))[0],
      ]);
    expect(found).toEqual(expected.map(([operation, field, on]) => [operation, field, on]));
  });
});
