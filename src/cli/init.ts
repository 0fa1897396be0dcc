// `driftgate init`: writes the first configuration.

import { InvalidArgumentError } from 'commander';
import type { Named } from '../tasks/init.ts';
import type { AddCommand } from './face.ts';

const EXAMPLES = `
Examples:
  $ driftgate init --api stripe=https://example.com/openapi.json --api crm=vendor/crm.yaml
  $ driftgate init     for the openapi* and swagger* files that lie here

Contracts (Pact files, HAR recordings, usage manifests) in contracts/ and pacts/ go to the API that they name.`;

interface InitOptions {
  readonly api: readonly Named[];
  readonly config: string;
}

/** Adds `init`. */
export const initCommand: AddCommand = (program, face) => {
  program
    .command('init')
    .description('write driftgate.yaml, never over one that is there')
    .option('--api <name=spec>', 'an API and its document; may be given again', named, [])
    .option('-c, --config <file>', 'the file to write', 'driftgate.yaml')
    .addHelpText('after', EXAMPLES)
    .action(async ({ api, config }: InitOptions) => {
      const [{ init }, { workspace }, { loadConfig }, { inertTerminal }] = await Promise.all([
        import('../tasks/init.ts'),
        import('../wire/workspace.ts'),
        import('../config/load.ts'),
        import('../render/inert.ts'),
      ]);
      const place = workspace(face.cwd, (text) => loadConfig(text, config));
      const { apis, missing } = await init(api, config, place);
      const lines = [
        `${config}: written, ${apis.map((each) => each.api).join(', ')}`,
        ...apis.flatMap((each) => each.contracts.map((contract) => `${contract}: a contract with ${each.api}`)),
        ...missing.map(({ contract, provider }) =>
          provider === undefined
            ? `${contract} names no provider: add it to the contracts of its API`
            : `${contract} relies on ${provider}: add it under apis, with its spec`,
        ),
        '',
        'Next:',
        '  driftgate accept --all   take the first baselines',
        '  driftgate check          say what changed since',
      ];
      face.out.write(`${lines.map(inertTerminal).join('\n')}\n`);
    });
};

function named(value: string, before: readonly Named[]): readonly Named[] {
  const equals = value.indexOf('=');
  if (equals < 1 || equals === value.length - 1) throw new InvalidArgumentError('Give it as name=spec.');
  return [...before, { api: value.slice(0, equals), spec: value.slice(equals + 1) }];
}
