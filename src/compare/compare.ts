// Two APIs in, neutral facts out: each edit once, with everything that it reaches.

import type { Api, Operation } from '../model/api.ts';
import type { Change } from '../model/change.ts';
import { type Direction, operationName } from '../model/place.ts';
import { type Comparison, drain, record, type Scope, slotScope } from './comparison.ts';
import { changesOf } from './merge.ts';
import { compareOperations, isSameOperation } from './operation.ts';
import { type OperationPair, type Pairing, pairOperations } from './pairing.ts';
import { sameness } from './sameness.ts';
import { compareSecurity } from './security.ts';
import { compareServers } from './servers.ts';
import { withoutSilent } from './silence.ts';

/** What is compared beside the wire. */
export interface CompareOptions {
  /** Reports what only generated client code feels: `operationId`s, and the names of path parameters. */
  readonly sdk?: boolean;
}

/** Pairs of alternatives that are tried on each other in one comparison; what is beyond is told as undecided. */
const TRIALS = 20_000;

/** What one comparison may spend on patterns. */
const PATTERN_WORK = 5_000_000;

/** Everything that changed from `old` to `fresh`, in an order that no order of keys decides. Equal documents give nothing. */
export function compareApis(old: Api, fresh: Api, options: CompareOptions = {}): readonly Change[] {
  const comparison: Comparison = {
    old,
    new: fresh,
    same: sameness(old.document, fresh.document),
    nodes: new Map(),
    drafts: [],
    pending: [],
    trials: { left: TRIALS },
    patterns: { left: PATTERN_WORK, answers: new Map() },
    sdk: options.sdk ?? false,
  };
  const operations = pairOperations(old.operations, fresh.operations);
  compareServers(comparison, operations.pairs);
  reportUnpaired(comparison, operations, 'operation', 'request');
  compareSecurity(comparison, operations.pairs);
  for (const pair of operations.pairs) comparePair(comparison, pair, 'request');

  const webhooks = pairOperations(old.webhooks, fresh.webhooks);
  reportUnpaired(comparison, webhooks, 'webhook', 'response');
  for (const pair of webhooks.pairs) comparePair(comparison, pair, 'response');
  drain(comparison);
  // What merely holds is told beside what changed; alone it is no news, and equal documents give nothing.
  const news = comparison.drafts.some((draft) => draft.kind !== 'operation.remains-deprecated');
  return news ? changesOf(withoutSilent(comparison)) : [];
}

function comparePair(comparison: Comparison, pair: OperationPair, direction: 'request' | 'response'): void {
  if (!isSameOperation(comparison, pair)) {
    compareOperations(comparison, pair, direction);
    const callbacks = pairOperations(pair.old.callbacks, pair.new.callbacks);
    reportUnpaired(comparison, callbacks, 'callback', 'response');
    for (const callback of callbacks.pairs) comparePair(comparison, callback, 'response');
  }
}

function reportUnpaired(
  comparison: Comparison,
  pairing: Pairing,
  what: 'operation' | 'webhook' | 'callback',
  direction: Direction,
): void {
  const scopeOf = (operation: Operation): Scope =>
    slotScope(comparison, { operation: operationName(operation.method, operation.path), direction });
  const subject = (operation: Operation): string => operationName(operation.method, operation.path);
  for (const operation of pairing.removed) {
    const facts = {
      deprecated: operation.deprecated,
      ...(operation.sunset !== undefined && { sunset: operation.sunset }),
    };
    record(scopeOf(operation), `${what}.removed`, { subject: subject(operation), old: operation.pointer, facts });
  }
  for (const operation of pairing.added) {
    record(scopeOf(operation), `${what}.added`, { subject: subject(operation), new: operation.pointer });
  }
}
