// `driftgate gate`: what a pull request itself brings about, and never what vendors did.

import type { Config } from '../config/load.ts';
import { GATE_CHECKS, type Gate, type GateCheck, type GateCheckName } from '../model/gate.ts';
import type { Outcome, Report } from '../model/report.ts';
import { addedUse } from './gate-added-use.ts';
import { movedBaselines } from './gate-baselines.ts';
import { unmetContracts } from './gate-contracts.ts';
import { publishedChanges } from './gate-published.ts';
import type { Standard } from './judged.ts';
import { reportOf } from './judged.ts';
import { each, type Look, lookAtApi } from './look.ts';
import type { Outside } from './outside.ts';
import { policyOf, type Strictness } from './policy.ts';
import { type Prove, proofs } from './proofs.ts';

/** What is asked of a gate. */
export interface GateRequest {
  readonly config: Config;
  /** The revision that the pull request is held against, as people call it. */
  readonly base: string;
  readonly strictness: Strictness;
  /** Shows for each breaking finding a payload that one side takes and the other refuses; by default. */
  readonly prove?: boolean;
  /** Goes by the baselines alone, and fetches nothing. */
  readonly offline?: boolean;
  /** The pull request is a proposal to move baselines: to merge it is to accept what that breaks. */
  readonly accepting?: boolean;
}

/** A configuration, and the world as it wires it. */
export interface Side {
  readonly config: Config;
  readonly outside: Outside;
}

/** The pull request, what it is held against, and by what it is judged. */
export interface GateGround {
  readonly head: Side;
  readonly base: Side;
  readonly standard: Standard;
  readonly prove: Prove;
  readonly request: GateRequest;
  /** What vendors' documents are now against the baselines, by API; none where nobody looked. */
  readonly looks: readonly Look[];
}

const CHECKS: Readonly<Record<GateCheckName, (ground: GateGround) => Promise<Report | undefined>>> = {
  contracts: unmetContracts,
  'added use': addedUse,
  baselines: movedBaselines,
  published: publishedChanges,
};

/**
 * Holds a pull request against the revision that it starts from. What cannot be read of the pull request makes a check
 * `unknown`; a vendor that cannot be reached makes none so. What concerns everything raises {@link Failure}.
 */
export async function gate(
  request: GateRequest,
  outside: Outside,
  base: Side,
  tell: (gate: Gate) => Promise<void>,
): Promise<Gate> {
  const { config, strictness } = request;
  const prove = await proofs(request.prove ?? true);
  const standard = policyOf(config, strictness, await outside.acknowledgements.read(), outside.clock);
  const looks = request.offline
    ? []
    : await each(Object.keys(config.apis), (api) => lookAtApi(api, config, outside, false));
  const ground = { head: { config, outside }, base, standard, prove, request, looks };
  const checks: GateCheck[] = [];
  for (const check of GATE_CHECKS) {
    const report = await CHECKS[check](ground);
    const accepted = check === 'baselines' && request.accepting && report?.outcome === 'drift';
    checks.push({ check, report, outcome: accepted ? 'clean' : (report?.outcome ?? 'clean') });
  }
  const vendors = request.offline ? undefined : reportOf(looks.map(ofVendor), standard, prove);
  const result = { outcome: worst(checks), base: request.base, checks, vendors };
  await tell(result);
  return result;
}

/** The look without what the checks say: that a contract cannot be read. */
function ofVendor(look: Look): Look {
  if ('failure' in look) return look;
  const { trouble: _, ...seen } = look;
  return seen;
}

function worst(checks: readonly GateCheck[]): Outcome {
  const outcomes = new Set(checks.map(({ outcome }) => outcome));
  return (['unknown', 'drift'] as const).find((outcome) => outcomes.has(outcome)) ?? 'clean';
}
