// What prose says of an end: that something is deprecated, and the day on which it ends.

import { daysIn } from './deadlines-days.ts';

const DEPRECATED = /\bdeprecat|\blegacy\b|\bobsolete\b|\bsuperseded\b/i;

const ENDS =
  /\bsunset|\bshut(?:ting)?[ -]?(?:down|off)|\bturn(?:ed|ing)? off|\bremov(?:ed?|al|ing)\b|\bretir(?:ed?|ing|ement)\b|\bend[- ]of[- ](?:life|support)|\beol\b|\bdiscontinu|\bstops? (?:working|being)|\bno longer (?:be )?(?:available|supported|work|accept)|\bdecommission|\bceases?\b|\bend date\b/gi;

/** What prose says. */
export interface Ending {
  readonly deprecated: boolean;
  /** RFC 3339 date; `undefined` where none is said. */
  readonly ends: string | undefined;
}

/** What the text says of an end; `undefined` where it says nothing. The day is the one in the sentence of the end. */
export function endingIn(text: string): Ending | undefined {
  const isEnding = text.search(ENDS) >= 0;
  let ends: string | undefined;
  for (const sentence of isEnding ? text.split(/(?<=[.!?])\s+|\n+/) : []) {
    const words = [...sentence.matchAll(ENDS)];
    const days = words.length === 0 ? [] : daysIn(sentence);
    for (const word of words)
      ends ??= (days.find(({ index }) => index > word.index) ?? days.findLast(({ index }) => index < word.index))?.day;
    if (ends !== undefined) break;
  }
  const deprecated = DEPRECATED.test(text);
  return deprecated || isEnding ? { deprecated, ends } : undefined;
}
