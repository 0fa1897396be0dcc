// The gate's third question: is what the move of a baseline breaks acknowledged?

import { CHANCE } from '../compare/samples/change.ts';
import { withUse } from '../judge/sign-in-use.ts';
import type { Change } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import type { ApiReport, Report } from '../model/report.ts';
import { readApi } from '../read/openapi/api.ts';
import { contractsOf } from './contracts.ts';
import { fromSnapshot, type Seen } from './document.ts';
import type { GateGround, Side } from './gate.ts';
import { reportOf } from './judged.ts';
import { settingsOf } from './look.ts';
import { reducedLike, withoutUnkept } from './reduction.ts';
import { reported, unseen } from './reported.ts';
import { compared, isSame } from './sample-drift.ts';
import { signInChangesBetween } from './sign-in.ts';
import { signInUses } from './sign-in-uses.ts';
import { undamaged } from './undamaged.ts';

/** What lies between the baselines as they were and as they are to be; `undefined` where none moved. */
export async function movedBaselines(ground: GateGround): Promise<Report | undefined> {
  const reports: ApiReport[] = [];
  for (const api of Object.keys(ground.head.config.apis)) {
    try {
      reports.push(...(await movedOf(api, ground)));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      reports.push(unseen(api, 'document', error));
    }
  }
  return reports.length === 0 ? undefined : reported(reports, ground.standard.policy.profile);
}

async function movedOf(api: string, { head, base, standard, prove }: GateGround): Promise<readonly ApiReport[]> {
  // Nobody can say what a damaged one was: the pull request that replaces it mends that.
  const before = await undamaged(() => base.outside.store.read(api));
  const after = await head.outside.store.read(api);
  if (before === undefined) return [];
  if (after === undefined) throw deleted(api, 'baseline');
  const fresh = fromSnapshot(after);
  const old = withoutUnkept(fromSnapshot(before), fresh);
  const beside = [...(await movedSignIn(api, fresh, head, base)), ...(await movedSamples(api, head, base))];
  if (before.meta.digest === after.meta.digest && beside.length === 0) return [];
  const { config, outside } = head;
  const { contracts } = settingsOf(api, config);
  const relied = await contractsOf(contracts, `apis.${api}.contracts`, config, outside, old.document);
  const look = {
    api,
    old,
    new: reducedLike(old, fresh),
    notes: [],
    allowShrink: true,
    ...(relied.usages !== undefined && { usages: relied.usages }),
  };
  const aside = { changes: beside, refusals: [], trouble: undefined };
  return reportOf([{ ...look, beside: aside }], standard, prove).apis;
}

async function movedSignIn(api: string, { document }: Seen, head: Side, base: Side): Promise<readonly Change[]> {
  const before = await undamaged(() => base.outside.signIn.read(api));
  const after = await head.outside.signIn.read(api);
  const { signIn } = settingsOf(api, head.config);
  if (before === undefined || signIn.length === 0) return [];
  if (after === undefined) throw deleted(api, 'sign-in metadata');
  const changes = signInChangesBetween(before, after.metadata, readApi(document));
  return withUse(changes, signInUses(api, head.config));
}

async function movedSamples(api: string, head: Side, base: Side): Promise<readonly Change[]> {
  const before = await undamaged(() => base.outside.samples.read(api));
  const after = await head.outside.samples.read(api);
  const taken = new Set(settingsOf(api, head.config).samples.map(({ name }) => name));
  return (before?.samples ?? []).flatMap((old) => {
    const fresh = after?.samples.find((each) => isSame(each, old));
    if (fresh !== undefined) return compared(old, fresh, CHANCE).map(({ change }) => change);
    if (taken.has(old.name)) throw deleted(api, `sample \`${old.name}\``);
    return [];
  });
}

function deleted(api: string, what: string): Failure {
  return new Failure({
    code: 'baseline-missing',
    message: `the ${what} of \`${api}\` is deleted, and the API is still watched`,
    hint: `restore it, or take it out of \`apis.${api}\` in the configuration`,
    place: api,
  });
}
