// Which compared pair is used where: changes are found once, their impacts by walking back over the uses.

import { type FieldPath, formatField, type Impact, type Slot } from '../model/place.ts';
import type { Schema } from '../model/schema.ts';
import { compareText } from './likeness.ts';

/** A pair of schemas or variants that was compared once, with everything that uses it. */
export interface Node {
  readonly uses: Use[];
  /** The schemas of the pair, where it is one of schemas whose values do not travel as text. */
  readonly schemas?: readonly [old: Schema, fresh: Schema];
}

/** A use of a pair: in another pair at the end of `step`, or as a slot of an operation. */
export type Use = { readonly node: Node; readonly step: FieldPath } | { readonly slot: Slot; readonly step: FieldPath };

/** Equal for two slots exactly when they are the same. */
export function slotKey(slot: Slot): string {
  const { operation, direction, parameter = '', status = '', header = '', mediaType = '' } = slot;
  return `${operation}\n${direction}\n${parameter}\n${status}\n${header}\n${mediaType}`;
}

/** What reaches what: the slots that use nodes, and the fields of them at which changes lie. Remembers what it walked. */
export interface Graph {
  /**
   * The fields that edits reach, each at the end of `path` below nodes: for each edit one for each slot, the first of those with
   * the shortest path. What most readers look for comes first: successes, short paths.
   */
  impactsOf(edits: Iterable<readonly { readonly node: Node; readonly path: FieldPath }[]>): Impact[];
}

/** A graph of nodes that are all complete. */
export function graph(): Graph {
  const keys = new Map<Slot, string>();
  const reaches = new Map<Node, readonly Reach[]>();

  function keyOf(slot: Slot): string {
    const key = keys.get(slot) ?? slotKey(slot);
    keys.set(slot, key);
    return key;
  }

  /** All slots that use the node, each once, with the first of the shortest paths. */
  function reachesOf(node: Node): readonly Reach[] {
    const known = reaches.get(node);
    if (known !== undefined) return known;
    const reached = new Map<string, Reach>();
    const paths = new Map<Node, FieldPath>([[node, []]]);
    const done = new Set<Node>();
    /** What is yet to be walked back from, by the length of its path. */
    const levels: Node[][] = [[node]];
    for (let length = 0; length < levels.length; length += 1) {
      const level = (levels[length] ?? []).flatMap((start) => {
        const path = paths.get(start);
        return path?.length === length ? [{ start, path }] : [];
      });
      for (const { start, path } of level.sort((a, b) => comparePaths(a.path, b.path))) {
        const queue = [start];
        for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
          if (done.has(next)) continue;
          done.add(next);
          for (const use of next.uses) {
            if ('slot' in use) {
              const key = keyOf(use.slot);
              const other = reached.get(key)?.path;
              const found = nearer(use.step, path, other);
              if (found !== undefined) reached.set(key, { slot: use.slot, key, path: found });
            } else if (use.step.length === 0) queue.push(use.node);
            else if (!done.has(use.node)) {
              const found = nearer(use.step, path, paths.get(use.node));
              if (found === undefined) continue;
              paths.set(use.node, found);
              levels[found.length] ??= [];
              levels[found.length]?.push(use.node);
            }
          }
        }
      }
    }
    const found = [...reached.values()];
    reaches.set(node, found);
    return found;
  }

  return {
    impactsOf(edits) {
      const kept = new Map<string, { readonly reach: Reach; readonly impact: Impact }>();
      for (const edit of edits) {
        const nearest = new Map<string, Reach>();
        for (const { node, path } of edit)
          for (const reach of reachesOf(node)) {
            const found = nearer(reach.path, path, nearest.get(reach.key)?.path);
            if (found !== undefined) nearest.set(reach.key, { ...reach, path: found });
          }
        for (const reach of nearest.values()) {
          const { slot, path } = reach;
          const impact = { ...slot, field: formatField(path), path };
          kept.set(`${reach.key}\n${impact.field}`, { reach, impact });
        }
      }
      return [...kept]
        .sort(([a, first], [b, second]) => byNearness(first.reach, second.reach) || (a < b ? -1 : 1))
        .map(([, { impact }]) => impact);
    },
  };
}

/** A slot that a node reaches, with the way from the slot's payload to the node. */
interface Reach {
  readonly slot: Slot;
  readonly key: string;
  readonly path: FieldPath;
}

/** Both paths joined, where that comes before the known one. */
function nearer(first: FieldPath, second: FieldPath, known: FieldPath | undefined): FieldPath | undefined {
  if (known !== undefined && first.length + second.length > known.length) return undefined;
  const path = joined(first, second);
  return known === undefined || comparePaths(path, known) < 0 ? path : undefined;
}

/** Short paths first, those of one length by their fields: no path hangs on the order in which documents are written. */
function comparePaths(a: FieldPath, b: FieldPath): number {
  if (a.length !== b.length) return a.length - b.length;
  for (const [index, segment] of a.entries()) {
    const other = b[index];
    if (other === undefined || other === segment) continue;
    const order = compareText(formatField([segment]), formatField([other]));
    if (order !== 0) return order;
  }
  return 0;
}

function joined(first: FieldPath, second: FieldPath): FieldPath {
  return first.length === 0 ? second : second.length === 0 ? first : [...first, ...second];
}

function byNearness(a: Reach, b: Reach): number {
  return rank(a.slot) - rank(b.slot) || a.path.length - b.path.length;
}

function rank({ status }: Slot): number {
  return status === undefined || (status >= '1' && status < '4') ? 0 : 1;
}
