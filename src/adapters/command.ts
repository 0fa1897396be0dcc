// The programs that `${command:…}` names: a secret manager's CLI, run for the secret that it writes.

import { execFile } from 'node:child_process';
import { Failure } from '../model/failure.ts';
import { errorCode } from './sources/error-code.ts';

/** Where and how long programs run. */
export interface CommandOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds; 30 seconds when absent, so that a person can confirm. */
  readonly patience?: number;
}

const PATIENCE = 30_000;
const MAX_BYTES = 1024 * 1024;

/**
 * What `program` writes to its standard output. There is no shell, and nobody to answer a question. What it writes to its
 * standard error is read by nobody, for it may hold the secret. Raises {@link Failure} `secret-missing`.
 */
export function outputOf(program: string, args: readonly string[], options: CommandOptions): Promise<string> {
  const { cwd, env, patience = PATIENCE } = options;
  return new Promise((resolve, reject) => {
    const settings = { cwd, env: { ...env }, timeout: patience, killSignal: 'SIGKILL', maxBuffer: MAX_BYTES } as const;
    const child = execFile(program, [...args], settings, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(failed(program, args, error, patience));
    });
    child.stdin?.end();
  });
}

function failed(
  program: string,
  args: readonly string[],
  error: Error & { readonly killed?: boolean; readonly code?: unknown },
  patience: number,
): Failure {
  const code = errorCode(error);
  const why =
    code === 'ENOENT'
      ? 'is not installed, or not on the PATH'
      : code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER'
        ? `writes more than ${MAX_BYTES} bytes`
        : error.killed
          ? `does not end within ${patience / 1000} s`
          : `ends with ${/^\d+$/.test(code ?? '') ? `exit code ${code}` : (code ?? 'a signal')}`;
  // Neither its output nor Node's own message goes along: both may hold the secret.
  return new Failure({
    code: 'secret-missing',
    message: `command \`${program}\` ${why}, and gives no secret`,
    hint: `run it yourself where Driftgate runs: \`${[program, ...args].map(quoted).join(' ')}\``,
  });
}

function quoted(word: string): string {
  return /^[\w./:@=-]+$/.test(word) ? word : `'${word}'`;
}
