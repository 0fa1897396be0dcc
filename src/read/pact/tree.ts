// Matching rules by their paths, and which of them counts at a value: the heaviest, and of equal ones the longest.

import { Failure } from '../../model/failure.ts';
import { cascades, type Rule } from './matcher.ts';
import type { Step } from './path.ts';

/** Rules by path; each node is one step. */
export class RuleTree {
  readonly #children = new Map<string, RuleTree>();
  readonly #rules = new Set<Rule>();
  #rule: Rule | undefined;

  /** The rule whose path ends here. */
  get rule(): Rule | undefined {
    return this.#rule;
  }

  /** Adds a rule; a second one at the same path counts beside the first. */
  add(path: readonly Step[], rule: Rule): void {
    let node: RuleTree = this;
    for (const step of path) {
      const key = keyOf(step);
      const child = node.#children.get(key) ?? new RuleTree();
      node.#children.set(key, child);
      node = child;
    }
    const before = node.#rule;
    if (before !== undefined && rule.generated) return;
    const isFirst = before === undefined || before.generated;
    node.#rule = isFirst ? rule : { ...before, matchers: [...before.matchers, ...rule.matchers] };
    if (before !== undefined) this.#rules.delete(before);
    this.#rules.add(node.#rule);
  }

  /** The rules that were added here, in their order. */
  get rules(): Iterable<Rule> {
    return this.#rules;
  }

  /** What a step leads to, with the weight of each way: 2 for a name or an index, 1 for a wildcard. */
  *after(key: string | number): Generator<readonly [tree: RuleTree, weight: number]> {
    const exact = this.#children.get(keyOf(key));
    if (exact !== undefined) yield [exact, 2];
    for (const wildcard of typeof key === 'number' ? ['[*]', '.*'] : ['.*']) {
      const child = this.#children.get(wildcard);
      if (child !== undefined) yield [child, 1];
    }
  }
}

function keyOf(step: Step): string {
  if (typeof step === 'object') return step.any === 'name' ? '.*' : '[*]';
  return typeof step === 'number' ? `[${step}]` : `'${step}`;
}

/** What is shared by all walks through one contract. */
export interface Walk {
  /** How many steps may still be taken. */
  left: number;
  /** The contract's file. */
  readonly name: string;
  /** The rules that met a value. */
  readonly met: Set<Rule>;
}

/** How many steps a contract may cost: some seconds, and many times what real ones need. */
const MOST_STEPS = 10_000_000;

/** The start of all walks through the contract `name`. */
export function walkThrough(name: string): Walk {
  return { left: MOST_STEPS, name, met: new Set() };
}

interface Ranked {
  readonly rule: Rule;
  readonly weight: number;
  readonly depth: number;
}

/** A value in an example, and the rules that may count there and below. */
export interface Position {
  readonly walk: Walk;
  readonly depth: number;
  readonly ways: readonly { readonly tree: RuleTree; readonly weight: number }[];
  /** The rule whose path ends here. */
  readonly direct: Ranked | undefined;
  /** The rule of a parent that counts where there is none. */
  readonly inherited: Ranked | undefined;
}

/** The position of the value that paths begin at. */
export function startAt(tree: RuleTree, walk: Walk): Position {
  return position(walk, 0, [{ tree, weight: 2 }], undefined, undefined);
}

/**
 * The position of a member or an item; `given` is a rule for it that no path leads to. Raises {@link Failure}
 * `too-large` when a contract's rules and values multiply beyond reason.
 */
export function step(from: Position, key: string | number, given?: Rule): Position {
  const { walk, direct } = from;
  const ways = from.ways.flatMap(({ tree, weight }) =>
    [...tree.after(key)].map(([next, factor]) => ({ tree: next, weight: weight * factor })),
  );
  walk.left -= 1 + from.ways.length;
  if (walk.left < 0) throw tooManySteps(walk.name);
  const passedOn = direct?.rule.matchers.some(cascades) && !direct.rule.generated ? direct : undefined;
  const weight = from.ways.reduce((heaviest, way) => Math.max(heaviest, way.weight), 1);
  const extra = given && { rule: given, weight, depth: from.depth + 1 };
  return position(walk, from.depth + 1, ways, extra, heavier(from.inherited, passedOn));
}

/** The rule that counts at a position: its own, or what a parent's passes on; no matchers where there is none. */
export function ruleAt({
  direct,
  inherited,
}: Position): Pick<Rule, 'matchers' | 'combine'> & { readonly own: boolean } {
  const best = heavier(inherited, direct);
  if (best === undefined) return { matchers: [], combine: 'AND', own: false };
  const { matchers, combine } = best.rule;
  const own = best === direct;
  return { matchers: own ? matchers : matchers.filter(cascades), combine, own };
}

function position(
  walk: Walk,
  depth: number,
  ways: Position['ways'],
  given: Ranked | undefined,
  inherited: Ranked | undefined,
): Position {
  let direct = given;
  for (const { tree, weight } of ways) {
    if (tree.rule === undefined) continue;
    walk.met.add(tree.rule);
    direct = heavier(direct, { rule: tree.rule, weight: tree.rule.generated ? 0 : weight, depth });
  }
  return { walk, depth, ways, direct, inherited };
}

function heavier(a: Ranked | undefined, b: Ranked | undefined): Ranked | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.weight !== b.weight) return a.weight > b.weight ? a : b;
  return a.depth > b.depth ? a : b;
}

function tooManySteps(name: string): Failure {
  return new Failure({
    code: 'too-large',
    message: `\`${name}\` has more matching rules for its examples than can be worked through`,
    hint: 'show smaller examples in the contract, or write fewer rules with wildcards',
    place: name,
  });
}
