// The gate's first question: do the baselines of a pull request keep what its contracts rely on?

import { outcomeOf } from '../judge/judge.ts';
import type { Finding } from '../model/finding.ts';
import type { FailOn } from '../model/report.ts';
import type { Verification, VerifiedApi } from '../model/verification.ts';
import type { GateGround, Side } from './gate.ts';
import { hasContracts } from './look.ts';
import { reported } from './reported.ts';
import { type VerifyRequest, verify } from './verify.ts';

/** What the contracts rely on and the baselines do not keep; what was so before is marked as known, and fails nothing. */
export async function unmetContracts({ head, base, standard, request }: GateGround): Promise<Verification | undefined> {
  const apis = contractedApis(head);
  if (apis.length === 0) return undefined;
  const { strictness, prove = true } = request;
  const now = await verification({ config: head.config, apis, strictness, prove }, head);
  const then = contractedApis(base);
  const before =
    then.length === 0
      ? []
      : (await verification({ config: base.config, apis: then, strictness, prove: false }, base)).apis;
  return reported(
    now.apis.map((api) => {
      const known = before.find((each) => each.api === api.api)?.findings ?? [];
      return withKnown(api, known, standard.failOn);
    }),
    standard.policy.profile,
  );
}

function contractedApis({ config }: Side): readonly string[] {
  return Object.keys(config.apis).filter((api) => hasContracts(api, config));
}

function verification(request: VerifyRequest, { outside }: Side): Promise<Verification> {
  return verify(request, outside, async () => {});
}

/** The API with what its consumers met with already marked as known. */
function withKnown(api: VerifiedApi, known: readonly Finding[], failOn: FailOn): VerifiedApi {
  const hits = new Set(known.flatMap(hitsOf));
  const findings = api.findings.map((finding): Finding => {
    const consumers = finding.consumers.filter(({ consumer }) => !hits.has(`${finding.fingerprint} ${consumer}`));
    if (consumers.length > 0) return { ...finding, consumers };
    return { ...finding, change: { ...finding.change, facts: { ...finding.change.facts, known: true } } };
  });
  const counted = findings.filter((finding) => finding.change.facts.known !== true && !isPending(finding));
  return { ...api, findings, outcome: api.unknown === undefined ? outcomeOf(counted, failOn) : 'unknown' };
}

/** Whether no provider is held to it yet: what is breaking breaks nobody. */
function isPending({ severity, consumers }: Finding): boolean {
  return severity === 'breaking' && consumers.every(({ verdict }) => verdict !== 'breaks');
}

function hitsOf({ fingerprint, consumers }: Finding): readonly string[] {
  return consumers.map(({ consumer }) => `${fingerprint} ${consumer}`);
}
