// `driftgate verify`: contracts against the baselines.

import { Option } from 'commander';
import { FAIL_ON } from '../model/report.ts';
import { PROFILES } from '../model/rule.ts';
import type { AddCommand } from './face.ts';
import { type ReportOptions, withConfig } from './options.ts';

const EXAMPLES = `
Examples:
  $ driftgate verify                                  all APIs that have contracts
  $ driftgate verify stripe --against openapi.yaml    a document that may become the baseline

Exit codes: 0 every contract is kept, 1 some is not, 2 could not look. With --against, what the baseline did not
keep either is listed and fails nothing; --all takes it in.`;

interface VerifyOptions extends ReportOptions {
  readonly against?: string;
  readonly all?: boolean;
}

/** Adds `verify`. */
export const verifyCommand: AddCommand = (program, face, end) => {
  withConfig(program.command('verify'))
    .description('hold contracts against the baselines: what they send is accepted, what they read is promised')
    .argument('[api...]', 'APIs of the configuration (default: all that have contracts)')
    .option('--against <location>', 'a document to hold them against instead: a file, a URL, git:REV:path')
    .option('--all', 'with --against: fail on what the baseline did not keep, too')
    .addOption(new Option('--profile <profile>', 'how severe mismatches are').choices([...PROFILES]))
    .addOption(new Option('--fail-on <what>', 'the mildest that fails (default: breaking)').choices([...FAIL_ON]))
    .addOption(new Option('--format <format>', 'of the report').choices(['text', 'json', 'markdown']).default('text'))
    .option('-o, --output <file>', 'write the report to a file instead of stdout')
    .option('--verbose', 'list what is folded otherwise')
    .option('--no-prove', 'leave out the payloads that show each mismatch')
    .option('--no-color', 'no colours (NO_COLOR does the same)')
    .addHelpText('after', EXAMPLES)
    .action(async (apis: readonly string[], options: VerifyOptions) => {
      const [{ ground }, { verify }, { printer, exitCode }, { renderVerification }] = await Promise.all([
        import('./outside.ts'),
        import('../tasks/verify.ts'),
        import('./print.ts'),
        import('../render/verification.ts'),
      ]);
      const { config, outside } = await ground(options, face);
      const { against, all = false, prove } = options;
      const request = { config, apis, against, all, strictness: options, prove };
      end(exitCode(await verify(request, outside, printer(options, face, renderVerification))));
    });
};
