// Patterns of strangers in time linear in pattern and text.

import { RE2JS } from 're2js';
import { Unprovable } from './effort.ts';

/** A pattern that can be tried on texts; `test` throws {@link Unprovable} where the pattern is beyond RE2's syntax. */
export interface LinearPattern {
  test(text: string): boolean;
}

/** Compiles ECMAScript patterns as RE2 does; each is compiled once. */
export type PatternCompiler = (pattern: string) => LinearPattern;

/** A compiler that remembers what it compiled. */
export function patternCompiler(): PatternCompiler {
  const known = new Map<string, LinearPattern>();
  return (pattern) => {
    const found = known.get(pattern) ?? compile(pattern);
    known.set(pattern, found);
    return found;
  };
}

function compile(pattern: string): LinearPattern {
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
    return { test: (text) => compiled.matcher(text).find() };
  } catch {
    return {
      test: () => {
        throw new Unprovable(`the pattern ${JSON.stringify(pattern)} cannot be tried in linear time`);
      },
    };
  }
}
