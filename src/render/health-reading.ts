// How an API fared, read back from the JSON of a report.

import type { HealthLook, WeekCell } from '../model/health.ts';
import type { PrintedReport } from './report-schema.ts';

type PrintedHealth = NonNullable<PrintedReport['apis'][number]['health']>;
type PrintedOperation = PrintedHealth['operations'][number];

const HOURS_OF_A_WEEK = 7 * 24;

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
