// `--notify`: telling whom the configuration names, and how a run ends that told them.

import { type Command, Option } from 'commander';
import type { Report } from '../model/report.ts';
import type { Ground } from '../wire/ground.ts';
import { EXIT, type Face } from './face.ts';

/** What the command line says of telling. */
export interface NotifyOptions {
  readonly notify?: boolean;
  readonly quiet?: boolean;
}

/** The option, for commands whose report is the state of a part of APIs; with `others` it would be of something else. */
export function withNotify(command: Command, others: readonly string[] = []): Command {
  const option = new Option('--notify', 'tell everybody whom `notify` of the configuration names');
  return command.addOption(option.conflicts([...others]));
}

/**
 * A function that tells of a report where `--notify` asks for it, and gives the exit code. Raises {@link Failure}
 * `config-invalid` where nobody is named: nothing needs to be looked at then.
 */
export async function ending(
  options: NotifyOptions,
  { config, telling }: Pick<Ground, 'config' | 'telling'>,
  face: Face,
): Promise<(report: Report) => Promise<number>> {
  const { exitCode } = await import('./print.ts');
  const told = options.notify ? (await import('./tell.ts')).teller(config, telling, options, face) : undefined;
  return async (report) => (told === undefined || (await told(report)) ? exitCode(report) : EXIT.unknown);
}
