// Which operation of the old document is which of the new one.

import type { Operation } from '../model/api.ts';
import { pathTemplate } from '../model/place.ts';
import { compareText, isSpeltAlike, likeness } from './likeness.ts';

/** One operation in both documents. */
export interface OperationPair {
  readonly old: Operation;
  readonly new: Operation;
  /** How they were found to be one: by their whole URL, by their path below another base, or as a move. */
  readonly by: 'url' | 'path' | 'move';
  /** 0-1; 1 for what is no guess. */
  readonly likeness: number;
}

/** Operations paired, and what is left on either side. */
export interface Pairing {
  readonly pairs: readonly OperationPair[];
  readonly removed: readonly Operation[];
  readonly added: readonly Operation[];
}

/** Two paths less alike than this are two operations. */
const MOVE_THRESHOLD = 0.8;

/** Pairs by method and whole URL template, then by path below any base, then by `operationId`, then by likeness. */
export function pairOperations(olds: readonly Operation[], news: readonly Operation[]): Pairing {
  const pairs: OperationPair[] = [];
  let removed = [...olds];
  let added = [...news];
  const pass = (by: OperationPair['by'], keysOf: (operation: Operation) => readonly string[]): void => {
    const byKey = new Map<string, Operation[]>();
    for (const operation of added)
      for (const key of keysOf(operation)) byKey.set(key, [...(byKey.get(key) ?? []), operation]);
    const taken = new Set<Operation>();
    removed = removed.filter((old) => {
      const candidates = keysOf(old)
        .flatMap((key) => byKey.get(key) ?? [])
        .filter((operation) => !taken.has(operation));
      const found = candidates.find((operation) => operation.path === old.path) ?? candidates[0];
      if (found === undefined) return true;
      taken.add(found);
      pairs.push({ old, new: found, by, likeness: 1 });
      return false;
    });
    added = added.filter((operation) => !taken.has(operation));
  };
  pass('url', urlKeys);
  pass('path', (operation) => [`${operation.method} ${pathTemplate(operation.path)}`]);
  pass('move', (operation) =>
    operation.operationId === undefined ? [] : [`${operation.method} ${operation.operationId}`],
  );
  for (const move of likelyMoves(removed, added)) {
    pairs.push(move);
    removed = removed.filter((operation) => operation !== move.old);
    added = added.filter((operation) => operation !== move.new);
  }
  return { pairs, removed, added };
}

function urlKeys(operation: Operation): readonly string[] {
  const prefixes = new Set(operation.servers.value.map((server) => server.prefix));
  return [...prefixes].map((prefix) => `${operation.method} ${pathTemplate(prefix + operation.path)}`);
}

function likelyMoves(removed: readonly Operation[], added: readonly Operation[]): OperationPair[] {
  if (removed.length * added.length > 10_000) return [];
  const candidates = removed
    .flatMap((old) =>
      added
        .filter((fresh) => fresh.method === old.method)
        .map((fresh): OperationPair => ({ old, new: fresh, by: 'move', likeness: pathLikeness(old.path, fresh.path) })),
    )
    .filter((pair) => pair.likeness >= MOVE_THRESHOLD)
    .sort((a, b) => b.likeness - a.likeness || compareText(a.old.path + a.new.path, b.old.path + b.new.path));
  const taken = new Set<Operation>();
  return candidates.filter((pair) => {
    if (taken.has(pair.old) || taken.has(pair.new)) return false;
    taken.add(pair.old).add(pair.new);
    return true;
  });
}

/** Paths are alike when only separators, case or a few letters differ; one with other parameters or another word is another. */
function pathLikeness(old: string, fresh: string): number {
  const parameters = (path: string): number => path.split('{').length;
  if (parameters(old) !== parameters(fresh)) return 0;
  const before = pathTemplate(old);
  const after = pathTemplate(fresh);
  const segments = (path: string): string[] => path.split('/').filter((segment) => segment !== '' && segment !== '{}');
  const olds = segments(before);
  const news = segments(after);
  if (olds.length !== news.length) return isSpeltAlike(before, after) ? 1 : 0;
  const alike = olds.every((segment, index) => likeness(segment, news[index] ?? '') >= 0.7);
  return alike ? likeness(before, after) : 0;
}
