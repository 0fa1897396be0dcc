// One process, measured: wall time, CPU time and peak memory, its children counted in.

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What one run took. */
export interface Took {
  /** Seconds from start to end, as seen from outside. */
  readonly wall: number;
  /** Seconds of CPU, user and system, of the process and its children. */
  readonly cpu: number;
  /** Bytes of memory that the largest of the processes held at its peak. */
  readonly peak: number;
}

/** How a run ended. `output` is what the process printed. */
export type Run =
  | { readonly status: 'done'; readonly took: Took; readonly output: string }
  | { readonly status: 'timeout' }
  | { readonly status: 'failed'; readonly why: string };

const METER = fileURLToPath(new URL('meter.cjs', import.meta.url));

/** No telemetry, no update check, no colours, and no option of whoever runs the bench. */
const QUIET = {
  CI: 'true',
  NO_COLOR: '1',
  DO_NOT_TRACK: '1',
  NO_UPDATE_NOTIFIER: '1',
  OTEL_SDK_DISABLED: 'true',
  REDOCLY_TELEMETRY: 'off',
  REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
  REDOCLY_SUPPRESS_NOTIFICATIONS: 'true',
};

/** Runs a Node program in an empty folder, and ends it after `timeout` seconds. */
export async function measure(program: readonly string[], timeout: number): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'driftgate-bench-'));
  try {
    return await measureIn(folder, program, timeout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureIn(folder: string, program: readonly string[], timeout: number): Promise<Run> {
  const place = (name: string) => join(folder, name);
  await Promise.all(['meter', 'cwd'].map((name) => mkdir(place(name))));
  // Files and not pipes: reading along would take CPU of the same machine.
  const [out, err] = await Promise.all([open(place('out'), 'w'), open(place('err'), 'w')]);
  const begun = performance.now();
  const child = spawn(process.execPath, program, {
    cwd: place('cwd'),
    env: {
      ...process.env,
      ...QUIET,
      BENCH_METER: place('meter'),
      NODE_OPTIONS: `--require ${JSON.stringify(METER)}`,
    },
    stdio: ['ignore', out.fd, err.fd],
  });
  let late = false;
  const alarm = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, timeout * 1000);
  const ended = await new Promise<string>((resolve, reject) => {
    child.on('error', reject).on('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  const wall = (performance.now() - begun) / 1000;
  clearTimeout(alarm);
  await Promise.all([out.close(), err.close()]);
  if (late) return { status: 'timeout' };
  const metered = await readMeter(place('meter'));
  const output = await readFile(place('out'), 'utf8');
  if (metered.length === 0 || output === '') {
    return { status: 'failed', why: `${ended}: ${complaint(await readFile(place('err'), 'utf8'))}` };
  }
  const cpu = metered.reduce((sum, each) => sum + each.cpu, 0);
  return { status: 'done', took: { wall, cpu, peak: Math.max(...metered.map(({ peak }) => peak)) }, output };
}

/** The line of what a program said on stderr that most likely tells why it failed. */
function complaint(said: string): string {
  const lines = said.trim().split('\n');
  return (lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? '').slice(0, 200);
}

async function readMeter(folder: string): Promise<readonly Pick<Took, 'cpu' | 'peak'>[]> {
  const files = await readdir(folder);
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8'))));
}

/** The median of each figure of several runs. */
export function medians<K extends string>(runs: readonly Readonly<Record<K, number>>[], keys: readonly K[]) {
  return Object.fromEntries(keys.map((key) => [key, median(runs.map((run) => run[key]))])) as Record<K, number>;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return (at((sorted.length - 1) >> 1) + at(sorted.length >> 1)) / 2;
}
