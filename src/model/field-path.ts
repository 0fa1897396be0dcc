// Field paths as people write them, back into segments: the inverse of `formatField`.

import type { FieldPath, FieldSegment } from './place.ts';

/** A text that is no field path. */
export interface FieldMistake {
  /** The column, from 1, at which it goes wrong. */
  readonly column: number;
  /** What stands there, and what may: one clause. */
  readonly problem: string;
}

/**
 * The segments of `data[].amount`, `prices.*`, `lines[0].id`, `meta["odd.name"]` (or `meta."odd.name"`); none for an
 * empty text, which is the payload as a whole. Every path reads back from what `formatField` writes.
 */
export function parseField(text: string): FieldPath | FieldMistake {
  const path: FieldSegment[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === '.' && at > 0) at++;
    else if (text[at] !== '[' && at > 0) return mistake(text, at, 'a `.` or a `[` stands between two names');
    else if (text[at] === '.') return mistake(text, at, 'a path begins with a name');
    const step = text[at] === '[' && text[at - 1] !== '.' ? bracketed(text, at) : named(text, at);
    if ('problem' in step) return step;
    path.push(step.segment);
    at = step.end;
  }
  return path;
}

/** Whether {@link parseField} found a mistake. */
export function isFieldMistake(result: FieldPath | FieldMistake): result is FieldMistake {
  return 'problem' in result;
}

interface Step {
  readonly segment: FieldSegment;
  readonly end: number;
}

function named(text: string, at: number): Step | FieldMistake {
  if (text[at] === '"') return quoted(text, at) ?? mistake(text, at, 'the quoted name does not end');
  const [name] = /^[^.[\]*"\s]+/u.exec(text.slice(at)) ?? [];
  if (name !== undefined) return { segment: { property: name }, end: at + name.length };
  if (text[at] === '*') return { segment: { values: true }, end: at + 1 };
  return mistake(text, at, 'a name is missing; one with other characters is written `["odd.name"]`');
}

const KEYWORDS: readonly (readonly [text: string, segment: FieldSegment])[] = [
  ['[]', { items: true }],
  ['[contains]', { contains: true }],
  ['[names]', { names: true }],
  ['[content]', { content: true }],
];

function bracketed(text: string, at: number): Step | FieldMistake {
  for (const [keyword, segment] of KEYWORDS)
    if (text.startsWith(keyword, at)) return { segment, end: at + keyword.length };
  const [, index] = /^\[(0|[1-9]\d{0,8})\]/.exec(text.slice(at, at + 12)) ?? [];
  if (index !== undefined) return { segment: { item: Number(index) }, end: at + index.length + 2 };
  const closed = (inner: Step | undefined, closing: string): Step | FieldMistake =>
    inner !== undefined && text.startsWith(closing, inner.end)
      ? { ...inner, end: inner.end + closing.length }
      : mistake(text, at, `the \`[\` is not closed by \`${closing}\``);
  if (text[at + 1] === '"') return closed(quoted(text, at + 1), ']');
  if (text[at + 1] === '/') return closed(pattern(text, at + 2), '/]');
  return mistake(text, at, '`[]` stands for every item, `[0]` for one, `["odd.name"]` for a name');
}

function pattern(text: string, at: number): Step | undefined {
  if (text[at] !== '"') {
    const end = text.indexOf('/]', at);
    return end < 0 ? undefined : { segment: { pattern: text.slice(at, end) }, end };
  }
  const inner = quoted(text, at);
  return inner !== undefined && 'property' in inner.segment
    ? { segment: { pattern: inner.segment.property }, end: inner.end }
    : undefined;
}

/** The name in the JSON string that begins at `at`. */
function quoted(text: string, at: number): Step | undefined {
  let end = at + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  try {
    const property: unknown = JSON.parse(text.slice(at, end + 1));
    return typeof property === 'string' ? { segment: { property }, end: end + 1 } : undefined;
  } catch {
    return undefined;
  }
}

function mistake(text: string, at: number, problem: string): FieldMistake {
  return { column: at + 1, problem: at < text.length ? problem : `${problem}, and the path ends` };
}
