// `driftgate diff OLD NEW`: what changed between any two documents.

import type { AddCommand } from './face.ts';
import { FAIL_ON_HELP, type ReportOptions, withReport } from './options.ts';

const EXAMPLES = `
OLD and NEW are each a file, a URL, \`git:REV:path\` or \`snapshot:API\`.

Examples:
  $ driftgate diff old.yaml new.yaml
  $ driftgate diff git:main:openapi.yaml openapi.yaml --profile strict
  $ driftgate diff snapshot:stripe https://example.com/openapi.json --format json
  $ driftgate diff old.yaml new.yaml --contract contracts/phone.json --fail-on consumer

Exit codes: 0 clean, 1 drift by --fail-on, 2 could not look.
${FAIL_ON_HELP}`;

interface DiffOptions extends ReportOptions {
  readonly contract?: readonly string[];
}

/** Adds `diff`. */
export const diffCommand: AddCommand = (program, face, end) => {
  withReport(program.command('diff'))
    .description('compare any two documents')
    .argument('<old>', 'the document as it was')
    .argument('<new>', 'the document as it is')
    .option('--contract <file...>', 'what consumers rely on: Pact files, HAR recordings, manifests; paths or globs')
    .addHelpText('after', EXAMPLES)
    .action(async (old: string, current: string, options: DiffOptions) => {
      const [{ ground }, { diff }, { printer, exitCode }] = await Promise.all([
        import('../wire/ground.ts'),
        import('../tasks/diff.ts'),
        import('./print.ts'),
      ]);
      const { config, outside } = await ground(options, face, { optional: true, here: true });
      const { contract: contracts = [], validate = false, prove } = options;
      const request = { config, old, new: current, contracts, strictness: options, validate, prove };
      end(exitCode(await diff(request, outside, printer(options, face, { here: true }))));
    });
};
