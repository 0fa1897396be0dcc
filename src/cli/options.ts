// Options that several commands share.

import { type Command, Option } from 'commander';
import { FAIL_ON, type FailOn } from '../model/report.ts';
import { PROFILES, type Profile } from '../model/rule.ts';

/** What a report can be printed as. */
export const FORMATS = ['text', 'json', 'markdown', 'html', 'sarif', 'junit', 'annotations'] as const;
export type Format = (typeof FORMATS)[number];

/** How a report is printed. */
export interface PrintOptions {
  readonly config?: string;
  readonly format: Format;
  readonly output?: string;
  readonly allImpacts?: boolean;
  readonly verbose?: boolean;
  readonly color: boolean;
}

/** What `check` and `diff` are told of the configuration, the judgement and the report. */
export interface ReportOptions extends PrintOptions {
  readonly profile?: Profile;
  readonly failOn?: FailOn;
  readonly sdk?: boolean;
  readonly validate?: boolean;
  readonly prove: boolean;
  readonly quiet?: boolean;
  readonly allowPrivateHost: readonly string[];
}

/** What `--fail-on` takes. */
export const FAIL_ON_HELP = `
--fail-on takes, each with all before it, and never what was accepted:
  consumer     what breaks a consumer by its contract
  breaking     what breaks a client that keeps to the old document (the default)
  risky        what may break one
  deprecated   what has an end
  info, any    everything`;

/** `--config`, for every command that reads the configuration. */
export function withConfig(command: Command): Command {
  return command
    .option('-c, --config <file>', 'the configuration (default: driftgate.yaml)')
    .option(
      '--allow-private-host <host>',
      'fetch from this host although its address is private; may be given again',
      (host, hosts: readonly string[]) => [...hosts, host],
      [],
    )
    .option('-q, --quiet', 'no progress and no notes on stderr');
}

/** The options of commands that print a report. */
export function withReport(command: Command): Command {
  withConfig(command)
    .addOption(new Option('--profile <profile>', 'how severe changes are').choices([...PROFILES]))
    .addOption(new Option('--fail-on <what>', 'what is drift (default: breaking)').choices([...FAIL_ON]))
    .option('--sdk', 'consumers use generated code: operationId and parameter names matter');
  return withPrint(command)
    .option('--validate', 'also say what makes the documents invalid (slower)')
    .option('--no-prove', 'leave out the payloads that show each breaking change');
}

/** The options of commands that print a report that is there. */
export function withPrint(command: Command): Command {
  return command
    .addOption(new Option('--format <format>', 'of the report').choices([...FORMATS]).default('text'))
    .option('-o, --output <file>', 'write the report to a file instead of stdout')
    .option('--all-impacts', 'list every place that a change reaches')
    .option('--verbose', 'list what is folded otherwise')
    .option('--no-color', 'no colours (NO_COLOR does the same)');
}
