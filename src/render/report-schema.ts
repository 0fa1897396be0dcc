// The printed report: one definition, of which its TypeScript type and its JSON Schema (2020-12) come.

import { z } from 'zod';
import { CHANGE_KINDS, type ChangeKind } from '../model/change.ts';
import { CHECKED } from '../model/doctor.ts';
import { FLOW_FAULTS } from '../model/flow.ts';
import type { JsonObject } from '../model/json.ts';
import { PROFILES, SEVERITIES } from '../model/rule.ts';

const count = z.int().min(0);

const counts = z
  .strictObject({
    breaking: count.describe('Findings by which a client that kept to the old contract can fail.'),
    risky: count.describe('Findings by which such a client may fail, depending on how tolerant it is.'),
    deprecated: count.describe('Findings on what works today and has an end.'),
    info: count.describe('Findings that break nobody.'),
    acknowledged: count.describe('Findings that somebody accepted; counted here and nowhere else.'),
  })
  .describe('Findings by severity.');

const identity = z.strictObject({
  name: z.string().describe('What people call the document: a path, a URL without credentials, `snapshot:API`.'),
  digest: z.string().describe('`sha256:` and hex: of the bytes as they came; of a snapshot, of its canonical form.'),
  version: z.string().describe('`info.version` as written.'),
  takenAt: z.string().nullable().describe('RFC 3339 date-time of the snapshot; null for what is no snapshot.'),
});

const side = z.strictObject({
  pointer: z.string().describe('JSON pointer (RFC 6901), with file and `#` in front outside the main document.'),
  line: z.int().min(1).nullable().describe('Line of the document, from 1; null when it is not known.'),
});

const note = z.strictObject({
  pointer: z.string().describe('JSON pointer (RFC 6901) of what could not be read.'),
  line: z.int().min(1).nullable().describe('Line of the document, from 1; null when it is not known.'),
  message: z.string().describe('What could not be read, or was mended while reading.'),
});

const facts = z
  .strictObject({
    required: z.boolean().optional().describe('Whether the thing is, or was, required.'),
    closed: z.boolean().optional().describe('Whether the enclosing object refuses properties that it does not name.'),
    extensible: z.boolean().optional().describe('Whether values outside the enum may come anyway.'),
    success: z.boolean().optional().describe('Whether the response status is a success.'),
    implied: z.boolean().optional().describe('Whether the type was only implied by keywords of that type.'),
    keyword: z.string().optional().describe('The keyword that changed, by its own name.'),
    likeness: z.number().optional().describe('How alike the two sides of a rename or move are, from 0 to 1.'),
    deprecated: z.boolean().optional().describe('Whether the thing is, or was, deprecated.'),
    sunset: z.string().optional().describe('RFC 3339 date after which it may be gone.'),
    daysLeft: z.int().optional().describe('Whole days until then, rounded down.'),
    reason: z.string().optional().describe('Why inclusion is not decided, or why nothing changes on the wire.'),
    known: z.boolean().optional().describe('Whether the baseline mismatched the contract in the same way.'),
    replacement: z.string().optional().describe('What to use instead, by name.'),
    lasting: z.boolean().optional().describe('Whether it stays until somebody does something.'),
    since: z.string().optional().describe('RFC 3339 date-time at which it was seen first.'),
    hint: z.string().optional().describe('What to do next.'),
    playbook: z.string().optional().describe("URL of the team's own instructions."),
    used: z.boolean().optional().describe('Whether a credential of the configuration uses it.'),
    only: z.boolean().optional().describe('Whether there was none of its sort before, or is none after.'),
    past: z.boolean().optional().describe('Whether its end is past.'),
    seen: z.array(z.string()).optional().describe('Who shows it: document, sign-in metadata, wire.'),
    explains: z.array(z.string()).optional().describe('What followed from it: cause and operation.'),
  })
  .describe('What is known of the change beside its kind.');

const impact = z.strictObject({
  operation: z.string().describe('`METHOD /path` as written in the old document, or in the new one for what is new.'),
  parameter: z.string().optional().describe('Location and name of the parameter.'),
  status: z.string().optional().describe('Response status: `200`, `2XX`, `default`.'),
  header: z.string().optional().describe('Response header.'),
  mediaType: z.string().optional().describe('Media type of the payload, as written.'),
  field: z.string().describe('Field path such as `data[].amount`; empty for the payload as a whole.'),
});

const consumerCounts = z
  .strictObject({
    breaks: count.describe('Findings that break at least one consumer.'),
    atRisk: count.describe('Findings that put at least one consumer at risk, and break none.'),
  })
  .describe('Findings that nobody acknowledged, by what they mean for consumers whose contracts are known.');

