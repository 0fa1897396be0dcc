// Proof of changes: payloads and messages that one side takes and the other refuses, both sides checked for real.

import type { Api } from '../model/api.ts';
import type { Change } from '../model/change.ts';
import { lazily } from '../model/lazily.ts';
import type { Impact } from '../model/place.ts';
import type { Witness } from '../model/witness.ts';
import { type Compiler, compiler } from './compiler.ts';
import { DEFAULT_LIMITS, type Effort, effort, type ProofLimits, Unprovable } from './effort.ts';
import { MESSAGE_PROOFS, type Party } from './exchange.ts';
import { router } from './lookup.ts';
import { provePayload, type SlotPair } from './payload.ts';
import { patternCompiler } from './regexp.ts';
import { operationFinder, partOf, positionOf } from './slot.ts';
import { validator } from './validator.ts';
import { whyNot, whyNothing } from './why.ts';

/** Proves changes between two APIs. */
export interface Prover {
  /** A payload that shows the change, or why there is none. Never throws, and ends whatever the documents hold. */
  prove(change: Change): Witness;
}

/** A prover for two APIs; what is compiled is kept for the next change. */
export function prover(old: Api, fresh: Api, options: Partial<ProofLimits> = {}): Prover {
  const limits = { ...DEFAULT_LIMITS, ...options };
  const operations = operationFinder(old, fresh);
  const compile = lazily(() => compiler(patternCompiler()));
  const parties = { old: partyOf(old, compile, limits), new: partyOf(fresh, compile, limits) };

  function payloadAt(change: Change, impact: Impact, effort: Effort): Witness | undefined {
    const { direction } = impact;
    const found = operations.find(impact.operation, change);
    if ((direction !== 'request' && direction !== 'response') || found.old === undefined || found.new === undefined)
      return undefined;
    const position = positionOf(found.old, impact.parameter);
    const [before, after] = [found.old, found.new].map((operation) => partOf(operation, impact, position).payload);
    if (before === undefined || after === undefined) {
      effort.note('the changed part was not found in both documents');
      return undefined;
    }
    const pair: SlotPair = {
      direction,
      old: { schema: before.schema, validator: parties.old.validator(direction) },
      new: { schema: after.schema, validator: parties.new.validator(direction) },
      asText: before.asText || after.asText,
      isItem: before.isItem && after.isItem,
    };
    return provePayload(change, impact, pair, effort);
  }

  function proveAt(change: Change, impact: Impact, effort: Effort): Witness | undefined {
    const proof = MESSAGE_PROOFS[change.kind];
    return proof === undefined
      ? payloadAt(change, impact, effort)
      : proof({ change, impact, operations: operations.find(impact.operation, change), ...parties, effort });
  }

  function prove(change: Change): Witness {
    const known = whyNot(change);
    if (known !== undefined) return { status: 'unproven', why: known };
    const spent = effort(limits);
    for (const impact of change.impacts.slice(0, limits.impacts)) {
      try {
        const witness = proveAt(change, impact, spent);
        if (witness !== undefined) return witness;
      } catch (error) {
        // What stands in the way may not do so elsewhere; whatever it is, the finding itself must be told.
        spent.note(error instanceof Unprovable ? error.message : 'the schemas are beyond what can be walked');
      }
    }
    return { status: 'unproven', why: spent.noted() ?? whyNothing(change) };
  }

  return { prove };
}

function partyOf(api: Api, compile: () => Compiler, limits: ProofLimits): Party {
  const validators = {
    request: lazily(() => validator(api.document, 'request', compile(), limits)),
    response: lazily(() => validator(api.document, 'response', compile(), limits)),
  };
  return { router: router(api), validator: (direction) => validators[direction]() };
}
