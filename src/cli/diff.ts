// `driftgate diff OLD NEW`: what changed between any two documents.

import type { AddCommand } from './face.ts';
import { type ReportOptions, withReport } from './options.ts';

const EXAMPLES = `
OLD and NEW are each a file, a URL, \`git:REV:path\` or \`snapshot:API\`.

Examples:
  $ driftgate diff old.yaml new.yaml
  $ driftgate diff git:main:openapi.yaml openapi.yaml --profile strict
  $ driftgate diff snapshot:stripe https://example.com/openapi.json --format json

Exit codes: 0 clean, 1 drift at or above --fail-on, 2 could not look.`;

/** Adds `diff`. */
export const diffCommand: AddCommand = (program, face, end) => {
  withReport(program.command('diff'))
    .description('compare any two documents')
    .argument('<old>', 'the document as it was')
    .argument('<new>', 'the document as it is')
    .addHelpText('after', EXAMPLES)
    .action(async (old: string, current: string, options: ReportOptions) => {
      const [{ ground }, { diff }, { printer, exitCode }] = await Promise.all([
        import('./outside.ts'),
        import('../tasks/diff.ts'),
        import('./print.ts'),
      ]);
      const { config, outside } = await ground(options, face, { optional: true, here: true });
      const { validate = false, prove } = options;
      const request = { config, old, new: current, strictness: options, validate, prove };
      end(exitCode(await diff(request, outside, printer(options, face))));
    });
};
