// What the judge goes by: the configuration, the command line and what people accepted.

import type { Config } from '../config/load.ts';
import { Failure } from '../model/failure.ts';
import type { Acknowledgement } from '../model/finding.ts';
import type { FailOn } from '../model/report.ts';
import type { Profile } from '../model/rule.ts';
import { suggestion } from '../model/suggestion.ts';
import type { Clock } from '../ports.ts';
import { RULES } from '../rules/catalogue.ts';
import type { Standard } from './judged.ts';

/** What the command line says over the configuration. */
export interface Strictness {
  readonly profile?: Profile | undefined;
  readonly failOn?: FailOn | undefined;
  readonly sdk?: boolean | undefined;
}

/** The judge's policy, and what is drift. Raises {@link Failure} `config-invalid` for an unknown rule. */
export function policyOf(
  config: Config,
  strictness: Strictness,
  acknowledgements: readonly Acknowledgement[],
  clock: Clock,
): Standard {
  const known = RULES.flatMap(({ id, severity }) => [id, ...Object.keys(severity).map((side) => `${side}/${id}`)]);
  for (const rule of Object.keys(config.rules)) {
    if (!known.includes(rule)) {
      throw new Failure({
        code: 'config-invalid',
        message: `\`rules.${rule}\` in \`${config.file}\` is no rule`,
        hint: suggestion(rule, known, 'see `driftgate rules` for all of them'),
        place: config.file,
      });
    }
  }
  return {
    policy: {
      profile: strictness.profile ?? config.profile,
      sdk: strictness.sdk ?? config.sdk,
      overrides: config.rules,
      acknowledgements,
      today: clock.now().toISOString().slice(0, 10),
    },
    failOn: strictness.failOn ?? config.failOn,
  };
}
