// Short texts that a pattern is found in: whoever asks tries them on the pattern itself.

import { plainest } from './characters.ts';
import { type PatternPart, parsePattern } from './parse.ts';

/** How many characters a text for a pattern may have. */
const LONGEST = 2000;

/**
 * Texts that the pattern may be found in: its first alternatives with the least and one more than the least repetitions.
 * None for a pattern that is not regular.
 */
export function spellingsOf(pattern: string): readonly string[] {
  const part = parsePattern(pattern);
  if (part === undefined) return [];
  const texts = new Set<string>();
  for (const more of [0, 1]) {
    for (const branch of [0, 1, 2]) {
      const text = spell(part, more, branch);
      if (text !== undefined && text.length <= LONGEST) texts.add(text);
    }
  }
  return [...texts];
}

function spell(part: PatternPart, more: number, branch: number): string | undefined {
  switch (part.kind) {
    case 'characters':
      return plainest(part.set, branch);
    case 'choice': {
      const chosen = part.options[branch] ?? part.options[0];
      return chosen && spell(chosen, more, branch);
    }
    case 'sequence': {
      let text = '';
      for (const inner of part.parts) {
        const spelt = spell(inner, more, branch);
        if (spelt === undefined || text.length + spelt.length > LONGEST) return undefined;
        text += spelt;
      }
      return text;
    }
    case 'repeat': {
      const times = Math.min(part.least + more, part.most);
      const once = times === 0 ? '' : spell(part.part, more, branch);
      return once === undefined || once.length * times > LONGEST ? undefined : once.repeat(times);
    }
    default:
      return '';
  }
}
