// Days as headers, documents and changelogs write them.

import { httpDate } from './http-date.ts';

/** RFC 3339 date in UTC of a time in milliseconds since 1970; `undefined` outside the years 1970 to 9999. */
export function dayOfTime(time: number | undefined): string | undefined {
  if (time === undefined || !(time >= 0) || time >= 253_402_300_800_000) return undefined;
  return new Date(time).toISOString().slice(0, 10);
}

/** RFC 3339 date in UTC of an HTTP-date (RFC 9110 §5.6.7), of an RFC 3339 date or date-time, or of a feed's RFC 822 date. */
export function dayOf(text: string): string | undefined {
  const written = text.slice(0, 100).trim();
  return dayOfTime(httpDate(written) ?? isoTime(written) ?? mailTime(written));
}

function isoTime(text: string): number | undefined {
  const [, day, clock, zone] =
    /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})?(Z|z|[+-]\d\d:?\d\d)?)?$/.exec(text) ?? [];
  if (day === undefined || !isDay(day)) return undefined;
  const time = Date.parse(clock === undefined ? day : `${day}T${clock}${(zone ?? 'Z').toUpperCase()}`);
  return Number.isNaN(time) ? undefined : time;
}

/** RFC 822 §5, as RSS 2.0 wants it. */
function mailTime(text: string): number | undefined {
  const written =
    /^(?:[a-z]{3,9}, ?)?(\d{1,2}) ([a-z]{3})[a-z]{0,6} (\d{4}) \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|[a-z]{1,3})$/i;
  const [, day = '', month = '', year = ''] = written.exec(text) ?? [];
  const time = isDay(`${year}-${monthNumber(month)}-${day.padStart(2, '0')}`) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Whether the calendar has the RFC 3339 date. */
function isDay(day: string): boolean {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** A day in prose, and where it stands. */
export interface FoundDay {
  readonly day: string;
  readonly index: number;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{1,6})?\\.?';
const PROSE = new RegExp(
  [
    '\\b(\\d{4})-(\\d\\d)-(\\d\\d)(?!\\d)',
    `\\b(\\d{1,2})(?:st|nd|rd|th)? (?:of )?${MONTH},? (\\d{4})\\b`,
    `\\b${MONTH} (?:(\\d{1,2})(?:st|nd|rd|th)?,? )?(\\d{4})\\b`,
  ].join('|'),
  'gi',
);

/**
 * The days that prose names, in its order: `2027-01-31`, `31 January 2027`, `Jan 31st, 2027`. A month alone is its first
 * day. All-digit forms such as `01/02/2027` mean one thing here and another there, and are left out.
 */
export function daysIn(prose: string): readonly FoundDay[] {
  return [...prose.matchAll(PROSE)].flatMap((match) => {
    const [, y1, m1, d1, d2, m2, y2, m3, d3, y3] = match;
    const month = m1 ?? monthNumber(m2 ?? m3 ?? '');
    const day = `${y1 ?? y2 ?? y3}-${month}-${(d1 ?? d2 ?? d3 ?? '1').padStart(2, '0')}`;
    return isDay(day) ? [{ day, index: match.index }] : [];
  });
}

function monthNumber(name: string): string {
  return String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1).padStart(2, '0');
}
