// JSON text: mending what is nearly JSON, and finding where its members are written.

import { lineTable, type Member, type Outline } from './lines.ts';

/**
 * The text with comments and trailing commas blanked out: of the same length, with the same lines. It is the text
 * itself when there are none.
 */
export function mendJson(text: string): string {
  const cuts: { readonly start: number; readonly end: number }[] = [];
  let comma: number | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === SLASH) {
      const end = commentEnd(text, at);
      if (end === undefined) continue;
      cuts.push({ start: at, end });
      at = end - 1;
    } else if (char === QUOTE) {
      comma = undefined;
      at = stringEnd(text, at) - 1;
    } else if (char === COMMA) comma = at;
    else if (isCloser(char)) {
      if (comma !== undefined) cuts.push({ start: comma, end: comma + 1 });
      comma = undefined;
    } else if (!isSpace(char)) comma = undefined;
  }
  return cuts.length === 0 ? text : blank(text, cuts);
}

function blank(text: string, cuts: { readonly start: number; readonly end: number }[]): string {
  let result = '';
  let kept = 0;
  for (const { start, end } of cuts.sort((a, b) => a.start - b.start)) {
    result += text.slice(kept, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ');
    kept = end;
  }
  return result + text.slice(kept);
}

/** The offset after the comment that begins at `at`; `undefined` when none does. */
function commentEnd(text: string, at: number): number | undefined {
  const opener = text.slice(at, at + 2);
  if (opener !== '//' && opener !== '/*') return undefined;
  const closer = opener === '//' ? '\n' : '*/';
  const end = text.indexOf(closer, at + 2);
  if (end < 0) return text.length;
  return opener === '//' ? end : end + closer.length;
}

/**
 * Where the members of objects and arrays are written in JSON text. A node is the offset of a value. Only the members
 * that are asked for are looked at, so nothing is built for the rest of a large document.
 */
export function jsonOutline(text: string): Outline<number> {
  return { root: skipSpace(text, 0), members: (node) => members(text, node), lineAt: lineTable(text) };
}

function members(text: string, node: number): Map<string, Member<number>> {
  const found = new Map<string, Member<number>>();
  const opener = text.charCodeAt(node);
  if (opener !== BRACE && opener !== BRACKET) return found;
  let at = skipSpace(text, node + 1);
  while (at < text.length && !isCloser(text.charCodeAt(at))) {
    const start = at;
    let key = String(found.size);
    if (opener === BRACE) {
      at = stringEnd(text, at);
      key = stringValue(text.slice(start, at));
      at = skipSpace(text, skipSpace(text, at) + 1);
    }
    found.set(key, { offset: start, node: at });
    at = skipSpace(text, valueEnd(text, at));
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1);
  }
  return found;
}

/** The offset after the value at `at`; always beyond `at`. */
function valueEnd(text: string, at: number): number {
  let depth = 0;
  for (let next = at; next < text.length; next++) {
    const char = text.charCodeAt(next);
    if (char === QUOTE) {
      next = stringEnd(text, next) - 1;
      if (depth === 0) return next + 1;
    } else if (char === BRACE || char === BRACKET) depth++;
    else if (isCloser(char)) {
      if (depth <= 1) return depth === 0 ? Math.max(next, at + 1) : next + 1;
      depth--;
    } else if (char === COMMA && depth === 0) return Math.max(next, at + 1);
  }
  return text.length;
}

/** The offset after the string that begins at `at`. */
export function stringEnd(text: string, at: number): number {
  for (let next = at + 1; next < text.length; next++) {
    const char = text.charCodeAt(next);
    if (char === QUOTE) return next + 1;
    if (char === BACKSLASH) next++;
  }
  return text.length;
}

/** What a string literal stands for. */
export function stringValue(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal.slice(1, -1);
  }
}

function skipSpace(text: string, at: number): number {
  let next = at;
  while (isSpace(text.charCodeAt(next))) next++;
  return next;
}

function isSpace(char: number): boolean {
  return char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09;
}

/** Whether the character ends an object or an array. */
export function isCloser(char: number): boolean {
  return char === 0x7d || char === 0x5d;
}

export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;
export const BRACKET = 0x5b;
export const BRACE = 0x7b;
