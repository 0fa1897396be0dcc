// The command line as a whole, and the one place where failures become words and exit codes.

import { Command, CommanderError } from 'commander';
import { isDebug, troubleInWords } from '../render/trouble.ts';
import { acceptCommand } from './accept.ts';
import { checkCommand } from './check.ts';
import { deadlinesCommand } from './deadlines.ts';
import { diffCommand } from './diff.ts';
import { doctorCommand } from './doctor.ts';
import { type AddCommand, EXIT, type Face } from './face.ts';
import { flowCommand } from './flow.ts';
import { gateCommand } from './gate.ts';
import { healthCommand } from './health.ts';
import { initCommand } from './init.ts';
import { reportCommand } from './report.ts';
import { rulesCommand } from './rules.ts';
import { sampleCommand } from './sample.ts';
import { schemaCommand } from './schema.ts';
import { usageCommand } from './usage.ts';
import { verifyCommand } from './verify.ts';

/** Each command under its name. */
const COMMANDS: Readonly<Record<string, AddCommand>> = {
  init: initCommand,
  check: checkCommand,
  diff: diffCommand,
  accept: acceptCommand,
  usage: usageCommand,
  verify: verifyCommand,
  gate: gateCommand,
  sample: sampleCommand,
  flow: flowCommand,
  doctor: doctorCommand,
  health: healthCommand,
  report: reportCommand,
  deadlines: deadlinesCommand,
  rules: rulesCommand,
  schema: schemaCommand,
};

const EXAMPLES = `
Start:
  $ driftgate init --api stripe=https://example.com/openapi.json
  $ driftgate accept --all        take the first baselines
  $ driftgate check               say what changed since

Exit codes: 0 clean, 1 drift by --fail-on, 2 could not look.`;

/** Runs one command line and gives its exit code. Raises nothing. */
export async function run(args: readonly string[], face: Face): Promise<number> {
  let code: number = EXIT.clean;
  const program = new Command('driftgate')
    .description('Says what changed in the APIs that you depend on, and whose code it breaks.')
    .version(face.version)
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({ writeOut: (text) => face.out.write(text), writeErr: (text) => face.err.write(text) })
    .showHelpAfterError('hint: `driftgate --help` shows what there is');
  for (const add of commandsFor(args)) {
    add(program, face, (ended) => {
      code = ended;
    });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.unknown;
    face.err.write(troubleInWords(error, isDebug(face.env)));
    return EXIT.unknown;
  }
}

/** The command that is called, alone where it is named first; the help, and whatever else there may be, is about them all. */
function commandsFor([name = '']: readonly string[]): readonly AddCommand[] {
  const add = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return add === undefined ? Object.values(COMMANDS) : [add];
}
