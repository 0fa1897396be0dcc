// What came of calling a sandbox, as the report prints it.

import { z } from 'zod';
import { count } from './schema-count.ts';

const liveInteraction = z.strictObject({
  name: z.string().describe("The interaction's description."),
  pointer: z.string().describe('JSON pointer (RFC 6901) of the interaction in its contract.'),
  operation: z.string().nullable().describe('`METHOD /path` as called; null for what is no call.'),
  status: z.string().nullable().describe('The status that the contract expects; null for what is no call.'),
  states: z.array(z.string()).describe('Names of the provider states that it needs.'),
  pending: z.boolean().describe('Whether the provider is not held to it yet.'),
  result: z
    .enum(['passed', 'failed', 'not run', 'left out'])
    .describe('`not run`: something prevented it, so nothing is known. `left out`: it is not meant to be run.'),
  code: z.string().optional().describe('Why it was not run, as a stable code: `timeout`, `unauthorized`, ...'),
  why: z.string().optional().describe('Why it was not run or is left out: one sentence.'),
});

/** What came of calling a sandbox. */
export const liveSchema = z.strictObject({
  sandbox: z.string().describe('Where the provider was called, without credentials.'),
  counts: z
    .strictObject({
      passed: count.describe('Interactions that the provider keeps.'),
      failed: count.describe('Interactions that it does not keep.'),
      notRun: count.describe('Interactions of which nothing is known.'),
      leftOut: count.describe('Interactions that are not meant to be run.'),
    })
    .describe('Interactions by result.'),
  contracts: z
    .array(
      z.strictObject({
        contract: z.string().describe("The contract's file."),
        consumer: z.string().describe('The program that calls the API.'),
        remarks: z.array(z.string()).describe('What is to be said beside the results, one sentence each.'),
        interactions: z.array(liveInteraction).describe('In the order of the contract.'),
      }),
    )
    .describe('The contracts that could be run.'),
});

/** The same as a type. */
export type PrintedLive = z.infer<typeof liveSchema>;
