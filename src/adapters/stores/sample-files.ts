// Accepted samples in the folders of baselines, which are committed to git: `<api>/samples.json`.

import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SampleStore } from '../../ports.ts';
import { baselineFromJson, baselineJson } from '../../read/traffic/sampling-json.ts';
import { replaceFile } from '../atomic-file.ts';
import { onDisk, textAt } from '../disk.ts';
import { canonicalText } from './canonical-text.ts';

const NAME = 'samples.json';

/** The samples in `folder`. Raises {@link Failure} `baseline-damaged` and `store-failed`. */
export function sampleFiles(folder: string): SampleStore {
  return {
    read: (api) =>
      onDisk(join(folder, api), async () => {
        const text = await textAt(join(folder, api, NAME));
        return text === undefined ? undefined : baselineFromJson(text, `${basename(folder)}/${api}/${NAME}`);
      }),
    write: (api, baseline) =>
      onDisk(join(folder, api), async () => {
        await mkdir(join(folder, api), { recursive: true });
        await replaceFile(join(folder, api, NAME), canonicalText(baselineJson(baseline)));
      }),
  };
}
