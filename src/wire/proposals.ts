// Where moves of baselines are proposed, as the configuration says, loaded when one is.

import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Config } from '../config/load.ts';
import type { ProposeConfig } from '../config/propose.ts';
import { resolveReferences } from '../config/secrets.ts';
import { lazily } from '../model/lazily.ts';
import type { Outside } from '../tasks/outside.ts';
import type { Proposing } from '../tasks/propose.ts';
import type { Surroundings } from './wire.ts';

/** What proposes that baselines of `config` move, in the repository of `where`. Nothing is opened yet. */
export function proposing(
  config: Config,
  where: ProposeConfig,
  { folder, userAgent = 'driftgate' }: Surroundings,
  { environment }: Pick<Outside, 'environment'>,
): Proposing {
  const { repository, baseUrl, base, token } = where;
  const snapshots = resolve(folder, config.snapshots);
  const path = relative(topOf(folder), snapshots).replaceAll('\\', '/');
  const proposals = lazily(async () => {
    const [{ githubProposals }, { githubClient }] = await Promise.all([
      import('../adapters/proposals/github.ts'),
      import('../adapters/github/client.ts'),
    ]);
    const github = lazily(async () =>
      githubClient({ repository, baseUrl, userAgent, token: await resolveReferences(token, environment) }),
    );
    return githubProposals({ github, base });
  });
  return {
    proposals: {
      propose: async (proposal) => (await proposals()).propose(proposal),
      withdraw: async (api, why) => (await proposals()).withdraw(api, why),
    },
    draft: async (api) => (await import('../adapters/proposals/draft.ts')).baselineDraft(api, snapshots, path),
  };
}

/** The top folder of the git repository that `folder` is in; `folder` itself where it is in none. */
export function topOf(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return resolve(folder);
  }
}
