// `driftgate accept --samples`: what came back in the last runs of sampling is what is expected from now on.

import type { Config } from '../config/load.ts';
import { Failure } from '../model/failure.ts';
import type { SampleBaseline, SampleIdentity } from '../model/sampling.ts';
import { chosen, settingsOf } from './look.ts';
import type { Outside } from './outside.ts';
import { acceptable, isSame } from './sample-drift.ts';
import { RECORDING } from './sample-recording.ts';

/** What became of one API's samples. */
export type AcceptedSamples =
  | { readonly api: string; readonly samples: number; readonly responses: number }
  | { readonly api: string; readonly failure: Failure };

/**
 * Accepts for each API what its last run brought, with the runs before as far as they show the same. Samples that the last
 * run did not take stay as they were accepted, as long as the configuration names them.
 */
export async function acceptSamples(
  { config, apis }: { readonly config: Config; readonly apis: readonly string[] },
  outside: Outside,
): Promise<readonly AcceptedSamples[]> {
  const names = chosen(apis, config).filter((api) => apis.length > 0 || settingsOf(api, config).samples.length > 0);
  const results: AcceptedSamples[] = [];
  for (const api of names) {
    try {
      results.push(await acceptOf(api, config, outside));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      results.push({ api, failure: error });
    }
  }
  return results;
}

async function acceptOf(api: string, config: Config, { samples, sampleLog, clock }: Outside): Promise<AcceptedSamples> {
  const run = acceptable(await sampleLog.read(api));
  if (run === undefined) throw nothingTaken(api);
  const before = await readBefore(api, samples);
  const configured = new Set(settingsOf(api, config).samples.map(({ name }) => name));
  const kept = (before?.samples ?? []).filter(
    (each) =>
      (configured.has(each.name) || each.environment === RECORDING) &&
      !run.samples.some((fresh) => isSame(fresh, each)),
  );
  const accepted = [...run.samples, ...kept].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  await samples.write(api, { takenAt: clock.now().toISOString(), samples: accepted });
  const responses = run.samples.reduce((sum, { profile }) => sum + profile.samples, 0);
  return { api, samples: run.samples.length, responses };
}

/** Damaged samples are replaced: that is what their owner asks for. */
async function readBefore(api: string, samples: Outside['samples']): Promise<SampleBaseline | undefined> {
  try {
    return await samples.read(api);
  } catch (error) {
    if (error instanceof Failure && error.code === 'baseline-damaged') return undefined;
    throw error;
  }
}

function keyOf({ name, environment, operation }: SampleIdentity): string {
  return JSON.stringify([name, environment, operation]);
}

function nothingTaken(api: string): Failure {
  return new Failure({
    code: 'baseline-missing',
    message: `no samples of \`${api}\` were taken yet`,
    hint: `run \`driftgate sample ${api}\` first`,
  });
}
