// How messages name things: foreign names and values as short, harmless code in backticks.

import type { Change } from '../model/change.ts';
import { code, harmless, codeOf as value } from '../model/code.ts';

export { code, value };

/** Operations are subjects too, and their paths are long. */
const LONGEST_SUBJECT = 200;
const LONGEST_REASON = 240;
const LONGEST_SENTENCE = 400;

/** What changed, by its own name. */
export function subject(change: Change): string {
  return code(change.subject, LONGEST_SUBJECT);
}

/** `request` or `response`: the payload that the change is in. */
export function payload(change: Change): string {
  return change.direction === 'response' ? 'response' : 'request';
}

/** One phrase for what we send and another for what we receive. */
export function byDirection(change: Change, phrases: { readonly request: string; readonly response: string }): string {
  return change.direction === 'response' ? phrases.response : phrases.request;
}

/** `must now` for what we send, `will now` for what we receive. */
export function mustNow(change: Change): string {
  return byDirection(change, { request: 'must now', response: 'will now' });
}

/** ` (was ...)` with the value before; empty where there was none. */
export function was(change: Change): string {
  return change.before === undefined ? '' : ` (was ${value(change.before)})`;
}

/** The value after, or the words for there being none. */
export function now(change: Change, none: string): string {
  return change.after === undefined ? none : value(change.after);
}

/** ` and ends on ...`, with the date of the end where one is announced; ` without a date for its end` otherwise. */
export function end(change: Change): string {
  const { sunset } = change.facts;
  const date = sunset === undefined ? ' without a date for its end' : ` and ends on ${harmless(sunset)}`;
  return `${date}${instead(change)}`;
}

/** `; ... takes its place`; empty where nothing is known to. */
export function instead({ facts }: Change): string {
  return facts.replacement === undefined ? '' : `; ${code(facts.replacement, LONGEST_SUBJECT)} takes its place`;
}

/** ` (likeness 0.92)`; empty where none was measured, and where nothing but case and separators differs. */
export function likeness(change: Change): string {
  const { likeness: measured = 1 } = change.facts;
  return measured === 1 ? '' : ` (likeness ${measured.toFixed(2)})`;
}

/** `: ` and the reason that the comparison gives; empty where it gives none. */
export function reason(change: Change): string {
  return change.facts.reason === undefined ? '' : `: ${harmless(change.facts.reason, LONGEST_REASON)}`;
}

/** The comparison's own sentence, in which foreign names and values are code already; `without` where it says none. */
export function said({ facts }: Change, without: string): string {
  const pieces = (facts.reason ?? without).slice(0, LONGEST_SENTENCE).split('`');
  const whole = pieces.length % 2 === 1 ? pieces : [pieces.join("'")];
  return whole.map((piece) => harmless(piece, LONGEST_SENTENCE)).join('`');
}
