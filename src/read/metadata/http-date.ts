// HTTP dates, in the three forms that a recipient must take.

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Milliseconds since 1970 of an HTTP-date (RFC 9110 §5.6.7); `undefined` for anything else, as for 31 February. */
export function httpDate(text: string): number | undefined {
  const written = text.trim();
  const [, day, month, year, time] =
    /^[a-z]{3}, (\d\d) ([a-z]{3}) (\d{4}) (\d\d:\d\d:\d\d) (?:GMT|UTC)$/i.exec(written) ??
    /^[a-z]{6,9}, (\d\d)-([a-z]{3})-(\d\d) (\d\d:\d\d:\d\d) GMT$/i.exec(written) ??
    [];
  if (day !== undefined && month !== undefined && year !== undefined)
    return moment(year.length === 2 ? century(Number(year)) : Number(year), month, Number(day), time ?? '');
  const [, late, on, clock, full] = /^[a-z]{3} ([a-z]{3}) ([ \d]\d) (\d\d:\d\d:\d\d) (\d{4})$/i.exec(written) ?? [];
  return late === undefined ? undefined : moment(Number(full), late, Number(on), clock ?? '');
}

/** Two digits of the years that come next are of this century. */
function century(year: number): number {
  return year + (year < 70 ? 2000 : 1900);
}

function moment(year: number, monthName: string, day: number, time: string): number | undefined {
  const month = MONTHS.indexOf(monthName.toLowerCase());
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
  const made = new Date(Date.UTC(year, month, day, hour, minute, Math.min(second, 59)));
  return month >= 0 && made.getUTCDate() === day && hour < 24 && minute < 60 ? made.getTime() : undefined;
}
