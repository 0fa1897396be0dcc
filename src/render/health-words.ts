// How an API fared, in words and cells that the renderers for people share.

import type { HealthLook, HealthSpan, Incident, OperationHealth, WeekCell } from '../model/health.ts';

/** `12 ms`, `8.1 s`; `-` where nothing was answered. */
export function duration(ms: number | undefined): string {
  if (ms === undefined) return '-';
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Number((ms / 1000).toPrecision(2))} s`;
}

/** `0.5 %`. What is not all is never rounded to all. */
export function share(part: number): string {
  const percent = part * 100;
  return `${part < 1 ? Math.min(99.99, Number(percent.toPrecision(percent > 99 ? 4 : 2))) : 100} %`;
}

/** `hour`, `24 hours`, `7 days`. */
export function spanName(hours: number): string {
  if (hours === 1) return 'hour';
  return hours <= 24 ? `${hours} hours` : `${hours / 24} days`;
}

/** The heads of the columns that {@link spanCells} fills. */
export const SPAN_HEADS = ['the last', 'calls', 'p50', 'p95', 'p99', 'failed', 'available'] as const;

/** What a row says of the last so many hours. */
export function spanCells(span: HealthSpan): readonly string[] {
  const { hours, calls, p50, p95, p99, errorRate, availability } = span;
  return [spanName(hours), String(calls), ...[p50, p95, p99].map(duration), share(errorRate), share(availability)];
}

/** What {@link weekLines} means. */
export const WEEK_LEGEND = 'the number of weeks in which the hour was beyond a limit; · none, blank: not called';

/** The hours of the week: a line for each day, and one above them for the hours. */
export function weekLines(week: readonly WeekCell[]): readonly string[] {
  const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
  const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((day, at) =>
    [day, ...week.slice(at * 24, at * 24 + 24).map(cell)].join(' ').trimEnd(),
  );
  return [`    ${hours.join(' ')}`, ...days];
}

function cell({ weeks, bad }: WeekCell): string {
  if (weeks === 0) return '  ';
  return (bad === 0 ? '·' : String(Math.min(bad, 99))).padStart(2);
}

/** Those of which an hour of the week was beyond a limit in more than one week; with `all`, every one. */
export function worthAWeek({ operations }: HealthLook, all: boolean): readonly OperationHealth[] {
  return operations.filter(({ week }) => all || week.some(({ bad }) => bad > 1));
}

/** `status page of Payments: critical; incident ...`, one for each incident; empty where no page is named. */
export function statusLines({ status, statusUnread }: HealthLook): readonly string[] {
  if (statusUnread !== undefined) return [`status page: not read, for ${statusUnread}`];
  if (status === undefined) return [];
  const impaired = status.impaired.length === 0 ? '' : `; impaired: ${status.impaired.join(', ')}`;
  return [
    `status page of ${status.name}: ${INDICATORS.get(status.indicator) ?? status.indicator}${impaired}`,
    ...status.incidents.map(incidentInWords),
  ];
}

/** The words of Statuspage. */
const INDICATORS: ReadonlyMap<string, string> = new Map([
  ['none', 'all is well'],
  ['minor', 'a minor outage'],
  ['major', 'a major outage'],
  ['critical', 'a critical outage'],
  ['maintenance', 'under maintenance'],
]);

function incidentInWords({ kind, name, status, from, until, url }: Incident): string {
  const state = status === '' ? '' : ` (${status.replaceAll('_', ' ')})`;
  return `${kind} ${name}${state}, from ${from}${until === undefined ? '' : ` to ${until}`}${url === undefined ? '' : `, ${url}`}`;
}
