// The gate's first question: do the baselines of a pull request keep what its contracts rely on?

import { outcomeOf } from '../judge/judge.ts';
import type { Finding } from '../model/finding.ts';
import type { Verification, VerifiedApi } from '../model/verification.ts';
import type { GateGround, Side } from './gate.ts';
import { hasContracts } from './look.ts';
import { reported } from './reported.ts';
import { type VerifyRequest, verify } from './verify.ts';

/** What the contracts rely on and the baselines do not keep, unless it was so before. */
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
      return fresh(api, known, standard.failOn);
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

/** The API without what its consumers met with already. */
function fresh(api: VerifiedApi, known: readonly Finding[], failOn: GateGround['standard']['failOn']): VerifiedApi {
  const hits = new Set(known.flatMap(hitsOf));
  const findings = api.findings.flatMap((finding) => {
    const consumers = finding.consumers.filter(({ consumer }) => !hits.has(`${finding.fingerprint} ${consumer}`));
    return consumers.length === 0 ? [] : [{ ...finding, consumers }];
  });
  return { ...api, findings, outcome: api.unknown === undefined ? outcomeOf(findings, failOn) : 'unknown' };
}

function hitsOf({ fingerprint, consumers }: Finding): readonly string[] {
  return consumers.map(({ consumer }) => `${fingerprint} ${consumer}`);
}
