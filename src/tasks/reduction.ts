// Reduced baselines: of a document, only what contracts use, and of a later one, only what that became.

import { pairOperations } from '../compare/pairing.ts';
import type { Api, Operation } from '../model/api.ts';
import { callsOf } from '../model/calls.ts';
import { Failure } from '../model/failure.ts';
import { operationName, pathTemplate } from '../model/place.ts';
import type { Usage } from '../model/usage.ts';
import { readApi } from '../read/openapi/api.ts';
import { reduced } from '../read/openapi/reduce.ts';
import type { Seen } from './document.ts';

/**
 * `seen` reduced to the operations that `usages` call; all of its webhooks stay when one of them handles messages, which
 * name none. Raises {@link Failure} `contract-invalid` when nothing would be left.
 */
export function reducedTo(usages: readonly Usage[], seen: Seen): Seen {
  const api = readApi(seen.document);
  const interactions = usages.flatMap((usage) => usage.interactions);
  const calls = callsOf(api);
  const kept = new Set([
    ...interactions.flatMap((interaction) => calls.find(interaction)?.operation ?? []),
    ...(interactions.some(({ kind }) => kind === 'message') ? api.webhooks : []),
  ]);
  if (kept.size === 0) throw nothingUsed(seen);
  return { ...seen, document: reduced(api, kept), whole: operationsOf(api) };
}

/**
 * `seen` reduced to what became of the operations in a reduced baseline; as it is for a whole one. So what vanished is
 * seen to be gone, what moved to have moved, and what nobody asked for to be no news.
 */
export function reducedLike(baseline: Seen, seen: Seen): Seen {
  if (baseline.whole === undefined || seen.document === baseline.document) return seen;
  const [old, api] = [readApi(baseline.document), readApi(seen.document)];
  const kept = new Set([
    ...counterparts(old.operations, api.operations, baseline.whole),
    ...counterparts(old.webhooks, api.webhooks, baseline.whole),
  ]);
  return { ...seen, document: reduced(api, kept), whole: operationsOf(api) };
}

/** `old` without what a later, reduced baseline was not asked to keep and is still offered: that is not gone. */
export function withoutUnkept(old: Seen, fresh: Seen): Seen {
  if (fresh.whole === undefined) return old;
  const [before, after] = [readApi(old.document), readApi(fresh.document)];
  const kept = new Set(operationsOf(after).map(pathTemplate));
  const offered = new Set(fresh.whole.map(pathTemplate));
  const all = [...before.operations, ...before.webhooks];
  const left = all.filter((operation) => {
    const name = pathTemplate(nameOf(operation));
    return kept.has(name) || !offered.has(name);
  });
  if (left.length === all.length) return old;
  return { ...old, document: reduced(before, new Set(left)), whole: old.whole ?? operationsOf(before) };
}

/** What the old operations are in the new document. An operation that was there beside them is none of theirs. */
function counterparts(
  olds: readonly Operation[],
  news: readonly Operation[],
  whole: readonly string[],
): readonly Operation[] {
  const kept = new Set(olds.map((operation) => pathTemplate(nameOf(operation))));
  const others = new Set(whole.map(pathTemplate).filter((name) => !kept.has(name)));
  const candidates = news.filter((operation) => !others.has(pathTemplate(nameOf(operation))));
  return pairOperations(olds, candidates).pairs.map((pair) => pair.new);
}

function operationsOf({ operations, webhooks }: Api): readonly string[] {
  return [...operations, ...webhooks].map(nameOf).sort();
}

function nameOf({ method, path }: Operation): string {
  return operationName(method, path);
}

function nothingUsed({ document }: Seen): Failure {
  return new Failure({
    code: 'contract-invalid',
    message: `no operation of \`${document.name}\` is called by the contracts that it is reduced to`,
    hint: 'check the `contracts` of the API, or take `reduce` out of its configuration',
    place: document.name,
  });
}
