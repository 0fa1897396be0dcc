// `driftgate sample`: call the APIs as the configuration says, and tell what comes back otherwise than it did, than the
// document says and than consumers need.

import { CHANCE } from '../compare/samples/change.ts';
import type { Config } from '../config/load.ts';
import type { Change } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import type { Report } from '../model/report.ts';
import type { EnvironmentName, SampleBaseline, SampleRun } from '../model/sampling.ts';
import type { LiveCall } from '../model/trouble.ts';
import type { Called } from '../ports.ts';
import { readApi } from '../read/openapi/api.ts';
import { callersIn, NOBODY } from './callers.ts';
import { fromSnapshot, see } from './document.ts';
import { chosen, each, settingsOf } from './look.ts';
import type { Outside } from './outside.ts';
import { policyOf, type Strictness } from './policy.ts';
import { recordCalls } from './record-calls.ts';
import { recordHealth } from './record-health.ts';
import { reported } from './reported.ts';
import { type Answered, sampleCalls } from './sample-calls.ts';
import { compared, isSame, sampleDrift } from './sample-drift.ts';
import { judgedSamples, type SampledApi } from './sample-findings.ts';
import { sampleGround } from './sample-ground.ts';
import { planOf } from './sample-plan.ts';
import { recordedSamples } from './sample-recording.ts';
import { type SampleTaken, taken } from './sampled.ts';
import { troublesOf } from './troubles.ts';

/** What is asked of a run of sampling. */
export interface SampleRequest {
  readonly config: Config;
  /** Names of APIs; all that have samples when empty. */
  readonly apis: readonly string[];
  readonly strictness: Strictness;
  /** Two environments to hold against each other, the first as what was before. */
  readonly compare?: readonly [EnvironmentName, EnvironmentName];
  /** HAR files to take samples from, by a path or glob; nothing is called then. */
  readonly from?: string;
  /** A document to hold the samples of one API against instead of its baseline: a file, a URL, `git:REV:path`. */
  readonly against?: string;
  /** Ends the work when it fires. */
  readonly signal?: AbortSignal;
}

/**
 * Takes samples, and tells what drifted. An API of which no sample could be taken is `unknown` in the report; what
 * concerns all of them raises {@link Failure}.
 */
export async function sample(
  request: SampleRequest,
  outside: Outside,
  tell: (report: Report) => Promise<void>,
): Promise<Report> {
  const { config, strictness } = request;
  const acknowledgements = await outside.acknowledgements.read();
  const standard = policyOf(config, strictness, acknowledgements, outside.clock);
  const runs = await each(sampledApis(request), (api) => runOf(api, request, outside));

  const report = reported(
    runs.map((run) => judgedSamples(run, standard)),
    standard.policy.profile,
  );

  await tell(report);
  return report;
}

/** The APIs that were asked for. Raises {@link Failure} `usage` when one that is named, or each, has no samples. */
function sampledApis({ config, apis, from, against }: SampleRequest): readonly string[] {
  const names = chosen(apis, config);
  const isOne = apis.length > 0 && names.length === 1;
  if (from !== undefined && isOne) return names;
  if (from !== undefined || (against !== undefined && !isOne)) {
    const option = from === undefined ? '--against openapi.yaml' : '--from calls.har';
    throw new Failure({
      code: 'usage',
      message: `\`${option.split(' ')[0]}\` is of one API`,
      hint: `name the API that it is of: \`driftgate sample API ${option}\``,
    });
  }
  const sampled = names.filter((api) => settingsOf(api, config).samples.length > 0);
  const without = apis.find((api) => !sampled.includes(api)) ?? (sampled.length === 0 ? 'API' : undefined);
  if (without === undefined) return sampled;
  throw new Failure({
    code: 'usage',
    message: without === 'API' ? `\`${config.file}\` has no samples to take` : `\`${without}\` has no samples to take`,
    hint: `name some under \`apis.${without}.samples\`, as \`{ name: list charges, get: /v1/charges?limit=3 }\``,
    place: config.file,
  });
}

