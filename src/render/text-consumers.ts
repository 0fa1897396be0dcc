// The consumers of one API as lines for a terminal: whose code breaks, and what the contracts leave open.

import type { ApiReport } from '../model/report.ts';
import {
  type ConsumerRow,
  consumerRows,
  coverageTitle,
  FATE_SYMBOLS,
  gapsTitle,
  hitsInWords,
  uncoveredTitle,
  usesInWords,
} from './consumer-words.ts';
import { clip, inertTerminal } from './inert.ts';
import { bearingPaint, gutter, type Page, quiet } from './text-page.ts';
import { plural } from './words.ts';
import { wrap } from './wrap.ts';

const MAX_COLUMN = 30;
const MAX_NAME = 200;
const MAX_ROWS = 20;
const MAX_LISTED = 3;

/** A line for each consumer, hardest hit first: what becomes of it, and how much of the API it uses; two for a long name. */
export function consumerTable(api: ApiReport, page: Page): string {
  const rows = consumerRows(api);
  const shown = page.verbose ? rows : rows.slice(0, MAX_ROWS);
  const column = Math.min(MAX_COLUMN, Math.max(0, ...shown.map(({ name }) => shortName(name).length)));
  const lines = shown.map((row) => consumerLine(row, api, column, page));
  const left = rows.length - shown.length;
  return [
    ...lines,
    ...(left === 0 ? [] : [quiet([`and ${plural(left, 'more consumer')}; --verbose lists them`], page)]),
  ].join('\n');
}

/** How much of the API contracts use; with `--verbose` operation by operation. */
export function coverageTable(api: ApiReport, page: Page): string {
  const lines = (page.verbose ? (api.reliance?.coverage.byOperation ?? []) : []).map(
    ({ operation, consumers, fields }) =>
      quiet([operation, consumers.join(', '), `${fields.read}/${plural(fields.promised, 'field')}`], page),
  );
  const title = wrap(
    { text: gutter('·', 'coverage') },
    [{ text: coverageTitle(api), paint: page.colors.dim }],
    page.width,
  );
  return [title, ...lines].join('\n');
}

/** What contracts say nothing of, and what of them could not be held against the document. */
export function contractGaps(api: ApiReport, page: Page): readonly string[] {
  const gaps = (api.reliance?.coverage.consumers ?? []).flatMap((consumer) => consumer.gaps);
  const rows = gaps.map(({ contract, line, interaction, why }) => [
    line === undefined ? contract : `${contract}:${line}`,
    interaction,
    why,
  ]);
  const uncovered = (api.reliance?.coverage.uncovered ?? []).map((operation) => [operation]);
  return [...folded(uncoveredTitle(api), uncovered, page), ...folded(gapsTitle(api), rows, page)];
}

function consumerLine(row: ConsumerRow, api: ApiReport, column: number, page: Page): string {
  const { name, fate } = row;
  const paint = fate === 'unclear' ? page.colors.yellow : bearingPaint(fate, page);
  const mark = `  ${FATE_SYMBOLS[fate]} `;
  const isLong = shortName(name).length > column;
  const text = `${isLong ? ' '.repeat(mark.length + column) : `${mark}${shortName(name).padEnd(column)}`}  ${fate.padEnd(10)}  `;
  const facts = usesInWords(row, api).map((words) => inertTerminal(words).replaceAll(' ', '\u00a0'));
  const hits = hitsInWords(row).replaceAll(/(\d) /g, '$1\u00a0');
  const quietly = { text: `${hits === '' ? '' : ' · '}${facts.join(' · ')}`, paint: page.colors.dim };
  const line = wrap({ text, paint }, [{ text: hits }, quietly], page.width);
  return isLong ? `${wrap({ text: mark, paint }, [{ text: shortName(name), paint }], page.width)}\n${line}` : line;
}

function folded(title: string, rows: readonly (readonly string[])[], page: Page): readonly string[] {
  if (title === '') return [];
  const shown = page.verbose ? rows : rows.slice(0, MAX_LISTED);
  const left = rows.length - shown.length;
  const lines = shown.map((row) => quiet(row, page));
  const more = left === 0 ? [] : [quiet([`and ${left} more; --verbose lists them`], page)];
  return [[wrap({ text: gutter('!', 'contracts') }, [{ text: title }], page.width), ...lines, ...more].join('\n')];
}

function shortName(name: string): string {
  return clip(inertTerminal(name), MAX_NAME);
}
