// The process: arguments in, exit code out. Output is flushed because nothing ends the process before its time.

import { isDebug, troubleInWords } from '../render/trouble.ts';
import { EXIT, face } from './face.ts';
import { run } from './program.ts';

for (const stream of [process.stdout, process.stderr]) {
  // A reader such as `head` may stop reading: that is no error.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

// Node would end with 1, which says drift.
process.on('uncaughtException', (error) => {
  process.stderr.write(troubleInWords(error, isDebug(process.env)), () => process.exit(EXIT.unknown));
});

process.exitCode = await run(process.argv.slice(2), face(process));
