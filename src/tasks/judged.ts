// From what was seen to what is told: pure.

import { accepts, finds } from '../compare/accepts.ts';
import { compareApis } from '../compare/compare.ts';
import { joinAuthShifts } from '../judge/auth-shift.ts';
import { consumers } from '../judge/consumers/consumers.ts';
import { judge, outcomeOf, type Policy } from '../judge/judge.ts';
import { toldOnce } from '../judge/told-once.ts';
import type { Api } from '../model/api.ts';
import { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import { type LookedPart, partOf } from '../model/part.ts';
import type { ApiReport, FailOn, Report } from '../model/report.ts';
import type { Usage } from '../model/usage.ts';
import { readApi } from '../read/openapi/api.ts';
import { ruleFor } from '../rules/catalogue.ts';
import type { Aside } from './aside.ts';
import { identityOf, type Seen } from './document.ts';
import { type Look, shrinkage } from './look.ts';
import type { Prove } from './proofs.ts';
import { hitsFirst, relianceOn } from './reliance.ts';
import { reasonOf, reported, unseen } from './reported.ts';

/** What the judge goes by, and what is drift. */
export interface Standard {
  readonly policy: Policy;
  readonly failOn: FailOn;
}

const NOTHING: Aside = { changes: [], refusals: [], trouble: undefined };

/** The report of all looks. */
export function reportOf(looks: readonly Look[], standard: Standard, prove: Prove): Report {
  const apis = looks.map((look) => judged(look, standard, prove));
  return reported(apis, standard.policy.profile);
}

/** What changed from `old` to `current`, judged, and, as `prove` does it, proven. */
export function findingsBetween(
  old: Seen,
  current: Seen,
  policy: Policy,
  prove: Prove,
  usages?: readonly Usage[],
): readonly Finding[] {
  return findingsOf(readApi(old.document), readApi(current.document), policy, prove, usages);
}

function findingsOf(
  old: Api,
  fresh: Api,
  policy: Policy,
  prove: Prove,
  usages?: readonly Usage[],
  { changes: beside, refusals }: Aside = NOTHING,
): readonly Finding[] {
  const changes = toldOnce([...compareApis(old, fresh, { sdk: policy.sdk }), ...beside]);
  const findings = joinAuthShifts(judge(changes, ruleFor, policy), refusals);
  if (usages === undefined) return prove(findings, old, fresh);
  const consumersOf = consumers(usages, old, fresh, { ruleFor, accepts, finds });
  return prove(hitsFirst(findings.map((finding) => ({ ...finding, consumers: consumersOf(finding) }))), old, fresh);
}

function judged(look: Look, { policy, failOn }: Standard, prove: Prove): ApiReport {
  const { beside = NOTHING } = look;
  if ('failure' in look) {
    const seen = judge(beside.changes, ruleFor, { ...policy, api: look.api });
    const findings = joinAuthShifts(seen, beside.refusals);
    const unknown = unseen(look.api, 'document', look.failure);
    // What is well with credentials makes no API that could not be looked at known in part.
    const looked = [
      ...unknown.looked,
      ...known(beside).filter(({ part }) => findings.some((each) => partOf(each) === part)),
    ];
    return { ...unknown, looked, baseline: look.old && identityOf(look.old), findings };
  }
  const { api, old, new: current, usages } = look;
  try {
    const [before, after] = [readApi(old.document), readApi(current.document)];
    const findings = findingsOf(before, after, { ...policy, api }, prove, usages, beside);
    const trouble = (look.allowShrink ? undefined : shrinkage(api, old, current)) ?? look.trouble ?? beside.trouble;
    const unknown = trouble && reasonOf(trouble);
    return {
      api,
      outcome: trouble === undefined ? outcomeOf(findings, failOn) : 'unknown',
      unknown,
      looked: [{ part: 'document', unknown }, ...known(beside)],
      baseline: identityOf(old),
      current: identityOf(current),
      findings,
      reliance: usages && relianceOn(usages, before, findings),
      notes: look.notes,
      lineOf: (side, pointer) => (side === 'old' ? old : current).document.lineOf(pointer),
    };
  } catch (error) {
    if (error instanceof Failure) return { ...unseen(api, 'document', error), baseline: identityOf(old) };
    throw error;
  }
}

function known({ parts = [] }: Aside): readonly LookedPart[] {
  return parts.map((part) => ({ part, unknown: undefined }));
}
