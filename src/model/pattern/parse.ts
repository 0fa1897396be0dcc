// Patterns of schemas as trees: regular expressions of ECMA-262 §22.2.1, as far as they are regular.

import { type Characters, CLASSES, characters, charactersOf, codeOf, DOT, outside } from './characters.ts';

/** What a part of a pattern stands for. */
export type PatternPart =
  | { readonly kind: 'characters'; readonly set: Characters }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternPart[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternPart[] }
  /** `most` may be infinite. */
  | { readonly kind: 'repeat'; readonly part: PatternPart; readonly least: number; readonly most: number }
  /** `^`, `$`, and `\b` or `\B`: places between characters. */
  | { readonly kind: 'start' | 'end' | 'boundary' };

/** Groups within groups beyond this are not followed. */
const DEEPEST = 50;

/** Characters of the escapes that stand for one. */
const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', v: '\v', f: '\f', '0': '\0' };

/** The pattern as a tree; `undefined` where it is no pattern, or holds what is not regular: look-around, back references. */
export function parsePattern(pattern: string): PatternPart | undefined {
  const chars = [...pattern];
  const properties = new Map<string, Characters | undefined>();
  let at = 0;
  const rest = (length: number): string => chars.slice(at, at + length).join('');
  const eat = (text: string): boolean => {
    if (rest(text.length) !== text) return false;
    at += text.length;
    return true;
  };
  const match = (form: RegExp, longest: number): RegExpExecArray | undefined => {
    const found = form.exec(rest(longest));
    if (found === null) return undefined;
    at += found[0].length;
    return found;
  };

  function choice(depth: number): PatternPart | undefined {
    if (depth > DEEPEST) return undefined;
    const options: PatternPart[] = [];
    do {
      const option = sequence(depth);
      if (option === undefined) return undefined;
      options.push(option);
    } while (eat('|'));
    return options.length === 1 ? options[0] : { kind: 'choice', options };
  }

  function sequence(depth: number): PatternPart | undefined {
    const parts: PatternPart[] = [];
    while (at < chars.length && chars[at] !== '|' && chars[at] !== ')') {
      const part = atom(depth);
      const repeated = part && quantified(part);
      if (repeated === undefined) return undefined;
      parts.push(repeated);
    }
    return { kind: 'sequence', parts };
  }

  function atom(depth: number): PatternPart | undefined {
    const char = chars[at++] ?? '';
    if (char === '^') return { kind: 'start' };
    if (char === '$') return { kind: 'end' };
    if (char === '.') return of(DOT);
    if (char === '[') return of(characterClass());
    if (char === '(') return group(depth);
    if (char === '\\' && (eat('b') || eat('B'))) return { kind: 'boundary' };
    if (char === '\\') return of(escaped(false));
    return '*+?{'.includes(char) ? undefined : of(charactersOf(char));
  }

  function group(depth: number): PatternPart | undefined {
    if (eat('?') && !eat(':') && match(/^<[A-Za-z_$][\w$]*>/, 200) === undefined) return undefined;
    const inner = choice(depth + 1);
    return eat(')') ? inner : undefined;
  }

  function quantified(part: PatternPart): PatternPart | undefined {
    const counts = match(/^(?:[*+?]|\{(\d{1,9})(,(\d{0,9}))?\})\??/, 24);
    if (counts === undefined) return part;
    if (part.kind === 'start' || part.kind === 'end' || part.kind === 'boundary') return undefined;
    const [whole, from, comma, to] = counts;
    const least = from === undefined ? Number(whole.startsWith('+')) : Number(from);
    const open = comma === undefined ? least : Number(to || Number.POSITIVE_INFINITY);
    const most = from === undefined ? (whole.startsWith('?') ? 1 : Number.POSITIVE_INFINITY) : open;
    return most < least ? undefined : { kind: 'repeat', part, least, most };
  }

  function escaped(inClass: boolean): Characters | undefined {
    const char = chars[at++] ?? '';
    const lower = char.toLowerCase();
    if (lower === 'd' || lower === 's' || lower === 'w')
      return char === lower ? CLASSES[lower] : outside(CLASSES[lower]);
    if (lower === 'p') return property(char === 'P');
    const code = char === 'u' ? match(/^(?:([0-9a-fA-F]{4})|\{([0-9a-fA-F]{1,6})\})/, 8) : undefined;
    const short = char === 'x' ? match(/^([0-9a-fA-F]{2})/, 2) : undefined;
    const [, fixed, braced] = code ?? short ?? [];
    if (fixed !== undefined || braced !== undefined) return one(Number.parseInt(fixed ?? braced ?? '', 16));
    if (char === '0' && /^\d/.test(rest(1))) return undefined;
    if (inClass && char === 'b') return one(8);
    const control = CONTROLS[char];
    if (control !== undefined) return charactersOf(control);
    return char === '' || /[A-Za-z0-9]/.test(char) ? undefined : charactersOf(char);
  }

  function property(negated: boolean): Characters | undefined {
    const named = match(/^\{[A-Za-z_]+(?:=[A-Za-z_]+)?\}/, 60);
    const [name = ''] = named ?? [];
    if (!properties.has(name)) properties.set(name, withProperty(`\\p${name}`));
    const set = properties.get(name);
    return set && (negated ? outside(set) : set);
  }

  function characterClass(): Characters | undefined {
    const negated = eat('^');
    const ranges: (readonly [number, number])[] = [];
    while (!eat(']')) {
      if (at >= chars.length) return undefined;
      const low = member();
      if (low === undefined) return undefined;
      const isRange = chars[at] === '-' && chars[at + 1] !== ']' && chars[at + 1] !== undefined;
      if (!isRange) {
        ranges.push(...low);
        continue;
      }
      at += 1;
      const high = member();
      const [from, to] = [single(low), high && single(high)];
      if (from === undefined || to === undefined || from > to) return undefined;
      ranges.push([from, to]);
    }
    return negated ? outside(characters(ranges)) : characters(ranges);
  }

  function member(): Characters | undefined {
    return eat('\\') ? escaped(true) : charactersOf(chars[at++] ?? '');
  }

  const whole = choice(0);
  return at === chars.length ? whole : undefined;
}

