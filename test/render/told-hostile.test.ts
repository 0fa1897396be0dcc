// Text of strangers in every string of a report: inert in all that people are sent.

import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/model/report.ts';
import { unescaped } from '../../src/read/metadata/deadlines-xml.ts';
import { feedEntries, renderAtom } from '../../src/render/atom.ts';
import { renderEmail } from '../../src/render/email.ts';
import { newsOf } from '../../src/render/news.ts';
import { renderWebhook } from '../../src/render/webhook.ts';
import { api, everything, finding, mapStrings, report, unknownApi } from './fixtures.ts';

/** What is no text in HTML and XML, once our own elements are away. */
const MARKUP = /[<>]|&(?!#\d+;)|(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const TIME = '2026-11-24T12:00:00.000Z';

/** What a stranger may write. */
const PAYLOADS: readonly (readonly [string, string])[] = [
  ['a script', '<script>alert(1)</script>'],
  ['an image', '"><img src=https://evil.example/p.png onerror=alert(1)>'],
  ['a style', '</style><style>*{display:none}'],
  ['a comment of Outlook', '<!--[if mso]><a href=x><![endif]-->'],
  ['a link', '<a href="javascript:x">x</a>[x](https://evil.example)'],
  ['CDATA', ']]><x/>&#60;script&#62;<![CDATA['],
  ['an entity', '&lt;script&gt;&amp;&bogus;'],
  ['header fields', 'x\r\nBcc: evil@evil.example\r\n\r\nbody'],
  ['ANSI', '\u001b[31mred\u009b1m\u0007'],
  ['bidi', '\u202egnp.exe\u2066'],
  ['mentions in a chat', '<!channel> <@U123> @everyone <https://evil.example|x>'],
  ['what is no character', 'a\ufffeb\uffffc\ud800d\u0000e\u2028f\u200bg'],
  ['a formula', '=HYPERLINK("https://evil.example")'],
];

const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Each text that is sent, without the marks that are ours; and what in it would act. */
const OUTPUTS: readonly (readonly [string, (report: Report) => readonly string[], RegExp])[] = [
  ['the subject of an e-mail', (report) => [renderEmail(report).subject], new RegExp(`\n|${INVISIBLE.source}`, 'u')],
  ['the text of an e-mail', (report) => [renderEmail(report).text], new RegExp(`^Bcc|${INVISIBLE.source}`, 'mu')],
  ['the HTML of an e-mail', (report) => textsOf(renderEmail(report).html), MARKUP],
  ['an event', (report) => [webhook(report, 'cloudevents')], INVISIBLE],
  [
    'the text of a message for Slack',
    (report) => [JSON.parse(webhook(report, 'slack')).text],
    new RegExp(`[<>\n]|&(?!amp;|lt;|gt;)|${INVISIBLE.source}`, 'u'),
  ],
  ['the blocks of a message for Slack', (report) => stringsIn(JSON.parse(webhook(report, 'slack')).blocks), INVISIBLE],
  ['a message for Teams', (report) => stringsIn(JSON.parse(webhook(report, 'teams'))), INVISIBLE],
  [
    'a feed',
    (report) => {
      const xml = renderAtom(feedEntries(report, TIME), { name: 'feed', url: undefined, now: TIME });
      const contents = [...xml.matchAll(/<content type="html">([^<]*)</g)].map(([, content = '']) =>
        unescaped(content),
      );
      return [
        xml.replace(/<\?xml [^<]*\?>|<(?:feed|content|category)(?: [a-z:]+="[^"<>]*")+\/?>|<\/?[a-z]+>/g, ''),
        ...contents.flatMap(textsOf),
      ];
    },
    new RegExp(`[\ufffe\uffff]|${MARKUP.source}`, 'u'),
  ],
];

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

function webhook(report: Report, format: 'cloudevents' | 'slack' | 'teams'): string {
  return renderWebhook(report, { format, content: 'summary', id: 'msg_1', time: TIME }).text;
}

/** HTML without our own elements: these have no attribute by which anything could act. */
function textsOf(html: string): readonly string[] {
  const ours =
    /<\/?(?:html|head|body|title|div|h[12]|p|code|strong|br)(?: (?:lang|dir|class|style|role|aria-label|aria-hidden)="[^"<>]*")*>/g;
  const metas = /<!doctype html>|<meta (?:name="[a-z-]+" content="[^"<>]*"|charset="utf-8")>|<style>[^<]*<\/style>/g;
  return [html.replace(ours, '').replace(metas, '')];
}

const WORDS_OF_OURS = new Set([
  'outcome',
  'profile',
  'severity',
  'kind',
  'verdict',
  'code',
  'status',
  'direction',
  'part',
]);

function saying(payload: string): Report {
  const report = mapStrings(everything, (text, key) =>
    WORDS_OF_OURS.has(key) ? text : `${payload} ${text.slice(0, 5)}`,
  );
  const news = newsOf(report, { apis: [], on: ['any'], owners: [], unknown: true }, new Set());
  if (news === undefined) throw new Error('there is no news');
  return news.report;
}

describe.each(OUTPUTS)('in %s', (_, output, acting) => {
  test.each(PAYLOADS)('%s', (_name, payload) => {
    const texts = output(saying(payload));
    expect(texts.join('').length).toBeGreaterThan(20);
    for (const text of texts) expect(text).not.toMatch(acting);
  });
});

test('mailboxes cut no e-mail, however much drifted', () => {
  const [drifted] = everything.apis.filter(({ findings }) => findings.length > 3);
  if (drifted === undefined) throw new Error('no API drifted');
  const findings = Array.from({ length: 500 }, (_, at) =>
    drifted.findings.map((each) => ({ ...each, fingerprint: `${at}` })),
  ).flat();
  const { html, text, subject } = renderEmail({ ...everything, apis: [{ ...drifted, findings }] });
  expect(Buffer.byteLength(html)).toBeLessThan(102_000);
  expect(html).toMatch(/and \d+ more findings/);
  expect(text.length).toBeLessThan(61_000);
  expect(text).toMatch(/and \d+ more lines/);
  expect(subject.length).toBeLessThanOrEqual(160);
});

test.each([
  ['drifted', (name: string) => api(name, { findings: [finding({})] })],
  [
    'drifted, told in another script',
    (name: string) => api(name, { findings: [finding({ message: '予約'.repeat(200) })] }),
  ],
  ['cannot be looked at', unknownApi],
])('mailboxes cut no e-mail of hundreds of APIs: each %s', (_, make) => {
  const { html } = renderEmail(report(...Array.from({ length: 400 }, (_, at) => make(`api-${at}`))));
  expect(Buffer.byteLength(html)).toBeLessThan(102_000);
  expect(html).toMatch(/and \d+ more APIs: .*shows them/);
});
