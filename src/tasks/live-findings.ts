// What came of calling a sandbox, judged: mismatches into findings, and whether anything is not known. Pure.

import { judge, type Policy } from '../judge/judge.ts';
import type { Change, ChangeKind } from '../model/change.ts';
import { code, harmless } from '../model/code.ts';
import type { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import { canonical, type Json } from '../model/json.ts';
import {
  countInteractions,
  type LiveInteraction,
  type LiveMismatch,
  type LiveVerification,
} from '../model/live-verification.ts';
import { type FieldPath, formatField, type Slot } from '../model/place.ts';
import type { UnknownReason } from '../model/report.ts';
import type { ConsumerImpact, ContractDocument } from '../model/usage.ts';
import type { LiveApi } from '../model/verification.ts';
import { ruleFor } from '../rules/catalogue.ts';
import type { Standard } from './judged.ts';
import { VERDICTS } from './reliance.ts';
import { lookedAt, reasonOf } from './reported.ts';

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
  /** What the operation of a call is called in findings. */
  readonly nameOf: (called: string) => string;
}

/** The report of one API. */
export function judgedLive(run: LiveRun, { policy, failOn }: Standard): LiveApi {
  const { api, sandbox, verifications: contracts, failures } = run;
  const findings = findingsOf(run, policy);
  const unknown = unknownOf(contracts, failures);
  return {
    ...lookedAt(api, 'sandbox', findings, failOn, unknown),
    live: { sandbox, counts: countInteractions(contracts.flatMap(({ interactions }) => interactions)), contracts },
  };
}

/** Why not everything is known; `undefined` when it is. */
function unknownOf(contracts: readonly LiveVerification[], failures: readonly Failure[]): UnknownReason | undefined {
  const [failure] = failures;
  if (failure !== undefined) return reasonOf(failure);
  const interactions = contracts.flatMap((contract) => contract.interactions);
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
  [
    'verifier-failed',
    'see that `@pact-foundation/pact` is of version 17.1; if it is, try the contract with it alone, and report it',
  ],
]);

/** A mismatch, and the interaction that it was met in. */
interface Hit {
  readonly contract: LiveVerification;
  readonly interaction: LiveInteraction;
  readonly mismatch: LiveMismatch;
  readonly slot: Slot;
  readonly path: FieldPath;
}

/** One finding for all that differs in the same way at the same place: in every item of an array, and for every consumer. */
function findingsOf(run: LiveRun, policy: Policy): readonly Finding[] {
  const groups = Map.groupBy(hitsOf(run), ({ interaction, mismatch, slot, path }) =>
    canonical([kindOf(interaction, mismatch), { ...slot }, steps(path)]),
  );
  const hits = new Map([...groups.values()].map((group) => [changeOf(group), group]));
  return judge([...hits.keys()], ruleFor, { ...policy, api: run.api }).map((finding) => ({
    ...finding,
    consumers: consumersOf(hits.get(finding.change) ?? [], finding, run.documents),
  }));
}

function hitsOf({ verifications, nameOf }: LiveRun): readonly Hit[] {
  return verifications.flatMap((contract) =>
    contract.interactions.flatMap((interaction) => {
      const { operation = '', status, result } = interaction;
      const mismatches = result.status === 'failed' ? result.mismatches : [];
      return mismatches.map((mismatch) => ({
        contract,
        interaction,
        mismatch,
        slot: {
          operation: nameOf(operation),
          direction: 'response' as const,
          ...(status !== undefined && { status }),
          ...(mismatch.kind === 'header' && { header: mismatch.header }),
        },
        path: mismatch.path.map((step) => ('item' in step ? { items: true as const } : step)),
      }));
    }),
  );
}

function kindOf({ pending }: LiveInteraction, { kind, difference }: LiveMismatch): ChangeKind {
  if (pending) return 'live.pending';
  if (kind === 'status') return 'live.status';
  if (kind === 'header') return difference === 'absent' ? 'live.header-absent' : 'live.header-value';
  return `live.body-${difference}`;
}

function changeOf([first]: readonly Hit[]): Change {
  if (first === undefined) throw new TypeError('a group without members');
  const { interaction, mismatch, slot, path } = first;
  return {
    kind: kindOf(interaction, mismatch),
    direction: 'response',
    subject: subjectOf(mismatch),
    root: { slot, path },
    old: null,
    new: null,
    ...(mismatch.expected !== '' && { before: mismatch.expected }),
    facts: { reason: mismatch.message },
    impacts: [{ ...slot, field: formatField(path), path }],
  };
}

function subjectOf({ kind, header, path }: LiveMismatch): string {
  if (kind !== 'body') return kind === 'header' ? header : 'status';
  const last = path.findLast((step) => 'property' in step);
  return last?.property ?? 'the body';
}

function steps(path: FieldPath): Json {
  return path.map((step) => ({ ...step }));
}

/** One for each interaction. */
function consumersOf(
  hits: readonly Hit[],
  { severity }: Finding,
  documents: readonly ContractDocument[],
): readonly ConsumerImpact[] {
  const firsts = new Map(hits.toReversed().map((hit) => [hit.interaction, hit]));
  return [...firsts.values()].toReversed().map(({ contract: { consumer, contract }, interaction, mismatch, path }) => ({
    consumer,
    verdict: VERDICTS[severity],
    because: becauseOf(interaction, mismatch, path),
    contract,
    interaction: interaction.name,
    line: documents.find(({ name }) => name === contract)?.lineOf(interaction.pointer),
    field: path.length === 0 ? undefined : formatField(path),
  }));
}

function becauseOf(
  { name }: LiveInteraction,
  { kind, header, expected, actual }: LiveMismatch,
  path: FieldPath,
): string {
  const field = path.length === 0 ? 'the response body' : code(formatField(path));
  const reads = {
    status: `waits for status ${code(expected)}`,
    header: `reads header ${code(header)}`,
    body: `reads ${field}`,
  };
  return `${code(name)} ${reads[kind]}; found: ${harmless(actual)}`;
}
