// Telling people of a report from the command line: what was done, and why somebody could not be told.

import type { Config } from '../config/load.ts';
import { Failure } from '../model/failure.ts';
import type { Report } from '../model/report.ts';
import { inertTerminal } from '../render/inert.ts';
import { isDebug, troubleInWords } from '../render/trouble.ts';
import { type Telling, tell } from '../tasks/tell.ts';
import type { Face } from './face.ts';

/**
 * A function that tells everybody whom `config` names, and says whether all of them were. Raises {@link Failure}
 * `config-invalid` when it names nobody.
 */
export function teller(
  config: Config,
  telling: Telling,
  { quiet = false }: { readonly quiet?: boolean },
  face: Face,
): (report: Report) => Promise<boolean> {
  if (telling.notifiers.length === 0) throw nobody(config.file);
  return async (report) => {
    const { lines, failures } = await tell(report, telling);
    if (!quiet) for (const line of lines) face.err.write(`told: ${inertTerminal(line)}\n`);
    for (const failure of failures) face.err.write(troubleInWords(failure, isDebug(face.env)));
    if (failures.length > 0 && !quiet)
      face.err.write(' note: what was not told is told by the next run with `--notify`\n');
    return failures.length === 0;
  };
}

function nobody(file: string): Failure {
  return new Failure({
    code: 'config-invalid',
    message: `\`${file}\` names nobody to tell`,
    hint: 'add one under `notify`, such as `- github: { repository: owner/name }`',
    place: file,
  });
}
