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
    .flatMap((before) => come.map((after): Rename => ({ before, after, likeness: likeness(before, after) })))
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
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      let best = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + cost);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

/** Order by code units: the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
