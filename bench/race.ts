// A race: the same two documents for every contender, in turn, several times over.

import type { Contender, Found } from './contenders.ts';
import { measure, medians, type Took } from './measure.ts';

/** Two versions of one document, as files; or a document and a contract with it. */
export interface Pair {
  readonly name: string;
  readonly old: string;
  readonly new: string;
}

/** How a contender did. `ratios` are its CPU time over that of each contender that finished, itself too. */
export interface Standing {
  readonly id: string;
  readonly title: string;
  readonly status: 'done' | 'timeout' | 'failed';
  readonly why?: string;
  readonly runs: readonly Took[];
  readonly median?: Took;
  readonly found?: Found;
  readonly ratios: Readonly<Record<string, number>>;
}

/** How a race is run. */
export interface Rules {
  readonly runs: number;
  /** Seconds after which a run is ended. */
  readonly timeout: number;
}

interface Lane {
  readonly contender: Contender;
  readonly runs: Took[];
  status: Standing['status'];
  why?: string;
  found?: Found;
}

/** Runs `field` on `pair`: everybody once, then everybody again. Who did not finish once does not start again. */
export async function race(pair: Pair, field: readonly Contender[], rules: Rules): Promise<readonly Standing[]> {
  const lanes: Lane[] = field.map((contender) => ({ contender, runs: [], status: 'done' }));
  for (let round = 1; round <= rules.runs; round++)
    for (const lane of lanes)
      if (lane.status === 'done') {
        process.stderr.write(`${pair.name}: run ${round} of ${rules.runs}: ${lane.contender.title}\n`);
        await lap(lane, pair, rules.timeout);
      }
  const finished = lanes.flatMap((lane) => (lane.status === 'done' ? [{ lane, cpu: summary(lane.runs).cpu }] : []));
  return lanes.map((lane) => {
    const { contender, ...course } = lane;
    const standing = { id: contender.id, title: contender.title, ...course };
    if (lane.status !== 'done') return { ...standing, ratios: {} };
    const median = summary(lane.runs);
    const ratios = Object.fromEntries(finished.map(({ lane: { contender }, cpu }) => [contender.id, median.cpu / cpu]));
    return { ...standing, median, ratios };
  });
}

async function lap(lane: Lane, pair: Pair, timeout: number): Promise<void> {
  const run = await measure(lane.contender.program(pair), timeout);
  if (run.status !== 'done') {
    lane.status = run.status;
    if (run.status === 'failed') lane.why = run.why;
    return;
  }
  lane.runs.push(run.took);
  try {
    if (lane.contender.found !== undefined) lane.found = lane.contender.found(run.output);
  } catch (error) {
    lane.status = 'failed';
    lane.why = String(error);
  }
}

function summary(runs: readonly Took[]): Took {
  return medians(runs, ['wall', 'cpu', 'peak']);
}
