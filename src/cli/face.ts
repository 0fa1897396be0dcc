// What a command sees of the terminal and the process it runs in.

import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import type { Command } from 'commander';

/** The terminal and the process. */
export interface Face {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: Stream;
  readonly err: Stream;
  /** What comes in; opened when it is asked for. */
  readonly input: () => AsyncIterable<Uint8Array>;
  /** Driftgate's own version. */
  readonly version: string;
}

/** Where text goes. */
export interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Exit codes: clean or done, drift, and could not look or do it. */
export const EXIT = { clean: 0, drift: 1, unknown: 2 } as const;

/** A command: adds itself to the program, and says by `end` how its run ended when that is not well. */
export type AddCommand = (program: Command, face: Face, end: (code: number) => void) => void;

/** The face of a process. */
export function face(host: NodeJS.Process): Face {
  return {
    cwd: host.cwd(),
    env: host.env,
    out: host.stdout,
    err: host.stderr,
    input: () => host.stdin,
    version: ownVersion(),
  };
}

function ownVersion(): string {
  const file = findPackageJSON(import.meta.url);
  return file === undefined ? '0.0.0' : String(JSON.parse(readFileSync(file, 'utf8')).version);
}
