// The printed report: one definition, of which its TypeScript type and its JSON Schema (2020-12) come.

import { z } from 'zod';
import type { ChangeKind } from '../model/change.ts';
import { CHANGE_KINDS } from '../model/change-kinds.ts';
import { CHECKED } from '../model/doctor.ts';
import type { JsonObject } from '../model/json.ts';
import { PARTS } from '../model/part.ts';
import { PROFILES, SEVERITIES } from '../model/rule.ts';
import { flowsSchema } from './flow-schema.ts';
import { healthSchema } from './health-schema.ts';
import { liveSchema } from './live-schema.ts';
import { samplingSchema } from './sampled-schema.ts';
import { count } from './schema-count.ts';

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

const reason = {
  reason: z.string().describe('Why we could not look, or not at all of it.'),
  code: z.string().describe('The reason as a stable code: `dns`, `unauthorized`, `truncated`, ...'),
  hint: z.string().nullable().describe('What to do next; null when there is nothing to say.'),
  place: z.string().nullable().describe('The file, URL or command that it happened to; null when there is none.'),
};

const looked = z.strictObject({
  part: z.enum(PARTS).describe('What was to be looked at: the document, samples of what really comes back, ...'),
  unknown: z
    .strictObject(reason)
    .nullable()
    .describe('Why nothing of it is known, or not all; null where what is not among the findings is not there.'),
});

const look = {
  looked: z.array(looked).describe('What was to be looked at, each once; of other parts nothing is said.'),
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
  live: liveSchema.optional().describe('What came of calling the sandbox; only where `verify --live` did.'),
  sampling: samplingSchema.optional().describe('What was sampled; only where `sample` called the API.'),
  health: healthSchema.optional().describe('How the API fared; only where `health` looked.'),
  flows: flowsSchema.optional().describe('What came of the flows; only where `flow` ran them.'),
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
    outcome: z
      .literal('unknown')
      .describe('Of some part not all is known, see `looked`; what was found all the same is told.'),
    ...reason,
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
