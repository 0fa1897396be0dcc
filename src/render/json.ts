// The report for machines: JSON as report-schema.ts describes it.

import { type Change, countImpacts, type Facts } from '../model/change.ts';
import type { AcknowledgementNotice, Finding } from '../model/finding.ts';
import type { Impact } from '../model/place.ts';
import type {
  ApiReport,
  ConsumerCounts,
  DocumentIdentity,
  FieldCoverage,
  Reliance,
  Report,
  UnknownReason,
} from '../model/report.ts';
import type { ConsumerImpact } from '../model/usage.ts';
import { isVerifiedApi, type VerifiedApi } from '../model/verification.ts';
import { printFlows } from './flow-json.ts';
import { printHealth } from './health-json.ts';
import { printLive } from './live-json.ts';
import type { PrintedReport } from './report-schema.ts';
import { printSampling } from './sampled-json.ts';

type PrintedApi = PrintedReport['apis'][number];
type PrintedFinding = PrintedApi['findings'][number];
type PrintedSide = PrintedFinding['old'];
type PrintedReason = NonNullable<PrintedApi['looked'][number]['unknown']>;
type Reason = Pick<UnknownReason, 'message'> &
  Partial<Pick<UnknownReason, 'hint' | 'place'>> & { readonly code: string };
type LineOf = ApiReport['lineOf'];

/** How much of the report is printed. */
export interface JsonOptions {
  /** Prints every impact of every finding. */
  readonly allImpacts?: boolean;
  /** How many impacts of a finding are printed; 20 when absent. */
  readonly maxImpacts?: number;
}

/**
 * The report as JSON text with a final newline. Equal reports give equal text. What would act on a terminal (RFC 8259
 * §7 lets it stand raw) is escaped, which changes no value.
 */
export function renderJson(report: Report, options: JsonOptions = {}): string {
  const maxImpacts = options.allImpacts === true ? Number.POSITIVE_INFINITY : (options.maxImpacts ?? 20);
  const { breaking, risky, deprecated, info, acknowledged } = report.counts;
  const printed: PrintedReport = {
    version: 1,
    outcome: report.outcome,
    profile: report.profile,
    counts: { breaking, risky, deprecated, info, acknowledged },
    consumers: printConsumerCounts(report.consumers),
    apis: report.apis.map((api) => printApi(api, maxImpacts)),
    acknowledgements: (report.acknowledgements ?? []).map(printNotice),
  };
  return `${escapeActing(JSON.stringify(printed, null, 2))}\n`;
}

function printApi(api: ApiReport, maxImpacts: number): PrintedApi {
  const look = {
    looked: api.looked.map(({ part, unknown }) => ({
      part,
      unknown: unknown === undefined ? null : printReason(unknown),
    })),
    baseline: printIdentity(api.baseline),
    current: printIdentity(api.current),
    findings: api.findings.map((finding) => printFinding(finding, api.lineOf, maxImpacts)),
    reliance: api.reliance === undefined ? null : printReliance(api.reliance),
    notes: api.notes.map(({ pointer, line, message }) => ({ pointer, line: line ?? null, message })),
    ...(api.live !== undefined && { live: printLive(api.live) }),
    ...(api.sampling !== undefined && { sampling: printSampling(api.sampling) }),
    ...(api.health !== undefined && { health: printHealth(api.health) }),
    ...(api.flows !== undefined && { flows: printFlows(api.flows) }),
    ...(isVerifiedApi(api) && { verified: printVerified(api) }),
    ...(api.checks !== undefined && {
      checks: api.checks.map(({ what, name, state, says }) => ({ what, name, state, says: [...says] })),
    }),
  };
  if (api.outcome !== 'unknown') return { api: api.api, outcome: api.outcome, ...look };
  return {
    api: api.api,
    outcome: api.outcome,
    ...printReason(api.unknown ?? { message: 'the reason is not known', code: 'unknown' }),
    ...look,
  };
}

function printReason({ message, code, hint, place }: Reason): PrintedReason {
  return { reason: message, code, hint: hint ?? null, place: place ?? null };
}

function printIdentity(document: DocumentIdentity | undefined): PrintedApi['baseline'] {
  if (document === undefined) return null;
  const { name, digest, version, takenAt } = document;
  return { name, digest, version, takenAt: takenAt ?? null };
}

