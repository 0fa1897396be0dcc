// Regular expressions of matchers as JSON Schema. They are read as text and never run.

import type { JsonObject } from '../../model/json.ts';

/** How many characters a regular expression may have. */
const LONGEST = 10_000;

/**
 * What a regular expression allows as a whole value, which is how Pact matches: `enum` where it lists its values
 * (`^(active|inactive)$`), else an anchored `pattern`; `undefined` for one that is
 * too long, or that ECMAScript, and so JSON Schema, has not.
 */
export function patternSchema(regex: string): JsonObject | undefined {
  if (regex.length > LONGEST) return undefined;
  const parts = alternatives(unwrapped(regex));
  const values = parts?.map((part) => literal(unanchored(part)));
  if (values?.every((value) => value !== undefined) === true) return { enum: [...new Set(values)] };
  const whole = anchored(regex);
  return whole !== undefined && isEcmaScript(whole) ? { pattern: whole } : undefined;
}

/** The pattern that finds `text` anywhere. */
export function including(text: string): JsonObject {
  return { pattern: text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') };
}

function anchored(regex: string): string | undefined {
  const parts = alternatives(regex);
  if (parts === undefined) return undefined;
  return parts.length === 1 ? `^${unanchored(regex)}$` : `^(?:${regex})$`;
}

function isEcmaScript(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}

/** The expression without anchors at its two ends. */
function unanchored(part: string): string {
  const rest = part.replace(/^(?:\^|\\A)/, '');
  const end = /(?:\$|\\[zZ])$/.exec(rest);
  return end === null || isEscaped(rest, end.index) ? rest : rest.slice(0, end.index);
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}

/** How many groups around the whole are taken off. */
const MOST_GROUPS = 4;

/** The expression without anchors, and without groups around all of it. */
function unwrapped(regex: string): string {
  let rest = regex;
  for (let groups = 0; groups < MOST_GROUPS; groups++) {
    if (alternatives(rest)?.length !== 1) return rest;
    rest = unanchored(rest);
    const inner = /^\((?:\?:|(?!\?))([\s\S]*)\)$/.exec(rest)?.[1];
    if (inner === undefined || alternatives(inner) === undefined) return rest;
    rest = inner;
  }
  return rest;
}

/** What stands between the `|` outside of groups and classes; `undefined` where groups are not balanced. */
function alternatives(regex: string): readonly string[] | undefined {
  const parts: string[] = [];
  let [start, depth] = [0, 0];
  let inClass = false;
  for (let at = 0; at < regex.length; at++) {
    const char = regex[at];
    if (char === '\\') at++;
    else if (inClass) inClass = char !== ']';
    else if (char === '[') inClass = true;
    else if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === '|' && depth === 0) {
      parts.push(regex.slice(start, at));
      start = at + 1;
    }
    if (depth < 0) return undefined;
  }
  return depth === 0 && !inClass ? [...parts, regex.slice(start)] : undefined;
}

/** The one text that an expression without operators stands for. */
function literal(part: string): string | undefined {
  let text = '';
  for (let at = 0; at < part.length; at++) {
    const char = part[at] ?? '';
    if (/[.^$*+?()[\]{}|]/.test(char)) return undefined;
    if (char === '\\' && !/[^A-Za-z0-9]/.test(part[++at] ?? '')) return undefined;
    text += part[at];
  }
  return text;
}
