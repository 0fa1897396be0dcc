// Who is measured: what each runs, and what each says it found.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Pair } from './race.ts';

/** A program that compares two documents, or a contract with one. */
export interface Contender {
  /** What `--only` calls it. */
  readonly id: string;
  readonly title: string;
  /** The arguments of `node`. */
  readonly program: (pair: Pair) => readonly string[];
  /** What its output says that it found; `undefined` for one that finds nothing. */
  readonly found: ((output: string) => Found) | undefined;
}

/** What a contender found, in its own words and by its own measure. */
export interface Found {
  readonly changes: number;
  readonly breaking: number;
}

const ROOT = join(import.meta.dirname, '..');
const PEERS = join(import.meta.dirname, 'peers');
/** The engine as it is published: where its sources lie beside it, it would run these. */
const PUBLISHED = join(ROOT, 'dist/published');

/** The engine's command line. */
export const DRIFTGATE = join(PUBLISHED, 'bin/driftgate.mjs');

/** All contenders, in the order in which they run. Needs the build, for what the engine's command line knows. */
export function contenders(): readonly Contender[] {
  const on =
    (...program: readonly string[]) =>
    (pair: Pair) => [...program, pair.old, pair.new];
  const diff = [DRIFTGATE, 'diff', '--format', 'json', '--quiet'];
  const help = execFileSync(process.execPath, [DRIFTGATE, 'diff', '--help'], { encoding: 'utf8' });
  const unproven = { id: 'ours-no-prove', title: 'driftgate --no-prove', found: foundByUs };
  return [
    { id: 'ours', title: 'driftgate', program: on(...diff), found: foundByUs },
    ...(help.includes('--no-prove') ? [{ ...unproven, program: on(...diff, '--no-prove') }] : []),
    {
      id: 'redocly',
      title: `redocly ${versionOf('@redocly/cli')}`,
      program: on(join(PEERS, 'node_modules/@redocly/cli/bin/cli.js'), 'diff', '--format', 'json'),
      found: foundByRedocly,
    },
    {
      id: 'api-smart-diff',
      title: `api-smart-diff ${versionOf('api-smart-diff')}`,
      program: on(join(PEERS, 'api-smart-diff.mjs')),
      found: (output) => JSON.parse(output),
    },
    { id: 'floor', title: 'floor', program: on(join(PEERS, 'floor.mjs')), found: undefined },
  ];
}

/** Bundles the engine as it is published. */
export function build(): void {
  rmSync(PUBLISHED, { recursive: true, force: true });
  execFileSync(process.execPath, [join(ROOT, 'scripts/bundle.mjs'), join(PUBLISHED, 'dist')], {
    stdio: ['ignore', 2, 2],
  });
  cpSync(join(ROOT, 'bin'), join(PUBLISHED, 'bin'), { recursive: true });
}

/** Installs the peers into their own folder, at the versions of its lock file; once. */
export function installPeers(): void {
  const installed = pinned().every(([name, version]) => installedVersion(name) === version);
  if (installed) return;
  process.stderr.write('installing the peers into bench/peers\n');
  const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier'];
  execFileSync('npm', flags, { cwd: PEERS, stdio: ['ignore', 2, 2] });
}

function versionOf(name: string): string {
  return pinned().find(([peer]) => peer === name)?.[1] ?? '';
}

function pinned(): readonly [name: string, version: string][] {
  return Object.entries<string>(JSON.parse(readFileSync(join(PEERS, 'package.json'), 'utf8')).dependencies);
}

function installedVersion(name: string): string | undefined {
  const manifest = join(PEERS, 'node_modules', name, 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined;
}

/** What the engine's report says; raises an error where it could not look. */
export function foundByUs(output: string): Found {
  const report: { counts: { breaking: number }; apis: { outcome: string; reason?: string; findings: unknown[] }[] } =
    JSON.parse(output);
  const unseen = report.apis.find(({ outcome }) => outcome === 'unknown');
  if (unseen !== undefined) throw new Error(unseen.reason);
  return { changes: report.apis.flatMap(({ findings }) => findings).length, breaking: report.counts.breaking };
}

function foundByRedocly(output: string): Found {
  const { summary, changes }: { summary: { major: number }; changes: unknown[] } = JSON.parse(output);
  return { changes: changes.length, breaking: summary.major };
}
