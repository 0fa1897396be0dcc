// How alike two names are, and which of the gone came back under another one.

/** Names less alike than this are two things. */
const THRESHOLD = 0.72;

/** A thing that went under one name and came under another. */
export interface Rename {
  readonly before: string;
  readonly after: string;
  /** 0-1. */
  readonly likeness: number;
}

/** Pairs what is gone with what came, the most alike first, each at most once; `fits` says which pairs may be one thing. */
export function pairLikeNames(
  gone: readonly string[],
  come: readonly string[],
  fits: (before: string, after: string) => boolean,
): Rename[] {
  // Beyond this a name would be compared with thousands: what was rewritten wholly was not renamed.
  if (gone.length * come.length > 2500) return [];
  const candidates = gone
    .flatMap((before) =>
      come
        .filter((after) => mayBeAlike(before, after))
        .map((after): Rename => ({ before, after, likeness: likeness(before, after) })),
    )
    .filter((rename) => rename.likeness >= THRESHOLD && fits(rename.before, rename.after))
    .sort((a, b) => b.likeness - a.likeness || compareText(a.before + a.after, b.before + b.after));
  const taken = new Set<string>();
  const renames: Rename[] = [];
  for (const rename of candidates) {
    if (taken.has(`- ${rename.before}`) || taken.has(`+ ${rename.after}`)) continue;
    taken.add(`- ${rename.before}`).add(`+ ${rename.after}`);
    renames.push(rename);
  }
  return renames;
}

/** Whether the lengths allow it: what one name has more of, with separators that do not count, must be edited. */
function mayBeAlike(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= (THRESHOLD - 0.01) * words(long).length;
}

/** Whether two names differ only in case and separators. */
export function isSpeltAlike(a: string, b: string): boolean {
  return words(a) === words(b);
}

/** 1 for names that differ only in case and separators; else one less the share of letters that must be edited; two decimals. */
export function likeness(a: string, b: string): number {
  const left = words(a);
  const right = words(b);
  if (left === right) return 1;
  const longest = Math.max(left.length, right.length);
  if (longest === 0 || longest > 120) return 0;
  return Math.round((1 - editDistance(left, right) / longest) * 100) / 100;
}

function words(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Optimal string alignment distance: insertions, deletions, substitutions, swaps of neighbours. */
function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  // The rows of the table one after the other.
  const edits = new Uint8Array((a.length + 1) * width);
  for (let column = 1; column < width; column += 1) edits[column] = column;
  for (let row = 1; row <= a.length; row += 1) {
    const here = row * width;
    const above = here - width;
    edits[here] = row;
    const char = a.charCodeAt(row - 1);
    for (let column = 1; column < width; column += 1) {
      const other = b.charCodeAt(column - 1);
      const cost = char === other ? 0 : 1;
      let best = Math.min(at(edits, above + column) + 1, at(edits, here + column - 1) + 1);
      best = Math.min(best, at(edits, above + column - 1) + cost);
      const swapped = row > 1 && column > 1 && char === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === other;
      if (swapped) best = Math.min(best, at(edits, above - width + column - 2) + 1);
      edits[here + column] = best;
    }
  }
  return at(edits, edits.length - 1);
}

function at(edits: Uint8Array, index: number): number {
  return edits[index] ?? 0;
}

/** Order by code units: the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
