// Sets of characters, as ranges of code points.

/** Code points from the first to the second, both included; sorted, and none touching the next. */
export type Characters = readonly (readonly [from: number, to: number])[];

/** The last code point (Unicode §2.4). */
export const LAST = 0x10_ff_ff;

/** The characters of the ranges, in any order. */
export function characters(ranges: readonly (readonly [from: number, to: number])[]): Characters {
  const merged: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** The characters of one text. */
export function charactersOf(text: string): Characters {
  return characters([...text].map((char) => [codeOf(char), codeOf(char)]));
}

/** All characters but these. */
export function outside(set: Characters): Characters {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [from, to] of set) {
    if (from > next) rest.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= LAST) rest.push([next, LAST]);
  return rest;
}

/** Whether the code point is one of them. */
export function includes(set: Characters, code: number): boolean {
  return set.some(([from, to]) => from <= code && code <= to);
}

/** The code point of the first character; 0 where the text is empty. */
export function codeOf(text: string): number {
  return text.codePointAt(0) ?? 0;
}

/** Characters that are shown first where any one will do. */
const PREFERRED: Characters = [
  [0x61, 0x7a],
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x20, 0x7e],
  [0, LAST],
];

/** One of them, as plain as there is: a letter or digit, else what is printed, else any; for another `turn` another one, if there is one. */
export function plainest(set: Characters, turn = 0): string | undefined {
  const found: string[] = [];
  for (const [low, high] of PREFERRED)
    for (const [from, to] of set)
      for (let code = Math.max(from, low); code <= Math.min(to, high) && found.length <= turn; code += 1)
        found.push(String.fromCodePoint(code));
  return found[turn] ?? found[0];
}

/** `\d`, `\s` and `\w` (ECMA-262 §22.2.2.9). */
export const CLASSES: Readonly<Record<'d' | 's' | 'w', Characters>> = {
  d: [[0x30, 0x39]],
  s: charactersOf(
    '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
  ),
  w: characters([
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ]),
};

/** What `.` stands for: all but the ends of lines (ECMA-262 §12.3). */
export const DOT = outside(charactersOf('\n\r\u2028\u2029'));
