// What a change looks like before and after, line by line, with what differs marked.

import type { Change } from '../../model/change.ts';
import type { Json } from '../../model/json.ts';
import { escapeActing } from '../json.ts';

/** A line of one side. */
export interface SideLine {
  readonly text: string;
  /** Whether the other side does not have it. */
  readonly changed: boolean;
}

/** Both sides of a change; a side without lines is one on which there is nothing. */
export interface Sides {
  readonly before: readonly SideLine[];
  readonly after: readonly SideLine[];
}

/** A value is compared line by line only up to so many of them. */
const MOST_LINES = 400;
const MAX_LINE = 400;

/** Both sides: the values as JSON, where the change is of values; else what was there and is, or what holds of it, in words. */
export function sidesOf({ kind, subject, before, after }: Change): Sides {
  const [, verb = ''] = kind.split('.');
  const isOfValues = before !== undefined || after !== undefined;
  const [was, is] = STATES[verb] ?? ['as it was', 'otherwise'];
  // What holds, or happens, now has no state before and after.
  const isNow = /^(?:contract|credential|deadline|flow|health|live|trouble|wire)\./.test(kind);
  if (isNow && !isOfValues) return { before: [], after: [] };
  const side = (value: Json | undefined, state: string, absent: RegExp) => {
    // There the values are words of ours.
    if (value !== undefined) return isNow && typeof value === 'string' ? [value] : linesOf(value);
    if (verb === 'renamed') return [JSON.stringify(subject)];
    if (isOfValues || absent.test(verb)) return [];
    return CAME.test(verb) || WENT.test(verb) ? [subject] : [`${subject}: ${state}`];
  };
  return compared(side(before, was, CAME), side(after, is, WENT));
}

// By the end of the second word of a kind.
const CAME = /(?:added|appeared)$/;
const WENT = /(?:removed|gone)$/;

/** What holds before and after a kind of change, by the second word of the kind. */
const STATES: Readonly<Record<string, readonly [before: string, after: string]>> = {
  'became-required': ['optional', 'required'],
  'became-optional': ['required', 'optional'],
  deprecated: ['not deprecated', 'deprecated'],
  undeprecated: ['deprecated', 'not deprecated'],
  'remains-deprecated': ['deprecated', 'deprecated'],
  'scheme-deprecated': ['not deprecated', 'deprecated'],
  'scheme-undeprecated': ['deprecated', 'not deprecated'],
  allowed: ['never null', 'sometimes null'],
  refused: ['sometimes null', 'never null'],
  opened: ['closed', 'open'],
  closed: ['open', 'closed'],
};

function linesOf(value: Json): readonly string[] {
  return escapeActing(JSON.stringify(value, null, 2))
    .split('\n')
    .map((line) => (line.length > MAX_LINE ? `${line.slice(0, MAX_LINE - 1)}…` : line));
}

/** Both lists of lines with those marked that are not in a longest common subsequence. */
function compared(before: readonly string[], after: readonly string[]): Sides {
  const [old, fresh] = [before.slice(0, MOST_LINES), after.slice(0, MOST_LINES)];
  const kept = commonLines(old, fresh);
  return {
    before: old.map((text, at) => ({ text, changed: !kept.some(([mine]) => mine === at) })),
    after: fresh.map((text, at) => ({ text, changed: !kept.some(([, mine]) => mine === at) })),
  };
}

/** The indexes of lines that both have, in order. */
function commonLines(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
