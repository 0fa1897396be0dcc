// Work in a process of its own, which ends when it is done, when time is up, or when nobody waits.

import { fork, type Serializable } from 'node:child_process';

/** Seconds for a process to load what it works with. */
const START = 60;

/** How a process is started, and what becomes of what it says. */
export interface ChildOptions<Said, Told, Result> {
  readonly args: readonly string[];
  /** Its whole environment: nothing of ours goes along. */
  readonly env: Readonly<Record<string, string>>;
  /** Flags for Node; those that we were started with do not go along. */
  readonly flags: readonly string[];
  readonly cwd?: string;
  /** Ends the process when it fires; its reason is raised then. */
  readonly signal: AbortSignal | undefined;
  /** What came of the work, where that is what it said; what is raised here is raised by {@link runInChild}. */
  readonly hear: (said: Said, child: Child<Told>) => Result | undefined;
  /** What comes of a process that ended without a result: `exit code 1` or a signal, and the last line of its stderr. */
  readonly ended: (end: string, lastLine: string) => Result;
  /** The failure of a process that cannot be started. */
  readonly unusable: (why: string) => Error;
}

/** A process, as those see it who hear it. */
export interface Child<Told> {
  /** Tells it something. A process that is gone by now says so itself. */
  tell(message: Told): void;
  /** From now on it has so many seconds; then `late` is called, and after `grace` more seconds it is ended. */
  allow(seconds: number, late: () => void, grace?: number): void;
}

/** Runs the module `file` in a process of its own, which must be heard of within a minute. Raises what the options raise. */
export async function runInChild<Said extends Serializable, Told extends Serializable, Result>(
  file: string,
  { args, env, flags, cwd, signal, hear, ended, unusable }: ChildOptions<Said, Told, Result>,
): Promise<Result> {
  const child = fork(file, [...args], { env, execArgv: [...flags], cwd, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    errors = (errors + chunk).slice(-4000);
  });
  const kill = (): void => void child.kill('SIGKILL');
  let timers = [setTimeout(kill, START * 1000)];
  const heard: Child<Told> = {
    tell(message) {
      if (child.connected) child.send(message, () => {});
    },
    allow(seconds, late, grace = 0) {
      timers.forEach(clearTimeout);
      timers = [setTimeout(late, seconds * 1000), setTimeout(kill, (seconds + grace) * 1000)];
    },
  };
  signal?.addEventListener('abort', kill);
  if (signal?.aborted) kill();
  try {
    return await new Promise<Result>((resolve, reject) => {
      child.on('message', (said: Said) => {
        try {
          const result = hear(said, heard);
          if (result !== undefined) resolve(result);
        } catch (error) {
          reject(error);
        }
      });
      child.on('error', (cause) => reject(unusable(`its process cannot be started: ${cause.message}`)));
      child.on('close', (code, killed) => {
        if (signal?.aborted) reject(signal.reason);
        else resolve(ended(killed ?? `exit code ${code}`, errors.trim().split('\n').at(-1)?.trim() ?? ''));
      });
    });
  } finally {
    timers.forEach(clearTimeout);
    signal?.removeEventListener('abort', kill);
    kill();
  }
}
