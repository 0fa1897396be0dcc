// A long text in parts that GitHub takes: the body of an issue, and comments that continue it.

/** GitHub takes so many characters in the body of an issue or a comment. */
export const MOST_CHARACTERS = 65_536;

/** A piece of a text that stands in one part, whole. */
export interface Block {
  readonly text: string;
  /** What stands above it where a part begins with it, and above the first block that has it. */
  readonly heading?: string;
}

/** Where the parts end. */
export interface PartLimits {
  /** What the first part may hold, in UTF-16 units. */
  readonly first: number;
  /** What each further one may hold. */
  readonly further: number;
  /** More parts are not made. */
  readonly most: number;
}

/** The parts, and how many blocks they hold: the first ones, up to that for which there is no room. */
export interface Parts {
  readonly parts: readonly string[];
  readonly held: number;
}

/** Fills one part after the other, a block at a time; no block may be longer than a part. A block under the heading of that before it is the next of its list. */
export function inParts(blocks: readonly Block[], { first, further, most }: PartLimits): Parts {
  const parts: string[] = [];
  let current = '';
  let heading: string | undefined;
  for (const [index, block] of blocks.entries()) {
    const opened = block.heading === undefined ? block.text : `${block.heading}\n\n${block.text}`;
    const follows = block.heading !== undefined && block.heading === heading;
    const next = current === '' ? opened : follows ? `${current}\n${block.text}` : `${current}\n\n${opened}`;
    heading = block.heading;
    if (next.length <= (parts.length === 0 ? first : further)) current = next;
    else {
      if (parts.length + 1 >= most) return { parts: [...parts, current], held: index };
      parts.push(current);
      current = opened;
    }
  }
  return { parts: [...parts, current], held: blocks.length };
}
