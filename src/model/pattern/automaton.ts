// Patterns as automata that read a text character by character (Thompson's construction).

import { type Characters, includes, LAST } from './characters.ts';
import { type PatternPart, parsePattern } from './parse.ts';

/** What is known of a text that was read so far: the same number is the same knowledge. */
export type State = number;

/** A reader of texts that tells which of them a pattern is found in (ECMA-262 §22.2, with the flag `u`). */
export interface Automaton {
  readonly start: State;
  /** All sets of characters that it tells apart. */
  readonly sets: readonly Characters[];
  /** What is known after one more character. */
  next(state: State, code: number): State;
  /** Whether the pattern is found in what was read, if the text ends here. */
  accepts(state: State): boolean;
  /** Whether it is not found in any text that begins like this. */
  isLost(state: State): boolean;
}

/** Nodes of an automaton: a pattern that wants more is not made one. */
const MOST_NODES = 3000;

interface Node {
  /** Where one gets without reading. */
  readonly free: number[];
  /** Where one gets at the start of the text, and at its end. */
  readonly atStart: number[];
  readonly atEnd: number[];
  readonly reads: { readonly set: Characters; readonly to: number }[];
}

const ANY: Characters = [[0, LAST]];

/** What may yet be spent on patterns: nodes that are made or looked at. It is for the spender to stop at nought. */
export interface Work {
  left: number;
}

/** What it takes to find the characters that have a Unicode property. */
const PROPERTY_WORK = 80_000;

/**
 * The automaton of the pattern; `undefined` for one that is not regular, asks for word boundaries, or is very large.
 * Making and using it takes from `work`.
 */
export function automatonOf(pattern: string, work: Work): Automaton | undefined {
  const properties = new Set(pattern.match(/\\p\{[^}]*\}/gi));
  work.left -= pattern.length + properties.size * PROPERTY_WORK;
  const tree = work.left < 0 ? undefined : parsePattern(pattern);
  const nodes = tree && nodesOf(tree);
  work.left -= nodes?.length ?? MOST_NODES;
  return nodes && reader(nodes, work);
}

/** The nodes of what is found anywhere in a text; the first one begins, the last one accepts. */
function nodesOf(tree: PatternPart): readonly Node[] | undefined {
  const nodes: Node[] = [];
  const sized = new TooLarge();
  const add = (): number => {
    if (nodes.length >= MOST_NODES) throw sized;
    return nodes.push({ free: [], atStart: [], atEnd: [], reads: [] }) - 1;
  };
  const at = (index: number): Node => nodes[index] ?? { free: [], atStart: [], atEnd: [], reads: [] };

  /** Adds the part after `from`; gives where it leads. */
  function build(part: PatternPart, from: number): number {
    if (part.kind === 'sequence') return part.parts.reduce((end, inner) => build(inner, end), from);
    if (part.kind === 'repeat') return repeat(part, from);
    const to = add();
    if (part.kind === 'characters') at(from).reads.push({ set: part.set, to });
    else if (part.kind === 'start') at(from).atStart.push(to);
    else if (part.kind === 'end') at(from).atEnd.push(to);
    else if (part.kind === 'choice') for (const option of part.options) at(build(option, from)).free.push(to);
    else throw sized;
    return to;
  }

  function repeat({ part, least, most }: PatternPart & { kind: 'repeat' }, from: number): number {
    let end = from;
    for (let times = 0; times < least; times += 1) end = build(part, end);
    if (most === Number.POSITIVE_INFINITY) {
      const loop = add();
      at(end).free.push(loop);
      at(build(part, loop)).free.push(loop);
      return loop;
    }
    const out = add();
    for (let times = least; times < most; times += 1) {
      at(end).free.push(out);
      end = build(part, end);
    }
    at(end).free.push(out);
    return out;
  }

  try {
    const begin = add();
    at(begin).reads.push({ set: ANY, to: begin });
    const before = add();
    at(begin).free.push(before);
    const end = build(tree, before);
    const after = add();
    at(end).free.push(after);
    at(after).reads.push({ set: ANY, to: after });
    return nodes;
  } catch (error) {
    if (error === sized) return undefined;
    throw error;
  }
}

class TooLarge extends Error {}

/** The nodes from which there is a way to `last` that does not begin at the start of the text. */
function leadingTo(last: number, nodes: readonly Node[]): ReadonlySet<number> {
  const before = nodes.map((): number[] => []);
  for (const [index, { free, atEnd, reads }] of nodes.entries())
    for (const to of [...free, ...atEnd, ...reads.map((read) => read.to)]) before[to]?.push(index);
  const leading = new Set([last]);
  for (const node of leading) for (const index of before[node] ?? []) leading.add(index);
  return leading;
}

/** Reads with all ways through the nodes at once. */
function reader(nodes: readonly Node[], work: Work): Automaton {
  const known = new Map<string, State>();
  const states: { readonly nodes: readonly number[]; readonly accepts: boolean; readonly next: Map<number, State> }[] =
    [];
  const last = nodes.length - 1;
  const leading = leadingTo(last, nodes);

  function closure(from: Iterable<number>, isStart: boolean, isEnd: boolean): Set<number> {
    const reached = new Set(from);
    for (const index of reached) {
      work.left -= 1;
      const node = nodes[index];
      if (node === undefined) continue;
      for (const to of node.free) reached.add(to);
      if (isStart) for (const to of node.atStart) reached.add(to);
      if (isEnd) for (const to of node.atEnd) reached.add(to);
    }
    return reached;
  }

  function stateOf(from: Iterable<number>, isStart: boolean): State {
    const all = closure(from, isStart, false);
    const kept = all.has(last) ? [last] : isStart ? [...all] : [...all].filter((index) => leading.has(index));
    const reached = kept.sort((a, b) => a - b);
    const key = `${isStart}${reached.join()}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const accepts = closure(reached, isStart, true).has(last);
    known.set(key, states.length);
    return states.push({ nodes: reached, accepts, next: new Map() }) - 1;
  }

  return {
    start: stateOf([0], true),
    sets: nodes.flatMap(({ reads }) => reads.map(({ set }) => set)),
    next: (state, code) => {
      const here = states[state];
      const found = here?.next.get(code);
      if (here === undefined || found !== undefined) return found ?? state;
      const to = here.nodes.flatMap(
        (index) => nodes[index]?.reads.flatMap((read) => (includes(read.set, code) ? [read.to] : [])) ?? [],
      );
      const next = stateOf(to, false);
      here.next.set(code, next);
      return next;
    },
    accepts: (state) => states[state]?.accepts ?? false,
    isLost: (state) => states[state]?.nodes.length === 0,
  };
}
