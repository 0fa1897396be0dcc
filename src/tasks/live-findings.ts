// What came of calling a sandbox, judged: mismatches into findings, and whether anything is not known. Pure.

import { createHash } from 'node:crypto';
import type { Failure } from '../model/failure.ts';
import type { Acknowledgement } from '../model/finding.ts';
import { canonical } from '../model/json.ts';
import {
  countInteractions,
  type LiveApiReport,
  type LiveFinding,
  type LiveInteraction,
  type LiveMismatch,
  type LiveVerification,
} from '../model/live-verification.ts';
import { type FieldPath, formatField, type Impact } from '../model/place.ts';
import type { UnknownReason } from '../model/report.ts';
import type { ContractDocument } from '../model/usage.ts';

/** What came of one API's contracts. */
export interface LiveRun {
  readonly api: string;
  /** Where it was called, without credentials. */
  readonly sandbox: string;
  /** The contracts' files. */
  readonly documents: readonly ContractDocument[];
  readonly verifications: readonly LiveVerification[];
  /** Why a contract, or all of them, could not be run. */
  readonly failures: readonly Failure[];
}

/** The report of one API. A finding that somebody accepted is no drift. */
export function judgedLive(run: LiveRun, accepted: readonly Acknowledgement[]): LiveApiReport {
  const { api, sandbox, documents, verifications, failures } = run;
  const findings = verifications.flatMap((verification) => {
    const document = documents.find(({ name }) => name === verification.contract);
    return findingsOf(verification, accepted, (pointer) => document?.lineOf(pointer));
  });
  const unknown = reasonOf(verifications, failures);
  const drift = findings.some(({ severity, acknowledgement }) => severity !== 'info' && acknowledgement === undefined);
  return {
    api,
    sandbox,
    outcome: unknown !== undefined ? 'unknown' : drift ? 'drift' : 'clean',
    unknown,
    counts: countInteractions(verifications.flatMap(({ interactions }) => interactions)),
    findings,
    contracts: verifications,
  };
}

/** Why not everything is known; `undefined` when it is. */
function reasonOf(verifications: readonly LiveVerification[], failures: readonly Failure[]): UnknownReason | undefined {
  const [failure] = failures;
  if (failure !== undefined) {
    const { code, message, hint, place } = failure;
    return { code, message, hint, place };
  }
  const interactions = verifications.flatMap((verification) => verification.interactions);
  const { notRun, passed, failed } = countInteractions(interactions);
  for (const { name, result } of interactions) {
    if (result.status !== 'not run') continue;
    const message = `${notRun} of ${interactions.length} interactions were not run, first \`${name}\`: ${result.message}`;
    return {
      code: result.code,
      message,
      hint: HINTS.get(result.code) ?? 'check that the sandbox is up, and try again',
      place: undefined,
    };
  }
  if (passed + failed > 0) return undefined;
  const message = 'no interaction was run: all are left out';
  const hint = 'see why each is left out; configure the states that they need';
  return { code: 'contract-invalid', message, hint, place: undefined };
}

const HINTS: ReadonlyMap<string, string> = new Map([
  ['timeout', 'try again later, or raise `sandbox.seconds`'],
  ['unauthorized', 'check the `credential` of the sandbox'],
  ['state-failed', 'check `states` and `stateUrl` of the sandbox'],
  ['source-forbidden', 'add the host to `allowPrivateHosts` if it is yours and you mean to call it'],
  ['verifier-failed', 'try the contract with `@pact-foundation/pact` alone; when that works, report it'],
]);

function findingsOf(
  { consumer, contract, interactions }: LiveVerification,
  accepted: readonly Acknowledgement[],
  lineOf: ContractDocument['lineOf'],
): readonly LiveFinding[] {
  const findings = new Map<string, LiveFinding>();
  for (const interaction of interactions) {
    for (const mismatch of interaction.result.status === 'failed' ? interaction.result.mismatches : []) {
      const rule = `live/${mismatch.kind}-${mismatch.difference}` as const;
      const impact = impactOf(interaction, mismatch);
      const fingerprint = fingerprintOf(rule, consumer, interaction.name, impact);
      // Every item of an array may differ in the same way: that is one finding, told of the first.
      if (findings.has(fingerprint)) continue;
      findings.set(fingerprint, {
        fingerprint,
        rule,
        severity: interaction.pending ? 'info' : 'breaking',
        message: mismatch.message,
        impact,
        expected: mismatch.expected,
        actual: mismatch.actual,
        consumer,
        contract,
        line: lineOf(interaction.pointer),
        interaction: interaction.name,
        acknowledgement: accepted.find((acknowledgement) => acknowledgement.fingerprint === fingerprint),
      });
    }
  }
  return [...findings.values()];
}

function impactOf({ operation = '', status }: LiveInteraction, { kind, header, path }: LiveMismatch): Impact {
  const field: FieldPath = path.map((step) => ('item' in step ? { items: true } : step));
  return {
    operation,
    direction: 'response',
    ...(status === undefined ? {} : { status }),
    ...(kind === 'header' ? { header } : {}),
    field: formatField(field),
    path: field,
  };
}

function fingerprintOf(
  rule: string,
  consumer: string,
  interaction: string,
  { operation, header, path }: Impact,
): string {
  const parts = [rule, consumer, interaction, operation, header ?? null, path.map((step) => ({ ...step }))];
  return createHash('sha256').update(canonical(parts)).digest('hex').slice(0, 16);
}
