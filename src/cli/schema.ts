// `driftgate schema`: the JSON Schemas of what Driftgate reads and prints.

import { Argument } from 'commander';
import type { AddCommand } from './face.ts';

const EXAMPLES = `
Examples:
  $ driftgate schema config > driftgate.schema.json
    and as the first line of driftgate.yaml, for editors:
    # yaml-language-server: $schema=driftgate.schema.json
  $ driftgate schema report    what \`--format json\` prints`;

/** Adds `schema`. */
export const schemaCommand: AddCommand = (program, face) => {
  program
    .command('schema')
    .description('print the JSON Schema of the configuration or of the report')
    .addArgument(new Argument('<of>', 'which of them').choices(['config', 'report']))
    .addHelpText('after', EXAMPLES)
    .action(async (of: 'config' | 'report') => {
      const schema =
        of === 'config'
          ? (await import('../config/schema.ts')).configJsonSchema()
          : (await import('../render/report-schema.ts')).reportJsonSchema();
      face.out.write(`${JSON.stringify(schema, null, 2)}\n`);
    });
};
