// Where the files lie that a report speaks of, seen from the current folder.

import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { loadConfig } from '../config/load.ts';
import { readYaml } from '../config/yaml.ts';
import { NOWHERE, type Whereabouts } from '../render/locations.ts';

/**
 * The configuration that `--config` names and its folder; with `here`, what the report names is relative to the current
 * folder. Raises {@link Failure} `config-invalid`; no file is no failure.
 */
export async function whereabouts(
  options: { readonly config?: string },
  cwd: string,
  here = false,
): Promise<Whereabouts> {
  const { config: name = 'driftgate.yaml' } = options;
  const path = resolve(cwd, name);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return NOWHERE;
  const { snapshots } = loadConfig(text, name);
  const yaml = readYaml(text, name, 'config-invalid');
  const folder = relative(cwd, dirname(path)).replaceAll('\\', '/');
  return {
    folder: here || folder === '' ? '' : `${folder}/`,
    snapshots,
    config: { file: relative(cwd, path).replaceAll('\\', '/'), lineOf: (api) => yaml.lineOf(['apis', api]) },
  };
}
