// Which compared pair is used where: changes are found once, their impacts by walking back over the uses.

import { type FieldPath, formatField, type Impact, type Slot } from '../model/place.ts';
import type { Schema } from '../model/schema.ts';

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
   * The fields that edits reach, each at the end of `path` below nodes: for each edit one for each slot, the one with the
   * shortest path. What most readers look for comes first: successes, short paths.
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

  /** All slots that use the node, each once, with the shortest path. */
  function reachesOf(node: Node): readonly Reach[] {
    const known = reaches.get(node);
    if (known !== undefined) return known;
    const reached = new Map<string, Reach>();
    const seen = new Set<Node>([node]);
    const queue: { readonly node: Node; readonly path: FieldPath }[] = [{ node, path: [] }];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      for (const use of next.node.uses) {
        if ('slot' in use) {
          const key = keyOf(use.slot);
          const length = use.step.length + next.path.length;
          if (length < (reached.get(key)?.path.length ?? Number.POSITIVE_INFINITY))
            reached.set(key, { slot: use.slot, key, path: joined(use.step, next.path) });
        } else if (!seen.has(use.node)) {
          seen.add(use.node);
          const path = joined(use.step, next.path);
          if (use.step.length === 0) queue.unshift({ node: use.node, path });
          else queue.push({ node: use.node, path });
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
            const known = nearest.get(reach.key);
            if (known !== undefined && known.path.length <= reach.path.length + path.length) continue;
            nearest.set(reach.key, { ...reach, path: joined(reach.path, path) });
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

function joined(first: FieldPath, second: FieldPath): FieldPath {
  return first.length === 0 ? second : second.length === 0 ? first : [...first, ...second];
}

function byNearness(a: Reach, b: Reach): number {
  return rank(a.slot) - rank(b.slot) || a.path.length - b.path.length;
}

function rank({ status }: Slot): number {
  return status === undefined || (status >= '1' && status < '4') ? 0 : 1;
}
