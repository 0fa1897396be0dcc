// What `accept` did, in words for the terminal.

import { inertTerminal } from '../render/inert.ts';
import { troubleInWords } from '../render/trouble.ts';
import { countsInWords, plural } from '../render/words.ts';
import type { Accepted } from '../tasks/accept.ts';
import type { AcceptedSamples } from '../tasks/accept-samples.ts';

/** A line for each baseline, and the trouble with those that stayed where they were. */
export function acceptedInWords(results: readonly Accepted[]): { readonly text: string; readonly trouble: string } {
  let text = '';
  let trouble = '';
  for (const result of results) {
    if (result.status === 'refused') trouble += troubleInWords(result.failure, false);
    else text += `${inertTerminal(`${result.api}: ${sentence(result)}${signInSentence(result.signIn)}`)}\n`;
  }
  return { text, trouble };
}

/** A line for each API whose samples were accepted, and the trouble with the others. */
export function samplesInWords(results: readonly AcceptedSamples[]): {
  readonly text: string;
  readonly trouble: string;
} {
  const texts = results.map((result) =>
    'failure' in result
      ? { text: '', trouble: troubleInWords(result.failure, false) }
      : {
          text: `${inertTerminal(`${result.api}: ${plural(result.responses, 'response')} of ${plural(result.samples, 'sample')} accepted`)}\n`,
          trouble: '',
        },
  );
  return { text: texts.map(({ text }) => text).join(''), trouble: texts.map(({ trouble }) => trouble).join('') };
}

type Taken = Exclude<Accepted, { readonly status: 'refused' }>;

function sentence(result: Taken): string {
  const { version, operations } = result.after;
  if (result.status === 'first') return `first baseline taken, version ${version}, ${operations} operations`;
  if (result.status === 'same') return `baseline is this document already, version ${version}`;
  const { before, counts } = result;
  const moved = `version ${before.version} -> ${version}, ${before.operations} -> ${operations} operations`;
  return `baseline moved, ${moved}; accepted: ${countsInWords(counts)}`;
}

function signInSentence(signIn: Taken['signIn']): string {
  if (signIn === undefined) return '';
  if (signIn.status === 'moved') return `; sign-in metadata moved, accepted: ${countsInWords(signIn.counts)}`;
  return signIn.status === 'first' ? '; sign-in metadata taken' : '; sign-in metadata is as it was';
}
