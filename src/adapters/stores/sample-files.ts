// Accepted samples in the folders of baselines, which are committed to git: `<api>/samples.json`.

import { mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Failure } from '../../model/failure.ts';
import type { SampleStore } from '../../ports.ts';
import { baselineFromJson, baselineJson } from '../../read/traffic/sampling-json.ts';
import { replaceFile } from '../atomic-file.ts';
import { errorCode } from '../sources/error-code.ts';
import { canonicalText } from './canonical-text.ts';

const NAME = 'samples.json';

/** The samples in `folder`. Raises {@link Failure} `baseline-damaged` and `store-failed`. */
export function sampleFiles(folder: string): SampleStore {
  return {
    read: (api) =>
      onDisk(join(folder, api), async () => {
        const text = await textOf(join(folder, api, NAME));
        return text === undefined ? undefined : baselineFromJson(text, `${basename(folder)}/${api}/${NAME}`);
      }),
    write: (api, baseline) =>
      onDisk(join(folder, api), async () => {
        await mkdir(join(folder, api), { recursive: true });
        await replaceFile(join(folder, api, NAME), canonicalText(baselineJson(baseline)));
      }),
  };
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function onDisk<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure({
      code: 'store-failed',
      message: `samples in \`${place}\` cannot be read or written (${errorCode(cause) ?? 'no code'})`,
      hint: 'check who may write there, and the space on the disk',
      place,
      cause,
    });
  }
}
