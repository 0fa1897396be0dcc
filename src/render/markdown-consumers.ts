// The consumers of one API in Markdown: whose code breaks, and what the contracts leave open.

import type { ApiReport } from '../model/report.ts';
import { consumerRows, FATE_SYMBOLS } from './consumer-words.ts';
import { clip, inertMarkdown, inlineCode } from './inert.ts';
import { message } from './markdown-finding.ts';

const MAX_NAME = 100;

const HEAD = `| consumer | verdict | break it | at risk | deprecated | operations used | fields read | owner |
|---|---|--:|--:|--:|--:|--:|---|`;

const COVERAGE_HEAD = `| operation | consumers | fields read |
|---|---|--:|`;

/** A table of the consumers, hardest hit first: its rows, the first with the head above it. */
export function consumerTable(api: ApiReport): readonly string[] {
  const all = api.reliance?.coverage.operations.total ?? 0;
  const rows = consumerRows(api).map(
    ({ name, fate, breaks, atRisk, ends, coverage: { operations, fields, owner } }) => {
      const word = fate === 'unaffected' ? fate : `**${fate}**`;
      const counts = [breaks, atRisk, ends, `${operations.length} of ${all}`, fields];
      const cells = [prose(name), `${FATE_SYMBOLS[fate]} ${word}`, ...counts, prose(owner ?? '')];
      return `| ${cells.join(' | ')} |`;
    },
  );
  return underHead(HEAD, rows);
}

/** A table of the operations that contracts use: its rows, the first with the head above it. */
export function coverageTable({ reliance }: ApiReport): readonly string[] {
  const rows = (reliance?.coverage.byOperation ?? []).map(({ operation, consumers, fields }) => {
    return `| ${[prose(operation), prose(consumers.join(', ')), `${fields.read} of ${fields.promised}`].join(' | ')} |`;
  });
  return underHead(COVERAGE_HEAD, rows);
}

/** Operations that drifted and that no contract mentions, as items of a list. */
export function uncoveredItems({ reliance }: ApiReport): readonly string[] {
  return (reliance?.coverage.uncovered ?? []).map((operation) => `- ${code(operation)}`);
}

/** What of the contracts could not be held against the document, as items of a list. */
export function gapItems({ reliance }: ApiReport): readonly string[] {
  return (reliance?.coverage.consumers ?? [])
    .flatMap((consumer) => consumer.gaps)
    .map(({ contract, line, interaction, why }) => {
      return `- ${code(line === undefined ? contract : `${contract}:${line}`)} · ${code(interaction)}: ${message(why)}`;
    });
}

function underHead(head: string, rows: readonly string[]): readonly string[] {
  return rows.map((row, at) => (at === 0 ? `${head}\n${row}` : row));
}

function prose(text: string): string {
  return inertMarkdown(clip(text, MAX_NAME));
}

function code(text: string): string {
  return inlineCode(clip(text, MAX_NAME));
}
