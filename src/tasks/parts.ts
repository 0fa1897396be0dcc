// Which parts of an API there are to watch, by the configuration.

import type { Config } from '../config/load.ts';
import type { Part } from '../model/part.ts';
import { settingsOf } from './look.ts';

/** What `driftgate check` can look at, with its options: the document, and what is configured to be called. */
export function partsOf(api: string, config: Config): readonly Part[] {
  const { samples, flows, sandbox } = settingsOf(api, config);
  return [
    'document',
    ...(samples.length > 0 ? (['samples'] as const) : []),
    ...(flows.length > 0 && sandbox !== undefined ? (['flows'] as const) : []),
  ];
}
