// How APIs fared, in one file for each: a line for each window, appended, and put together when there are many.

import { appendFile, mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { retained } from '../../judge/health-retention.ts';
import { merged, NOTHING_OBSERVED, seriesOf, seriesSince } from '../../judge/health-summary.ts';
import { Failure } from '../../model/failure.ts';
import type { HealthSeries, HealthSummary } from '../../model/health.ts';
import { isArray, isObject, type Json, jsonIn, own, text } from '../../model/json.ts';
import type { HealthLog } from '../../ports.ts';
import { replaceFile } from '../atomic-file.ts';
import { ifThere, onDisk, textAt } from '../disk.ts';

/** Smaller files are left as they are. */
const WORTH_COMPACTING = 64 * 1024;
/** What is larger was not written here. */
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * Keeps `<api>.jsonl` files in `folder`, which need not be there yet. Each line is a window of an operation as JSON. A line
 * that is torn, as by a loss of power, is left out when the file is read, and costs no other line.
 */
export function healthFiles(folder: string): HealthLog {
  const pathOf = (api: string): string => join(folder, `${api}.jsonl`);
  return {
    append: (api, observations) =>
      onDisk(pathOf(api), async () => {
        if (observations.length === 0) return;
        await mkdir(folder, { recursive: true });
        const lines = linesOf(seriesOf(observations, 1));
        await appendFile(pathOf(api), (await isTorn(pathOf(api))) ? `\n${lines}` : lines);
      }),
    read: (api, since) => onDisk(pathOf(api), async () => seriesSince(await readSeries(pathOf(api)), since.getTime())),
    compact: (api, now) => onDisk(pathOf(api), () => compact(pathOf(api), now.getTime())),
  };
}

async function compact(path: string, now: number): Promise<void> {
  const before = await sizeOf(path);
  if (before < WORTH_COMPACTING) return;
  const content = linesOf(retained(await readSeries(path), now));
  const isWorthIt = Buffer.byteLength(content) < before * 0.75;
  // What another run appended meanwhile is not in it: then it is left for the next time.
  if (isWorthIt && (await sizeOf(path)) === before) await replaceFile(path, content);
}

function linesOf(series: HealthSeries): string {
  const windows = [...series].flatMap(([operation, each]) =>
    [...each].map(([start, summary]) => ({ start, line: lineOf(operation, start, summary) })),
  );
  return windows
    .sort((a, b) => a.start - b.start)
    .map(({ line }) => `${line}\n`)
    .join('');
}

function lineOf(operation: string, start: number, summary: HealthSummary): string {
  return JSON.stringify({ from: new Date(start).toISOString(), operation, ...summary });
}

async function readSeries(path: string): Promise<HealthSeries> {
  if ((await sizeOf(path)) > MOST_BYTES) throw damaged(path, 'is too large');
  const lines = ((await textAt(path)) ?? '').split('\n').filter((line) => line.trim() !== '');
  const windows = lines.map(windowIn).filter((window) => window !== undefined);
  if (windows.length === 0 && lines.length > 1) throw damaged(path, 'holds nothing that can be read');
  const series = new Map<string, Map<number, HealthSummary>>();
  for (const { operation, start, summary } of windows) {
    const known = series.get(operation) ?? new Map<number, HealthSummary>();
    // Runs within the same minute write a line each.
    known.set(start, merged(known.get(start) ?? NOTHING_OBSERVED, summary));
    series.set(operation, known);
  }
  return series;
}

interface Window {
  readonly operation: string;
  readonly start: number;
  readonly summary: HealthSummary;
}

/** The window that a line tells; `undefined` for what is none. */
function windowIn(line: string): Window | undefined {
  const json = jsonIn(line);
  if (json === undefined || !isObject(json)) return undefined;
  const [operation, from] = [text(json, 'operation'), text(json, 'from')];
  const start = Date.parse(from ?? '');
  const [calls, errors, down, slowest] = ['calls', 'errors', 'down', 'slowest'].map((key) => countIn(own(json, key)));
  const buckets = bucketsIn(own(json, 'buckets'));
  if (operation === undefined || Number.isNaN(start) || buckets === undefined) return undefined;
  if (calls === undefined || errors === undefined || down === undefined || slowest === undefined) return undefined;
  if (errors + down > calls) return undefined;
  return { operation, start, summary: { calls, errors, down, slowest, buckets } };
}

function countIn(json: Json | undefined): number | undefined {
  return typeof json === 'number' && Number.isSafeInteger(json) && json >= 0 ? json : undefined;
}

function bucketsIn(json: Json | undefined): HealthSummary['buckets'] | undefined {
  if (json === undefined || !isArray(json)) return undefined;
  const pairs = json.flatMap((pair) => {
    const [bucket, count] = isArray(pair) ? pair.map(countIn) : [];
    return bucket === undefined || count === undefined || count === 0 ? [] : [[bucket, count] as const];
  });
  return pairs.length === json.length ? pairs.sort(([a], [b]) => a - b) : undefined;
}

/** Whether the last line of the file has no end. */
async function isTorn(path: string): Promise<boolean> {
  const size = await sizeOf(path);
  if (size === 0) return false;
  await using file = await open(path, 'r');
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== 0x0a;
}

async function sizeOf(path: string): Promise<number> {
  return (await ifThere(() => stat(path)))?.size ?? 0;
}

function damaged(path: string, what: string): Failure {
  return new Failure({
    code: 'store-failed',
    message: `\`${path}\`, where is kept how the API fared, ${what}`,
    hint: 'move it away: what is recorded from now on begins a new one',
    place: path,
  });
}
