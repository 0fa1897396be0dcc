// `driftgate flow`: run Arazzo documents against the APIs themselves.

import { InvalidArgumentError, Option } from 'commander';
import { USUAL_LIMITS } from '../model/flow.ts';
import { FAIL_ON } from '../model/report.ts';
import type { AddCommand } from './face.ts';
import { ending, type NotifyOptions, withNotify } from './notify.ts';
import { type ReportOptions, withConfig, withPrint } from './options.ts';

const EXAMPLES = `
Examples:
  $ driftgate flow                       all APIs that have flows and a sandbox
  $ driftgate flow booking --verbose     show every call, not only those that failed
  $ driftgate flow booking --production  call production: flows write there

Exit codes: 0 every step went as it should, 1 some did not, 2 could not be run.

Needs the package \`@redocly/respect-core\`, and Arazzo 1.0 documents:
  apis:
    booking:
      spec: https://example.com/openapi.yaml
      flows: flows/*.arazzo.yaml
      patience: 5                        # seconds for one call; 30 by default
      sandbox:
        url: https://sandbox.example.com/v1
        credential: booking              # of \`credentials\`; sent to the sandbox's own origin only
A source description whose name is that of an API, or whose \`url\` is \`snapshot:API\`, is the API's baseline; others are
files beside the flow. Every call goes to the sandbox, whatever servers they name.`;

interface FlowOptions extends ReportOptions, NotifyOptions {
  readonly production?: boolean;
  readonly steps: number;
  readonly seconds: number;
}

/** Adds `flow`. */
export const flowCommand: AddCommand = (program, face, end) => {
  withNotify(withPrint(withConfig(program.command('flow'))))
    .description('run workflows (Arazzo) against the sandboxes: book, read back, cancel, and see that it is really so')
    .argument('[api...]', 'APIs of the configuration (default: all that have flows)')
    .option('--production', 'call production instead of the sandbox')
    .addOption(
      new Option('--steps <n>', 'for each document, 1000 at most').default(USUAL_LIMITS.steps).argParser(upTo(1000)),
    )
    .addOption(
      new Option('--seconds <n>', 'for each document, 3600 at most')
        .default(USUAL_LIMITS.seconds)
        .argParser(upTo(3600)),
    )
    .addOption(new Option('--fail-on <what>', 'the mildest that fails (default: breaking)').choices([...FAIL_ON]))
    .addHelpText('after', EXAMPLES)
    .action(async (apis: readonly string[], options: FlowOptions) => {
      const [{ ground }, { runFlows }, { printer }] = await Promise.all([
        import('../wire/ground.ts'),
        import('../tasks/flow.ts'),
        import('./print.ts'),
      ]);
      const grounds = await ground(options, face);
      const { config, outside } = grounds;
      const ended = await ending(options, grounds, face);
      const { production = false, steps, seconds } = options;
      const request = { config, apis, production, limits: { steps, seconds }, strictness: options };
      end(await ended(await runFlows(request, outside, printer(options, face))));
    });
};

function upTo(most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (number > 0 && number <= most) return number;
    throw new InvalidArgumentError(`Name a number up to ${most}.`);
  };
}
