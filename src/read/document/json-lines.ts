// JSON text that is laid out one value on a line, as `JSON.stringify` does it: where everything is can be told by lines alone.

import { BRACE, BRACKET, isCloser, jsonOutline, stringEnd, stringValue } from './json.ts';
import type { Member, Outline } from './lines.ts';

/** The lines of a text, by index: where each begins, and how far it is indented. */
interface Lines {
  readonly count: number;
  readonly starts: Int32Array;
  readonly indents: Int32Array;
}

/**
 * The outline of JSON text that holds `values` values. Where it is laid out one value on a line, each level indented alike
 * and deeper than the one around it, a node is the index of the line that begins the value; else see {@link jsonOutline}.
 */
export function jsonLines(text: string, values: number): Outline {
  const lines = linesOf(text, values);
  if (lines === undefined) return jsonOutline(text);
  return { root: 0, members: (node) => members(text, lines, node), lineAt: (offset) => offset + 1 };
}

/** The lines, where the text is laid out so; `undefined` where it is not. */
function linesOf(text: string, values: number): Lines | undefined {
  if (text.includes('\r')) return undefined;
  // Each value begins a line, and ends one of its own at most.
  const starts = new Int32Array(2 * values);
  const indents = new Int32Array(2 * values);
  let count = 0;
  /** The indents of the lines that opened what is open. */
  const around: number[] = [];
  let left = values;
  let level = 0;
  let opened = false;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    let at = start;
    while (isBlank(text.charCodeAt(at))) at++;
    if (at >= end) {
      // Nothing may follow the last value but an empty line.
      if (text.slice(end).trim() !== '') return undefined;
      break;
    }
    const indent = at - start;
    const closer = isCloser(text.charCodeAt(at));
    if (closer) {
      if (indent !== (opened ? level : around.pop())) return undefined;
      level = indent;
    } else if (opened) {
      if (indent <= level) return undefined;
      around.push(level);
      level = indent;
    } else if (indent !== level) return undefined;
    if (!closer) left -= 1;
    starts[count] = start;
    indents[count] = indent;
    count += 1;
    const last = text.charCodeAt(lastOf(text, end));
    opened = last === BRACE || last === BRACKET;
    start = end + 1;
  }
  // Several values on one line, or one on several, and the counts differ.
  return left === 0 && count > 0 ? { count, starts, indents } : undefined;
}

function members(text: string, { count, starts, indents }: Lines, node: number): Map<string, Member> {
  const found = new Map<string, Member>();
  const outer = indents[node] ?? 0;
  const inner = indents[node + 1] ?? 0;
  if (inner <= outer) return found;
  const keyed = text.charCodeAt(lastOf(text, (starts[node + 1] ?? 0) - 1)) === BRACE;
  for (let line = node + 1; line < count; line++) {
    const indent = indents[line] ?? 0;
    if (indent <= outer) break;
    if (indent !== inner) continue;
    const at = (starts[line] ?? 0) + indent;
    const char = text.charCodeAt(at);
    if (isCloser(char)) continue;
    const key = keyed ? stringValue(text.slice(at, stringEnd(text, at))) : String(found.size);
    found.set(key, { offset: line, node: line });
  }
  return found;
}

/** The offset of the last character before `end` that is not white space. */
function lastOf(text: string, end: number): number {
  let last = end - 1;
  while (isBlank(text.charCodeAt(last))) last--;
  return last;
}

function isBlank(char: number): boolean {
  return char === 0x20 || char === 0x09;
}
