// Patterns against the engine's own regular expressions: what is said of all texts holds for each that is tried.

import { expect, test } from '@jest/globals';
import { spellingsOf } from '../../src/model/pattern/spelling.ts';
import { type Texts, textOutside } from '../../src/model/pattern/texts.ts';
import { type Random, random } from '../oracle/random.ts';

const WORK = 300_000;
const LETTERS = ['a', 'b', 'A', '0', '1', '_', '-', ' ', '\n', '\u00e9', '\u2028', '\u{1f600}', ']', '\\'];
const ATOMS = [
  ...['a', 'b', 'ab', '.', '\\d', '\\D', '\\w', '\\W', '\\s', '\\S', '[ab]', '[^ab]', '[a-c0-9]', '[^\\s\\d-]'],
  ...['\\u{1f600}', '\\u0041', '\\x30', '[\\]\\\\]', '[\\w-]', '[^]', '[]', '-'],
];

function anyPattern(chance: Random, depth: number): string {
  if (depth === 0 || chance.chance(0.3)) return chance.pick(ATOMS);
  const inner = (): string => anyPattern(chance, depth - 1);
  return chance.pick([
    () => `${inner()}${inner()}`,
    () => `(?:${inner()}|${inner()})`,
    () => `(${inner()})${chance.pick(['*', '+', '?', '{2}', '{1,}', '{0,2}', '*?', '+?'])}`,
    () => `^${inner()}`,
    () => `${inner()}$`,
    () => `(?:${inner()}|^)${inner()}`,
    () => `^(?:${inner()})$`,
  ])();
}

function anyTexts(chance: Random): Texts {
  const patterns = Array.from({ length: chance.below(3) }, () => anyPattern(chance, 3));
  return {
    patterns,
    ...(chance.chance(0.3) && { minLength: chance.below(4) }),
    ...(chance.chance(0.3) && { maxLength: 1 + chance.below(4) }),
  };
}

function allows({ patterns, minLength = 0, maxLength = 99 }: Texts, text: string): boolean {
  const { length } = [...text];
  return length >= minLength && length <= maxLength && patterns.every((pattern) => new RegExp(pattern, 'u').test(text));
}

test('of 3000 pairs each answer holds for texts', () => {
  const answers = { within: 0, outside: 0, open: 0 };
  for (let seed = 1; seed <= 3000; seed += 1) {
    const chance = random(seed);
    const inner = anyTexts(chance);
    // Often the outer one is near the inner one.
    const outer = chance.chance(0.5) ? anyTexts(chance) : { ...anyTexts(chance), patterns: inner.patterns.slice(0, 1) };
    const text = textOutside(inner, outer, { left: WORK });
    const tried = Array.from({ length: 60 }, () =>
      Array.from({ length: chance.below(6) }, () => chance.pick(LETTERS)).join(''),
    );
    const counter = [...tried, ...inner.patterns.flatMap(spellingsOf)].find(
      (one) => allows(inner, one) && !allows(outer, one),
    );
    if (text === undefined) answers.open += 1;
    else if (text === null) {
      answers.within += 1;
      expect({ seed, inner, outer, counter }).toEqual({ seed, inner, outer, counter: undefined });
    } else {
      answers.outside += 1;
      expect({ seed, inner, outer, text, parts: allows(inner, text) && !allows(outer, text) }).toMatchObject({
        parts: true,
      });
      const shorter = counter !== undefined && [...counter].length < [...text].length;
      expect({ seed, inner, outer, text, shorter }).toMatchObject({ shorter: false });
    }
  }
  expect(answers.within).toBeGreaterThan(500);
  expect(answers.outside).toBeGreaterThan(500);
  expect(answers.open).toBeLessThan(60);
});

test.each([
  ...['(?=a)', '(?<!a)b', '(a)\\1', '\\ba', 'a{2,1}', '[b-a]', '(a', 'a)', '*a', '[a', '\\u{110000}', '\\p{Nothing}'],
  `${'('.repeat(60)}${')'.repeat(60)}`,
  'a{9999}',
  '\\p{L}\\p{Lu}\\p{Ll}\\p{N}',
])('what is not regular, or too much, is left open: %s', (pattern) => {
  expect(textOutside({ patterns: [pattern] }, { patterns: ['^b$'] }, { left: WORK })).toBe(undefined);
});

test.each([
  ['^\\p{Lu}+$', '^\\p{L}+$', null],
  ['^\\p{L}+$', '^\\p{Lu}+$', 'a'],
  ['^\\p{Script=Greek}$', '^\\P{Script=Greek}$', '\u0370'],
  ['^[\\p{L}\\p{Emoji}]$', '^\\p{L}$', '0'],
])('Unicode properties: %s and %s', (inner, outer, text) => {
  expect(textOutside({ patterns: [inner] }, { patterns: [outer] }, { left: WORK })).toBe(text);
});

test('a hostile pattern takes no more than its share of the work', () => {
  const work = { left: 5_000_000 };
  const patterns = ['(.*a){30}(.*b){30}(x|y|.){40}', '^(([a-z])+.)+[A-Z]([a-z])+$', '(a|aa)*(b|bb){500}$'];
  for (const pattern of patterns)
    textOutside({ patterns: [pattern], maxLength: 4000 }, { patterns: [`${pattern}c`] }, work);
  expect(work.left).toBeGreaterThan(5_000_000 - patterns.length * 400_000);
});
