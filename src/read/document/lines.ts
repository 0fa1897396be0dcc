// The line at which a pointer is written, found member by member in the text.

/** A member of an object or an item of an array, as it is written. */
export interface Member<Node> {
  /** Where its key begins; the value, in an array. What it counts, only the outline itself knows. */
  readonly offset: number;
  /** Its value, for {@link Outline.members}. */
  readonly node: Node;
}

/** The outline of a text. What a node is, only the outline itself knows; it gives the same one each time. */
export interface Outline<Node> {
  readonly root: Node;
  /**
   * The members of the object or array `node` by key or index; none for anything else, and none where all of them are on
   * its own line. `undefined` where the outline cannot tell.
   */
  members(node: Node): ReadonlyMap<string, Member<Node>> | undefined;
  /** The line, from 1, of an offset that a member has. */
  lineAt(offset: number): number;
}

/** Tells the line, from 1, at which the value at the end of `segments` is written. */
export type LineFinder = (segments: readonly string[]) => number;

/**
 * Answers for pointers within one text: the line, from 1, of the member's key; of its nearest parent that is written,
 * where it is not. Members once looked at are remembered: a second pointer costs next to nothing. Where the outline cannot
 * tell, `exact` does.
 */
export function lineFinder<Node>(outline: Outline<Node>, exact?: () => LineFinder): LineFinder {
  const known = new Map<Node, ReadonlyMap<string, Member<Node>> | undefined>();
  const membersOf = (node: Node): ReadonlyMap<string, Member<Node>> | undefined => {
    if (!known.has(node)) known.set(node, outline.members(node));
    return known.get(node);
  };
  return (segments) => {
    let { root: node } = outline;
    let offset = 0;
    for (const segment of segments) {
      const members = membersOf(node);
      if (members === undefined && exact !== undefined) return exact()(segments);
      const member = members?.get(segment);
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

/** Where the lines of the text begin; `fed`, where only line feeds end them. */
export function lineStarts(text: string, fed = !text.includes('\r')): Int32Array {
  let starts = new Int32Array(1024);
  let count = 1;
  const add = (start: number): void => {
    if (count === starts.length) {
      const longer = new Int32Array(2 * count);
      longer.set(starts);
      starts = longer;
    }
    starts[count] = start;
    count += 1;
  };
  if (fed) for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) add(at + 1);
  else
    for (let at = 0; at < text.length; at++) {
      const char = text.charCodeAt(at);
      if (char === 0x0a || (char === 0x0d && text.charCodeAt(at + 1) !== 0x0a)) add(at + 1);
    }
  return starts.subarray(0, count);
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
