// Reduced baselines: of a document, only what contracts use, and of a later one, only what that became.

import { pairOperations } from '../compare/pairing.ts';
import type { Api, Operation } from '../model/api.ts';
import { Failure } from '../model/failure.ts';
import { operationName, pathTemplate } from '../model/place.ts';
import type { HttpInteraction, Usage } from '../model/usage.ts';
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
  const kept = new Set([
    ...interactions.flatMap((one) => (one.kind === 'http' ? calledBy(one, api.operations) : [])),
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
  if (baseline.whole === undefined || seen === baseline) return seen;
  const [old, api] = [readApi(baseline.document), readApi(seen.document)];
  const kept = new Set([
    ...counterparts(old.operations, api.operations, baseline.whole),
    ...counterparts(old.webhooks, api.webhooks, baseline.whole),
  ]);
  return { ...seen, document: reduced(api, kept), whole: operationsOf(api) };
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

/** The operations that an interaction may call: with or without the path of a server, those with the fewest parameters. */
function calledBy({ method, path }: HttpInteraction, operations: readonly Operation[]): readonly Operation[] {
  const called = segmentsOf(path);
  const matching = operations.filter(
    (operation) =>
      operation.method === method &&
      ['', ...operation.servers.value.map(({ prefix }) => prefix)].some((prefix) =>
        matches(segmentsOf(prefix + operation.path), called),
      ),
  );
  const parameters = (operation: Operation): number => operation.path.split('{').length;
  const fewest = Math.min(...matching.map(parameters));
  return matching.filter((operation) => parameters(operation) === fewest);
}

function segmentsOf(path: string): readonly string[] {
  return pathTemplate(path).replace(/\/$/, '').split('/');
}

/** Whether the path may be one of the template; a parameter may be a part of a segment. */
function matches(template: readonly string[], called: readonly string[]): boolean {
  return (
    template.length === called.length &&
    template.every((segment, index) => {
      const [before = '', ...rest] = segment.split('{}');
      const value = called[index] ?? '';
      if (rest.length === 0) return segment === value;
      return value !== '' && value.startsWith(before) && value.endsWith(rest.at(-1) ?? '');
    })
  );
}

function nothingUsed({ document }: Seen): Failure {
  return new Failure({
    code: 'contract-invalid',
    message: `no operation of \`${document.name}\` is called by the contracts that it is reduced to`,
    hint: 'check the `contracts` of the API, or take `reduce` out of its configuration',
    place: document.name,
  });
}
