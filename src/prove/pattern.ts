// Short texts that a regular expression matches: simple patterns only, and whoever asks tries the text on the pattern itself.

/** What a part of a pattern may stand for. */
type Piece =
  | { readonly text: string }
  | { readonly oneOf: readonly Piece[] }
  | { readonly all: readonly Piece[] }
  | { readonly repeat: Piece; readonly least: number; readonly most: number };

/** How many characters a text for a pattern may have. */
const LONGEST = 2000;

/** Texts that the pattern may match: its first alternatives with the least and one more than the least repetitions. */
export function textsOf(pattern: string): readonly string[] {
  const piece = parse(pattern);
  if (piece === undefined) return [];
  const texts: string[] = [];
  for (const more of [0, 1]) {
    for (const branch of [0, 1, 2]) {
      const text = spell(piece, more, branch);
      if (text !== undefined && text.length <= LONGEST && !texts.includes(text)) texts.push(text);
    }
  }
  return texts;
}

function spell(piece: Piece, more: number, branch: number): string | undefined {
  if ('text' in piece) return piece.text;
  if ('oneOf' in piece) {
    const chosen = piece.oneOf[branch] ?? piece.oneOf[0];
    return chosen === undefined ? '' : spell(chosen, more, branch);
  }
  if ('all' in piece) {
    let text = '';
    for (const part of piece.all) {
      const spelt = spell(part, more, branch);
      if (spelt === undefined || text.length + spelt.length > LONGEST) return undefined;
      text += spelt;
    }
    return text;
  }
  const times = Math.min(piece.least + more, piece.most);
  const once = times === 0 ? '' : spell(piece.repeat, more, branch);
  return once === undefined || once.length * times > LONGEST ? undefined : once.repeat(times);
}

/** Groups within groups beyond this are no simple pattern. */
const DEEPEST = 50;

/** The pattern as pieces; `undefined` where it holds what is not understood here (look-around, back references). */
function parse(pattern: string): Piece | undefined {
  let at = 0;
  const peek = (): string => pattern[at] ?? '';
  const take = (): string => pattern[at++] ?? '';
  const eat = (text: string): boolean => {
    if (!pattern.startsWith(text, at)) return false;
    at += text.length;
    return true;
  };

  function alternatives(depth: number): Piece | undefined {
    if (depth > DEEPEST) return undefined;
    const options: Piece[] = [];
    do {
      const option = sequence(depth);
      if (option === undefined) return undefined;
      options.push(option);
    } while (eat('|'));
    return { oneOf: options };
  }

  function sequence(depth: number): Piece | undefined {
    const parts: Piece[] = [];
    while (at < pattern.length && peek() !== '|' && peek() !== ')') {
      const part = atom(depth);
      if (part === undefined) return undefined;
      parts.push(quantified(part));
    }
    return { all: parts };
  }

  function atom(depth: number): Piece | undefined {
    const char = take();
    if (char === '^' || char === '$') return { text: '' };
    if (char === '.') return { text: 'x' };
    if (char === '[') return characterClass();
    if (char === '\\') return escaped();
    if (char !== '(') return { text: char };
    if (eat('?:') || !eat('?')) return closed(alternatives(depth + 1));
    const name = /^<[A-Za-z]\w*>/.exec(pattern.slice(at));
    if (name === null) return undefined;
    at += name[0].length;
    return closed(alternatives(depth + 1));
  }

  function closed(piece: Piece | undefined): Piece | undefined {
    return eat(')') ? piece : undefined;
  }

  function quantified(piece: Piece): Piece {
    let repeated = piece;
    if (eat('*')) repeated = { repeat: piece, least: 0, most: Number.POSITIVE_INFINITY };
    else if (eat('+')) repeated = { repeat: piece, least: 1, most: Number.POSITIVE_INFINITY };
    else if (eat('?')) repeated = { repeat: piece, least: 0, most: 1 };
    else {
      const counts = /^\{(\d+)(,(\d*))?\}/.exec(pattern.slice(at, at + 24));
      if (counts === null) return piece;
      at += counts[0].length;
      const least = Number(counts[1]);
      const most = counts[2] === undefined ? least : counts[3] ? Number(counts[3]) : Number.POSITIVE_INFINITY;
      repeated = { repeat: piece, least, most };
    }
    eat('?');
    return repeated;
  }

  function escaped(): Piece | undefined {
    const char = take();
    const known: Readonly<Record<string, string>> = {
      d: '0',
      w: 'a',
      s: ' ',
      S: 'a',
      D: 'a',
      W: '-',
      t: '\t',
      n: '\n',
      r: '\r',
      b: '',
      B: '',
    };
    if (Object.hasOwn(known, char)) return { text: known[char] ?? '' };
    if (char === 'u' || char === 'x') {
      const code = new RegExp(char === 'u' ? '^[0-9a-fA-F]{4}' : '^[0-9a-fA-F]{2}').exec(pattern.slice(at, at + 4));
      if (code === null) return undefined;
      at += code[0].length;
      return { text: String.fromCharCode(Number.parseInt(code[0], 16)) };
    }
    if (char === 'p' || char === 'P') return eat('{') && skipTo('}') ? { text: char === 'p' ? 'A' : '-' } : undefined;
    return /[A-Za-z0-9]/.test(char) ? undefined : { text: char };
  }

  function skipTo(end: string): boolean {
    const found = pattern.indexOf(end, at);
    if (found < 0) return false;
    at = found + end.length;
    return true;
  }

  function characterClass(): Piece | undefined {
    const start = at;
    eat('^');
    eat(']');
    const members: Piece[] = [];
    while (at < pattern.length && peek() !== ']') {
      const member = eat('\\') ? escaped() : { text: take() };
      if (member === undefined) return undefined;
      members.push(member);
      // Of a range its lower end.
      const range = /^-(\\?[^\]])/.exec(pattern.slice(at, at + 3));
      if (range !== null) at += range[0].length;
    }
    if (!eat(']')) return undefined;
    if (pattern[start] !== '^') return { oneOf: members };
    const body = pattern.slice(start + 1, at - 1);
    const outside = [...'a0A- _.x\u00e9'].find((char) => !names(body, char));
    return outside === undefined ? undefined : { text: outside };
  }

  const piece = alternatives(0);
  return at === pattern.length ? piece : undefined;
}

/** Whether the body of a character class names the character: by itself, in a range, or by one of the usual escapes. */
function names(body: string, char: string): boolean {
  if (body.includes('\\w') && /\w/.test(char)) return true;
  if (body.includes('\\d') && /\d/.test(char)) return true;
  if (body.includes('\\s') && /\s/.test(char)) return true;
  for (const [, low = '', high = ''] of body.matchAll(/([^\\])-([^\]])/g)) if (char >= low && char <= high) return true;
  return body.replaceAll(/\\[wdsWDS]/g, '').includes(char);
}
