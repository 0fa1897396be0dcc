// Strings: how long they may be, which patterns they match, and what they enclose.

import { type Texts, textOutside, textsOf } from '../model/pattern/texts.ts';
import type { Keyword, StringVariant } from '../model/schema.ts';
import { besideBytes } from './bytes.ts';
import { record, type Scope } from './comparison.ts';
import { compareBound, compareFormats, sides } from './scalars.ts';
import { compareSchemas } from './schema.ts';

/** Compares what strings are accepted. */
export function compareStrings(scope: Scope, olds: StringVariant, news: StringVariant): void {
  const [old, fresh] = besideBytes(olds, news);
  for (const keyword of ['contentEncoding', 'contentMediaType'] as const) {
    const before = old[keyword];
    const after = fresh[keyword];
    if (before?.value === after?.value) continue;
    record(scope, 'content.changed', {
      ...sides(before, after, old, fresh),
      before: before?.value,
      after: after?.value,
      facts: { keyword },
    });
  }
  if (old.contentSchema !== undefined || fresh.contentSchema !== undefined) {
    compareSchemas(scope, old.contentSchema, fresh.contentSchema, [{ content: true }]);
  }
  if (old.values !== undefined || fresh.values !== undefined) return;
  compareLengths(scope, 'minLength', old, fresh);
  compareLengths(scope, 'maxLength', old, fresh);
  comparePatterns(scope, old, fresh);
  compareFormats(scope, old, fresh);
}

/** Compares how long texts must be or may be, where the patterns of either side do not say the same. */
function compareLengths(
  scope: Scope,
  keyword: 'minLength' | 'maxLength',
  old: StringVariant,
  fresh: StringVariant,
): void {
  const [before, after] = [old[keyword], fresh[keyword]];
  if (before?.value === after?.value) return;
  const raise = keyword === 'minLength';
  const tightened = before === undefined || (after !== undefined && after.value > before.value === raise);
  const [inner, outer] = tightened ? [old, fresh] : [fresh, old];
  const limit = { patterns: [], [keyword]: outer[keyword]?.value };
  // What the patterns beside it imply is told of the patterns, where it is new.
  const isImplied =
    isWithin(scope, textsOf(inner), limit) || isWithin(scope, { patterns: textsOf(outer).patterns }, limit);
  if (!isImplied) compareBound(scope, keyword, before, after, raise, old, fresh);
}

/** Compares the patterns: a wider one is loosened, a narrower one tightened, one that says the same nothing. */
function comparePatterns(scope: Scope, old: StringVariant, fresh: StringVariant): void {
  const gone = missing(fresh, old);
  const come = missing(old, fresh);
  const lost = gone.filter(({ value }) => !isWithin(scope, textsOf(fresh), { patterns: [value] }));
  const asked = come.filter(({ value }) => !isWithin(scope, textsOf(old), { patterns: [value] }));
  if (lost.length === 0 && asked.length === 0) return;
  const [before] = [...lost, ...gone];
  const [after] = [...asked, ...come];
  record(scope, lost.length === 0 ? 'pattern.tightened' : asked.length === 0 ? 'pattern.loosened' : 'pattern.changed', {
    ...sides(before, after, old, fresh),
    before: before?.value,
    after: after?.value,
  });
}

/** The patterns of the one side that the other does not have word for word. */
function missing(from: StringVariant, { patterns }: StringVariant): readonly Keyword<string>[] {
  const known = new Set(from.patterns.map(({ value }) => plainPattern(value)));
  return patterns.filter(({ value }) => !known.has(plainPattern(value)));
}

/** Whether surely the same texts match the two patterns. */
export function areAlike(scope: Scope, one: string, other: string): boolean {
  const [texts, others] = [{ patterns: [one] }, { patterns: [other] }];
  return (
    plainPattern(one) === plainPattern(other) || (isWithin(scope, texts, others) && isWithin(scope, others, texts))
  );
}

/** Whether surely all of the texts are among the others; where neither has a pattern, nothing is asked. */
function isWithin({ comparison: { patterns } }: Scope, inner: Texts, outer: Texts): boolean {
  if (inner.patterns.length + outer.patterns.length === 0) return false;
  const question = JSON.stringify([inner, outer]);
  const found = patterns.answers.get(question) ?? textOutside(inner, outer, patterns) === null;
  patterns.answers.set(question, found);
  return found;
}

/** An escape, a class of characters, or one character. */
const PATTERN_PART = /\\.|\[(?:\\.|[^\]\\])*\]|./gsu;

/**
 * The pattern without escapes that change nothing, digits written in one way (ECMA-262 §22.2.1): so are those known for the
 * same, too, that are not regular.
 */
function plainPattern(pattern: string): string {
  return pattern
    .replace(/\\./gsu, (part) => (part === '\\/' ? '/' : part))
    .replace(PATTERN_PART, (part) => (part === '[0-9]' ? '\\d' : part));
}
