// `driftgate deadlines`: how long what consumers call goes on.

import { InvalidArgumentError, Option } from 'commander';
import type { GroundOptions } from '../wire/ground.ts';
import { type AddCommand, EXIT } from './face.ts';
import { withConfig } from './options.ts';

const EXAMPLES = `
Examples:
  $ driftgate deadlines                       what ends, of all that contracts use
  $ driftgate deadlines stripe --within 90    fails when something ends within 90 days
  $ driftgate deadlines --format markdown -o deadlines.md

What says that something ends: \`deprecated\` and \`x-sunset\` of the document, the end of the \`pinned\` version, the
\`changelog\` feeds, and the header fields Deprecation, Sunset and Link of answers that were sampled.

Exit codes: 0 nothing ends within the days, 1 something does or has ended, 2 a source could not be looked at.`;

interface DeadlinesOptions extends GroundOptions {
  readonly within: number;
  readonly format: 'text' | 'json' | 'markdown';
  readonly output?: string;
}

/** Adds `deadlines`. */
export const deadlinesCommand: AddCommand = (program, face, end) => {
  withConfig(program.command('deadlines'))
    .description('count down to the end of what contracts use: by documents, versions, changelogs and answers')
    .argument('[api...]', 'APIs of the configuration (default: all)')
    .option('--within <days>', 'fail when something ends within so many days', days, 30)
    .addOption(new Option('--format <format>', 'of the list').choices(['text', 'json', 'markdown']).default('text'))
    .option('-o, --output <file>', 'write the list to a file instead of stdout')
    .addHelpText('after', EXAMPLES)
    .action(async (apis: readonly string[], options: DeadlinesOptions) => {
      const [{ ground }, { countdowns }, render, { toFile }] = await Promise.all([
        import('../wire/ground.ts'),
        import('../tasks/deadlines.ts'),
        import('../render/deadlines.ts'),
        import('./print.ts'),
      ]);
      const { config, outside } = await ground(options, face);
      const report = await countdowns({ config, apis, within: options.within }, outside);
      const text = {
        text: render.renderDeadlines,
        json: render.renderDeadlinesJson,
        markdown: render.renderDeadlinesMarkdown,
      }[options.format](report);
      if (options.output === undefined) face.out.write(text);
      else await toFile(options.output, text, face);
      end(EXIT[report.outcome]);
    });
};

function days(value: string): number {
  if (!/^\d{1,5}$/.test(value)) throw new InvalidArgumentError('Give whole days, such as 30.');
  return Number(value);
}
