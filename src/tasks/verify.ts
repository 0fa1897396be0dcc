// `driftgate verify`: contracts against the baselines, or against a document that may become one.

import { markedKnown, mergedMismatches } from '../compare/contract/merge.ts';
import type { Mismatch } from '../compare/contract/mismatch.ts';
import { verifyContracts } from '../compare/contract/verify.ts';
import type { Config } from '../config/load.ts';
import { judge, outcomeOf } from '../judge/judge.ts';
import type { Api } from '../model/api.ts';
import { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import type { ConsumerImpact, ConsumerVerdict, Usage } from '../model/usage.ts';
import type { Verification, VerifiedApi } from '../model/verification.ts';
import { readApi } from '../read/openapi/api.ts';
import { ruleFor } from '../rules/catalogue.ts';
import { contractReading } from './contract-reading.ts';
import { contractsOf } from './contracts.ts';
import { fromSnapshot, identityOf, noBaseline, type Seen, see } from './document.ts';
import type { Standard } from './judged.ts';
import { chosen, each, hasContracts } from './look.ts';
import { type MismatchProver, mismatchProofs } from './mismatch-proofs.ts';
import type { Outside } from './outside.ts';
import { policyOf, type Strictness } from './policy.ts';
import { reported, unseen } from './reported.ts';

/** What is asked of a verification. */
export interface VerifyRequest {
  readonly config: Config;
  /** Names of APIs; all that have contracts when empty. */
  readonly apis: readonly string[];
  /** A document to hold the contracts of one API against instead of its baseline: a file, a URL, `git:REV:path`. */
  readonly against?: string | undefined;
  /** Takes for drift what the baseline mismatched already, too. */
  readonly all?: boolean;
  readonly strictness: Strictness;
  /** Shows for each breaking mismatch a payload that one side takes and the other refuses; by default. */
  readonly prove?: boolean;
}

/**
 * Holds contracts against documents, and tells where these do not keep what those rely on. An API that could not be
 * looked at is `unknown` in the report; what concerns all of them raises {@link Failure}.
 */
export async function verify(
  request: VerifyRequest,
  outside: Outside,
  tell: (verification: Verification) => Promise<void>,
): Promise<Verification> {
  const { config, strictness, prove: wanted = true } = request;
  const prove = await mismatchProofs(wanted);
  const acknowledgements = await outside.acknowledgements.read();
  const standard = policyOf(config, strictness, acknowledgements, outside.clock);
  const looks = await each(verifiable(request), (api) => lookAtContracts(api, request, outside));

  const verification = reported(
    looks.map((look) => verified(look, standard, request.all ?? false, prove)),
    standard.policy.profile,
  );

  await tell(verification);
  return verification;
}

/** Contracts, and the documents to hold them against; or why there are none. */
type Look =
  | {
      readonly api: string;
      readonly usages: readonly Usage[];
      /** The document that contracts are held against. */
      readonly current: Seen;
      /** The baseline, where `current` is another document. */
      readonly baseline: Seen | undefined;
    }
  | { readonly api: string; readonly failure: Failure };

/** The APIs that were asked for and have contracts. Raises {@link Failure} `usage` when one, or each, has none. */
function verifiable({ apis, config, against }: VerifyRequest): readonly string[] {
  const names = chosen(apis, config);
  const bare = names.find((api) => !hasContracts(api, config));
  const ready = names.filter((api) => hasContracts(api, config));
  if (bare !== undefined && (apis.length > 0 || ready.length === 0)) {
    throw new Failure({
      code: 'usage',
      message: `\`${bare}\` has no contracts to verify`,
      hint: `name Pact files, recordings or manifests under \`apis.${bare}.contracts\` in \`${config.file}\``,
      place: config.file,
    });
  }
  if (against !== undefined && ready.length > 1) {
    throw new Failure({
      code: 'usage',
      message: `\`--against\` names one document, and ${ready.length} APIs have contracts`,
      hint: `name the API that it is of: \`driftgate verify ${ready[0]} --against …\``,
    });
  }
  return ready;
}

async function lookAtContracts(api: string, { config, against }: VerifyRequest, outside: Outside): Promise<Look> {
  try {
    const snapshot = await outside.store.read(api);
    const baseline = snapshot && fromSnapshot(snapshot);
    const current = against === undefined ? baseline : await see(against, config, outside);
    if (current === undefined) throw noBaseline(api);
    const patterns = config.apis[api]?.contracts ?? [];
    const option = `apis.${api}.contracts`;
    const { usages = [], trouble } = await contractsOf(patterns, option, config, outside, current.document);
    if (trouble !== undefined) throw trouble;
    return { api, usages, current, baseline: against === undefined ? undefined : baseline };
  } catch (error) {
    if (error instanceof Failure) return { api, failure: error };
    throw error;
  }
}

function verified(look: Look, { policy, failOn }: Standard, all: boolean, prove: MismatchProver): VerifiedApi {
  if ('failure' in look) return unheld(look.api, look.failure);
  const { api, usages, current, baseline } = look;
  try {
    const document = readApi(current.document);
    const mismatches = mismatchesOf(usages, document, baseline);
    const merged = mergedMismatches(mismatches);
    const hits = new Map(merged.map((one) => [one.change, one.hits]));
    const findings = judge(
      merged.map(({ change }) => change),
      ruleFor,
      policy,
    ).map((finding) => {
      const hit = hits.get(finding.change) ?? [];
      const told: Finding = { ...finding, consumers: hit.map((one) => impactOf(one, finding)) };
      return finding.severity === 'breaking' ? { ...told, witness: prove(hit, document) } : told;
    });
    const counted = findings.filter(
      ({ change }) => (all || change.facts.known !== true) && !isPending(hits.get(change) ?? []),
    );
    const interactions = usages.flatMap((usage) => usage.interactions);
    return {
      api,
      outcome: outcomeOf(counted, failOn),
      unknown: undefined,
      looked: [{ part: 'contracts', unknown: undefined }],
      baseline: identityOf(baseline ?? current),
      current: identityOf(current),
      findings,
      // How much of a document contracts use says nothing of whether they are kept: `check` and `diff` tell it.
      reliance: undefined,
      notes: current.document.notes,
      lineOf: (_side, pointer) => current.document.lineOf(pointer),
      contracts: usages.length,
      interactions: interactions.length,
      unvalidatable: countUnvalidatable(mismatches),
    };
  } catch (error) {
    if (error instanceof Failure) return unheld(api, error);
    throw error;
  }
}

/** Whether no provider is held to it yet. */
function isPending(hits: readonly Mismatch[]): boolean {
  return hits.every(({ interaction }) => interaction.pending);
}

function mismatchesOf(usages: readonly Usage[], document: Api, baseline: Seen | undefined): readonly Mismatch[] {
  const found = verifyContracts(usages, document, contractReading(document));
  if (baseline === undefined || found.length === 0) return found;
  const before = readApi(baseline.document);
  return markedKnown(found, verifyContracts(usages, before, contractReading(before)));
}

/** How many interactions were not looked at, or not wholly. */
function countUnvalidatable(mismatches: readonly Mismatch[]): number {
  const hit = mismatches.filter(({ change }) => change.kind === 'contract.unvalidatable');
  return new Set(hit.map(({ interaction }) => interaction)).size;
}

const VERDICTS: Readonly<Record<Finding['severity'], ConsumerVerdict>> = {
  breaking: 'breaks',
  risky: 'at risk',
  deprecated: 'at risk',
  info: 'unaffected',
};

function impactOf({ usage, interaction, because, change }: Mismatch, { severity }: Finding): ConsumerImpact {
  const field = change.impacts[0]?.field;
  return {
    consumer: usage.consumer,
    // A provider need not keep yet what is pending.
    verdict: interaction.pending && severity === 'breaking' ? 'at risk' : VERDICTS[severity],
    because,
    contract: usage.contract,
    interaction: interaction.name,
    line: interaction.line,
    field: field === '' ? undefined : field,
  };
}

function unheld(api: string, failure: Failure): VerifiedApi {
  return { ...unseen(api, 'contracts', failure), contracts: 0, interactions: 0, unvalidatable: 0 };
}