const consumer = z.strictObject({
  consumer: z.string().describe('The program that calls the API.'),
  verdict: z.enum(['breaks', 'at risk', 'unaffected']).describe('What the change means for it.'),
  because: z.string().describe('Which interaction, which field, why: one sentence.'),
  contract: z.string().describe("The contract's file or folder."),
  interaction: z.string().nullable().describe('The interaction that is hit hardest; null where none is.'),
  line: z.int().min(1).nullable().describe("Line of the interaction in the contract's file; null when not known."),
  field: z.string().nullable().describe("The consumer's field that is hit; null where the operation as a whole is."),
});

const witness = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('proven').describe('A payload shows the change.'),
    payload: z
      .unknown()
      .describe('The value of a body, parameter or header; or a whole message, for what is no payload.'),
    oldAccepts: z.boolean().describe('Whether the old contract accepts the payload.'),
    newAccepts: z.boolean().describe('Whether the new contract accepts the payload.'),
    at: impact.optional().describe('The place at which the payload was tried.'),
  }),
  z.strictObject({
    status: z.literal('unproven').describe('No payload was found that shows the change.'),
    why: z.string().describe('Why there is no payload.'),
  }),
]);

const acknowledgement = z.strictObject({
  reason: z.string().describe('Why the drift is accepted.'),
  owner: z.string().describe('Who answers for it.'),
  until: z.string().nullable().describe('RFC 3339 date, the last day on which it holds; null for no end.'),
});

const part = z.string().nullable();

const notice = acknowledgement.extend({
  state: z
    .enum(['ending', 'ended', 'unmatched'])
    .describe('Whether it ends soon; ended, and its findings are back; or covers nothing that was found.'),
  daysLeft: z.int().min(0).nullable().describe('Days until it ends; null where it does not end soon.'),
  fingerprint: part.describe('The finding that is accepted; null where patterns say which.'),
  rule: part.describe('Pattern of the rules whose findings are accepted; null for any.'),
  api: part.describe('Pattern of the APIs; null for any.'),
  operation: part.describe('Pattern of the operations; null for any.'),
  field: part.describe('Pattern of the field paths; null for any.'),
});

const finding = z.strictObject({
  fingerprint: z
    .string()
    .describe('Identity of the finding across runs: what issues and acknowledgements are keyed by.'),
  rule: z.string().describe('`direction/id` of the rule that judged, or `unjudged`.'),
  kind: z.enum(Object.keys(CHANGE_KINDS) as ChangeKind[]).describe('Kind of the change.'),
  severity: z.enum(SEVERITIES).describe('How grave it is under the profile.'),
  direction: z
    .enum(['request', 'response', 'auth', 'transport', 'meta'])
    .describe('Which way the changed thing travels, or what else it is about.'),
  subject: z.string().describe('What changed, by its own name.'),
  message: z.string().describe('The fact in one sentence; names and values stand between backticks.'),
  before: z
    .unknown()
    .optional()
    .describe('The changed value in the old document, or what a contract expects; absent where there is none.'),
  after: z.unknown().optional().describe('The changed value in the new document; absent where there is none.'),
  facts: facts.optional(),
  component: z.string().optional().describe('The component that the edit was made in; absent where it is none.'),
  old: side.nullable().describe('Where it is in the old document; null when it is not there.'),
  new: side.nullable().describe('Where it is in the new document; null when it is not there.'),
  impacts: z.array(impact).describe('Where the change reaches; may be cut, see `impactCount`.'),
  impactCount: count.describe('How many places the change reaches.'),
  operationCount: count.describe('In how many operations these places are.'),
  consumers: z.array(consumer).describe('What it means for each consumer whose contract is known.'),
  witness: witness.nullable().describe('A payload that shows the change, or why there is none; null when not tried.'),
  acknowledgement: acknowledgement.nullable().describe('Who accepted the drift, and until when; null when nobody did.'),
});

const gap = z.strictObject({
  contract: z.string().describe("The contract's file or folder."),
  interaction: z.string().describe("The interaction's description."),
  line: z.int().min(1).nullable().describe("Line of the interaction in the contract's file; null when not known."),
  why: z.string().describe('Why it could not be held against the document: one sentence.'),
});

const consumerCoverage = z.strictObject({
  consumer: z.string().describe('The program that calls the API.'),
  owner: z.string().nullable().describe('Who answers for its code; null where no contract says it.'),
  contracts: z.array(z.string()).describe('The files or folders of its contracts.'),
  interactions: count.describe('How many interactions the contracts have.'),
  operations: z.array(z.string()).describe('Operations of the document that it uses: `METHOD /path`.'),
  fields: count.describe("How many fields of these operations' responses it reads, each counted once an operation."),
  gaps: z.array(gap).describe('What of the contracts could not be held against the document.'),
});

