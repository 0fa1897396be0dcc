// Proofs between documents for the prover's tests, and an ajv of the tests' own to check them by.

import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { load } from 'js-yaml';
import { compareApis } from '../../src/compare/compare.ts';
import type { Change } from '../../src/model/change.ts';
import type { Json } from '../../src/model/json.ts';
import type { Witness } from '../../src/model/witness.ts';
import { prover } from '../../src/prove/prove.ts';
import { apiOf } from '../compare/documents.ts';

export type Proven = Extract<Witness, { status: 'proven' }>;

/** The witness of the first change of the kind (or of one of several, `a|b`) in the direction, between two texts. */
export async function witnessOf(before: string, after: string, kind: string, direction: string): Promise<Witness> {
  const [old, fresh] = [await apiOf(before), await apiOf(after)];
  const changes = compareApis(old, fresh);
  const change = changes.find(
    (candidate) => kind.split('|').includes(candidate.kind) && candidate.direction === direction,
  );
  if (change === undefined) throw new Error(`no ${direction} ${kind} in ${changes.map(said).join(', ')}`);
  return prover(old, fresh).prove(change);
}

function said({ direction, kind }: Change): string {
  return `${direction} ${kind}`;
}

/** The witness, which must be a proof. */
export function proven(witness: Witness): Proven {
  if (witness.status !== 'proven') throw new Error(`unproven: ${witness.why}`);
  return witness;
}

/** Whether ajv, left to itself, takes the value for one of the schema, a YAML text in JSON Schema 2020-12. */
export function ajvTakes(schema: string, value: Json): boolean {
  const ajv = new Ajv2020({ strict: false, logger: false });
  addFormats.default(ajv);
  return ajv.validate(load(schema) as Json as object, value);
}
