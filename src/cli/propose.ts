// Proposing from the command line that baselines move: what was done, and why something could not be proposed.

import { remembering } from '../adapters/sources/remembering.ts';
import type { Config } from '../config/load.ts';
import { Failure } from '../model/failure.ts';
import type { Report } from '../model/report.ts';
import { inertTerminal } from '../render/inert.ts';
import { isDebug, troubleInWords } from '../render/trouble.ts';
import type { Outside } from '../tasks/outside.ts';
import { propose } from '../tasks/propose.ts';
import { proposing } from '../wire/proposals.ts';
import type { Surroundings } from '../wire/wire.ts';
import type { Face } from './face.ts';

/** What proposes, and the world in which documents stay what they were when the report was made. */
export interface Proposer {
  lookedAtOnce(outside: Outside): Outside;
  /** Whether all that was to be proposed is. */
  propose(report: Report, outside: Outside): Promise<boolean>;
}

/** The proposer that `config` describes. Raises {@link Failure} `config-invalid` where it names no repository. */
export function proposer(
  config: Config,
  surroundings: Surroundings,
  { quiet = false }: { readonly quiet?: boolean },
  face: Face,
): Proposer {
  const where = config.propose;
  if (where === undefined) throw nowhere(config.file);
  return {
    lookedAtOnce: (outside) => ({ ...outside, sources: outside.sources.map(remembering) }),
    async propose(report, outside) {
      const { lines, failures } = await propose(
        report,
        config,
        outside,
        proposing(config, where, surroundings, outside),
      );
      if (!quiet) for (const line of lines) face.err.write(`proposed: ${inertTerminal(line)}\n`);
      for (const failure of failures) face.err.write(troubleInWords(failure, isDebug(face.env)));
      return failures.length === 0;
    },
  };
}

function nowhere(file: string): Failure {
  return new Failure({
    code: 'config-invalid',
    message: `\`${file}\` names no repository to propose in`,
    hint: 'add `propose: { repository: owner/name }`',
    place: file,
  });
}
