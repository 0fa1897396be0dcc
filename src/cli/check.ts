// `driftgate check`: what drifted since the baselines.

import { type AddCommand, EXIT } from './face.ts';
import { ending, type NotifyOptions, withNotify } from './notify.ts';
import { FAIL_ON_HELP, type ReportOptions, withReport } from './options.ts';

interface CheckOptions extends ReportOptions, NotifyOptions {
  readonly samples?: boolean;
  readonly flows?: boolean;
  readonly propose?: boolean;
}

const EXAMPLES = `
Examples:
  $ driftgate check                          all APIs of driftgate.yaml
  $ driftgate check stripe --fail-on risky   one API, and a stricter gate
  $ driftgate check --fail-on consumer       only what breaks a contract
  $ driftgate check --format markdown -o drift.md
  $ driftgate check --samples                also what really comes back, of the APIs that have samples
  $ driftgate check --samples --notify       also tell whom \`notify\` in driftgate.yaml names
  $ driftgate check --propose                also open a pull request for each baseline that would move

Nobody is told without --notify: a look at one's desk opens no issue. What could not be told is kept
in the state folder, and told by the next run with --notify.

Exit codes: 0 clean, 1 drift by --fail-on, 2 could not look. Baselines stay where they are:
\`driftgate accept\` moves them.
${FAIL_ON_HELP}`;

/** Adds `check`. */
export const checkCommand: AddCommand = (program, face, end) => {
  withNotify(withReport(program.command('check')))
    .description('fetch each API, compare it with its baseline, and say what drifted')
    .argument('[api...]', 'APIs of the configuration (default: all)')
    .option('--samples', 'also take samples, of the APIs that have some, and tell one report of both')
    .option('--flows', 'also run the flows of the APIs that have some, against their sandboxes')
    .option('--propose', 'open, update or close a pull request for each baseline, in the repository of `propose`')
    .addHelpText('after', EXAMPLES)
    .action(async (apis: readonly string[], options: CheckOptions) => {
      const [{ ground }, { watch }, { printer }] = await Promise.all([
        import('../wire/ground.ts'),
        import('../tasks/watch.ts'),
        import('./print.ts'),
      ]);
      const grounds = await ground(options, face);
      const { config, outside: world, surroundings } = grounds;
      const { validate = false, prove, samples = false, flows = false, propose = false } = options;
      const ended = await ending(options, grounds, face);
      const proposer = propose
        ? (await import('./propose.ts')).proposer(config, surroundings, options, face)
        : undefined;
      const outside = proposer?.lookedAtOnce(world) ?? world;
      const request = { config, apis, strictness: options, validate, prove, samples, flows };
      const report = await watch(request, outside, printer(options, face));
      end(await ended(report));
      if (proposer !== undefined && !(await proposer.propose(report, outside))) end(EXIT.unknown);
    });
};
