// `driftgate check`: what drifted since the baselines.

import type { AddCommand } from './face.ts';
import { FAIL_ON_HELP, type ReportOptions, withReport } from './options.ts';

const EXAMPLES = `
Examples:
  $ driftgate check                          all APIs of driftgate.yaml
  $ driftgate check stripe --fail-on risky   one API, and a stricter gate
  $ driftgate check --fail-on consumer       only what breaks a contract
  $ driftgate check --format markdown -o drift.md

Exit codes: 0 clean, 1 drift by --fail-on, 2 could not look. Baselines stay where they are:
\`driftgate accept\` moves them.
${FAIL_ON_HELP}`;

/** Adds `check`. */
export const checkCommand: AddCommand = (program, face, end) => {
  withReport(program.command('check'))
    .description('fetch each API, compare it with its baseline, and say what drifted')
    .argument('[api...]', 'APIs of the configuration (default: all)')
    .addHelpText('after', EXAMPLES)
    .action(async (apis: readonly string[], options: ReportOptions) => {
      const [{ ground }, { check }, { printer, exitCode }] = await Promise.all([
        import('./outside.ts'),
        import('../tasks/check.ts'),
        import('./print.ts'),
      ]);
      const { config, outside } = await ground(options, face);
      const { validate = false, prove } = options;
      const request = { config, apis, strictness: options, validate, prove };
      end(exitCode(await check(request, outside, printer(options, face))));
    });
};
