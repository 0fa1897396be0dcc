// `driftgate doctor`: whether credentials can be had and last, and whether everything can be reached.

import { Option } from 'commander';
import { FAIL_ON } from '../model/report.ts';
import type { AddCommand } from './face.ts';
import { type ReportOptions, withConfig, withPrint } from './options.ts';

const EXAMPLES = `
Examples:
  $ driftgate doctor                         every credential, and every API of driftgate.yaml
  $ driftgate doctor stripe                  one API, and the credentials that it names
  $ driftgate doctor --fail-on deprecated    also fail on what ends within its \`warnDays\`

It gets a token where a credential gets tokens, fetches the documents, and makes one request that changes nothing of each
sandbox and of each \`production\`: that of its first such sample, or GET of its URL. Scopes are held against those that
the contracts and samples of the API need by its document.

Exit codes: 0 all is well, 1 something fails or ends soon, 2 something could not be looked at. What is found can be
accepted and graded like any other finding: \`driftgate accept FINGERPRINT\`, \`driftgate rules credential-ends\`.`;

/** Adds `doctor`. */
export const doctorCommand: AddCommand = (program, face, end) => {
  withPrint(withConfig(program.command('doctor')))
    .description(
      'say whether credentials can be had and last, and whether documents, sandboxes and APIs can be reached',
    )
    .argument('[api...]', 'APIs of the configuration (default: all, and every credential)')
    .addOption(new Option('--fail-on <what>', 'the mildest that fails (default: breaking)').choices([...FAIL_ON]))
    .addHelpText('after', EXAMPLES)
    .action(async (apis: readonly string[], options: ReportOptions) => {
      const [{ ground }, { doctor }, { printer, exitCode }] = await Promise.all([
        import('../wire/ground.ts'),
        import('../tasks/doctor.ts'),
        import('./print.ts'),
      ]);
      const { config, outside } = await ground(options, face);
      const request = { config, apis, strictness: options };
      end(exitCode(await doctor(request, outside, printer(options, face))));
    });
};
