// `driftgate rules`: the catalogue, and one rule explained.

import type { AddCommand } from './face.ts';

const EXAMPLES = `
Examples:
  $ driftgate rules                            every rule, with its severity in the profile \`tolerant\`
  $ driftgate rules response/property-removed  why it matters, with an example`;

/** Adds `rules`. */
export const rulesCommand: AddCommand = (program, face) => {
  program
    .command('rules')
    .description('list the rules, or explain one')
    .argument('[id]', 'a rule, with or without its direction')
    .addHelpText('after', EXAMPLES)
    .action(async (id: string | undefined) => {
      const { catalogueInWords, ruleInWords } = await import('./rule-words.ts');
      face.out.write(id === undefined ? catalogueInWords() : ruleInWords(id));
    });
};
