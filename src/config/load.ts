// `driftgate.yaml` from its text to a configuration that the rest of the house can rely on.

import { Failure } from '../model/failure.ts';
import { parsed } from '../model/problems.ts';
import { CONFIG_SCHEMA, type ConfigFile, RESERVED } from './schema.ts';
import { readYaml } from './yaml.ts';

/** A configuration with every default filled in. Secrets in it are references still. */
export interface Config extends ConfigFile {
  /** The file that it was read from, as people call it. */
  readonly file: string;
  /** Keys in the file that no command of this version uses: `apis.stripe.schedule`. */
  readonly idle: readonly string[];
}

/** Reads `driftgate.yaml`. Raises {@link Failure} `config-invalid` with the file, line, key and mend. */
export function loadConfig(text: string, file: string): Config {
  const yaml = readYaml(text, file, 'config-invalid');
  if (yaml.value === null || yaml.value === undefined) {
    throw new Failure({
      code: 'config-invalid',
      message: `\`${file}\` is empty`,
      hint: 'name the APIs to watch under `apis`, or remove the file and run `driftgate init`',
      place: `${file}:1`,
    });
  }
  const config = parsed(CONFIG_SCHEMA, yaml, file, 'config-invalid');
  const idle = Object.entries(config.apis).flatMap(([name, api]) =>
    RESERVED.api.filter((key) => api[key] !== undefined).map((key) => `apis.${name}.${key}`),
  );
  return { ...config, file, idle };
}
