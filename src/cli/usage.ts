// `driftgate usage`: writes the usage manifest of recordings and other contracts.

import type { GroundOptions } from '../wire/ground.ts';
import type { AddCommand } from './face.ts';
import { withConfig } from './options.ts';

const EXAMPLES = `
FILE is a HAR recording (browsers, proxies and API clients export them: "Save all as HAR with content"), a Pact file or
a usage manifest. Secrets and personal data of a recording are left behind. A recording shows what came, not what is
read: take out of \`reads\` what your code does not read, and what is left is what Driftgate watches for you.

Examples:
  $ driftgate usage --from session.har --consumer phone-agent > contracts/phone-agent.yaml
  $ driftgate usage --from monday.har friday.har --host api.stripe.com
  $ driftgate usage --from pacts/phone-agent-stripe.json

A manifest by hand, and \`driftgate schema usage\` prints all that can stand in it:
  consumer: phone-agent
  provider: stripe
  credentials: [bearer]
  operations:
    - call: GET /v1/charges/{charge}
      code: [src/billing.ts#L40]
      sends: { query: [expand] }
      reads:
        - id
        - data[].amount
        - data[].status: { values: [succeeded, failed], absent: true }`;

interface UsageOptions extends GroundOptions {
  readonly from: readonly string[];
  readonly consumer?: string;
  readonly host?: readonly string[];
}

/** Adds `usage`. */
export const usageCommand: AddCommand = (program, face) => {
  withConfig(program.command('usage'))
    .description('print the usage manifest of recordings (HAR) or Pact files: what a consumer calls, sends and reads')
    .requiredOption('--from <file...>', 'the recordings, or other contracts')
    .option('--consumer <name>', 'who made the recordings (default: the name of the first)')
    .option('--host <host...>', 'only recorded calls of these hosts, and of hosts below them')
    .addHelpText('after', EXAMPLES)
    .action(async ({ from, consumer, host: hosts = [], ...options }: UsageOptions) => {
      const [{ ground }, { usage }, { renderManifest }] = await Promise.all([
        import('../wire/ground.ts'),
        import('../tasks/usage.ts'),
        import('../render/manifest.ts'),
      ]);
      const { outside } = await ground(options, face, { optional: true, here: true });
      const request = { from, hosts, ...(consumer === undefined ? {} : { consumer }) };
      face.out.write(renderManifest(await usage(request, outside)));
    });
};