function printFinding(finding: Finding, lineOf: LineOf, maxImpacts: number): PrintedFinding {
  const { change, witness, acknowledgement } = finding;
  return {
    fingerprint: finding.fingerprint,
    rule: finding.rule,
    kind: change.kind,
    severity: finding.severity,
    direction: change.direction,
    subject: change.subject,
    message: finding.message,
    ...(change.before !== undefined && { before: change.before }),
    ...(change.after !== undefined && { after: change.after }),
    ...(Object.keys(change.facts).length > 0 && { facts: printFacts(change.facts) }),
    ...('component' in change.root && { component: change.root.component }),
    old: printSide('old', change.old?.pointer, lineOf),
    new: printSide('new', change.new?.pointer, lineOf),
    impacts: change.impacts.slice(0, maxImpacts).map(printImpact),
    impactCount: countImpacts(change),
    operationCount: countOperations(change),
    consumers: finding.consumers.map(printConsumer),
    witness: witness === undefined ? null : printWitness(witness),
    acknowledgement:
      acknowledgement === undefined
        ? null
        : { reason: acknowledgement.reason, owner: acknowledgement.owner, until: acknowledgement.until ?? null },
  };
}

function printNotice({ acknowledgement, ...notice }: AcknowledgementNotice): PrintedReport['acknowledgements'][number] {
  const { fingerprint = null, rule = null, api = null, operation = null, field = null } = acknowledgement;
  const { reason, owner, until = null } = acknowledgement;
  const daysLeft = notice.state === 'ending' ? notice.daysLeft : null;
  return { state: notice.state, daysLeft, fingerprint, rule, api, operation, field, reason, owner, until };
}

function printVerified({ contracts, interactions, unvalidatable }: VerifiedApi): PrintedApi['verified'] {
  return { contracts, interactions, unvalidatable };
}

function countOperations({ impacts, unlisted }: Change): number {
  return new Set(impacts.map(({ operation }) => operation)).size + (unlisted?.operations ?? 0);
}

function printConsumerCounts({ breaks, atRisk }: ConsumerCounts): PrintedReport['consumers'] {
  return { breaks, atRisk };
}

function printReliance({ consumers, coverage }: Reliance): NonNullable<PrintedApi['reliance']> {
  return {
    consumers: printConsumerCounts(consumers),
    coverage: {
      operations: { used: coverage.operations.used, total: coverage.operations.total },
      fields: printFields(coverage.fields),
      byOperation: coverage.byOperation.map(({ operation, consumers, fields }) => ({
        operation,
        consumers: [...consumers],
        fields: printFields(fields),
      })),
      uncovered: [...coverage.uncovered],
      consumers: coverage.consumers.map(({ consumer, owner, contracts, interactions, operations, fields, gaps }) => ({
        consumer,
        owner: owner ?? null,
        contracts: [...contracts],
        interactions,
        operations: [...operations],
        fields,
        gaps: gaps.map(({ contract, interaction, line, why }) => ({ contract, interaction, line: line ?? null, why })),
      })),
    },
  };
}

function printFields({ read, promised }: FieldCoverage): NonNullable<PrintedApi['reliance']>['coverage']['fields'] {
  return { read, promised };
}

function printConsumer(impact: ConsumerImpact): PrintedFinding['consumers'][number] {
  const { consumer, verdict, because, contract, interaction, line, field } = impact;
  return {
    consumer,
    verdict,
    because,
    contract,
    interaction: interaction ?? null,
    line: line ?? null,
    field: field ?? null,
  };
}

function printSide(side: 'old' | 'new', pointer: string | undefined, lineOf: LineOf): PrintedSide {
  return pointer === undefined ? null : { pointer, line: lineOf(side, pointer) ?? null };
}

/** In alphabetical order, whoever put them together. */
function printFacts(facts: Facts): NonNullable<PrintedFinding['facts']> {
  return Object.fromEntries(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function printImpact(impact: Impact): PrintedFinding['impacts'][number] {
  const { operation, parameter, status, header, mediaType, field } = impact;
  return {
    operation,
    ...(parameter !== undefined && { parameter }),
    ...(status !== undefined && { status }),
    ...(header !== undefined && { header }),
    ...(mediaType !== undefined && { mediaType }),
    field,
  };
}

function printWitness(witness: NonNullable<Finding['witness']>): PrintedFinding['witness'] {
  if (witness.status === 'unproven') return { status: witness.status, why: witness.why };
  const { status, payload, oldAccepts, newAccepts, at } = witness;
  return { status, payload, oldAccepts, newAccepts, ...(at !== undefined && { at: printImpact(at) }) };
}

/** JSON text with every character escaped that would act on a terminal; line feeds stay. */
export function escapeActing(json: string): string {
  return json.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, at) => escapeUnit(character.charCodeAt(at))).join(''),
  );
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
