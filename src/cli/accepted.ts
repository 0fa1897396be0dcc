// What `accept` did, in words for the terminal.

import { inertTerminal } from '../render/inert.ts';
import { countsInWords } from '../render/words.ts';
import type { Accepted } from '../tasks/accept.ts';
import { troubleInWords } from './trouble.ts';

/** A line for each baseline, and the trouble with those that stayed where they were. */
export function acceptedInWords(results: readonly Accepted[]): { readonly text: string; readonly trouble: string } {
  let text = '';
  let trouble = '';
  for (const result of results) {
    if (result.status === 'refused') trouble += troubleInWords(result.failure, false);
    else text += `${inertTerminal(`${result.api}: ${sentence(result)}`)}\n`;
  }
  return { text, trouble };
}

function sentence(result: Exclude<Accepted, { readonly status: 'refused' }>): string {
  const { version, operations } = result.after;
  if (result.status === 'first') return `first baseline taken, version ${version}, ${operations} operations`;
  if (result.status === 'same') return `baseline is this document already, version ${version}`;
  const { before, counts } = result;
  const moved = `version ${before.version} -> ${version}, ${before.operations} -> ${operations} operations`;
  return `baseline moved, ${moved}; accepted: ${countsInWords(counts)}`;
}
