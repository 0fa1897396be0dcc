// YAML text in block style, as nearly all descriptions are written: where everything is can be told by lines and indents.

import { type LineFinder, lineFinder, lineStarts, type Member } from './lines.ts';

/** A text, and where its lines begin. */
interface Lines {
  readonly text: string;
  readonly starts: Int32Array;
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
  if (text.includes('\t') || text.includes('\r') || text.startsWith('%') || text.includes('\n%')) return parsed();
  const lines = { text, starts: lineStarts(text, true) };
  // A mark of the document's begin says nothing; any later one begins another document.
  const first = lineAfter(lines, -1);
  const before = text.startsWith('---\n', lines.starts[first]) ? first : -1;
  const root: Place = { line: before, indent: -1, at: text.length, isItem: false };
  return lineFinder({ root, members: (place) => plainMembers(lines, place), lineAt: (offset) => offset + 1 }, parsed);
}

function plainMembers(lines: Lines, place: Place): Map<string, Member<Place>> | undefined {
  try {
    return membersOf(lines, place);
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

/** The members of a value. Raises {@link NotPlain}. */
function membersOf(lines: Lines, place: Place): Map<string, Member<Place>> {
  const found = new Map<string, Member<Place>>();
  const { text, starts } = lines;
  const inLine = lineText(lines, place.line, place.at);
  let line = place.line;
  let column = place.at - (starts[line] ?? 0);
  if (inLine === '') {
    line = lineAfter(lines, place.line);
    column = indentOf(lines, line);
    const isDash = line >= 0 && isItemAt(text, (starts[line] ?? 0) + column);
    // The dashes of a list may stand right below its key.
    if (column < place.indent || (column === place.indent && (place.isItem || !isDash))) return found;
  } else if (!place.isItem || !isKeyOrDash(inLine)) {
    if (/^[[{&*!?]|^[^"'].*:(?: |$)/.test(inLine)) throw new NotPlain();
    return found;
  }
  const isList = isItemAt(text, (starts[line] ?? 0) + column);
  const deeper = ' '.repeat(column + 1);
  for (let next = line; next < starts.length; next++) {
    // Most lines are deeper: not worth measuring.
    if (next !== line && text.startsWith(deeper, starts[next])) continue;
    const indent = next === line ? column : indentOf(lines, next);
    if (indent < 0) continue;
    const at = (starts[next] ?? 0) + column;
    const isItem = isItemAt(text, at);
    if (indent < column || (isList && !isItem)) break;
    // The dashes of a key's list may stand right below the key.
    if (isItem && !isList) continue;
    if (isList) {
      found.set(String(found.size), itemAt(lines, next, column));
    } else {
      const { key, end } = keyAt(lineText(lines, next, at));
      found.set(key, { offset: next, node: { line: next, indent: column, at: at + end, isItem: false } });
    }
  }
  return found;
}

/** An item and the line of its value. */
function itemAt(lines: Lines, line: number, column: number): Member<Place> {
  const { text, starts } = lines;
  let at = (starts[line] ?? 0) + column + 1;
  const end = endOf(lines, line);
  while (at < end && text.charCodeAt(at) === SPACE) at++;
  const isBelow = at >= end || text.charCodeAt(at) === HASH;
  const below = isBelow ? lineAfter(lines, line) : line;
  const offset = isBelow && indentOf(lines, below) > column ? below : line;
  return { offset, node: { line, indent: column, at: isBelow ? end : at, isItem: true } };
}

/** How far a line is indented; -1 for one that says nothing. */
function indentOf(lines: Lines, line: number): number {
  const { text, starts } = lines;
  const start = starts[line] ?? text.length;
  let indent = 0;
  while (text.charCodeAt(start + indent) === SPACE) indent++;
  const isSilent = start + indent >= endOf(lines, line) || text.charCodeAt(start + indent) === HASH;
  return isSilent ? -1 : indent;
}

/** Where a line ends. */
function endOf({ text, starts }: Lines, line: number): number {
  return (starts[line + 1] ?? text.length + 1) - 1;
}

/** The next line that says something; the number of lines where none does. */
function lineAfter(lines: Lines, line: number): number {
  let next = line + 1;
  while (next < lines.starts.length && indentOf(lines, next) < 0) next++;
  return next;
}

/** What stands on the line from an offset on; empty for spaces and comments. */
function lineText(lines: Lines, line: number, at: number): string {
  const rest = lines.text.slice(at, endOf(lines, line)).trim();
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
