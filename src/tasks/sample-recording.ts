// Samples out of a recording: the calls of a HAR file, as if they had been made by the run.

import type { Config } from '../config/load.ts';
import type { Api } from '../model/api.ts';
import { callsOf } from '../model/calls.ts';
import { Failure } from '../model/failure.ts';
import { operationName } from '../model/place.ts';
import type { SampleIdentity } from '../model/sampling.ts';
import { exchangesOf } from '../read/traffic/exchanges.ts';
import { templateOf } from '../read/traffic/identifiers.ts';
import { namedContracts } from './contracts.ts';
import type { Outside } from './outside.ts';
import { type SampleGround, type SampleTaken, taken } from './sampled.ts';

/** What a recording is taken as in place of an environment. */
export const RECORDING = 'recording';

/** What a recording is read with. */
export interface RecordingGround {
  readonly api: string;
  readonly config: Config;
  /** The baseline's document, where there is one: calls of what it does not describe are left out. */
  readonly document: Api | undefined;
  readonly groundFor: (sample: SampleIdentity) => SampleGround;
}

/**
 * The samples in HAR files, one for each operation. Raises {@link Failure} `contract-invalid` for what is no HAR, and where
 * no call of the API is in it.
 */
export async function recordedSamples(
  pattern: string,
  { api, config, document, groundFor }: RecordingGround,
  outside: Pick<Outside, 'contracts' | 'clock'>,
): Promise<readonly SampleTaken[]> {
  const calls = document && callsOf(document);
  const at = outside.clock.now().toISOString();
  const files = await namedContracts([pattern], '--from', config, outside);
  const exchanges = files.flatMap((file) => exchangesOf(file.document, file.document.name));
  const made = exchanges.flatMap(({ method, url, status, responseHeaders, responseBody }) => {
    const known = calls?.find({ kind: 'http', method, path: url.pathname })?.operation;
    if (calls !== undefined && known === undefined) return [];
    const operation = operationName(method, known?.path ?? templateOf(url.pathname));
    const outcome = { status, headers: responseHeaders, body: responseBody?.text };
    const asked = { api, operation, url: url.href, at, ms: 0, patience: undefined, credential: undefined };
    const last = { ...asked, expectsJson: false, certificateEnds: undefined, outcome };
    return [{ last, before: [], redact: (text: string) => text }];
  });
  if (made.length === 0) throw nothingRecorded(pattern, api);
  return [...Map.groupBy(made, ({ last }) => last.operation)].map(([operation, group]) => {
    const sample = { name: operation, environment: RECORDING, operation, config: {} };
    const { sampled, row } = taken(sample, group, groundFor(sample));
    // How long it took is known to whoever recorded it.
    return { sampled, row: { ...row, p95: undefined } };
  });
}

function nothingRecorded(pattern: string, api: string): Failure {
  return new Failure({
    code: 'contract-invalid',
    message: `\`${pattern}\` holds no call of an operation of \`${api}\``,
    hint: 'record calls of that API, and export them as HAR 1.2 with contents',
    place: pattern,
  });
}
