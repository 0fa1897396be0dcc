// How time grows with the document: generated pairs, from small to large.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contender } from './contenders.ts';
import { generatePair } from './generate.ts';
import { PHASES, type Phases, phasesOf } from './phase.ts';
import { type Pair, type Rules, race, type Standing } from './race.ts';

/** What a size took. */
export interface Scale {
  readonly operations: number;
  readonly bytes: number;
  /** Whole processes, start-up and all. */
  readonly standings: readonly Standing[];
  readonly phases: Phases;
  /** Milliseconds of CPU time of all phases together for each operation. */
  readonly perOperation: number;
  /** `perOperation` over the least of it at any smaller size: a warm-up at the smallest hides nothing. */
  readonly growth: number;
}

/** Measures each of `sizes`, in operations, in ascending order. */
export async function scaling(
  sizes: readonly number[],
  field: readonly Contender[],
  rules: Rules,
): Promise<readonly Scale[]> {
  const scales: Scale[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const operations of sizes.toSorted((a, b) => a - b)) {
    const folder = await mkdtemp(join(tmpdir(), 'driftgate-bench-'));
    try {
      const texts = generatePair(operations);
      const pair: Pair = {
        name: `${operations} operations`,
        old: join(folder, 'old.json'),
        new: join(folder, 'new.json'),
      };
      await Promise.all([writeFile(pair.old, texts.old), writeFile(pair.new, texts.new)]);
      const standings = await race(pair, field, rules);
      const phases = await phasesOf(pair, rules);
      const perOperation = PHASES.reduce((sum, phase) => sum + phases[phase], 0) / operations;
      const growth = scales.length === 0 ? 1 : perOperation / least;
      least = Math.min(least, perOperation);
      scales.push({ operations, bytes: texts.old.length + texts.new.length, standings, phases, perOperation, growth });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return scales;
}
