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

/** The fields that a change at the end of `path` below reached slots lies at, one for each slot. */
export function impactsOf(reaches: readonly Reach[], path: FieldPath): Impact[] {
  return reaches.map((reach) => {
    const whole = [...reach.path, ...path];
    return { ...reach.slot, field: formatField(whole), path: whole };
  });
}

/** One impact for each slot, the one with the shortest path; what most readers look for first: successes, short paths. */
export function tidied(impacts: readonly Impact[]): Impact[] {
  const bySlot = new Map<string, Impact>();
  for (const impact of impacts) {
    const key = slotKey(impact);
    const known = bySlot.get(key);
    if (known === undefined || impact.path.length < known.path.length) bySlot.set(key, impact);
  }
  return [...bySlot.entries()]
    .sort(
      ([a, first], [b, second]) =>
        rank(first) - rank(second) || first.path.length - second.path.length || (a < b ? -1 : 1),
    )
    .map(([, impact]) => impact);
}

function rank(impact: Impact): number {
  return impact.status === undefined || /^[123]/.test(impact.status) ? 0 : 1;
}
