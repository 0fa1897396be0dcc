// The hours of the week: which of them are bad again and again, and not by chance.

import { code } from '../model/code.ts';
import type { HealthFinding, HealthSummary, WeekCell, WeekSlot } from '../model/health.ts';

const HOURS = 168;
/** Something that was once, or twice, is no habit. */
const LEAST_WEEKS = 3;
/** Of a hundred such tables, chance alone makes one tell of a slot. */
const CHANCE = 0.01;

const WEEKDAYS = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'] as const;

/**
 * The hour-of-week table of one operation, from summaries by hour (UTC): 168 cells, Monday 00:00 first, in the weekdays
 * and hours of `timeZone` (IANA). Each week counts once, however much was called: calls of one hour fail together.
 */
export function weekTable(
  hours: ReadonlyMap<number, HealthSummary>,
  isBad: (summary: HealthSummary) => boolean,
  timeZone: string,
): readonly WeekCell[] {
  const clock = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short', hour: 'numeric', hourCycle: 'h23' });
  const cells = Array.from({ length: HOURS }, (): WeekCell => ({ weeks: 0, bad: 0, calls: 0 }));
  for (const [start, summary] of hours) {
    const at = hourOfWeek(clock, start);
    const cell = cells[at];
    if (cell === undefined || summary.calls === 0) continue;
    cells[at] = {
      weeks: cell.weeks + 1,
      bad: cell.bad + Number(isBad(summary)),
      calls: cell.calls + summary.calls,
    };
  }
  return cells;
}

const SHORT = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function hourOfWeek(clock: Intl.DateTimeFormat, time: number): number {
  const parts = clock.formatToParts(time);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return SHORT.indexOf(part('weekday')) * 24 + Number(part('hour'));
}

/**
 * The slots that are bad more often than the rest of the week explains: a binomial test of each hour against all others,
 * corrected for 168 of them (Bonferroni). Hours of a day that follow one another are one slot.
 */
export function weeklyOf(
  operation: string,
  hours: ReadonlyMap<number, HealthSummary>,
  isBad: (summary: HealthSummary) => boolean,
  timeZone: string,
): readonly HealthFinding[] {
  const cells = weekTable(hours, isBad, timeZone);
  const all = total(cells);
  const chances = cells.map(({ weeks, bad }) => {
    if (bad < LEAST_WEEKS) return 1;
    // One bad hour is added to the rest, which was seen for so long only.
    const elsewhere = (all.bad - bad + 1) / (all.weeks - weeks + 2);
    return Math.min(1, HOURS * atLeast(bad, weeks, elsewhere));
  });
  return slotsOf(chances.map((chance) => chance < CHANCE)).map((slot) => {
    const first = slot.weekday * 24 + slot.from;
    const end = slot.weekday * 24 + slot.until;
    const { bad, weeks } = total(cells.slice(first, end));
    const chance = Math.max(...chances.slice(first, end));
    const message = `${code(operation)} is bad on ${slotWords(slot, timeZone)}: in ${bad} of ${weeks} hours that it was called then`;
    return { operation, kind: 'weekly', slot, bad, weeks, chance, message };
  });
}

function total(cells: readonly WeekCell[]): { readonly weeks: number; readonly bad: number } {
  return {
    weeks: cells.reduce((sum, { weeks }) => sum + weeks, 0),
    bad: cells.reduce((sum, { bad }) => sum + bad, 0),
  };
}

function slotsOf(told: readonly boolean[]): readonly WeekSlot[] {
  const slots: WeekSlot[] = [];
  for (const [at, isTold] of told.entries()) {
    if (!isTold) continue;
    const [weekday, hour] = [Math.floor(at / 24), at % 24];
    const last = slots.at(-1);
    if (last?.weekday === weekday && last.until === hour) slots[slots.length - 1] = { ...last, until: hour + 1 };
    else slots.push({ weekday, from: hour, until: hour + 1 });
  }
  return slots;
}

/** `Tuesdays at 14:00 (UTC)`, `Sundays from 22:00 to 24:00 (UTC)`. */
function slotWords({ weekday, from, until }: WeekSlot, timeZone: string): string {
  const hour = (each: number): string => `${String(each).padStart(2, '0')}:00`;
  const when = until === from + 1 ? `at ${hour(from)}` : `from ${hour(from)} to ${hour(until)}`;
  return `${WEEKDAYS[weekday]} ${when} (${timeZone})`;
}

/** How likely at least `k` of `n` are, each with probability `p`: the tail of the binomial distribution. */
function atLeast(k: number, n: number, p: number): number {
  if (p >= 1) return 1;
  let sum = 0;
  let log = 0;
  for (let i = 0; i <= n; i++) {
    // The logarithm of the binomial coefficient grows with each step.
    if (i > 0) log += Math.log(n - i + 1) - Math.log(i);
    if (i >= k) sum += Math.exp(log + i * Math.log(p) + (n - i) * Math.log1p(-p));
  }
  return Math.min(1, sum);
}
