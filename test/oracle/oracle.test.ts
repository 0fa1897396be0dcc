// Random schemas hold the comparison to its laws: what breaks by an instance is found, and nothing else is called a break.
// `ORACLE_SEED` and `ORACLE_PAIRS` choose the pairs: 1,000 by default, 20,000 every night.

import { expect, test } from '@jest/globals';
import { tryPair } from './laws.ts';
import { testCase } from './testcase.ts';

const SEED = Number(process.env.ORACLE_SEED ?? 1);
const PAIRS = Number(process.env.ORACLE_PAIRS ?? 1000);
/** Of the breaks that instances show, so many may be told as undecided. */
const UNDECIDED = 0.03;
/** Of the breaks that instances show, so many may hang on a `oneOf` whose alternatives overlap on both sides. */
const DISPUTED = 0.01;

/** Pairs of seeds that fail and are known to, with the reason; one that no longer fails must leave the list. */
const OPEN: Readonly<Record<number, string>> = {};

test(`${PAIRS} pairs from seed ${SEED} keep the laws`, async () => {
  const failures: string[] = [];
  let undecided = 0;
  let disputed = 0;
  let broken = 0;
  for (let seed = SEED; seed < SEED + PAIRS; seed += 1) {
    const trial = await tryPair(seed);
    undecided += trial.undecided;
    disputed += trial.disputed;
    broken += trial.broken;
    const known = OPEN[seed] !== undefined;
    if (!known) failures.push(...trial.failures.map(testCase));
    else if (trial.failures.length === 0) failures.push(`seed ${seed} no longer fails: ${OPEN[seed]}`);
  }
  expect(failures.slice(0, 10).join('\n')).toBe('');
  expect(broken).toBeGreaterThan(PAIRS / 4);
  expect(disputed).toBeLessThanOrEqual(broken * DISPUTED);
  expect(undecided).toBeLessThanOrEqual(broken * UNDECIDED);
}, 3_600_000);
