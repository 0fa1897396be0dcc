// Hours in which nobody wants to be told: what falls into them waits until they end.

/** The days of a week, Monday first (ISO 8601). */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Times of a day as `22:00`; `to` may be on the next morning. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
  /** Days that are quiet from midnight to midnight. */
  readonly days: readonly Weekday[];
}

const QUARTER = 15;
const DAY = 24 * 60;
const LONGEST = 8 * DAY;

/**
 * When something may be told that came up at `now`: then, or at the end of the quiet hours it falls into. They are hours
 * on the clocks of `timeZone`, a name of IANA, summer time and all. What is quiet for over a week is told after it.
 */
export function dueAt(now: Date, quiet: QuietHours | undefined, timeZone: string): Date {
  if (quiet === undefined) return now;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  let at = now;
  while (at.getTime() - now.getTime() < LONGEST * 60_000) {
    const left = minutesLeft(wallTime(clock, at), quiet);
    if (left === 0) break;
    // Clocks are changed on the quarter hour: no step goes over one.
    const minutes = Math.floor(at.getTime() / 60_000);
    at = new Date((minutes + Math.min(left, QUARTER - (minutes % QUARTER))) * 60_000);
  }
  return at;
}

interface WallTime {
  readonly day: Weekday | undefined;
  /** Minutes since midnight. */
  readonly minute: number;
}

function wallTime(clock: Intl.DateTimeFormat, at: Date): WallTime {
  const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  const weekday = parts.get('weekday')?.toLowerCase();
  return {
    day: WEEKDAYS.find((day) => day === weekday),
    minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}

/** How long it stays quiet by the clock; 0 where it is not. */
function minutesLeft({ day, minute }: WallTime, { from, to, days }: QuietHours): number {
  if (day !== undefined && days.includes(day)) return DAY - minute;
  const [start, end] = [minuteOf(from), minuteOf(to)];
  const isQuiet = start <= end ? minute >= start && minute < end : minute >= start || minute < end;
  return isQuiet ? (end - minute + DAY) % DAY : 0;
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
