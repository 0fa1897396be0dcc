// The page that text for a terminal is laid out on: how wide it is, what it shows, and how its lines look.

import picocolors from 'picocolors';
import type { Bearing, Outcome } from '../model/report.ts';
import type { Severity } from '../model/rule.ts';
import { clip, inertTerminal, messageSpans } from './inert.ts';
import { type Piece, wrap } from './wrap.ts';

/** How the report is laid out. */
export interface TextOptions {
  readonly color: boolean;
  /** In characters; 100 when absent, and never below 60. */
  readonly width?: number;
  /** Lists every place that a change reaches. */
  readonly allImpacts?: boolean;
  /** Lists what is folded otherwise: info, details of a long list, notes, whole payloads. */
  readonly verbose?: boolean;
}

/** What every line needs to know of the page that it is on. */
export interface Page {
  readonly colors: ReturnType<typeof picocolors.createColors>;
  /** In characters. */
  readonly width: number;
  readonly allImpacts: boolean;
  readonly verbose: boolean;
}

/** As wide as the column of symbols and words that messages stand beside. */
export const GUTTER = '                ';

/** Of a sentence, or of any other text that a stranger may have made long. */
export const MAX_MESSAGE = 600;

// Words up to this length are not broken.
const MAX_HELD = 40;

/** The page that `options` ask for. */
export function pageOf({ color, width = 100, allImpacts = false, verbose = false }: TextOptions): Page {
  return { colors: picocolors.createColors(color), width: Math.max(60, width), allImpacts, verbose };
}

/** A sentence of ours as pieces: what stands between backticks is set off, and nothing in it acts. */
export function sentence(message: string, page: Page): readonly Piece[] {
  return messageSpans(clip(message, MAX_MESSAGE)).map(({ code, text }) =>
    code ? { text: `\`${inertTerminal(text)}\``, paint: page.colors.bold } : { text: inertTerminal(text) },
  );
}

/** Symbol and word in a column of their own. */
export function gutter(symbol: string, word: string): string {
  return `  ${symbol} ${word}`.padEnd(GUTTER.length);
}

/** A line below the column of messages. */
export function detail(pieces: readonly Piece[], page: Page): string {
  return wrap({ text: GUTTER }, pieces, page.width);
}

/** Words in a quiet tone below the column of messages, set apart by dots. */
export function quiet(words: readonly string[], page: Page): string {
  const text = words
    .filter((word) => word !== '')
    .map((word) => clip(inertTerminal(word), MAX_MESSAGE))
    .map((word) => (word.length <= MAX_HELD ? word.replaceAll(' ', '\u00a0') : word))
    .join(' ·\u00a0');
  return detail([{ text, paint: page.colors.dim }], page);
}

/** The tone of what a look came to. */
export function outcomePaint(outcome: Outcome, { colors }: Page): (text: string) => string {
  return { clean: colors.green, drift: colors.bold, unknown: colors.yellow }[outcome];
}

/** The tone of a severity. */
export function severityPaint(severity: Severity, { colors }: Page): (text: string) => string {
  if (severity === 'breaking') return (text) => colors.bold(colors.red(text));
  return { risky: colors.yellow, deprecated: colors.magenta, info: colors.blue }[severity];
}

/** The tone of what a finding means for consumers. */
export function bearingPaint(bearing: Bearing, { colors }: Page): (text: string) => string {
  if (bearing === 'breaks') return (text) => colors.bold(colors.red(text));
  return { 'at risk': colors.yellow, ends: colors.magenta, unaffected: colors.dim }[bearing];
}
