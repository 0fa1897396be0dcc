// The samples of a run in words that text and Markdown share.

import type { SampledRow, SamplingLook } from '../model/sampling.ts';
import { plural } from './words.ts';

/** The heads of {@link sampleCells}. */
export const SAMPLE_HEADS = ['sample', 'in', 'taken', 'answers', 'p95'] as const;

/** The cells of a row. */
export function sampleCells({ name, environment, calls, taken, outcomes, p95 }: SampledRow): readonly string[] {
  const answers = outcomes.map(([outcome, times]) => `${outcome}×${times}`).join(' ');
  return [name, environment, `${taken}/${calls}`, answers, p95 === undefined ? '–' : milliseconds(p95)];
}

/** What these samples were held against. */
export function heldAgainst(api: string, { baseline, samples }: SamplingLook): string {
  const taken = samples.reduce((sum, row) => sum + row.taken, 0);
  return baseline === undefined
    ? `${plural(taken, 'sample')} taken; none are accepted yet: \`driftgate accept ${api} --samples\` accepts these`
    : `${plural(taken, 'sample')} taken, held against those of ${baseline.slice(0, 10)}`;
}

function milliseconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Number((ms / 1000).toPrecision(2))} s`;
}
