// `driftgate accept`: takes documents as baselines, or acknowledges findings.

import { InvalidArgumentError } from 'commander';
import { Failure } from '../model/failure.ts';
import type { Acknowledgement, AcknowledgementScope } from '../model/finding.ts';
import type { GroundOptions } from '../wire/ground.ts';
import { type AddCommand, EXIT } from './face.ts';
import { withConfig } from './options.ts';

const EXAMPLES = `
Examples:
  $ driftgate accept stripe            what stripe is now becomes its baseline
  $ driftgate accept --all             the same for every API of driftgate.yaml
  $ driftgate accept stripe --samples  what came back in the last samples is expected from now on
  $ driftgate accept stripe --shrunk   although more than half of its operations are gone
  $ driftgate accept 8f3a61c0d2e4b795 --reason "we do not read it" --owner ada --until 2030-12-31
  $ driftgate accept --rule response/enum-value-added --api stripe --operation "GET /v1/*" \\
      --reason "we map what we do not know to other" --owner ada --until 2030-12-31

In --rule, --api, --operation and --field \`*\` stands for any text. A finding is accepted where all that is given
holds, at every place that it reaches. It is shown and counted all the same, and back when its time is over.`;

interface AcceptOptions extends GroundOptions {
  readonly all?: boolean;
  readonly shrunk?: boolean;
  readonly samples?: boolean;
  readonly rule?: string;
  readonly api?: string;
  readonly operation?: string;
  readonly field?: string;
  readonly reason?: string;
  readonly owner?: string;
  readonly until?: string;
}

/** Adds `accept`. */
export const acceptCommand: AddCommand = (program, face, end) => {
  withConfig(program.command('accept'))
    .description('take APIs as they are now as baselines, or acknowledge findings')
    .argument('[name...]', 'APIs of the configuration, or fingerprints of findings')
    .option('--all', 'every API of the configuration')
    .option('--samples', 'what `driftgate sample` took last becomes what is expected, in place of documents')
    .option('--shrunk', 'take documents that lost more than half of their operations')
    .option('--rule <pattern>', 'accept the findings of a rule', notBlank)
    .option('--api <pattern>', 'only those of this API', notBlank)
    .option('--operation <pattern>', 'accept the findings in an operation: `GET /v1/charges`', notBlank)
    .option('--field <pattern>', 'accept the findings at a field: `data[].amount`', notBlank)
    .option('--reason <text>', 'why a finding is accepted', notBlank)
    .option('--owner <name>', 'who answers for that', notBlank)
    .option('--until <date>', 'the last day of it, as YYYY-MM-DD, or `never`')
    .addHelpText('after', EXAMPLES)
    .action(async (names: readonly string[], options: AcceptOptions) => {
      const [
        { ground },
        { accept, acknowledge },
        { FINGERPRINT, isUntil, saysWhich },
        { acceptedInWords, samplesInWords },
      ] = await Promise.all([
        import('../wire/ground.ts'),
        import('../tasks/accept.ts'),
        import('../config/acknowledgements.ts'),
        import('./accepted.ts'),
      ]);
      const { config, outside } = await ground(options, face);
      const isFinding = (name: string) => FINGERPRINT.test(name) && !Object.hasOwn(config.apis, name);
      const findings = names.filter(isFinding);
      const apis = names.filter((name) => !isFinding(name));
      const { rule, api, operation, field } = options;
      const pattern = { rule, api, operation, field };
      if (api !== undefined && !saysWhich(pattern)) throw apiAlone(api);
      const scopes = [...findings.map((fingerprint) => ({ fingerprint })), ...(saysWhich(pattern) ? [pattern] : [])];
      if (scopes.length === 0 && apis.length === 0 && !options.all) throw nothingNamed();
      if (apis.length > 0 && options.all) throw namedTwice();
      if (scopes.length > 0) {
        if (options.until !== undefined && !isUntil(options.until)) throw noEnd(options.until);
        await acknowledge(
          scopes.map((scope) => acknowledgementOf(scope, options)),
          outside,
        );
        for (const scope of scopes) face.out.write(`${saidOf(scope)}: acknowledged in ${config.acknowledge}\n`);
      }
      if (apis.length === 0 && !options.all) return;
      if (options.samples) {
        const { acceptSamples } = await import('../tasks/accept-samples.ts');
        const { text, trouble } = samplesInWords(await acceptSamples({ config, apis }, outside));
        face.out.write(text);
        face.err.write(trouble);
        if (trouble !== '') end(EXIT.unknown);
        return;
      }
      const results = await accept({ config, apis, shrunk: options.shrunk ?? false }, outside);
      const { text, trouble } = acceptedInWords(results);
      face.out.write(text);
      face.err.write(trouble);
      if (trouble !== '') end(EXIT.unknown);
    });
};

function notBlank(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It is blank.');
  return value;
}

function acknowledgementOf(scope: AcknowledgementScope, { reason, owner, until }: AcceptOptions): Acknowledgement {
  if (reason === undefined || owner === undefined || until === undefined) {
    throw new Failure({
      code: 'usage',
      message: `\`${saidOf(scope)}\` is accepted only with a reason, an owner and an end`,
      hint: 'give `--reason`, `--owner` and `--until` (a date, or `never`)',
    });
  }
  return { ...scope, reason, owner, until: until === 'never' ? undefined : until };
}

function saidOf(scope: AcknowledgementScope): string {
  return Object.values(scope)
    .filter((part) => part !== undefined)
    .join(' ');
}

function apiAlone(api: string): Failure {
  return new Failure({
    code: 'usage',
    message: `\`--api ${api}\` alone would accept whatever comes`,
    hint: 'say which findings of it, with `--rule`, `--operation` or `--field`',
  });
}

function noEnd(until: string): Failure {
  return new Failure({
    code: 'usage',
    message: `\`--until ${until}\` is no date`,
    hint: 'give the last day as `2030-12-31`, or `never`',
  });
}

function nothingNamed(): Failure {
  return new Failure({
    code: 'usage',
    message: '`accept` has nothing to accept',
    hint: 'name APIs or findings, or say `--all`; see `driftgate accept --help`',
  });
}

function namedTwice(): Failure {
  return new Failure({
    code: 'usage',
    message: '`--all` and names of APIs exclude each other',
    hint: 'leave one of them out',
  });
}
