// Samples as they are kept: the accepted ones as a file that people review, runs as a line each.

import { z } from 'zod';
import { isFieldMistake, parseField } from '../../model/field-path.ts';
import type { Json } from '../../model/json.ts';
import { type FieldPath, formatField } from '../../model/place.ts';
import { type SampleBaseline, type Sampled, type SampleRun, WIRE_MISMATCHES } from '../../model/sampling.ts';
import { EXCHANGES, readProfiles } from './profile-json.ts';

const VERSION = 1;

const count = z.int().nonnegative();
const time = z.iso.datetime();

const FIELD = z.string().transform((text, context): FieldPath => {
  const path = parseField(text);
  if (!isFieldMistake(path)) return path;
  context.addIssue({ code: 'custom', message: 'write a field as `data[].amount`' });
  return z.NEVER;
});

const MISMATCH = z.strictObject({
  kind: z.enum(WIRE_MISMATCHES),
  status: z.string(),
  field: FIELD,
  seen: count,
  of: count,
});

const SAMPLED = z.strictObject({
  name: z.string().min(1),
  environment: z.string(),
  operation: z.string(),
  profile: EXCHANGES,
  mismatches: z.array(MISMATCH),
  example: z.json().optional(),
});

const BASELINE = z.strictObject({
  version: z.literal(VERSION),
  takenAt: time,
  samples: z.array(SAMPLED),
});

const RUN = z.strictObject({ version: z.literal(VERSION), at: time, samples: z.array(SAMPLED) });

/** The accepted samples as JSON. */
export function baselineJson({ takenAt, samples }: SampleBaseline): Json {
  return { version: VERSION, takenAt, samples: samples.map(sampledJson) };
}

/** The accepted samples in the text of `file`. Raises {@link Failure} `baseline-damaged`. */
export function baselineFromJson(text: string, file: string): SampleBaseline {
  const { takenAt, samples } = readProfiles(BASELINE, text, file);
  return { takenAt, samples: samples.map(sampledOf) };
}

/** A run as one line of JSON. */
export function runLine({ at, samples }: SampleRun): string {
  return JSON.stringify({ version: VERSION, at, samples: samples.map(sampledJson) });
}

/** The run that a line tells. Raises {@link Failure} `baseline-damaged` for what is none. */
export function runFromLine(line: string): SampleRun {
  const { at, samples } = readProfiles(RUN, line, 'line');
  return { at, samples: samples.map(sampledOf) };
}

function sampledJson({ profile, mismatches, example, ...identity }: Sampled): Json {
  return {
    ...identity,
    // Interfaces have no index signature; all that is in a profile is JSON.
    profile: profile as unknown as Json,
    mismatches: mismatches.map(({ path, ...rest }) => ({ ...rest, field: formatField(path) })),
    ...(example !== undefined && { example }),
  };
}

function sampledOf({ mismatches, example, ...rest }: z.output<typeof SAMPLED>): Sampled {
  return {
    ...rest,
    mismatches: mismatches.map(({ field, ...each }) => ({ ...each, path: field })),
    example: example as Json | undefined,
  };
}