function of(set: Characters | undefined): PatternPart | undefined {
  return set && { kind: 'characters', set };
}

function one(code: number): Characters | undefined {
  // Halves of a pair are characters only together with the other one.
  return code > 0x10_ff_ff || (code >= 0xd8_00 && code <= 0xdf_ff) ? undefined : [[code, code]];
}

/** The code point of the only character; `undefined` of several. */
function single(set: Characters): number | undefined {
  const [[from, to] = [0, 1]] = set;
  return set.length === 1 && from === to ? from : undefined;
}

/** All characters that have the Unicode property; `undefined` where there is none of the name. */
function withProperty(named: string): Characters | undefined {
  let form: RegExp;
  try {
    form = new RegExp(`${named}+`, 'gu');
  } catch {
    return undefined;
  }
  // Halves of pairs (UTF-16) are left out: they are no characters.
  const texts = [textOf(0, 0xd7_ff), textOf(0xe0_00, 0x10_ff_ff)];
  const runs = texts.flatMap((text) => [...text.matchAll(form)].map(([run]) => run));
  return characters(runs.map((run) => [codeOf(run), codeOf(run.slice(lastAt(run)))]));
}

/** The text of all characters from the first to the last. */
function textOf(first: number, last: number): string {
  const units = new Uint16Array(2 * (last - first + 1));
  let length = 0;
  for (let code = first; code <= last; code += 1) {
    if (code <= 0xff_ff) units[length++] = code;
    else {
      units[length++] = 0xd8_00 + ((code - 0x1_00_00) >> 10);
      units[length++] = 0xdc_00 + (code & 0x3_ff);
    }
  }
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(units.subarray(0, length));
}

/** Where the last character begins. */
function lastAt(text: string): number {
  const unit = text.charCodeAt(text.length - 1);
  return text.length - (unit >= 0xdc_00 && unit <= 0xdf_ff ? 2 : 1);
}
