// What was sampled, as JSON, and back.

import type { SamplingLook } from '../model/sampling.ts';
import type { PrintedSampling } from './sampled-schema.ts';

/** The look, to be printed. */
export function printSampling({ samples, leftOut, baseline }: SamplingLook): PrintedSampling {
  return {
    baseline: baseline ?? null,
    samples: samples.map(({ name, environment, operation, calls, taken, outcomes, p95 }) => ({
      name,
      environment,
      operation,
      calls,
      taken,
      outcomes: Object.fromEntries(outcomes),
      p95: p95 ?? null,
    })),
    leftOut: leftOut.map(({ name, why }) => ({ name, why })),
  };
}

/** The look that was printed. */
export function readSampling({ samples, baseline, leftOut }: PrintedSampling): SamplingLook {
  return {
    baseline: baseline ?? undefined,
    leftOut,
    samples: samples.map(({ outcomes, p95, ...row }) => ({
      ...row,
      outcomes: Object.entries(outcomes),
      p95: p95 ?? undefined,
    })),
  };
}
