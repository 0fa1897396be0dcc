// `driftgate verify`: contracts against the baselines, or against the sandboxes of the providers.

import { Option } from 'commander';
import { FAIL_ON } from '../model/report.ts';
import { PROFILES } from '../model/rule.ts';
import type { AddCommand, Face } from './face.ts';
import { ending, type NotifyOptions, withNotify } from './notify.ts';
import { type ReportOptions, withConfig, withPrint } from './options.ts';

const EXAMPLES = `
Examples:
  $ driftgate verify                                  all APIs that have contracts
  $ driftgate verify stripe --against openapi.yaml    a document that may become the baseline
  $ driftgate verify stripe --live                    the provider itself, called as the Pact files say

Exit codes: 0 every contract is kept, 1 some is not, 2 could not look. With --against, what the baseline did not
keep either is listed and fails nothing; --all takes it in.

--live calls the \`sandbox\` of each API that has one, and needs the package \`@pact-foundation/pact\`:
  apis:
    stripe:
      spec: https://example.com/openapi.yaml
      contracts: contracts/*-stripe.json
      sandbox:
        url: https://sandbox.example.com/v1
        credential: stripe                  # of \`credentials\`; sent in place of what the contracts show
        states:                             # how the provider is brought into the states that contracts name
          charge ch_1 exists: { post: /test/charges, body: { id: ch_1 } }
        stateUrl: /_pact/provider_states    # takes every other state, as Pact posts it
        unknownStates: run                  # or \`skip\`, where neither of them sets a state up
        seconds: 60                         # for one contract
A sandbox with a private address also has to stand in \`allowPrivateHosts\`. What is found can be accepted and graded
like any other finding: \`driftgate accept FINGERPRINT\`, \`driftgate rules response/live-body-absent\`.`;

interface VerifyOptions extends ReportOptions, NotifyOptions {
  readonly live?: boolean;
  readonly against?: string;
  readonly all?: boolean;
}

/** Adds `verify`. */
export const verifyCommand: AddCommand = (program, face, end) => {
  withNotify(withPrint(withConfig(program.command('verify'))), ['against'])
    .description(
      'hold contracts against the baselines, or against the providers: what they send is accepted, what they read is promised',
    )
    .argument('[api...]', 'APIs of the configuration (default: all that have contracts)')
    .option('--against <location>', 'a document to hold them against instead: a file, a URL, git:REV:path')
    .option('--all', 'with --against: fail on what the baseline did not keep, too')
    .addOption(
      new Option('--live', "call the providers' sandboxes instead, as the Pact files say").conflicts([
        'against',
        'all',
      ]),
    )
    .addOption(new Option('--profile <profile>', 'how severe mismatches are').choices([...PROFILES]))
    .addOption(new Option('--fail-on <what>', 'the mildest that fails (default: breaking)').choices([...FAIL_ON]))
    .option('--no-prove', 'leave out the payloads that show each mismatch')
    .addHelpText('after', EXAMPLES)
    .action(async (apis: readonly string[], options: VerifyOptions) => {
      end(await (options.live ? runLive(apis, options, face) : run(apis, options, face)));
    });
};

async function run(apis: readonly string[], options: VerifyOptions, face: Face): Promise<number> {
  const [{ ground }, { verify }, { printer }] = await Promise.all([
    import('../wire/ground.ts'),
    import('../tasks/verify.ts'),
    import('./print.ts'),
  ]);
  const grounds = await ground(options, face);
  const { config, outside } = grounds;
  const ended = await ending(options, grounds, face);
  const { against, all = false, prove } = options;
  const request = { config, apis, against, all, strictness: options, prove };
  return ended(await verify(request, outside, printer(options, face)));
}

async function runLive(apis: readonly string[], options: VerifyOptions, face: Face): Promise<number> {
  const [{ ground }, { verifyLive }, { printer }] = await Promise.all([
    import('../wire/ground.ts'),
    import('../tasks/verify-live.ts'),
    import('./print.ts'),
  ]);
  const grounds = await ground(options, face);
  const { config, outside } = grounds;
  const ended = await ending(options, grounds, face);
  const request = { config, apis, strictness: options };
  return ended(await verifyLive(request, outside, printer(options, face)));
}
