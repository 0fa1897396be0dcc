// Where a change is, in the words of who calls the API. Nothing else in the house builds locations.

import type { Pointer } from './pointer.ts';

/** Which way the changed thing travels; `auth`, `transport` and `meta` for what is no payload. */
export type Direction = 'request' | 'response' | 'auth' | 'transport' | 'meta';

/** One step from a payload towards a field. */
export type FieldSegment =
  | { readonly property: string }
  /** Any property that is not named (`additionalProperties`). */
  | { readonly values: true }
  /** Properties whose name matches (`patternProperties`). */
  | { readonly pattern: string }
  /** The property names themselves (`propertyNames`). */
  | { readonly names: true }
  /** Every item of an array, or every item after its prefix. */
  | { readonly items: true }
  /** One item of the prefix of an array. */
  | { readonly item: number }
  /** The items that `contains` asks for. */
  | { readonly contains: true }
  /** The decoded content of a string (`contentSchema`). */
  | { readonly content: true };

export type FieldPath = readonly FieldSegment[];

/** The part of an operation that a payload belongs to. */
export interface Slot {
  /** `METHOD /path` as written in the old document, or in the new one for what is new; a callback has its name in front. */
  readonly operation: string;
  readonly direction: Direction;
  /** `path`, `query`, `header`, `cookie` and the name, for a parameter. */
  readonly parameter?: string;
  readonly status?: string;
  readonly header?: string;
  readonly mediaType?: string;
}

/** A field of a slot that a change reaches. */
export interface Impact extends Slot {
  /** `data[].amount`; empty for the payload as a whole. */
  readonly field: string;
  /** The same as segments, for joining with contracts. */
  readonly path: FieldPath;
}

/** The side of a change in one document. */
export interface Side {
  readonly pointer: Pointer;
}

/** `METHOD /path`, the one form in which operations are named. */
export function operationName(method: string, path: string): string {
  return `${method} ${path}`;
}

/** The path with its parameters' names erased: what is equal on the wire is equal here. */
export function pathTemplate(path: string): string {
  return path.replace(/\{[^{}]*\}/g, '{}');
}

/** Field path as people write it: `data[].amount`, `prices.*`, `lines[0].id`; names with dots are quoted. */
export function formatField(path: FieldPath): string {
  let text = '';
  for (const segment of path) {
    if ('items' in segment) text += '[]';
    else if ('item' in segment) text += `[${segment.item}]`;
    else if ('contains' in segment) text += '[contains]';
    else {
      const name = segmentName(segment);
      text += name.startsWith('[') || text === '' ? name : `.${name}`;
    }
  }
  return text;
}

function segmentName(segment: FieldSegment): string {
  if ('property' in segment)
    return /^[^.[\]*"\s]+$/u.test(segment.property) ? segment.property : `[${JSON.stringify(segment.property)}]`;
  if ('values' in segment) return '*';
  if ('pattern' in segment) return `[/${writtenPattern(segment.pattern)}/]`;
  if ('names' in segment) return '[names]';
  return '[content]';
}

/** A pattern that could be taken for its own end, or for a quoted one, is quoted. */
function writtenPattern(pattern: string): string {
  return pattern.includes('/]') || pattern.startsWith('"') ? JSON.stringify(pattern) : pattern;
}
