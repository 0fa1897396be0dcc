// The line at which a pointer is written, found member by member in the text.

/** A member of an object or an item of an array, as it is written. */
export interface Member {
  /** Where its key begins; the value, in an array. What it counts, only the outline itself knows. */
  readonly offset: number;
  /** Its value, for {@link Outline.members}. */
  readonly node: number;
}

/** The outline of a text. What a node is, only the outline itself knows. */
export interface Outline {
  readonly root: number;
  /** The members of the object or array `node` by key or index; none for anything else. */
  members(node: number): ReadonlyMap<string, Member>;
  /** The line, from 1, of an offset that a member has. */
  lineAt(offset: number): number;
}

/** Tells the line, from 1, at which the value at the end of `segments` is written. */
export type LineFinder = (segments: readonly string[]) => number;

/**
 * Answers for pointers within one text: the line, from 1, of the member's key; of its nearest parent that is written,
 * where it is not. Members once looked at are remembered: a second pointer costs next to nothing.
 */
export function lineFinder(outline: Outline): LineFinder {
  const known = new Map<number, ReadonlyMap<string, Member>>();
  const membersOf = (node: number): ReadonlyMap<string, Member> => {
    const members = known.get(node) ?? outline.members(node);
    known.set(node, members);
    return members;
  };
  return (segments) => {
    let node = outline.root;
    let offset = 0;
    for (const segment of segments) {
      const member = membersOf(node).get(segment);
      if (member === undefined) break;
      ({ node, offset } = member);
    }
    return outline.lineAt(offset);
  };
}

/** The line and column, both from 1, of the character at `offset`. */
export function position(text: string, offset: number): { readonly line: number; readonly column: number } {
  const starts = lineStarts(text.slice(0, offset));
  return { line: starts.length, column: offset - (starts.at(-1) ?? 0) + 1 };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === 0x0a || (char === 0x0d && text.charCodeAt(at + 1) !== 0x0a)) starts.push(at + 1);
  }
  return starts;
}

/** Tells the line, from 1, of an offset in the text. */
export function lineTable(text: string): (offset: number) => number {
  const starts = lineStarts(text);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
