// `driftgate accept`: takes documents as baselines, or acknowledges findings.

import { InvalidArgumentError } from 'commander';
import { Failure } from '../model/failure.ts';
import type { Acknowledgement } from '../model/finding.ts';
import { type AddCommand, EXIT } from './face.ts';
import { withConfig } from './options.ts';
import type { OutsideOptions } from './outside.ts';

const EXAMPLES = `
Examples:
  $ driftgate accept stripe            what stripe is now becomes its baseline
  $ driftgate accept --all             the same for every API of driftgate.yaml
  $ driftgate accept stripe --shrunk   although more than half of its operations are gone
  $ driftgate accept 8f3a61c0d2e4b795 --reason "we do not read it" --owner ada --until 2030-12-31`;

interface AcceptOptions extends OutsideOptions {
  readonly all?: boolean;
  readonly shrunk?: boolean;
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
    .option('--shrunk', 'take documents that lost more than half of their operations')
    .option('--reason <text>', 'why a finding is accepted', notBlank)
    .option('--owner <name>', 'who answers for that', notBlank)
    .option('--until <date>', 'the last day of it, as YYYY-MM-DD, or `never`')
    .addHelpText('after', EXAMPLES)
    .action(async (names: readonly string[], options: AcceptOptions) => {
      const [{ ground }, { accept, acknowledge }, { FINGERPRINT, isUntil }, { acceptedInWords }] = await Promise.all([
        import('./outside.ts'),
        import('../tasks/accept.ts'),
        import('../config/acknowledgements.ts'),
        import('./accepted.ts'),
      ]);
      const { config, outside } = await ground(options, face);
      const isFinding = (name: string) => FINGERPRINT.test(name) && !Object.hasOwn(config.apis, name);
      const findings = names.filter(isFinding);
      const apis = names.filter((name) => !isFinding(name));
      if (names.length === 0 && !options.all) throw nothingNamed();
      if (apis.length > 0 && options.all) throw namedTwice();
      if (findings.length > 0) {
        if (options.until !== undefined && !isUntil(options.until)) throw noEnd(options.until);
        await acknowledge(
          findings.map((fingerprint) => acknowledgementOf(fingerprint, options)),
          outside,
        );
        for (const fingerprint of findings) face.out.write(`${fingerprint}: acknowledged in ${config.acknowledge}\n`);
      }
      if (apis.length === 0 && !options.all) return;
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

function acknowledgementOf(fingerprint: string, { reason, owner, until }: AcceptOptions): Acknowledgement {
  if (reason === undefined || owner === undefined || until === undefined) {
    throw new Failure({
      code: 'usage',
      message: `finding \`${fingerprint}\` is accepted only with a reason, an owner and an end`,
      hint: 'give `--reason`, `--owner` and `--until` (a date, or `never`)',
    });
  }
  return { fingerprint, reason, owner, until: until === 'never' ? undefined : until };
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
