// The consumers of one API in Markdown: whose code breaks, and what the contracts leave open.

import type { ApiReport } from '../model/report.ts';
import { consumerRows, VERDICT_SYMBOLS } from './consumer-words.ts';
import { clip, inertMarkdown, inlineCode } from './inert.ts';
import { message } from './markdown-finding.ts';

const MAX_NAME = 100;

const HEAD = `| consumer | verdict | break it | at risk | operations used | fields read | owner |
|---|---|--:|--:|--:|--:|---|`;

/** A table of the consumers, hardest hit first: its rows, the first with the head above it. */
export function consumerTable(api: ApiReport): readonly string[] {
  const all = api.reliance?.coverage.operations ?? 0;
  const rows = consumerRows(api).map(({ name, verdict, breaks, atRisk, coverage: { operations, fields, owner } }) => {
    const word = verdict === 'unaffected' ? verdict : `**${verdict}**`;
    const counts = [breaks, atRisk, `${operations.length} of ${all}`, fields];
    const cells = [prose(name), `${VERDICT_SYMBOLS[verdict]} ${word}`, ...counts, prose(owner ?? '')];
    return `| ${cells.join(' | ')} |`;
  });
  return rows.map((row, at) => (at === 0 ? `${HEAD}\n${row}` : row));
}

/** Operations that drifted and that no contract mentions, as items of a list. */
export function unmentionedItems({ reliance }: ApiReport): readonly string[] {
  return (reliance?.unmentioned ?? []).map((operation) => `- ${code(operation)}`);
}

/** What of the contracts could not be held against the document, as items of a list. */
export function gapItems({ reliance }: ApiReport): readonly string[] {
  return (reliance?.coverage.consumers ?? [])
    .flatMap((consumer) => consumer.gaps)
    .map(({ contract, line, interaction, why }) => {
      return `- ${code(line === undefined ? contract : `${contract}:${line}`)} · ${code(interaction)}: ${message(why)}`;
    });
}

function prose(text: string): string {
  return inertMarkdown(clip(text, MAX_NAME));
}

function code(text: string): string {
  return inlineCode(clip(text, MAX_NAME));
}
