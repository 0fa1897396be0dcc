// What samples are held against: the operations of the baseline's document, their schemas checked by ajv.

import type { Config } from '../config/load.ts';
import type { Api } from '../model/api.ts';
import { operationName } from '../model/place.ts';
import type { SampleIdentity } from '../model/sampling.ts';
import { checker } from '../prove/check.ts';
import type { SampleGround } from './sampled.ts';

/** What each sample is held against, by its operation; schemas are compiled once for all. */
export function sampleGround(document: Api | undefined, { redact }: Config): (sample: SampleIdentity) => SampleGround {
  const accepts = document === undefined ? () => true : checker(document);
  const secretNames = new Set(redact.map((name) => name.toLowerCase()));
  return ({ operation }) => ({
    operation: document?.operations.find(({ method, path }) => operationName(method, path) === operation),
    accepts,
    secretNames,
  });
}
