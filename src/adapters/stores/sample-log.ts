// Runs of sampling, in one file for each API that is not committed: a line a run, appended.

import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../model/failure.ts';
import type { SampleRun } from '../../model/sampling.ts';
import type { SampleLog } from '../../ports.ts';
import { runFromLine, runLine } from '../../read/traffic/sampling-json.ts';
import { replaceFile } from '../atomic-file.ts';
import { onDisk, textAt } from '../disk.ts';

/** So many runs are kept; when there are twice as many, the older half goes. */
const MOST_RUNS = 256;

/**
 * Keeps `<api>.jsonl` files in `folder`, which need not be there yet. A line that is torn, as by a loss of power, is left
 * out when the file is read. Raises {@link Failure} `store-failed`.
 */
export function sampleLogs(folder: string): SampleLog {
  const pathOf = (api: string): string => join(folder, `${api}.jsonl`);
  return {
    append: (api, run) =>
      onDisk(pathOf(api), async () => {
        await mkdir(folder, { recursive: true });
        const text = (await textAt(pathOf(api))) ?? '';
        const line = `${runLine(run)}\n`;
        const lines = text.split('\n').filter((each) => each !== '');
        if (lines.length >= 2 * MOST_RUNS)
          await replaceFile(pathOf(api), `${lines.slice(-MOST_RUNS).join('\n')}\n${line}`);
        // A line that was torn has no end.
        else await appendFile(pathOf(api), text === '' || text.endsWith('\n') ? line : `\n${line}`);
      }),
    read: (api) =>
      onDisk(pathOf(api), async () => {
        const runs = ((await textAt(pathOf(api))) ?? '').split('\n').flatMap(runIn);
        return runs.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).slice(-MOST_RUNS);
      }),
  };
}

function runIn(line: string): readonly SampleRun[] {
  if (line.trim() === '') return [];
  try {
    return [runFromLine(line)];
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}
