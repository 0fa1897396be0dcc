// The report as `--format json` printed it, back into a report: the inverse of json.ts.

import type { Change } from '../model/change.ts';
import type { FailureCode } from '../model/failure.ts';
import { isFieldMistake, parseField } from '../model/field-path.ts';
import type { AcknowledgementNotice, Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import type { Direction, Impact } from '../model/place.ts';
import { checked, type WrittenFile } from '../model/problems.ts';
import type { ApiReport, DocumentIdentity, Reliance, Report, UnknownReason } from '../model/report.ts';
import type { VerifiedApi } from '../model/verification.ts';
import type { Witness } from '../model/witness.ts';
import { readFlows } from './flow-json.ts';
import { readHealth } from './health-json.ts';
import { readLive } from './live-json.ts';
import { type PrintedReport, reportSchema } from './report-schema.ts';
import { readSampling } from './sampled-json.ts';

type PrintedApi = PrintedReport['apis'][number];
type PrintedReason = NonNullable<PrintedApi['looked'][number]['unknown']>;
type PrintedFinding = PrintedApi['findings'][number];
type PrintedImpact = PrintedFinding['impacts'][number];

/**
 * The report that was printed. Every renderer writes the same of it as of the report itself, save for what the JSON does not
 * hold: places beyond `impacts` (they are counted), the mismatches of single interactions of a sandbox, how
 * long calls took in each hour of the week, and lines but those of findings. Raises {@link Failure} `report-invalid` for what is no report by the published schema.
 */
export function readReport(written: WrittenFile, file: string): Report {
  const { apis, acknowledgements, version: _, ...rest } = checked(reportSchema, written, file, 'report-invalid');
  return { ...rest, apis: apis.map(readApi), acknowledgements: acknowledgements.map(readNotice) };
}

function readNotice({ state, daysLeft, ...printed }: PrintedReport['acknowledgements'][number]): AcknowledgementNotice {
  const { fingerprint, rule, api, operation, field, until, ...rest } = printed;
  const scope = Object.entries({ fingerprint, rule, api, operation, field }).filter(([, part]) => part !== null);
  const acknowledgement = { ...Object.fromEntries(scope), ...rest, until: until ?? undefined };
  return state === 'ending' ? { acknowledgement, state, daysLeft: daysLeft ?? 0 } : { acknowledgement, state };
}

function readApi(printed: PrintedApi): ApiReport | VerifiedApi {
  const {
    api,
    outcome,
    baseline,
    current,
    findings,
    reliance,
    notes,
    live,
    verified,
    health,
    checks,
    sampling,
    flows,
    looked,
  } = printed;
  return {
    api,
    outcome,
    unknown: printed.outcome === 'unknown' ? readReason(printed) : undefined,
    looked: looked.map(({ part, unknown }) => ({ part, unknown: unknown === null ? undefined : readReason(unknown) })),
    baseline: readIdentity(baseline),
    current: readIdentity(current),
    findings: findings.map(readFinding),
    reliance: reliance === null ? undefined : readReliance(reliance),
    notes: notes.map(({ pointer, line, message }) => ({ pointer, message, ...(line !== null && { line }) })),
    lineOf: linesOf(findings),
    ...(live !== undefined && { live: readLive(live) }),
    ...(health !== undefined && { health: readHealth(health) }),
    ...(checks !== undefined && { checks }),
    ...(sampling !== undefined && { sampling: readSampling(sampling) }),
    ...(flows !== undefined && { flows: readFlows(flows) }),
    ...verified,
  };
}

function readReason({ reason, code, hint, place }: PrintedReason): UnknownReason {
  return { message: reason, code: code as FailureCode, hint: hint ?? undefined, place: place ?? undefined };
}

function readIdentity(printed: PrintedApi['baseline']): DocumentIdentity | undefined {
  return printed === null ? undefined : { ...printed, takenAt: printed.takenAt ?? undefined };
}

function linesOf(findings: readonly PrintedFinding[]): ApiReport['lineOf'] {
  const lines = { old: new Map<string, number>(), new: new Map<string, number>() };
  for (const finding of findings) {
    for (const side of ['old', 'new'] as const) {
      const { pointer, line } = finding[side] ?? { pointer: '', line: null };
      if (line !== null) lines[side].set(pointer, line);
    }
  }
  return (side, pointer) => lines[side].get(pointer);
}

function readFinding(printed: PrintedFinding): Finding {
  const { fingerprint, rule, severity, message, consumers, witness, acknowledgement, direction } = printed;
  return {
    change: readChange(printed),
    fingerprint,
    rule,
    severity,
    message,
    consumers: consumers.map(({ interaction, line, field, ...rest }) => ({
      ...rest,
      interaction: interaction ?? undefined,
      line: line ?? undefined,
      field: field ?? undefined,
    })),
    witness: witness === null ? undefined : readWitness(witness, direction),
    acknowledgement:
      acknowledgement === null
        ? undefined
        : { ...acknowledgement, fingerprint, until: acknowledgement.until ?? undefined },
  };
}

function readChange(printed: PrintedFinding): Change {
  const { kind, direction, subject, component, before, after, impactCount, operationCount } = printed;
  const impacts = printed.impacts.map((impact) => readImpact(impact, direction));
  const unlisted = {
    count: impactCount - impacts.length,
    operations: operationCount - new Set(impacts.map(({ operation }) => operation)).size,
  };
  return {
    kind,
    direction,
    subject,
    root: component === undefined ? { document: true, path: [] } : { component, path: [] },
    old: printed.old === null ? null : { pointer: printed.old.pointer },
    new: printed.new === null ? null : { pointer: printed.new.pointer },
    ...(before !== undefined && { before: before as Json }),
    ...(after !== undefined && { after: after as Json }),
    facts: withoutUndefined(printed.facts ?? {}),
    impacts,
    ...(unlisted.count > 0 && { unlisted }),
  };
}

function readImpact(printed: PrintedImpact, direction: Direction): Impact {
  const path = parseField(printed.field);
  return { ...withoutUndefined(printed), direction, path: isFieldMistake(path) ? [] : path };
}

function readWitness(printed: NonNullable<PrintedFinding['witness']>, direction: Direction): Witness {
  if (printed.status === 'unproven') return printed;
  const { status, payload, oldAccepts, newAccepts, at } = printed;
  return {
    status,
    payload: payload as Json,
    oldAccepts,
    newAccepts,
    ...(at !== undefined && { at: readImpact(at, direction) }),
  };
}

function readReliance({ consumers, coverage }: NonNullable<PrintedApi['reliance']>): Reliance {
  return {
    consumers,
    coverage: {
      ...coverage,
      consumers: coverage.consumers.map(({ owner, gaps, ...rest }) => ({
        ...rest,
        owner: owner ?? undefined,
        gaps: gaps.map((gap) => ({ ...gap, line: gap.line ?? undefined })),
      })),
    },
  };
}

/** What checks the schema types a key that is absent as one that may be `undefined`. */
type Known<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(object: T): Known<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Known<T>;
}
