// Where the API is served: what a client calls must still be there.

import type { Operation, Server } from '../model/api.ts';
import { operationName } from '../model/place.ts';
import { type Comparison, record, type Scope } from './comparison.ts';
import type { Node } from './graph.ts';
import type { OperationPair } from './pairing.ts';

/** Compares the servers of all paired operations; those that inherit the same servers are one finding. */
export function compareServers(comparison: Comparison, pairs: readonly OperationPair[]): void {
  const groups = new Map<string, { readonly pair: OperationPair; readonly node: Node }>();
  for (const pair of pairs) {
    const byPath = pair.by === 'path' ? 'path' : 'url';
    const key = [pair.old.servers.pointer, pair.new.servers.pointer, byPath].join('\n');
    const group = groups.get(key) ?? { pair, node: { uses: [] } };
    groups.set(key, group);
    group.node.uses.push({ slot: { operation: nameOf(pair.old), direction: 'transport' }, step: [] });
  }
  for (const { pair, node } of groups.values()) compareGroup({ comparison, node, direction: 'transport' }, pair);
}

function nameOf(operation: Operation): string {
  return operationName(operation.method, operation.path);
}

function compareGroup(scope: Scope, pair: OperationPair): void {
  // Where whole URLs were paired, a prefix may have moved into the paths: only the origins are left to compare.
  const base = (server: Server): string => (pair.by === 'path' ? server.origin + server.prefix : server.origin);
  const olds = pair.old.servers.value;
  const news = pair.new.servers.value;
  // A relative server is wherever the document was: nothing is known of it.
  if ([...olds, ...news].some((server) => server.origin === '') && pair.by !== 'path') return;
  const served = (server: Server, by: readonly Server[]): boolean =>
    by.some((other) => sameBase(base(server), base(other)));
  const reported = new Set<string>();
  const report = (kind: 'server.removed' | 'server.added', server: Server): void => {
    if (reported.has(base(server))) return;
    reported.add(base(server));
    const side =
      kind === 'server.removed'
        ? { old: server.pointer, newAnchor: pair.new.servers.pointer }
        : { new: server.pointer, oldAnchor: pair.old.servers.pointer };
    record(scope, kind, { subject: base(server) || '/', ...side, ...replacement(kind, server, news) });
  };
  for (const server of olds) if (!served(server, news)) report('server.removed', server);
  for (const server of news) if (!served(server, olds)) report('server.added', server);
}

function replacement(
  kind: string,
  server: Server,
  news: readonly Server[],
): { readonly facts?: { readonly replacement: string } } {
  const [only] = news;
  return kind === 'server.removed' && only !== undefined && news.length === 1 && only.url !== server.url
    ? { facts: { replacement: only.url } }
    : {};
}

/** `//host` is the host over whatever scheme. */
function sameBase(a: string, b: string): boolean {
  return a === b || (a.startsWith('//') && b.endsWith(a)) || (b.startsWith('//') && a.endsWith(b));
}
