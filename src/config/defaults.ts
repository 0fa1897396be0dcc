// The configuration of a folder that has none: every default, in the one place that the schema takes them from.

import type { Config } from './load.ts';

/** What holds where `driftgate.yaml` says nothing. */
export const DEFAULTS = {
  profile: 'tolerant',
  sdk: false,
  failOn: 'breaking',
  acknowledge: 'acknowledged.yaml',
  snapshots: 'snapshots',
  state: '.driftgate',
  timeZone: 'UTC',
  health: { p95: 5, errors: 0.02, minutes: 10, calls: 10, failures: 5, pause: 5 },
  limits: { megabytes: 64, depth: 500, nodes: 5_000_000, aliases: 100_000, files: 500, seconds: 60 },
} as const;

/** The configuration of a folder that has none: no APIs, every default. */
export function defaultConfig(): Config {
  const maps = { apis: {}, credentials: {}, playbook: {}, rules: {}, published: {} };
  const lists = { redact: [], allowPrivateHosts: [], notify: [] };
  return { ...DEFAULTS, ...maps, ...lists, file: 'driftgate.yaml', idle: [] };
}
