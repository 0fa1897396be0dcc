// Changes within an alternative all of whose values another alternative takes anyway.

import type { Schema, Variant } from '../model/schema.ts';
import { isNever } from './accepts.ts';
import { coversNew, coversOld, tagOf } from './alternatives.ts';
import type { Comparison } from './comparison.ts';
import type { Node } from './graph.ts';
import { compareVariants } from './schema.ts';

/** So many alternatives are held against one another in one comparison; what is beyond stands as it was found. */
const MOST_HELD = 400;

/** Tells whether a change matters. */
export interface Coverage {
  /** Whether every way from the node to a slot leads through an alternative that another one covers on the other side. */
  isCovered(node: Node, direction: 'request' | 'response'): boolean;
}

/** The coverage of a comparison that is done. */
export function coverage(comparison: Comparison): Coverage {
  const exposed = { request: new Set<Node>(), response: new Set<Node>() };
  const taken = { request: new Map<Node, Map<Node, boolean>>(), response: new Map<Node, Map<Node, boolean>>() };
  let left = MOST_HELD;

  function isCovered(node: Node, direction: 'request' | 'response'): boolean {
    const seen = new Set([node]);
    for (const one of seen) {
      if (exposed[direction].has(one) || one.uses.some((use) => 'slot' in use)) {
        exposed[direction].add(node);
        return false;
      }
      for (const use of one.uses) if ('node' in use && !isTakenAt(one, use.node, direction)) seen.add(use.node);
    }
    return true;
  }

  function isTakenAt(node: Node, around: Node, direction: 'request' | 'response'): boolean {
    const { variants } = node;
    const { schemas } = around;
    if (variants === undefined || schemas === undefined) return false;
    const byPlace = taken[direction].get(node) ?? new Map<Node, boolean>();
    taken[direction].set(node, byPlace);
    const verdict = byPlace.get(around) ?? isTaken(schemas, variants, direction);
    byPlace.set(around, verdict);
    return verdict;
  }

  /** Whether another alternative than the one that is paired takes all that may come. */
  function isTaken(
    [was, is]: readonly [Schema, Schema],
    [old, fresh]: readonly [Variant, Variant],
    direction: 'request' | 'response',
  ): boolean {
    const [taker, own, given] = direction === 'request' ? [is, fresh, old] : [was, old, fresh];
    const covers = direction === 'request' ? coversOld : coversNew;
    const others = taker.shape.variants.filter((other) => other.key !== own.key && mayCover(other, given));
    if (others.length === 0 || taker.shape.exclusive) return false;
    const scope = { comparison, node: { uses: [] }, direction };
    return others.some((other) => {
      left -= 1;
      return left >= 0 && covers(scope, other, given, compareVariants);
    });
  }

  return { isCovered };
}

/** Whether the first may cover the second. One that takes all values of its type does not count: what stands beside it is a promise. */
function mayCover(first: Variant, second: Variant): boolean {
  if (first.type !== second.type || first.key.endsWith(':')) return false;
  if (first.type !== 'object' || second.type !== 'object') return true;
  const tag = tagOf(first);
  if (tag !== undefined && tag !== tagOf(second)) return false;
  if (![...first.required.keys()].every((name) => second.required.has(name))) return false;
  return [...first.properties].every(
    ([name, schema]) => second.properties.has(name) || schema.sources.length === 0 || isNever(second.additional),
  );
}
