// Proofs of mismatches between contracts and documents, loaded only where they are wanted.

import type { Claim, Mismatch } from '../compare/contract/mismatch.ts';
import type { Api, MediaType, Operation } from '../model/api.ts';
import { operationName } from '../model/place.ts';
import type { Witness } from '../model/witness.ts';
import { contractDocument } from './contract-reading.ts';

/** The witness of a mismatch in any of the interactions that it hits; `undefined` where none is to be had. */
export type MismatchProver = (hits: readonly Mismatch[], api: Api) => Witness | undefined;

/** So many mismatches are proven in one run: whoever has more mends these first. */
const MOST_PROVEN = 40;

/** Proves breaking mismatches, or, where that is not `wanted`, none. */
export async function mismatchProofs(wanted: boolean): Promise<MismatchProver> {
  if (!wanted) return () => undefined;
  const { prover } = await import('../prove/prove.ts');
  let proven = 0;
  return (hits, api) => {
    const shown = hits.find(({ witness }) => witness !== undefined)?.witness;
    const claim = hits.find((hit) => hit.claim !== undefined)?.claim;
    if (shown !== undefined || claim === undefined) return shown;
    proven += 1;
    if (proven > MOST_PROVEN)
      return { status: 'unproven', why: `only ${MOST_PROVEN} mismatches are proven in one run` };
    const operation = operationOf(claim, api);
    if (operation === undefined) return undefined;
    const [relied, promised] = [contractSide(claim, operation), { ...api, operations: [operation], webhooks: [] }];
    return prover(relied, promised).prove(claim.change);
  };
}

function operationOf({ slot }: Claim, api: Api): Operation | undefined {
  return [...api.operations, ...api.webhooks].find(
    ({ method, path }) => operationName(method, path) === slot.operation,
  );
}

/** An API of one operation, with the contract's schema in the one slot that the claim is about. */
function contractSide({ slot, schema }: Claim, operation: Operation): Api {
  const { method, path, pointer, raw, operationId, summary, deprecated, sunset } = operation;
  const { servers, parameters, security, callbacks } = operation;
  const unread = new Map();
  const media: MediaType = {
    pointer: '',
    name: slot.mediaType ?? 'application/json',
    schema,
    itemSchema: undefined,
    encoding: new Map(),
    unread,
  };
  const body = { pointer: '', required: true, content: [media], unread };
  const { status } = slot;
  const response = { pointer: '', status: status ?? '', headers: [], content: [media], links: new Map(), unread };
  return {
    document: contractDocument(),
    title: '',
    version: '',
    operations: [
      {
        ...{ method, path, pointer, raw, operationId, summary, deprecated, sunset },
        ...{ servers, parameters, security, callbacks, unread },
        body: status === undefined ? body : undefined,
        responses: status === undefined ? [] : [response],
      },
    ],
    webhooks: [],
    securitySchemes: new Map(),
    // Nothing is looked up in it: the one schema is where it belongs.
    schemaAt: () => schema,
    accepts: () => undefined,
  };
}
