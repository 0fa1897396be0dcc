// The report as a message for Microsoft Teams: an Adaptive Card of rich text, in which nothing is parsed.

import type { JsonObject } from '../model/json.ts';
import type { Report } from '../model/report.ts';
import { previewOf, subjectOf } from './headline.ts';
import { clip } from './inert.ts';
import { apiLine, findingLines, findingsInOrder, type Line, type Run, unknownLines } from './lines.ts';
import { gravestFirst, plural } from './words.ts';

// Teams takes 28 kB; what stands around the parts has room beside.
const MAX_BYTES = 24_000;
const MAX_TITLE = 150;

/** A body for a webhook of Teams Workflows, with an Adaptive Card 1.4. */
export function teamsMessage(report: Report): JsonObject {
  const parts = gravestFirst(report.apis).flatMap((api) => [
    container([apiLine(api), ...unknownLines(api)], true),
    ...findingsInOrder(api).map((finding) => container(findingLines(finding), false)),
  ]);
  const shown = fitting(parts);
  const left = parts.length - shown.length;
  const title = { text: clip(subjectOf(report), MAX_TITLE), style: 'strong' } as const;
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: [
      richText([title], { size: 'Large' }),
      richText([{ text: previewOf(report), style: 'quiet' }]),
      ...shown,
      ...(left === 0
        ? []
        : [richText([{ text: `and ${plural(left, 'more part')}: \`driftgate check\` shows all`, style: 'quiet' }])]),
    ],
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

function fitting(parts: readonly JsonObject[]): readonly JsonObject[] {
  let bytes = 0;
  const end = parts.findIndex((part) => {
    bytes += Buffer.byteLength(JSON.stringify(part)) + 1;
    return bytes > MAX_BYTES;
  });
  return end < 0 ? parts : parts.slice(0, end);
}

function container(lines: readonly Line[], separator: boolean): JsonObject {
  return { type: 'Container', separator, spacing: 'Medium', items: lines.map((line) => richText(line)) };
}

function richText(line: Line, style: JsonObject = {}): JsonObject {
  const inlines = line
    .filter(({ text }) => text !== '')
    .map((run) => ({ type: 'TextRun', text: run.text, ...styleOf(run), ...style }));
  return { type: 'RichTextBlock', spacing: 'Small', inlines };
}

function styleOf({ style }: Run): JsonObject {
  if (style === 'strong') return { weight: 'Bolder' };
  if (style === 'code') return { fontType: 'Monospace' };
  return style === 'quiet' ? { isSubtle: true } : {};
}
