// Painted text laid into lines of a given width.

/** Text in one colour. */
export interface Piece {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/** A piece of a word, and the piece that it was cut from. */
interface Part {
  readonly text: string;
  readonly from: Piece;
}

const BLANK: Piece = { text: ' ' };

/**
 * The pieces as lines of at most `width` characters, broken at spaces; a longer word has its own line. A no-break
 * space (U+00A0) holds words together and is written as a space. The first line begins with `first`, the others with
 * as many spaces as `first` is wide. Colours do not count.
 */
export function wrap(first: Piece, pieces: readonly Piece[], width: number): string {
  const indent = size(first.text);
  const lines: Part[][] = [[]];
  let length = indent;
  for (const word of words(pieces)) {
    const line = lines.at(-1) ?? [];
    const wordLength = word.reduce((sum, part) => sum + size(part.text), 0);
    const previous = line.at(-1);
    if (previous === undefined) {
      line.push(...word);
      length += wordLength;
    } else if (length + 1 + wordLength <= width) {
      line.push({ text: ' ', from: previous.from === word[0]?.from ? previous.from : BLANK }, ...word);
      length += 1 + wordLength;
    } else {
      lines.push([...word]);
      length = indent + wordLength;
    }
  }
  return lines
    .map((line, at) => `${at === 0 ? painted(first.text, first) : ' '.repeat(indent)}${inRuns(line)}`.trimEnd())
    .join('\n');
}

/** In characters, not in UTF-16 units. */
function size(text: string): number {
  return [...text].length;
}

function painted(text: string, { paint }: Piece): string {
  return paint === undefined ? text : paint(text);
}

/** The line, each run of one piece painted once. */
function inRuns(line: readonly Part[]): string {
  let result = '';
  let run = '';
  for (const [at, { text, from }] of line.entries()) {
    run += text.replaceAll('\u00a0', ' ');
    if (line[at + 1]?.from === from) continue;
    result += painted(run, from);
    run = '';
  }
  return result;
}

/** A word may cross pieces: `` `amount`, `` is one. */
function words(pieces: readonly Piece[]): readonly (readonly Part[])[] {
  const found: Part[][] = [[]];
  for (const from of pieces) {
    for (const [at, text] of from.text.split(' ').entries()) {
      if (at > 0) found.push([]);
      if (text !== '') found.at(-1)?.push({ text, from });
    }
  }
  return found.filter((word) => word.length > 0);
}
