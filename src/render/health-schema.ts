// How an API fared, as the report prints it.

import { z } from 'zod';
import { count } from './schema-count.ts';

const rate = z.number().min(0).max(1);

const span = z
  .strictObject({
    hours: z.number().describe('The last so many hours.'),
    calls: count.describe('How many calls were recorded.'),
    errorRate: rate.describe('The share that failed or got no answer.'),
    availability: rate.describe('The share that was answered.'),
    p50: z.number().nullable().describe('Milliseconds that half of the answered calls took at most.'),
    p95: z.number().nullable().describe('Milliseconds that 95 of 100 took at most.'),
    p99: z.number().nullable().describe('Milliseconds that 99 of 100 took at most; null where none was answered.'),
  })
  .describe('How an operation fared.');

const weekCell = z.strictObject({
  weekday: z.int().min(0).max(6).describe('0 is Monday.'),
  hour: z.int().min(0).max(23).describe('The hour of the day, in `timeZone`.'),
  weeks: count.describe('In how many weeks it was called.'),
  bad: count.describe('In how many of these it was beyond a limit.'),
  calls: count.describe('All calls of the hour together.'),
});

const incident = z.strictObject({
  kind: z.enum(['incident', 'maintenance']).describe('Whether it was planned.'),
  name: z.string().describe('As the provider calls it.'),
  url: z.string().nullable().describe('Where the provider tells of it.'),
  status: z.string().describe("The provider's word for how far it is."),
  impact: z.string().describe("The provider's word for how grave it is."),
  from: z.string().describe('RFC 3339 date-time.'),
  until: z.string().nullable().describe('RFC 3339 date-time; null while it is not known.'),
  components: z.array(z.string()).describe('What it is about.'),
});

/** How an API fared. */
export const healthSchema = z.strictObject({
  since: z.string().describe('RFC 3339 date-time of the first window that is known.'),
  until: z.string().describe('RFC 3339 date-time of the look.'),
  timeZone: z.string().describe('The zone of the hours of the week (IANA).'),
  operations: z
    .array(
      z.strictObject({
        operation: z.string().describe('`METHOD /path`.'),
        spans: z.array(span).describe('The last hour, day, week and month, where it was called then.'),
        week: z.array(weekCell).describe('The hours of the week in which it was called.'),
      }),
    )
    .describe('The operations of which calls were recorded, by name.'),
  status: z
    .strictObject({
      name: z.string().describe("The page's name."),
      indicator: z.string().describe('What it says of all together: `none`, `minor`, `major`, `critical`.'),
      impaired: z.array(z.string()).describe('Components that do not work as they should.'),
      incidents: z.array(incident).describe('As they are listed.'),
    })
    .nullable()
    .describe("What the provider's status page says; null where none is named, or it could not be read."),
  statusUnread: z.string().nullable().describe('Why the status page could not be read.'),
});

/** The same as a type. */
export type PrintedHealth = z.infer<typeof healthSchema>;
