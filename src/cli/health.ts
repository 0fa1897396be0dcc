// `driftgate health`: how the APIs fared.

import { InvalidArgumentError, Option } from 'commander';
import { FAIL_ON } from '../model/report.ts';
import type { AddCommand } from './face.ts';
import { ending, type NotifyOptions, withNotify } from './notify.ts';
import { type ReportOptions, withConfig, withPrint } from './options.ts';

const EXAMPLES = `
Examples:
  $ driftgate health                      all APIs of which calls were recorded
  $ driftgate health payments --hours 2   only what began in the last two hours
  $ driftgate health --fail-on risky      slow ones fail, too

Calls are recorded by \`driftgate sample\`, in the folder \`state\` of the configuration. This command calls no API; it reads
the provider's status page, where \`statusPage\` names one. Limits are those of \`health\` and \`patience\`:
  health: { p95: 5, errors: 0.02, minutes: 10, calls: 10 }   # seconds, and the share of calls that may fail
  apis:
    payments:
      patience: 5                         # seconds that its consumers wait
      statusPage: https://status.example.com

Exit codes: 0 within the limits, 1 beyond one by --fail-on, 2 nothing is known.`;

interface HealthOptions extends ReportOptions, NotifyOptions {
  readonly hours: number;
}

/** Windows of minutes are kept for so long. */
const MOST_HOURS = 48;

/** Adds `health`. */
export const healthCommand: AddCommand = (program, face, end) => {
  withNotify(withPrint(withConfig(program.command('health'))))
    .description('how the APIs fared: latency, errors and availability, bad hours of the week, slow trends')
    .argument('[api...]', 'APIs of the configuration (default: all of which calls were recorded)')
    .addOption(
      new Option('--hours <n>', 'hold so many hours against the limits, 48 at most').default(24).argParser(hoursOf),
    )
    .addOption(new Option('--fail-on <what>', 'the mildest that fails (default: breaking)').choices([...FAIL_ON]))
    .addHelpText('after', EXAMPLES)
    .action(async (apis: readonly string[], options: HealthOptions) => {
      const [{ ground }, { health }, { printer }] = await Promise.all([
        import('../wire/ground.ts'),
        import('../tasks/health.ts'),
        import('./print.ts'),
      ]);
      const grounds = await ground(options, face);
      const { config, outside } = grounds;
      const ended = await ending(options, grounds, face);
      const request = { config, apis, hours: options.hours, strictness: options };
      end(await ended(await health(request, outside, printer(options, face))));
    });
};

function hoursOf(text: string): number {
  const hours = Number(text);
  if (hours > 0 && hours <= MOST_HOURS) return hours;
  throw new InvalidArgumentError(`Name a number of hours up to ${MOST_HOURS}.`);
}
