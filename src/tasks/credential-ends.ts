// What a look at documents tells of credentials: those that end, as far as that is known without asking for one.

import type { Config } from '../config/load.ts';
import { credentialChanges } from '../judge/credentials.ts';
import type { Change } from '../model/change.ts';
import type { CredentialState } from '../model/credential-state.ts';
import { checkCredential, stateOf } from './credential-check.ts';
import type { Means } from './credential-users.ts';
import type { Outside } from './outside.ts';

/**
 * What is to be told of credentials: that one ends, or has ended, or lives on and cannot be renewed. Those of
 * which `isHeld` says that this run has them are looked at themselves; of the others the configuration is asked, so that
 * nobody is asked for a secret that this run does not need. Why one cannot be had is told by the look that needs it.
 */
export async function endingCredentials(
  { credentials: names, isHeld }: Means,
  config: Config,
  outside: Pick<Outside, 'credentials' | 'clock'>,
): Promise<readonly Change[]> {
  const now = outside.clock.now();
  const states = await Promise.all(
    names.map((name) => (isHeld(name) ? heldState(name, config, outside) : stateOf(name, config))),
  );
  return states.flatMap((state) => credentialChanges(state, now));
}

async function heldState(
  name: string,
  config: Config,
  outside: Pick<Outside, 'credentials'>,
): Promise<CredentialState> {
  const { state, use } = await checkCredential(name, config, outside);
  return use === undefined ? stateOf(name, config) : state;
}
