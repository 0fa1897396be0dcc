// What a workflow asks of the action: the inputs of action.yml, read from the environment and checked.

import { Failure } from '../model/failure.ts';
import { FAIL_ON, type FailOn } from '../model/report.ts';
import { PROFILES, type Profile } from '../model/rule.ts';
import { suggestion } from '../model/suggestion.ts';

/** What the action can do. */
export const MODES = ['gate', 'watch'] as const;
export type Mode = (typeof MODES)[number];

/** What a workflow asks for. */
export interface Inputs {
  readonly mode: Mode;
  /** The configuration, relative to `workingDirectory`. */
  readonly config: string;
  /** Relative to the workspace. */
  readonly workingDirectory: string;
  /** Empty for none. */
  readonly token: string;
  /** Names of APIs; all of the configuration when empty. */
  readonly apis: readonly string[];
  readonly profile: Profile | undefined;
  readonly failOn: FailOn | undefined;
  /** Shows for each breaking finding a payload that proves it. */
  readonly prove: boolean;
  /** The revision that a pull request is compared with; found by the event when absent. */
  readonly base: string | undefined;
  /** Looks at the documents of vendors as they are today, too. */
  readonly vendors: boolean;
  /** Keeps one comment on the pull request. */
  readonly comment: boolean;
  readonly samples: boolean;
  readonly flows: boolean;
  /** Tells whom the configuration names. */
  readonly notify: boolean;
  readonly baselinePullRequests: boolean;
  /** Where reports are written, relative to the workspace; beside one another in a temporary folder when absent. */
  readonly files: { readonly [Format in FileFormat]: string | undefined };
}

/** Which reports are written to files. */
export type FileFormat = 'json' | 'html' | 'sarif';

/** The inputs of action.yml with their defaults; those without one are left out unless they are given. */
export const DEFAULTS = {
  mode: undefined,
  config: 'driftgate.yaml',
  'working-directory': '.',
  token: undefined,
  apis: undefined,
  profile: undefined,
  'fail-on': undefined,
  prove: 'true',
  base: undefined,
  vendors: 'true',
  comment: 'true',
  samples: 'true',
  flows: 'false',
  notify: 'true',
  'baseline-pull-requests': 'true',
  'report-file': undefined,
  'html-file': undefined,
  'sarif-file': undefined,
} as const satisfies Readonly<Record<string, string | undefined>>;

type Name = keyof typeof DEFAULTS;

/** The name of an environment variable in which the runner gives an input begins so; spaces in it become `_`. */
const PREFIX = 'INPUT_';

/** The environment as processes have it. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The inputs in `env`. Raises {@link Failure} `usage` for one that is not known, or has a value that it cannot have. */
export function inputsOf(env: Variables): Inputs {
  const names = Object.keys(DEFAULTS);
  for (const variable of Object.keys(env).filter((each) => each.startsWith(PREFIX))) {
    const name = variable.slice(PREFIX.length).toLowerCase();
    if (!names.includes(name) && env[variable] !== '') throw unknownInput(name, names);
  }

  const text = (name: Name): string | undefined => {
    const given = env[PREFIX + name.toUpperCase()]?.trim() ?? '';
    return given === '' ? DEFAULTS[name] : given;
  };
  const one = <T extends string>(name: Name, values: readonly T[]): T | undefined => {
    const given = text(name);
    const value = values.find((each) => each === given);
    if (given !== undefined && value === undefined) throw wrongValue(name, given, values);
    return value;
  };
  // As YAML 1.2 writes them, and as the toolkit of GitHub Actions reads them.
  const flag = (name: Name): boolean => {
    const given = text(name) ?? 'false';
    if (!/^(?:true|True|TRUE|false|False|FALSE)$/.test(given)) throw wrongValue(name, given, ['true', 'false']);
    return given.toLowerCase() === 'true';
  };

  const mode = one('mode', MODES);
  if (mode === undefined) throw missingMode();
  return {
    mode,
    config: text('config') ?? DEFAULTS.config,
    workingDirectory: text('working-directory') ?? DEFAULTS['working-directory'],
    token: text('token') ?? '',
    apis:
      text('apis')
        ?.split(/[\s,]+/)
        .filter(Boolean) ?? [],
    profile: one('profile', PROFILES),
    failOn: one('fail-on', FAIL_ON),
    prove: flag('prove'),
    base: text('base'),
    vendors: flag('vendors'),
    comment: flag('comment'),
    samples: flag('samples'),
    flows: flag('flows'),
    notify: flag('notify'),
    baselinePullRequests: flag('baseline-pull-requests'),
    files: { json: text('report-file'), html: text('html-file'), sarif: text('sarif-file') },
  };
}

/**
 * The environment without what is the action's own: a reference in `driftgate.yaml`, which a pull request may have
 * written, finds neither an input nor a token of the runner's in it.
 */
export function withoutInputs(env: Variables): Variables {
  const ours = /^(?:INPUT_|ACTIONS_.*(?:TOKEN|URL)$)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ours.test(name)));
}

function unknownInput(name: string, names: readonly string[]): Failure {
  return new Failure({
    code: 'usage',
    message: `\`${name}\` is no input of this action`,
    hint: suggestion(name, names, `there are ${names.map((each) => `\`${each}\``).join(', ')}`),
    place: 'with',
  });
}

function wrongValue(name: Name, value: string, values: readonly string[]): Failure {
  const all = values.map((each) => `\`${each}\``).join(', ');
  return new Failure({
    code: 'usage',
    message: `Input \`${name}\` is ${JSON.stringify(value.slice(0, 100))}, which it cannot be`,
    hint: suggestion(value, values, `write one of ${all}`),
    place: `with.${name}`,
  });
}

function missingMode(): Failure {
  return new Failure({
    code: 'usage',
    message: 'Input `mode` is missing',
    hint: 'write `mode: gate` on pull requests, and `mode: watch` on a schedule',
    place: 'with.mode',
  });
}
