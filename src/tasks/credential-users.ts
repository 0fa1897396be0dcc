// Which credentials of the configuration an API names.

import type { Config } from '../config/load.ts';
import { settingsOf } from './look.ts';

/** Every credential that an API names, each once: that of its document first. */
export function credentialsOf(api: string, config: Config): readonly string[] {
  const { credential, sandbox, production, samples } = settingsOf(api, config);
  const names = [credential, sandbox?.credential, production?.credential, ...samples.map((each) => each.credential)];
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** The credentials that `apis` name, each with the first of these that names it: there it is told of. */
export function usersOf(apis: readonly string[], config: Config): ReadonlyMap<string, string> {
  const users = new Map<string, string>();
  for (const api of apis) {
    for (const name of credentialsOf(api, config)) if (!users.has(name)) users.set(name, api);
  }
  return users;
}
