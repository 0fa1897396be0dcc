// `driftgate report [file]`: a stored report in another form.

import type { AddCommand } from './face.ts';
import { type PrintOptions, withPrint } from './options.ts';

const EXAMPLES = `
FILE is what \`--format json\` printed; stdin when it is not named. It may come from a stranger: it is checked by what
\`driftgate schema report\` prints, and what is in it acts nowhere.

Examples:
  $ driftgate check --format json --all-impacts -o drift.json
  $ driftgate report drift.json --format html -o drift.html      to read, filter and print; one file, no network
  $ driftgate report drift.json --format sarif -o drift.sarif    for code scanning
  $ driftgate report drift.json --format junit -o drift.xml      for the tests of a CI server
  $ driftgate report drift.json --format annotations             for the log of a GitHub workflow

Exit codes: 0 written, whatever the report says; 2 it could not be read.`;

/** Adds `report`. */
export const reportCommand: AddCommand = (program, face) => {
  withPrint(program.command('report'))
    .description('print a stored report as text, Markdown, HTML, SARIF, JUnit XML or annotations')
    .argument('[file]', 'a report as `--format json` printed it (default: stdin)')
    .option('-c, --config <file>', 'the configuration, for lines in it (default: driftgate.yaml)')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, options: PrintOptions) => {
      const [{ bytesOf }, { storedReport }, { printer }] = await Promise.all([
        import('./bytes.ts'),
        import('../tasks/stored-report.ts'),
        import('./print.ts'),
      ]);
      await printer(options, face)(storedReport(await bytesOf(file, face), file ?? 'stdin'));
    });
};
