// Which texts patterns and lengths allow, and whether one lot of texts is part of another.

import type { StringVariant } from '../schema.ts';
import { type Automaton, automatonOf, type State, type Work } from './automaton.ts';
import { type Characters, characters, codeOf, LAST, plainest } from './characters.ts';

/** The texts in which all of the patterns are found, of no fewer and no more characters (JSON Schema 2020-12 §6.3). */
export interface Texts {
  readonly patterns: readonly string[];
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
}

/** The texts that the alternative allows, but for its format. */
export function textsOf({ patterns, minLength, maxLength }: StringVariant): Texts {
  return { patterns: patterns.map(({ value }) => value), minLength: minLength?.value, maxLength: maxLength?.value };
}

/** What one question may take of the work before it is left open. */
const MOST_WORK = 300_000;

/** Lengths beyond are not counted up to. */
const LONGEST = 5000;

/**
 * A shortest text that is in `inner` and not in `outer`; `null` where all of `inner` is in `outer`. `undefined` where
 * that is not decided: for patterns that are not regular or very large, for lengths of thousands, and where no `work` is left.
 */
export function textOutside(inner: Texts, outer: Texts, work: Work): string | null | undefined {
  const until = Math.max(0, work.left - MOST_WORK);
  const own = automata(inner, work);
  const other = automata(outer, work);
  const longest = Math.max(inner.minLength ?? 0, inner.maxLength ?? 0, outer.minLength ?? 0, outer.maxLength ?? 0);
  if (own === undefined || other === undefined || longest > LONGEST) return undefined;
  const allows = ({ minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Texts, length: number): boolean =>
    length >= minLength && length <= maxLength;
  const letters = apart([...own, ...other].flatMap(({ sets }) => sets));
  const all = [...own, ...other];
  const begin: Beginning = { states: all.map(({ start }) => start), text: '', length: 0 };
  const met = new Set<string>();
  const queue = [begin];
  for (const { states, text, length } of queue) {
    const accepts = (part: readonly Automaton[], from: number): boolean =>
      part.every((automaton, index) => automaton.accepts(states[from + index] ?? 0));
    const isInner = allows(inner, length) && accepts(own, 0);
    if (isInner && !(allows(outer, length) && accepts(other, own.length))) return text;
    if (length >= (inner.maxLength ?? Number.POSITIVE_INFINITY)) continue;
    for (const letter of letters) {
      const next = all.map((automaton, index) => automaton.next(states[index] ?? 0, codeOf(letter)));
      if (own.some((automaton, index) => automaton.isLost(next[index] ?? 0))) continue;
      const key = `${next.join()} ${Math.min(length + 1, longest + 1)}`;
      if (met.has(key)) continue;
      work.left -= 1;
      if (work.left < until) return undefined;
      met.add(key);
      queue.push({ states: next, text: text + letter, length: length + 1 });
    }
  }
  return null;
}

interface Beginning {
  readonly states: readonly State[];
  readonly text: string;
  readonly length: number;
}

function automata({ patterns }: Texts, work: Work): readonly Automaton[] | undefined {
  const found = patterns.flatMap((pattern) => automatonOf(pattern, work) ?? []);
  return found.length === patterns.length ? found : undefined;
}

/** Half pairs (UTF-16) are no characters. */
const HALVES: Characters = [[0xd8_00, 0xdf_ff]];

/** One character for each lot of characters that all of the sets take or leave together. */
function apart(sets: readonly Characters[]): readonly string[] {
  const different = [...new Map(sets.map((set) => [JSON.stringify(set), set])).values()];
  const starts = new Set([0]);
  for (const [from, to] of [...different, HALVES].flat()) starts.add(from).add(to + 1);
  const sorted = [...starts].filter((code) => code <= LAST).sort((a, b) => a - b);
  const alike = new Map<string, [number, number][]>();
  const at = different.map(() => 0);
  for (const [index, from] of sorted.entries()) {
    const to = (sorted[index + 1] ?? LAST + 1) - 1;
    if (from >= 0xd8_00 && from <= 0xdf_ff) continue;
    const signature = different.map((set, which) => {
      while ((set[at[which] ?? 0]?.[1] ?? LAST) < from) at[which] = (at[which] ?? 0) + 1;
      return (set[at[which] ?? 0]?.[0] ?? LAST + 1) <= from ? 1 : 0;
    });
    const key = signature.join('');
    const lot = alike.get(key) ?? [];
    lot.push([from, to]);
    alike.set(key, lot);
  }
  return [...alike.values()].flatMap((ranges) => plainest(characters(ranges)) ?? []);
}
