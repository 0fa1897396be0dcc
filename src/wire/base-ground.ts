// The world as it was in a revision: its configuration, contracts and baselines.

import { isAbsolute, relative } from 'node:path';
import { gitTree } from '../adapters/git-tree.ts';
import { SILENT } from '../adapters/progress.ts';
import { defaultConfig } from '../config/defaults.ts';
import { Failure } from '../model/failure.ts';
import type { Side } from '../tasks/gate.ts';
import { type GroundOptions, ground, type Host } from './ground.ts';
import { wire } from './wire.ts';

/** What a pull request is held against, until it is disposed of. */
export interface BaseGround extends Side, AsyncDisposable {
  /** The commit, in full. */
  readonly commit: string;
}

/**
 * The configuration of `revision` and what it wires; where it had none, or none that could be read, nothing was watched.
 * Raises {@link Failure} `git-failed`.
 */
export async function groundAt(revision: string, options: GroundOptions, host: Host): Promise<BaseGround> {
  const { folder, commit, ...tree } = await gitTree(revision, host.cwd);
  const { config: name } = options;
  const there = name !== undefined && isAbsolute(name) ? relative(host.cwd, name) : name;
  const quiet = { ...options, ...(there !== undefined && { config: there }), quiet: true };
  try {
    const { config, outside } = await ground(quiet, { ...host, cwd: folder });
    return { config, outside, commit, ...tree };
  } catch (error) {
    if (!(error instanceof Failure)) {
      await tree[Symbol.asyncDispose]();
      throw error;
    }
    const config = defaultConfig();
    return { config, outside: wire(config, { folder, env: {}, progress: SILENT }), commit, ...tree };
  }
}
