// Results as tables for people, in Markdown.

import { PHASES, type Phases } from './phase.ts';
import type { Standing } from './race.ts';
import type { Scale } from './scaling.ts';

/** How the contenders did on one pair; the last columns are CPU time over that of each of the others. */
export function standingsTable(standings: readonly Standing[]): string {
  const ids = standings.filter(({ median }) => median !== undefined).map(({ id }) => id);
  const rows = standings.flatMap(({ title, median, found, ratios }) =>
    median === undefined
      ? []
      : [
          [
            title,
            median.wall.toFixed(2),
            median.cpu.toFixed(2),
            megabytes(median.peak),
            count(found?.breaking),
            count(found?.changes),
            ...ids.map((id) => (ratios[id] ?? Number.NaN).toFixed(2)),
          ],
        ],
  );
  const troubles = standings.filter(({ median }) => median === undefined);
  return [
    table(['', 'wall s', 'CPU s', 'peak MB', 'breaking', 'all', ...ids.map((id) => `÷ ${id}`)], rows),
    ...troubles.map((standing) => `\n${standing.title}: ${trouble(standing)}`),
  ].join('\n');
}

/** What the phases took, in milliseconds of CPU time. */
export function phasesTable(phases: ReadonlyMap<string, Phases>): string {
  return table(
    ['ms', ...PHASES],
    [...phases].map(([name, took]) => [name, ...PHASES.map((phase) => took[phase].toFixed(0))]),
  );
}

/** How time grows with the document. */
export function scalingTable(scales: readonly Scale[]): string {
  const titles = scales[0]?.standings.map(({ title }) => `${title}: CPU s`) ?? [];
  return table(
    ['operations', 'MB', 'findings', ...titles, ...PHASES.map((phase) => `${phase} ms`), 'µs/operation', 'growth'],
    scales.map(({ operations, bytes, standings, phases, perOperation, growth }) => [
      String(operations),
      megabytes(bytes),
      count(standings.find(({ found }) => found !== undefined)?.found?.changes),
      ...standings.map((standing) => standing.median?.cpu.toFixed(2) ?? trouble(standing)),
      ...PHASES.map((phase) => phases[phase].toFixed(0)),
      (perOperation * 1000).toFixed(0),
      growth.toFixed(2),
    ]),
  );
}

function trouble({ status, why }: Standing): string {
  return status === 'timeout' ? 'did not finish in time' : `failed: ${why}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
}

function count(value: number | undefined): string {
  return value === undefined ? '' : value.toLocaleString('en');
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) => Math.max(3, ...[header, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`));
  return [line(header), `|${rule.join('|')}|`, ...rows.map(line)].join('\n');
}