const fieldCoverage = z
  .strictObject({
    read: count.describe('How many fields are read.'),
    promised: count.describe('How many fields the responses promise.'),
  })
  .describe('Fields of the used responses, each counted once an operation.');

const operationCoverage = z.strictObject({
  operation: z.string().describe('`METHOD /path` as written in the document.'),
  consumers: z.array(z.string()).describe('Who uses it.'),
  fields: fieldCoverage,
});

const reliance = z.strictObject({
  consumers: consumerCounts,
  coverage: z
    .strictObject({
      operations: z
        .strictObject({ used: count.describe('How many are used.'), total: count.describe('How many there are.') })
        .describe('Operations of the document, webhooks among them.'),
      fields: fieldCoverage,
      byOperation: z.array(operationCoverage).describe('The operations that are used, in the order of the document.'),
      uncovered: z
        .array(z.string())
        .describe('Operations with a finding graver than `info` that no contract mentions: `METHOD /path`.'),
      consumers: z.array(consumerCoverage).describe('One entry for each consumer.'),
    })
    .describe('How much of the baseline consumers rely on.'),
});

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

const live = z.strictObject({
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

const health = z.strictObject({
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

const sampling = z.strictObject({
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

const flows = z.strictObject({
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

const verified = z
  .strictObject({
    contracts: count.describe('How many contracts were held against the document.'),
    interactions: count.describe('How many interactions they have.'),
    unvalidatable: count.describe('Of them, those that could not be held against the document, or not wholly.'),
  })
  .describe('How much of the contracts was looked at.');

const check = z.strictObject({
  what: z.enum(CHECKED).describe('What was looked at.'),
  name: z.string().describe("The credential's name, or a URL without secrets."),
  state: z
    .enum(['well', 'told', 'failed', 'unknown'])
    .describe('`told`: it works, and a finding tells of it. `unknown`: it could not be looked at.'),
  says: z.array(z.string()).describe('What was seen, in a few words each.'),
});

const look = {
  baseline: identity.nullable().describe('The document compared to; null when there is none, as with `verify --live`.'),
  current: identity
    .nullable()
    .describe('The document looked at; null when it could not be had, or a sandbox was called instead.'),
  findings: z
    .array(finding)
    .describe('What breaks a consumer, then what puts one at risk, then the rest; within these gravest first.'),
  reliance: reliance
    .nullable()
    .describe('What consumers rely on; null where no contract is named, or one could not be read.'),
  notes: z.array(note).describe('What of the current document could not be read; the rest was compared.'),
  checks: z.array(check).optional().describe('What was looked at; only where `doctor` did.'),
  live: live.optional().describe('What came of calling the sandbox; only where `verify --live` did.'),
  sampling: sampling.optional().describe('What was sampled; only where `sample` called the API.'),
  health: health.optional().describe('How the API fared; only where `health` looked.'),
  flows: flows.optional().describe('What came of the flows; only where `flow` ran them.'),
  verified: verified.optional().describe('How much of the contracts `verify` looked at; only where it did.'),
};

const api = z.discriminatedUnion('outcome', [
  z.strictObject({
    api: z.string().describe('Name of the API in the configuration.'),
    outcome: z.enum(['clean', 'drift']).describe('Whether the API drifted from its baseline.'),
    ...look,
  }),
  z.strictObject({
    api: z.string().describe('Name of the API in the configuration.'),
    outcome: z.literal('unknown').describe('We could not look: nothing is known of drift.'),
    reason: z.string().describe('Why we could not look.'),
    code: z.string().describe('The reason as a stable code: `dns`, `unauthorized`, `truncated`, ...'),
    hint: z.string().nullable().describe('What to do next; null when there is nothing to say.'),
    place: z.string().nullable().describe('The file, URL or command that it happened to; null when there is none.'),
    ...look,
  }),
]);

/** The report as `--format json` prints it. */
export const reportSchema = z
  .strictObject({
    version: z.literal(1).describe('Version of this format.'),
    outcome: z.enum(['clean', 'drift', 'unknown']).describe('`unknown` when some API could not be looked at.'),
    profile: z.enum(PROFILES).describe('The profile that decided severities.'),
    counts,
    consumers: consumerCounts,
    apis: z.array(api).describe('One entry for each API, as configured.'),
    acknowledgements: z
      .array(notice)
      .describe('What is to be said of acknowledgements beside the findings that they cover; none where nothing is.'),
  })
  .meta({ title: 'Driftgate report', description: 'What one look at some APIs found.' });

/** The report as `--format json` prints it. */
export type PrintedReport = z.infer<typeof reportSchema>;

/** The JSON Schema (2020-12) of what {@link reportSchema} describes; `driftgate schema report` prints it. */
export function reportJsonSchema(): JsonObject {
  return z.toJSONSchema(reportSchema) as JsonObject;
}
