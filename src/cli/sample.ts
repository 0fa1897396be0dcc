// `driftgate sample`: what really comes back, against what came, what the document says and what contracts read.

import { InvalidArgumentError, Option } from 'commander';
import { Failure } from '../model/failure.ts';
import { FAIL_ON } from '../model/report.ts';
import { PROFILES } from '../model/rule.ts';
import { ENVIRONMENTS, type EnvironmentName } from '../model/sampling.ts';
import type { AddCommand } from './face.ts';
import { ending, type NotifyOptions, withNotify } from './notify.ts';
import { FAIL_ON_HELP, type ReportOptions, withConfig, withPrint } from './options.ts';

const EXAMPLES = `
Examples:
  $ driftgate sample                                all APIs that have samples
  $ driftgate sample stripe --fail-on risky
  $ driftgate sample --notify                       also tell whom \`notify\` in driftgate.yaml names
  $ driftgate accept stripe --samples               what comes back now is what is expected from now on
  $ driftgate sample stripe --compare sandbox production
  $ driftgate sample stripe --against openapi-next.yaml   a version that may come
  $ driftgate sample stripe --from calls.har        a recording in place of calls

What is called stands in driftgate.yaml:
  apis:
    stripe:
      sandbox: { url: https://sandbox.example.com, credential: stripe }
      production: { url: https://api.example.com, credential: stripe-live }
      callsPerSecond: 5                 # to one host; what the host asks for goes before it
      patience: 5                       # seconds that consumers wait
      samples:
        - { name: list charges, get: "/v1/charges?limit=3" }
        - { name: book, post: /v1/bookings, body: { room: 1 }, expect: 201, times: 2 }
Samples go to the sandbox where there is one. In production only methods that change nothing are called, unless a
sample says \`unsafe: true\`. Kept are the shape of what comes back and one example without secrets and personal data.

Exit codes: 0 clean, 1 drift by --fail-on, 2 no sample could be taken.
${FAIL_ON_HELP}`;

interface SampleOptions extends ReportOptions, NotifyOptions {
  readonly compare?: readonly EnvironmentName[];
  readonly from?: string;
  readonly against?: string;
}

/** Adds `sample`. */
export const sampleCommand: AddCommand = (program, face, end) => {
  withNotify(withPrint(withConfig(program.command('sample'))), ['compare', 'from', 'against'])
    .description(
      'call the APIs, and say what comes back otherwise than it did, than their documents say, than contracts need',
    )
    .argument('[api...]', 'APIs of the configuration (default: all that have samples)')
    .addOption(
      new Option(
        '--compare <environments...>',
        'hold two environments against each other instead: sandbox production',
      ).argParser(environments),
    )
    .addOption(
      new Option('--from <file>', 'take the samples of one API from HAR files, and call nothing').conflicts('compare'),
    )
    .addOption(
      new Option(
        '--against <location>',
        'a document to hold what comes back against: a file, a URL, git:REV:path',
      ).conflicts(['compare', 'from']),
    )
    .addOption(new Option('--profile <profile>', 'how severe changes are').choices([...PROFILES]))
    .addOption(new Option('--fail-on <what>', 'what is drift (default: breaking)').choices([...FAIL_ON]))
    .addHelpText('after', EXAMPLES)
    .action(async (apis: readonly string[], options: SampleOptions) => {
      const [{ ground }, { sample }, { printer }] = await Promise.all([
        import('../wire/ground.ts'),
        import('../tasks/sample.ts'),
        import('./print.ts'),
      ]);
      const grounds = await ground(options, face);
      const { config, outside } = grounds;
      const ended = await ending(options, grounds, face);
      const { compare, from, against } = options;
      const request = {
        config,
        apis,
        strictness: options,
        ...(compare !== undefined && { compare: pairOf(compare) }),
        ...(from !== undefined && { from }),
        ...(against !== undefined && { against }),
      };
      end(await ended(await sample(request, outside, printer(options, face))));
    });
};

/** Those that were named so far, and those in `text`, apart at commas. */
function environments(text: string, before: readonly EnvironmentName[] = []): readonly EnvironmentName[] {
  const named = text.split(',').map((name) => ENVIRONMENTS.find((known) => known === name.trim()));
  const known = named.filter((name) => name !== undefined);
  if (known.length < named.length) {
    throw new InvalidArgumentError('Name two, as `--compare sandbox production`, behind the names of APIs.');
  }
  return [...before, ...known];
}

/** Raises {@link Failure} `usage` for other than two. */
function pairOf([one, other, ...more]: readonly EnvironmentName[]): readonly [EnvironmentName, EnvironmentName] {
  if (one !== undefined && other !== undefined && one !== other && more.length === 0) return [one, other];
  throw new Failure({
    code: 'usage',
    message: '`--compare` is of two environments',
    hint: 'name both: `driftgate sample API --compare sandbox production`',
  });
}
