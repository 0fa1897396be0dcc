// Which compared pair is used where: changes are found once, their impacts by walking back over the uses.

import { type FieldPath, formatField, type Impact, type Slot } from '../model/place.ts';

/** A pair of schemas or variants that was compared once, with everything that uses it. */
export interface Node {
  readonly uses: Use[];
}

/** A use of a pair: in another pair at the end of `step`, or as a slot of an operation. */
export type Use = { readonly node: Node; readonly step: FieldPath } | { readonly slot: Slot; readonly step: FieldPath };

/** A slot that a node reaches, with the shortest way from the slot's payload to the node. */
export interface Reach {
  readonly slot: Slot;
  readonly path: FieldPath;
}

/** Equal for two slots exactly when they are the same. */
export function slotKey(slot: Slot): string {
  return [slot.operation, slot.direction, slot.parameter, slot.status, slot.header, slot.mediaType].join('\n');
}

/** All slots that use `node`, each once, with the shortest path. */
export function reachOf(node: Node): Reach[] {
  const reached = new Map<string, Reach>();
  const seen = new Set<Node>([node]);
  const queue: { node: Node; path: FieldPath }[] = [{ node, path: [] }];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const use of next.node.uses) {
      const path = use.step.length === 0 ? next.path : [...use.step, ...next.path];
      if ('slot' in use) {
        const key = slotKey(use.slot);
        const known = reached.get(key);
        if (known === undefined || path.length < known.path.length) reached.set(key, { slot: use.slot, path });
      } else if (!seen.has(use.node)) {
        seen.add(use.node);
        if (use.step.length === 0) queue.unshift({ node: use.node, path });
        else queue.push({ node: use.node, path });
      }
    }
  }
  return [...reached.values()];
}

/** The fields that a change at the end of `path` below reached slots lies at, sorted, one for each slot. */
export function impactsOf(reaches: readonly Reach[], path: FieldPath): Impact[] {
  const impacts = new Map<string, Impact>();
  for (const reach of reaches) {
    const whole = [...reach.path, ...path];
    const key = slotKey(reach.slot);
    const known = impacts.get(key);
    if (known === undefined || whole.length < known.path.length)
      impacts.set(key, { ...reach.slot, field: formatField(whole), path: whole });
  }
  return [...impacts.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, impact]) => impact);
}
