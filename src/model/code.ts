// Foreign names and values in sentences: short, harmless code in backticks.

import type { Json } from './json.ts';

const LONGEST_VALUE = 80;

/** A foreign text as code in backticks, cut to 80 characters or as many as are said. */
export function code(text: string, longest = LONGEST_VALUE): string {
  return `\`${harmless(text === '' ? '""' : text, longest)}\``;
}

/** A JSON value as code in backticks. A text stands without quotes, unless it would read as another value then. */
export function codeOf(json: Json): string {
  return code(
    typeof json === 'string' && !/^(?:null|true|false|-?\d+(?:\.\d+)?)$/.test(json) ? json : JSON.stringify(json),
  );
}

/** The text on one line, without control and format characters and backticks, cut to so many characters. */
export function harmless(text: string, longest = LONGEST_VALUE): string {
  // A character has at most two code units: what lies beyond the cut is never looked at, however long the text is.
  const characters = [...text.slice(0, 2 * longest + 2)];
  const cut = characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text;
  return cut.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\uFFFD').replaceAll('`', "'");
}
