// What came of flows, as the report prints it.

import { z } from 'zod';
import { FLOW_FAULTS } from '../model/flow.ts';
import { count } from './schema-count.ts';

const flowMessage = {
  headers: z.record(z.string(), z.string()).describe('Names in lower case; those of the credential are left out.'),
  body: z.string().nullable().describe('The body as text; null where there is none.'),
};

const flowStep = z.strictObject({
  step: z.string().describe('Its `stepId`.'),
  operation: z.string().nullable().describe('`METHOD /path` as described; null for a step that calls none.'),
  result: z
    .enum(['passed', 'failed', 'not run'])
    .describe('`not run`: something prevented it, or an earlier step failed, so nothing is known.'),
  faults: z
    .array(
      z.strictObject({
        kind: z.enum(FLOW_FAULTS).describe('How it fails.'),
        message: z.string().describe('One sentence.'),
      }),
    )
    .describe('How the API fails; none unless the step failed.'),
  code: z.string().optional().describe('Why it was not run, as a stable code: `timeout`, `unauthorized`, ...'),
  why: z.string().optional().describe('Why it was not run: one sentence.'),
  request: z
    .strictObject({
      method: z.string().describe('In upper case.'),
      url: z.string().describe('Without the credential.'),
      ...flowMessage,
    })
    .nullable()
    .describe('What was sent, redacted; null where no call was made.'),
  response: z
    .strictObject({ status: z.int().describe('The status code.'), ...flowMessage })
    .nullable()
    .describe('What came, redacted; null where nothing came.'),
  curl: z
    .string()
    .nullable()
    .describe('The shell command that makes the call again, secrets by the names of variables; null without a call.'),
});

/** What came of flows. */
export const flowsSchema = z.strictObject({
  environment: z.enum(['sandbox', 'production']).describe('Which of them was called.'),
  url: z.string().describe('Where the API was called, without credentials.'),
  counts: z
    .strictObject({
      passed: count.describe('Steps that went as they should.'),
      failed: count.describe('Steps at which the API failed.'),
      notRun: count.describe('Steps of which nothing is known.'),
    })
    .describe('Steps by result.'),
  flows: z
    .array(
      z.strictObject({
        flow: z.string().describe("The Arazzo document's file."),
        workflows: z
          .array(
            z.strictObject({
              workflow: z.string().describe('Its `workflowId`.'),
              steps: z.array(flowStep).describe('In their order.'),
            }),
          )
          .describe('In the order of the document.'),
        stopped: z.string().nullable().describe('Why it was not run to its end; null where it was.'),
      }),
    )
    .describe('The flows that could be run.'),
});

/** The same as a type. */
export type PrintedFlows = z.infer<typeof flowsSchema>;
