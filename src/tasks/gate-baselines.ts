// The gate's third question: is what the move of a baseline breaks acknowledged?

import { CHANCE } from '../compare/samples/change.ts';
import type { Change } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import type { ApiReport, Report } from '../model/report.ts';
import { readApi } from '../read/openapi/api.ts';
import { contractsOf } from './contracts.ts';
import { fromSnapshot } from './document.ts';
import type { GateGround, Side } from './gate.ts';
import { reportOf } from './judged.ts';
import { settingsOf } from './look.ts';
import { reported, unseen } from './reported.ts';
import { compared, isSame } from './sample-drift.ts';
import { signInChangesBetween } from './sign-in.ts';

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
  const before = await base.outside.store.read(api);
  const after = await head.outside.store.read(api);
  if (before === undefined) return [];
  if (after === undefined) throw deleted(api);
  const [old, fresh] = [fromSnapshot(before), fromSnapshot(after)];
  const beside = [...(await movedSignIn(api, head, base)), ...(await movedSamples(api, head, base))];
  if (before.meta.digest === after.meta.digest && beside.length === 0) return [];
  const { config, outside } = head;
  const { contracts } = settingsOf(api, config);
  const relied = await contractsOf(contracts, `apis.${api}.contracts`, config, outside, old.document);
  const look = {
    api,
    old,
    new: fresh,
    notes: [],
    allowShrink: true,
    ...(relied.usages !== undefined && { usages: relied.usages }),
  };
  const aside = { changes: beside, refusals: [], trouble: undefined };
  return reportOf([{ ...look, beside: aside }], standard, prove).apis;
}

async function movedSignIn(api: string, head: Side, base: Side): Promise<readonly Change[]> {
  const [before, after] = await Promise.all([base.outside.signIn.read(api), head.outside.signIn.read(api)]);
  const snapshot = await head.outside.store.read(api);
  if (before === undefined || after === undefined) return [];
  const document = snapshot && readApi(fromSnapshot(snapshot).document);
  return signInChangesBetween(before, after.metadata, document);
}

async function movedSamples(api: string, head: Side, base: Side): Promise<readonly Change[]> {
  const [before, after] = await Promise.all([base.outside.samples.read(api), head.outside.samples.read(api)]);
  return (before?.samples ?? []).flatMap((old) => {
    const fresh = after?.samples.find((each) => isSame(each, old));
    return fresh === undefined ? [] : compared(old, fresh, CHANCE).map(({ change }) => change);
  });
}

function deleted(api: string): Failure {
  return new Failure({
    code: 'baseline-missing',
    message: `the baseline of \`${api}\` is deleted, and the API is still watched`,
    hint: `restore it, or take \`apis.${api}\` out of the configuration`,
    place: api,
  });
}
