// What was sampled, as the report prints it.

import { z } from 'zod';
import { count } from './schema-count.ts';

/** What was sampled. */
export const samplingSchema = z.strictObject({
  baseline: z.string().nullable().describe('RFC 3339 date-time of the accepted samples; null where there are none.'),
  samples: z
    .array(
      z.strictObject({
        name: z.string().describe('Name of the sample in the configuration.'),
        environment: z.string().describe('Where it was called: `sandbox` or `production`.'),
        operation: z.string().describe('`METHOD /path`.'),
        calls: count.describe('How often it was called; what was tried again counts once.'),
        taken: count.describe('How many calls came as expected.'),
        outcomes: z.record(z.string(), count).describe('How often each status came, or each error in its place.'),
        p95: z.number().nullable().describe('Milliseconds that 95 of 100 answers took at most.'),
      }),
    )
    .describe('The samples that were called.'),
  leftOut: z
    .array(z.strictObject({ name: z.string().describe('Name of the sample.'), why: z.string().describe('Why.') }))
    .describe('The samples that were not called.'),
});

/** The same as a type. */
export type PrintedSampling = z.infer<typeof samplingSchema>;
