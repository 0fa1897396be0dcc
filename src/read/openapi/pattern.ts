// Patterns from strangers, in time linear in the pattern and the text.

import { RE2JS } from 're2js';

/** Whether the pattern is found in the text; `undefined` for a pattern beyond RE2's syntax. */
export function found(pattern: string, text: string): boolean | undefined {
  try {
    return RE2JS.compile(pattern).matcher(text).find();
  } catch {
    return undefined;
  }
}
