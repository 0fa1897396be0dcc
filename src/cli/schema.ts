// `driftgate schema`: the JSON Schemas of what Driftgate reads and prints.

import { Argument } from 'commander';
import type { JsonObject } from '../model/json.ts';
import type { AddCommand } from './face.ts';

const EXAMPLES = `
Examples:
  $ driftgate schema config > driftgate.schema.json
    and as the first line of driftgate.yaml, for editors:
    # yaml-language-server: $schema=driftgate.schema.json
  $ driftgate schema usage > usage.schema.json
    and as the first line of a usage manifest:
    # yaml-language-server: $schema=usage.schema.json
  $ driftgate schema report    what \`--format json\` prints`;

const OF = ['config', 'usage', 'report'] as const;

/** Adds `schema`. */
export const schemaCommand: AddCommand = (program, face) => {
  program
    .command('schema')
    .description('print the JSON Schema of the configuration, of usage manifests or of the report')
    .addArgument(new Argument('<of>', 'which of them').choices(OF))
    .addHelpText('after', EXAMPLES)
    .action(async (of: (typeof OF)[number]) => {
      face.out.write(`${JSON.stringify(await schemaOf(of), null, 2)}\n`);
    });
};

async function schemaOf(of: (typeof OF)[number]): Promise<JsonObject> {
  if (of === 'config') return (await import('../config/schema.ts')).configJsonSchema();
  if (of === 'usage') return (await import('../read/manifest/schema.ts')).usageJsonSchema();
  return (await import('../render/report-schema.ts')).reportJsonSchema();
}
