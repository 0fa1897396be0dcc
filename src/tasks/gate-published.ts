// The gate's fourth question: do the documents of our own APIs break those who use them?

import { Failure } from '../model/failure.ts';
import type { ApiReport, Report } from '../model/report.ts';
import { contractsOf } from './contracts.ts';
import { type Seen, see } from './document.ts';
import type { GateGround, Side } from './gate.ts';
import { reportOf } from './judged.ts';
import { reported, unseen } from './reported.ts';

/** What the pull request changes in documents that we publish; `undefined` where none is. */
export async function publishedChanges(ground: GateGround): Promise<Report | undefined> {
  const reports: ApiReport[] = [];
  for (const [api, { spec, contracts }] of Object.entries(ground.head.config.published)) {
    try {
      reports.push(...(await changesOf(api, spec, contracts, ground)));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      reports.push(unseen(api, 'document', error));
    }
  }
  return reports.length === 0 ? undefined : reported(reports, ground.standard.policy.profile);
}

async function changesOf(
  api: string,
  spec: string,
  contracts: readonly string[],
  { head, base, standard, prove }: GateGround,
): Promise<readonly ApiReport[]> {
  const current = await see(spec, head.config, head.outside);
  const old = await published(base.config.published[api]?.spec ?? spec, base);
  // Nobody can rely yet on what is published for the first time.
  if (old === undefined) return [];
  const { usages, trouble } = await contractsOf(
    contracts,
    `published.${api}.contracts`,
    head.config,
    head.outside,
    old.document,
  );
  if (trouble !== undefined) throw trouble;
  const look = {
    api,
    old,
    new: current,
    notes: current.document.notes,
    allowShrink: true,
    ...(usages !== undefined && { usages }),
  };
  const failOn = usages === undefined ? standard.failOn : 'consumer';
  return reportOf([look], { ...standard, failOn }, prove).apis;
}

/** The document as it was; `undefined` where there was none, or none that could be read. */
async function published(spec: string, { config, outside }: Side): Promise<Seen | undefined> {
  try {
    return await see(spec, config, outside);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
