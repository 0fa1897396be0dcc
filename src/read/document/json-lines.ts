// JSON text that is laid out in lines, as `JSON.stringify` and formatters do it: where everything is can be told by indents.

import { isArray, isObject, type Json, type JsonObject, jsonIn } from '../../model/json.ts';
import { lazily } from '../../model/lazily.ts';
import { BRACE, BRACKET, COLON, COMMA, isCloser, jsonOutline, QUOTE, stringEnd, stringValue } from './json.ts';
import type { Survey } from './limits.ts';
import { type LineFinder, lineFinder, lineStarts, type Member } from './lines.ts';

/** A value, and the index of the line that it begins on. */
interface Place {
  readonly line: number;
  readonly value: Json;
}

/** A text, and where its lines begin. */
interface Lines {
  readonly text: string;
  readonly starts: Int32Array;
  /** How many lines values take. */
  readonly extents: Survey['extents'] | undefined;
}

/**
 * Tells the lines of pointers in JSON text that stands for `value`. Only what a pointer leads through is looked at, and the
 * value tells what must be found there; else, {@link jsonOutline} tells. What `extents` are known spare the search for ends.
 */
export function jsonLines(text: string, value: Json, extents?: Survey['extents']): LineFinder {
  const exact = lazily(() => lineFinder(jsonOutline(text)));
  if (text.includes('\r')) return exact();
  if (!text.trimEnd().includes('\n')) return () => 1;
  const starts = lineStarts(text, true);
  const count = starts.length - (text.endsWith('\n') ? 1 : 0);
  // Several values on one line, or one on several, and the counts differ.
  const isEven = isObject(value) && extents?.get(value) === count;
  const lines = { text, starts, extents: isEven ? extents : undefined };
  return lineFinder(
    { root: { line: 0, value }, members: (place) => members(lines, place), lineAt: (offset) => offset + 1 },
    exact,
  );
}

/**
 * The members of a value, where they are all that it has, each begins a line of one indent, deeper than that of the value,
 * and ends on that line or on the next of that indent.
 */
function members(lines: Lines, { line, value }: Place): Map<string, Member<Place>> | undefined {
  const found = new Map<string, Member<Place>>();
  if (!isArray(value) && !isObject(value)) return found;
  const { text, starts, extents } = lines;
  const outer = indentOf(lines, line);
  const last = endOf(lines, line) - 1;
  const opener = openerAt(text, last);
  // Of the root, nothing was found yet.
  if (line === 0 && (opener === undefined || last !== outer)) return undefined;
  // What ends on its own line was found whole on it.
  if (opener === undefined) return found;
  const keys = Object.keys(value);
  const inner = indentOf(lines, line + 1);
  if (inner <= outer) return undefined;
  const first = starts[line + 1] ?? 0;
  const indent = text.slice(first, first + inner);
  /** What a member has opened. */
  let open: number | undefined;
  let hasComma = true;
  for (let next = line + 1; next < starts.length; next++) {
    const start = starts[next] ?? 0;
    const at = start + inner;
    if (!text.startsWith(indent, start) || isBlank(text.charCodeAt(at))) {
      const isEnd = indentOf(lines, next) === outer && text.charCodeAt(start + outer) === closerOf(opener);
      return isEnd && open === undefined && !hasComma && found.size === keys.length ? found : undefined;
    }
    const isClosed = isCloser(text.charCodeAt(at));
    if (isClosed ? open === undefined || text.charCodeAt(at) !== closerOf(open) : open !== undefined || !hasComma)
      return undefined;
    let end = endOf(lines, next);
    hasComma = text.charCodeAt(end - 1) === COMMA;
    if (hasComma) end -= 1;
    if (isClosed) {
      if (end !== at + 1) return undefined;
      open = undefined;
      continue;
    }
    let key = keys[found.size] ?? '';
    let from = at;
    if (opener === BRACE) {
      // Mostly, keys are written in the order in which the value has them.
      let after = at + key.length + 2;
      if (!isPlain(text, at, after, key)) {
        after = stringEnd(text, at);
        key = stringValue(text.slice(at, after));
      }
      from = valueAt(text, after);
    }
    if (found.has(key) || !Object.hasOwn(value, key)) return undefined;
    const child = (value as Readonly<Record<string, Json>>)[key] ?? null;
    found.set(key, { offset: next, node: { line: next, value: child } });
    open = from === end - 1 && !hasComma ? openerAt(text, from) : undefined;
    if (open === undefined) {
      if (!isText(text, from, end, child)) return undefined;
      continue;
    }
    if (!isOpened(open, child)) return undefined;
    const extent = extents?.get(child);
    // The next to look at is the line of its closer.
    next = extent === undefined ? afterDeeper(lines, next + 1, inner, outer) - 1 : next + extent - 2;
  }
  return undefined;
}

/** The first line, from `line` on, that is not indented deeper than `inner`; what is, is blank at `outer` as well. */
function afterDeeper({ text, starts }: Lines, line: number, inner: number, outer: number): number {
  let next = line;
  for (; next < starts.length; next++) {
    const start = starts[next] ?? 0;
    if (!isBlank(text.charCodeAt(start + inner)) || !isBlank(text.charCodeAt(start + outer))) break;
  }
  return next;
}

/** How far a line is indented. */
function indentOf({ text, starts }: Lines, line: number): number {
  const start = starts[line] ?? text.length;
  let indent = 0;
  while (isBlank(text.charCodeAt(start + indent))) indent++;
  return indent;
}

/** The offset after the last character on a line that is not white space. */
function endOf({ text, starts }: Lines, line: number): number {
  let end = (starts[line + 1] ?? text.length + 1) - 1;
  while (isBlank(text.charCodeAt(end - 1))) end--;
  return end;
}

/** Where the value begins whose key ends at `end`. */
function valueAt(text: string, end: number): number {
  let at = end;
  while (isBlank(text.charCodeAt(at)) || text.charCodeAt(at) === COLON) at++;
  return at;
}

function openerAt(text: string, at: number): number | undefined {
  const char = text.charCodeAt(at);
  return char === BRACE || char === BRACKET ? char : undefined;
}

/** In ASCII, both kinds of closer come two after their opener. */
function closerOf(opener: number): number {
  return opener + 2;
}

function isOpened(opener: number, value: Json): value is readonly Json[] | JsonObject {
  return opener === BRACE ? isObject(value) : isArray(value);
}

/** Whether the text from `from` to `to` is that of the value; of an object or array, whether it has as many members. */
function isText(text: string, from: number, to: number, value: Json): boolean {
  if (typeof value === 'string' && isPlain(text, from, to, value)) return true;
  const written = jsonIn(text.slice(from, to));
  if (isArray(value)) return isArray(written) && written.length === value.length;
  if (isObject(value)) return isObject(written) && Object.keys(written).length === Object.keys(value).length;
  return written === value;
}

/** Whether the text from `from` to `to` is `string` in quotes, without escapes. */
function isPlain(text: string, from: number, to: number, string: string): boolean {
  return (
    to - from === string.length + 2 &&
    text.charCodeAt(from) === QUOTE &&
    text.charCodeAt(to - 1) === QUOTE &&
    text.startsWith(string, from + 1) &&
    !string.includes('"') &&
    !string.includes('\\')
  );
}

function isBlank(char: number): boolean {
  return char === 0x20 || char === 0x09;
}
