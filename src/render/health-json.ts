// How an API fared, as JSON, and back.

import type { HealthLook, WeekCell } from '../model/health.ts';
import type { PrintedHealth } from './health-schema.ts';

type PrintedOperation = PrintedHealth['operations'][number];

const HOURS_OF_A_WEEK = 7 * 24;

/** The look, to be printed. */
export function printHealth({ since, until, timeZone, operations, status, statusUnread }: HealthLook): PrintedHealth {
  return {
    since,
    until,
    timeZone,
    operations: operations.map(({ operation, spans, week }) => ({
      operation,
      spans: spans.map(({ hours, calls, errorRate, availability, p50, p95, p99 }) => ({
        hours,
        calls,
        errorRate,
        availability,
        p50: p50 ?? null,
        p95: p95 ?? null,
        p99: p99 ?? null,
      })),
      week: week.flatMap(({ weeks, bad, calls }, at) =>
        weeks === 0 ? [] : [{ weekday: Math.floor(at / 24), hour: at % 24, weeks, bad, calls }],
      ),
    })),
    status:
      status === undefined
        ? null
        : {
            name: status.name,
            indicator: status.indicator,
            impaired: [...status.impaired],
            incidents: status.incidents.map(
              ({ kind, name, url, status: word, impact, from, until: end, components }) => ({
                kind,
                name,
                url: url ?? null,
                status: word,
                impact,
                from,
                until: end ?? null,
                components: [...components],
              }),
            ),
          },
    statusUnread: statusUnread ?? null,
  };
}

/** The look that was printed. Of the hours of the week the JSON holds how many calls there were, and not how long they took. */
export function readHealth({ operations, status, statusUnread, ...rest }: PrintedHealth): HealthLook {
  return {
    ...rest,
    operations: operations.map(({ operation, spans, week }) => ({
      operation,
      spans: spans.map(({ p50, p95, p99, ...span }) => ({
        ...span,
        p50: p50 ?? undefined,
        p95: p95 ?? undefined,
        p99: p99 ?? undefined,
      })),
      week: readWeek(week),
    })),
    status:
      status === null
        ? undefined
        : {
            ...status,
            incidents: status.incidents.map(({ url, until, ...incident }) => ({
              ...incident,
              url: url ?? undefined,
              until: until ?? undefined,
            })),
          },
    statusUnread: statusUnread ?? undefined,
  };
}

/** Hours that are not printed had no calls. */
function readWeek(printed: PrintedOperation['week']): readonly WeekCell[] {
  const cells = Array.from({ length: HOURS_OF_A_WEEK }, (): WeekCell => ({ weeks: 0, bad: 0, calls: 0 }));
  for (const { weekday, hour, weeks, bad, calls } of printed) cells[weekday * 24 + hour] = { weeks, bad, calls };
  return cells;
}
