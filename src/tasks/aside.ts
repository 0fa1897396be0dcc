// What is looked at beside an API's document: how clients sign in, what comes to an end, and credentials that do.

import { deadlineChanges, documentEnd } from '../compare/deadlines.ts';
import type { Config } from '../config/load.ts';
import { documentDeadline } from '../judge/deadlines.ts';
import type { Change } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import type { Part } from '../model/part.ts';
import type { Refusal } from '../model/sign-in.ts';
import type { Usage } from '../model/usage.ts';
import { readApi } from '../read/openapi/api.ts';
import { endingCredentials } from './credential-ends.ts';
import { credentialsOf, type Means } from './credential-users.ts';
import { deadlinesOf } from './deadline-sources.ts';
import { nameOf, type Seen } from './document.ts';
import { settingsOf } from './look.ts';
import type { Outside } from './outside.ts';
import { signInChanges } from './sign-in.ts';

/** What was seen beside a document. */
export interface Aside {
  readonly changes: readonly Change[];
  /** Calls whose credential was refused since the baseline. */
  readonly refusals: readonly Refusal[];
  /** Parts of the API that were looked at beside the document; none when absent. */
  readonly parts?: readonly Part[];
  /** Why something could not be looked at, the first where there are several. */
  readonly trouble: Failure | undefined;
}

/** What is known of the document itself. */
export interface Known {
  readonly old?: Seen | undefined;
  readonly current?: Seen;
  readonly usages: readonly Usage[];
}

/** Looks at what the configuration names beside the document of an API. A {@link Failure} is a result. */
export async function lookAside(
  api: string,
  config: Config,
  outside: Outside,
  known: Known,
  means?: Means,
): Promise<Aside> {
  const since = known.old?.takenAt ?? '';
  const [signIn, refused, ends, ending] = await Promise.all([
    tried(() => signInChanges(api, config, outside, known.old && readApi(known.old.document))),
    tried(async () => (await outside.calls.read(api)).refusals.filter(({ at }) => at > since)),
    deadlinesOf(api, config, outside, known),
    means === undefined ? [] : endingCredentials(means, config, outside),
  ]);
  return {
    changes: [
      ...(signIn.value ?? []),
      ...deadlineChanges(ends.deadlines),
      ...ending,
      ...announcedEnd(api, config, outside, known),
    ],
    refusals: refused.value ?? [],
    parts: means === undefined || credentialsOf(api, config).length === 0 ? [] : ['means'],
    trouble: signIn.failure ?? refused.failure ?? ends.failures[0],
  };
}

/** What the answer with the document says of its end. */
function announcedEnd(
  api: string,
  config: Config,
  { clock }: Pick<Outside, 'clock'>,
  { current }: Known,
): readonly Change[] {
  const name = nameOf(settingsOf(api, config).spec);
  const end = documentDeadline(current?.announced ?? [], name, clock.now().toISOString().slice(0, 10));
  return end === undefined ? [] : [documentEnd(name, end)];
}

/** The result of `work`, or the {@link Failure} that it raised. */
export async function tried<T>(
  work: () => Promise<T>,
): Promise<{ readonly value?: T; readonly failure?: Failure | undefined }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof Failure) return { failure: error };
    throw error;
  }
}
