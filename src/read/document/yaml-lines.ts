// YAML text in block style, as nearly all descriptions are written: where everything is can be told by lines and indents.

import { type LineFinder, lineFinder, type Member, type Outline } from './lines.ts';

/** The lines of a text, by index: where each begins, and how far it is indented; -1 for one that says nothing. */
interface Lines {
  readonly text: string;
  readonly starts: readonly number[];
  readonly indents: readonly number[];
}

/** A value: what stands behind the key or dash of a line, and in the deeper lines that follow. */
interface Place {
  readonly line: number;
  /** The column of the key; of an item, that of its dash. */
  readonly indent: number;
  /** Where the value begins, if on the same line; the end of the line, if it does not. */
  readonly at: number;
  readonly isItem: boolean;
}

/** What only a parser can tell: flow style, anchors, merges, tags, and whatever is no key, dash or text on its line. */
class NotPlain extends Error {}

/**
 * Tells the lines of pointers in YAML text that has been read before. Where the way leads through what lines do not tell,
 * `parsed` finds it.
 */
export function yamlLineFinder(text: string, parsed: () => LineFinder): LineFinder {
  const lines = linesOf(text);
  const plain = lines && lineFinder(outlineOf(lines));
  return (segments) => {
    try {
      if (plain !== undefined) return plain(segments);
    } catch (error) {
      if (!(error instanceof NotPlain)) throw error;
    }
    return parsed()(segments);
  };
}

function linesOf(text: string): Lines | undefined {
  if (/[\r\t]|^%/m.test(text)) return undefined;
  const starts: number[] = [];
  const indents: number[] = [];
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    let at = start;
    while (text.charCodeAt(at) === SPACE) at++;
    starts.push(start);
    indents.push(at >= end || text.charCodeAt(at) === HASH ? -1 : at - start);
    start = end + 1;
  }
  starts.push(text.length + 1);
  // A mark of a document's begin says nothing; any later one begins another document.
  const first = indents.findIndex((indent) => indent >= 0);
  if (text.startsWith('---\n', starts[first])) indents[first] = -1;
  return { text, starts, indents };
}

function outlineOf(lines: Lines): Outline {
  const places: Place[] = [{ line: -1, indent: -1, at: lines.text.length, isItem: false }];
  const known = (place: Place): number => places.push(place) - 1;
  return {
    root: 0,
    members: (node) => membersOf(lines, places[node], known),
    lineAt: (offset) => offset + 1,
  };
}

function membersOf(lines: Lines, place: Place | undefined, known: (place: Place) => number): Map<string, Member> {
  const found = new Map<string, Member>();
  if (place === undefined) return found;
  const { text, starts, indents } = lines;
  const inLine = lineText(lines, place.line, place.at);
  let line = place.line;
  let column = place.at - (starts[line] ?? 0);
  if (inLine === '') {
    line = lineAfter(lines, place.line);
    column = indents[line] ?? -1;
    const isDash = line >= 0 && isItemAt(text, (starts[line] ?? 0) + column);
    // The dashes of a list may stand right below its key.
    if (column < place.indent || (column === place.indent && (place.isItem || !isDash))) return found;
  } else if (!place.isItem || !isKeyOrDash(inLine)) {
    if (/^[[{&*!?]|^[^"'].*:(?: |$)/.test(inLine)) throw new NotPlain();
    return found;
  }
  const isList = isItemAt(text, (starts[line] ?? 0) + column);
  for (let next = line; next < indents.length; next++) {
    const indent = next === line ? column : (indents[next] ?? -1);
    if (indent < 0 || indent > column) continue;
    const at = (starts[next] ?? 0) + column;
    const isItem = isItemAt(text, at);
    if (indent < column || (isList && !isItem)) break;
    // The dashes of a key's list may stand right below the key.
    if (isItem && !isList) continue;
    if (isList) {
      const member = itemAt(lines, next, column);
      found.set(String(found.size), { offset: member.offset, node: known(member.place) });
    } else {
      const { key, end } = keyAt(lineText(lines, next, at));
      found.set(key, { offset: next, node: known({ line: next, indent: column, at: at + end, isItem: false }) });
    }
  }
  return found;
}

/** An item and the line of its value. */
function itemAt(lines: Lines, line: number, column: number): { readonly offset: number; readonly place: Place } {
  const { text, starts, indents } = lines;
  let at = (starts[line] ?? 0) + column + 1;
  const end = (starts[line + 1] ?? 0) - 1;
  while (at < end && text.charCodeAt(at) === SPACE) at++;
  const isBelow = at >= end || text.charCodeAt(at) === HASH;
  const below = isBelow ? lineAfter(lines, line) : line;
  const offset = isBelow && (indents[below] ?? -1) > column ? below : line;
  return { offset, place: { line, indent: column, at: isBelow ? end : at, isItem: true } };
}

/** The next line that says something; the number of lines where none does. */
function lineAfter({ indents }: Lines, line: number): number {
  let next = line + 1;
  while (next < indents.length && (indents[next] ?? -1) < 0) next++;
  return next;
}

/** What stands on the line from an offset on; empty for spaces and comments. */
function lineText({ text, starts }: Lines, line: number, at: number): string {
  const rest = text.slice(at, (starts[line + 1] ?? 0) - 1).trim();
  return rest.startsWith('#') ? '' : rest;
}

const KEY = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s"'#&*!|>%@`{}[\],?:-][^#]*?|[-?:][^\s#][^#]*?)) *:(?= |$)/;

/** The key that a line begins with, and where what follows it begins. Raises {@link NotPlain} where there is none, or `<<`. */
function keyAt(rest: string): { readonly key: string; readonly end: number } {
  const match = KEY.exec(rest);
  const [whole = '', double, single, plain = ''] = match ?? [];
  if (match === null || plain === '<<' || double?.includes('\\')) throw new NotPlain();
  const spaces = /^ */.exec(rest.slice(whole.length))?.[0].length ?? 0;
  return { key: double ?? single?.replaceAll("''", "'") ?? plain, end: whole.length + spaces };
}

function isKeyOrDash(rest: string): boolean {
  return KEY.test(rest) || /^-(?: |$)/.test(rest);
}

function isItemAt(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return text.charCodeAt(at) === DASH && (next === SPACE || next === NEWLINE || Number.isNaN(next));
}

const NEWLINE = 0x0a;
const SPACE = 0x20;
const HASH = 0x23;
const DASH = 0x2d;
