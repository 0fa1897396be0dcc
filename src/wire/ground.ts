// The configuration that a run goes by, and the world wired to it.

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type ProgressStream, progressOn, SILENT } from '../adapters/progress.ts';
import { defaultConfig } from '../config/defaults.ts';
import type { Config } from '../config/load.ts';
import { Failure } from '../model/failure.ts';
import { inertTerminal } from '../render/inert.ts';
import type { Outside } from '../tasks/outside.ts';
import type { Telling } from '../tasks/tell.ts';
import { telling } from './notifiers.ts';
import { type Surroundings, wire } from './wire.ts';

/** What is known of the process. */
export interface Host {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For notes and progress. */
  readonly err: ProgressStream;
  /** Driftgate's own version. */
  readonly version: string;
}

/** What is said of the configuration. */
export interface GroundOptions {
  readonly config?: string;
  readonly allowPrivateHost: readonly string[];
  readonly quiet?: boolean;
}

/** What a run goes by. */
export interface Ground {
  readonly config: Config;
  readonly outside: Outside;
  /** Who is told, and where it is written down before. */
  readonly telling: Telling;
  readonly surroundings: Surroundings;
}

/**
 * The configuration and what it wires. Locations are relative to the configuration's folder, or to the current one where
 * `here` says so. Raises {@link Failure} `config-missing` and `config-invalid`; with `optional`, no file means defaults.
 */
export async function ground(
  options: GroundOptions,
  host: Host,
  { optional = false, here = false } = {},
): Promise<Ground> {
  const name = options.config ?? 'driftgate.yaml';
  const path = resolve(host.cwd, name);
  const text = textOf(path, name, optional && options.config === undefined);
  // Without a file there is nothing to check, and what checks it is not loaded.
  const config = text === undefined ? defaultConfig() : (await import('../config/load.ts')).loadConfig(text, name);
  if (!options.quiet) {
    for (const key of config.idle) {
      host.err.write(`note: \`${inertTerminal(key)}\` in \`${inertTerminal(name)}\` is not used by this version\n`);
    }
  }
  const surroundings = {
    folder: dirname(path),
    cwd: here ? host.cwd : dirname(path),
    env: host.env,
    userAgent: `driftgate/${host.version}`,
    allowPrivateHosts: options.allowPrivateHost,
    progress: options.quiet ? SILENT : progressOn(host.err),
  };
  const outside = wire(config, surroundings);
  return { config, outside, telling: telling(config, surroundings, outside), surroundings };
}

function textOf(path: string, name: string, optional: boolean): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (optional) return undefined;
    throw new Failure({
      code: 'config-missing',
      message: `\`${name}\` cannot be read`,
      hint: 'write one with `driftgate init`, or name another with `--config`',
      place: name,
      cause,
    });
  }
}