async function runOf(api: string, request: SampleRequest, outside: Outside): Promise<SampledApi> {
  const { config, compare } = request;
  const task = outside.progress.start(`${api} (samples)`);
  const nothing = { api, baseline: undefined, candidate: undefined, callers: NOBODY, accepted: undefined };
  try {
    const snapshot = await outside.store.read(api);
    const baseline = snapshot && fromSnapshot(snapshot);
    const candidate = request.against === undefined ? undefined : await see(request.against, config, outside);
    const described = candidate ?? baseline;
    const document = described && readApi(described.document);
    const callers = baseline === undefined ? NOBODY : await callersIn(baseline.document, api, config, outside);
    const accepted = await outside.samples.read(api);
    const groundFor = sampleGround(document, config);
    const known = { api, baseline, candidate, callers, accepted };
    if (request.from !== undefined) {
      const recorded = await recordedSamples(request.from, { api, config, document, groundFor }, outside);
      const run = runIn(recorded, outside);
      const rows = recorded.map(({ row }) => row);
      return {
        ...known,
        rows,
        leftOut: [],
        changes: await driftOf(api, run, accepted, outside),
        failure: callers.trouble,
      };
    }
    const plan = planOf(api, config, document, compare);
    const answered = await sampleCalls(plan.samples, outside, {
      update: task.update,
      ...(request.signal !== undefined && { signal: request.signal }),
    });
    const troubles = await troublesOf(api, answered.flatMap(unexpected), config, outside);
    await recordHealth(api, answered.flatMap(attempts), outside);
    await recordCalls(
      api,
      answered.flatMap(({ calls }) => calls),
      outside,
    );
    const samples = answered.map(({ plan: planned, calls }) => taken(planned, calls, groundFor(planned)));
    const run = runIn(samples, outside);
    const drift = await (compare !== undefined
      ? between(compare, run)
      : candidate !== undefined
        ? sampleDrift(undefined, [run])
        : driftOf(api, run, accepted, outside));
    return {
      ...known,
      rows: samples.map(({ row }) => row),
      leftOut: plan.leftOut,
      changes: [...drift, ...troubles],
      failure: untaken(api, answered, run) ?? callers.trouble,
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { ...nothing, rows: [], leftOut: [], changes: [], failure: error };
  } finally {
    task.end();
  }
}

function runIn(samples: readonly SampleTaken[], { clock }: Outside): SampleRun {
  const sampled = samples.flatMap((each) => (each.sampled.profile.samples > 0 ? [each.sampled] : []));
  return { at: clock.now().toISOString(), samples: sampled };
}

function attempts({ calls }: Answered): readonly LiveCall[] {
  return calls.flatMap(({ before, last }) => [...before, last]);
}

/** The calls that may be in trouble: an error that a sample asks for is none. */
function unexpected({ plan, calls }: Answered): readonly Called[] {
  const { expect } = plan.config;
  return expect === undefined || expect < 400
    ? calls
    : calls.filter(({ last: { outcome } }) => !('status' in outcome && outcome.status === expect));
}

/** Keeps the run, and says what drifted up to it. */
async function driftOf(
  api: string,
  run: SampleRun,
  accepted: SampleBaseline | undefined,
  { sampleLog }: Outside,
): Promise<readonly Change[]> {
  if (run.samples.length === 0) return [];
  await sampleLog.append(api, run);
  const since = Date.parse(accepted?.takenAt ?? '');
  const runs = await sampleLog.read(api);
  return sampleDrift(
    accepted,
    runs.filter(({ at }) => Number.isNaN(since) || Date.parse(at) > since),
  );
}

/** What is otherwise in the one environment than in the other. */
function between([one, other]: readonly [EnvironmentName, EnvironmentName], { samples }: SampleRun): readonly Change[] {
  return samples
    .filter(({ environment }) => environment === one)
    .flatMap((sampled) => {
      const fresh = samples.find((each) => isSame(each, { ...sampled, environment: other }));
      return fresh === undefined ? [] : compared(sampled, fresh, CHANCE).map(({ change }) => change);
    });
}

/** Why an API is not known to be well: a sample of which nothing could be taken. */
function untaken(api: string, answered: readonly Answered[], run: SampleRun): Failure | undefined {
  const failed = answered.find(({ failure }) => failure !== undefined)?.failure;
  if (failed !== undefined) return failed;
  const missing = answered.filter(({ plan }) => !run.samples.some((each) => isSame(each, plan)));
  const [first] = missing;
  if (first === undefined) return undefined;
  const others = missing.length === 1 ? '' : `, and ${missing.length - 1} more`;
  return new Failure({
    code: 'http-status',
    message: `no call of sample \`${first.plan.name}\`${others} of \`${api}\` came as expected`,
    hint: 'see what is said of its calls; nothing is known of drift there',
    place: first.plan.operation,
  });
}
