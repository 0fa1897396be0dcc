// Which credentials of the configuration an API names, and what for.

import type { Config } from '../config/load.ts';
import type { Part } from '../model/part.ts';
import { settingsOf } from './look.ts';

/** Credentials to look at beside a document. */
export interface Means {
  /** Those that are told of with the API. */
  readonly credentials: readonly string[];
  /** Whether this run has a credential: it looks at something with it. */
  readonly isHeld: (name: string) => boolean;
}

/** Every credential that an API names, each once: that of its document first. */
export function credentialsOf(api: string, config: Config): readonly string[] {
  const { credential, sandbox, production, samples } = settingsOf(api, config);
  return named([credential, sandbox?.credential, production?.credential, ...samples.map((each) => each.credential)]);
}

/** The credentials with which a part of an API is looked at. */
function credentialsFor(part: Part, api: string, config: Config): readonly string[] {
  const { credential, sandbox, production, samples } = settingsOf(api, config);
  if (part === 'document') return named([credential]);
  if (part === 'flows' || part === 'sandbox') return named([sandbox?.credential]);
  if (part !== 'samples') return [];
  const places = { sandbox, production };
  const usual = sandbox === undefined ? 'production' : 'sandbox';
  return named(samples.map((each) => each.credential ?? places[each.environment ?? usual]?.credential));
}

/** The credentials that `apis` name, each with the first of these that names it: there it is told of. */
export function usersOf(apis: readonly string[], config: Config): ReadonlyMap<string, string> {
  const users = new Map<string, string>();
  for (const api of apis) {
    for (const name of credentialsOf(api, config)) if (!users.has(name)) users.set(name, api);
  }
  return users;
}

/** What of the credentials is looked at together with each of `apis`, by a run that looks at `parts` of them. */
export function meansOf(apis: readonly string[], parts: readonly Part[], config: Config): (api: string) => Means {
  const users = usersOf(apis, config);
  const held = new Set(apis.flatMap((api) => parts.flatMap((part) => credentialsFor(part, api, config))));
  return (api) => ({
    credentials: [...users.keys()].filter((name) => users.get(name) === api),
    isHeld: (name) => held.has(name),
  });
}

function named(names: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== undefined))];
}
