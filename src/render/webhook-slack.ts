// The report as a message for Slack: blocks of rich text, in which nothing is parsed.

import type { JsonObject } from '../model/json.ts';
import type { Report } from '../model/report.ts';
import { previewOf, subjectOf } from './headline.ts';
import { clip } from './inert.ts';
import { apiLine, findingLines, findingsInOrder, type Line, type Run, unknownLines } from './lines.ts';
import { gravestFirst, plural } from './words.ts';

// What Slack takes: 50 blocks, 150 characters in a header, 3000 in any other text.
const MAX_BLOCKS = 50;
const MAX_HEADER = 150;
const MAX_CHARACTERS = 3000;

/** A body for an incoming webhook of Slack, in its Block Kit. */
export function slackMessage(report: Report): JsonObject {
  const subject = subjectOf(report);
  const blocks = gravestFirst(report.apis).flatMap((api) => [
    richText([apiLine(api), ...unknownLines(api)]),
    ...findingsInOrder(api).map((finding) => richText(findingLines(finding))),
  ]);
  const head = [
    { type: 'header', text: { type: 'plain_text', text: clip(subject, MAX_HEADER), emoji: false } },
    richText([[{ text: previewOf(report), style: 'quiet' }]]),
  ];
  const room = MAX_BLOCKS - head.length;
  const shown = blocks.length <= room ? blocks : blocks.slice(0, room - 1);
  const left = blocks.length - shown.length;
  const more =
    left === 0 ? [] : [richText([[{ text: `and ${plural(left, 'more part')}: \`driftgate check\` shows all` }]])];
  return {
    // Shown in notifications, and parsed there.
    text: escaped(subject),
    mrkdwn: false,
    parse: 'none',
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [...head, ...shown, ...more],
  };
}

/** The characters that Slack gives a meaning to in text. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Lines below each other; what is longer than Slack takes is cut. */
function richText(lines: readonly Line[]): JsonObject {
  const elements: JsonObject[] = [];
  let room = MAX_CHARACTERS;
  for (const run of lines.flatMap(joined)) {
    const text = clip(run.text, room);
    if (text === '') break;
    room -= text.length;
    elements.push({ type: 'text', text, ...styleOf(run) });
    if (room === 0) break;
  }
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

function joined(line: Line, at: number): Line {
  return at === 0 ? line : [{ text: '\n' }, ...line];
}

function styleOf({ style }: Run): JsonObject {
  if (style === 'strong') return { style: { bold: true } };
  return style === 'code' ? { style: { code: true } } : {};
}
