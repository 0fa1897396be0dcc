// Credentials of a configuration in a folder of their own, with a clock that tests turn.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputOf } from '../../../src/adapters/command.ts';
import { configuredCredentials } from '../../../src/adapters/credentials/credentials.ts';
import { loadConfig } from '../../../src/config/load.ts';
import type { Failure } from '../../../src/model/failure.ts';
import type { Credentials } from '../../../src/ports.ts';

/** A folder with a configuration of credentials. */
export interface Setting extends Disposable {
  readonly folder: string;
  /** A new process, as far as credentials go: it knows what is on disk, and nothing else. */
  start(): Credentials;
  /** Lets time pass, in seconds. */
  pass(seconds: number): void;
  /** The environment variables; they may be changed. */
  readonly env: Record<string, string>;
  /** The files in which tokens are kept, by name. */
  kept(): Readonly<Record<string, string>>;
  write(file: string, text: string): void;
}

/** Credentials as `driftgate.yaml` has them under `credentials`. */
export function setting(credentials: string, env: Record<string, string>): Setting {
  const folder = mkdtempSync(join(tmpdir(), 'driftgate-'));
  const state = join(folder, '.driftgate', 'credentials');
  let passed = 0;
  const file = (path: string) => {
    try {
      return readFileSync(join(folder, path), 'utf8');
    } catch {
      return undefined;
    }
  };
  return {
    folder,
    env,
    start: () =>
      configuredCredentials({
        credentials: loadConfig(`credentials:\n${credentials}`, 'driftgate.yaml').credentials,
        environment: {
          variable: (name) => env[name],
          file,
          command: (program, args) =>
            outputOf(program, args, { cwd: folder, env: { ...process.env, ...env }, patience: 5000 }),
        },
        folder: state,
        userAgent: 'driftgate/test',
        allowedHosts: ['127.0.0.1', 'localhost'],
        clock: { now: () => new Date(Date.now() + passed * 1000) },
        pace: { random: () => 0, base: 1 },
      }),
    pass: (seconds) => {
      passed += seconds;
    },
    kept: () =>
      Object.fromEntries(
        readdirSync(state)
          .filter((name) => name !== '.gitignore')
          .map((name) => [name, readFileSync(join(state, name), 'utf8')]),
      ),
    write: (name, text) => writeFileSync(join(folder, name), text),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

/** The failure with which `work` ends. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (error) {
    return error as Failure;
  }
  throw new Error('it went well');
}
