// What the phases of a comparison take, each measured in a process of its own.

import { fileURLToPath } from 'node:url';
import { measure, medians } from './measure.ts';
import type { Pair, Rules } from './race.ts';

/** The phases, in their order. `compare` holds the reading of schemas, which are read when they are asked for. */
export const PHASES = ['read', 'digest', 'compare', 'judge', 'render'] as const;
export type Phase = (typeof PHASES)[number];

/** Milliseconds of CPU time by phase. */
export type Phases = Readonly<Record<Phase, number>>;

const PROGRAM = fileURLToPath(new URL('phases.ts', import.meta.url));

/** The median of each phase over several processes. Raises an error when one does not finish. */
export async function phasesOf(pair: Pair, { runs, timeout }: Rules): Promise<Phases> {
  const results: Phases[] = [];
  for (let round = 1; round <= runs; round++) {
    process.stderr.write(`${pair.name}: phases, run ${round} of ${runs}\n`);
    const run = await measure([PROGRAM, pair.old, pair.new], timeout);
    if (run.status !== 'done')
      throw new Error(`phases of \`${pair.name}\`: ${run.status === 'failed' ? run.why : 'too long'}`);
    results.push(JSON.parse(run.output).took);
  }
  return medians(results, PHASES);
}
