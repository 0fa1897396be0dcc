// Small Pact files for the tests, and what is read of them.

import { Failure } from '../../../src/model/failure.ts';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import type { HttpInteraction, Interaction, Usage } from '../../../src/model/usage.ts';
import { parseContract } from '../../../src/read/contract/parse.ts';
import { readPact } from '../../../src/read/pact/read.ts';

/** A Pact file of `version` with these interactions. */
export function pactFile(version: string | undefined, ...interactions: readonly Json[]): JsonObject {
  return {
    consumer: { name: 'web' },
    provider: { name: 'payments' },
    interactions,
    ...(version === undefined ? {} : { metadata: { pactSpecification: { version } } }),
  };
}

/** A `GET /charges` whose parts are `request` and `response`. */
export function call(request: JsonObject = {}, response: JsonObject = {}, more: JsonObject = {}): JsonObject {
  return {
    description: 'list charges',
    request: { method: 'GET', path: '/charges', ...request },
    response: { status: 200, ...response },
    ...more,
  };
}

/** What is read of a file. */
export function read(file: Json): Usage {
  return readPact(parseContract({ name: 'web.json', text: JSON.stringify(file, null, 2) }));
}

/** The first interaction that is read of a file, which is a call. */
export function readCall(file: Json): HttpInteraction {
  const [interaction] = read(file).interactions;
  if (interaction?.kind !== 'http') throw new Error('the file begins with no call');
  return interaction;
}

/** The only interaction of a file of `version` 4, whatever its kind. */
export function readOne(interaction: JsonObject): Interaction | undefined {
  return read(pactFile('4.0', interaction)).interactions[0];
}

/** The failure that `work` ends in. */
export function failureOf(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing failed');
}
