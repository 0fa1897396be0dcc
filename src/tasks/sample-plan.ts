// Which calls a run of sampling makes: each sample of the configuration in its environment, or why it is left out.

import type { Config } from '../config/load.ts';
import { requestOf, SAFE_METHODS, type SampleConfig } from '../config/samples.ts';
import type { Api } from '../model/api.ts';
import { callsOf } from '../model/calls.ts';
import { Failure } from '../model/failure.ts';
import { operationName } from '../model/place.ts';
import type { EnvironmentName, SampleIdentity } from '../model/sampling.ts';
import type { CallRequest } from '../ports.ts';
import { templateOf } from '../read/traffic/identifiers.ts';
import { settingsOf } from './look.ts';

/** A sample that is called. */
export interface PlannedSample extends SampleIdentity {
  readonly config: SampleConfig;
  readonly request: Omit<CallRequest, 'headers'>;
  readonly environment: EnvironmentName;
}

/** What a run of one API is to do. */
export interface SamplePlan {
  readonly samples: readonly PlannedSample[];
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
}

/**
 * The plan for an API, of which `baseline` is the document where there is one. In `environments` each sample is called in
 * all of them; where they are not given, in its own. Raises {@link Failure} `config-invalid` where no URL is known.
 */
export function planOf(
  api: string,
  config: Config,
  baseline: Api | undefined,
  environments?: readonly EnvironmentName[],
): SamplePlan {
  const { samples } = settingsOf(api, config);
  const calls = baseline && callsOf(baseline);
  const found = samples.flatMap((sample) => {
    const own = sample.environment ?? (settingsOf(api, config).sandbox === undefined ? 'production' : 'sandbox');
    return (environments ?? [own]).map((environment) => ({ sample, environment }));
  });
  const planned: PlannedSample[] = [];
  const leftOut: { name: string; why: string }[] = [];
  for (const { sample, environment } of found) {
    const { method, path } = requestOf(sample);
    const { name } = sample;
    if (environment === 'production' && !SAFE_METHODS.has(method) && sample.unsafe !== true) {
      const why = `\`${method.toUpperCase()}\` may change something in production; give it \`unsafe: true\` where it does no harm`;
      leftOut.push({ name, why });
      continue;
    }
    const { base, credential } = placeOf(api, environment, config, baseline);
    const url = urlOf(base, path, sample);
    const verb = method.toUpperCase();
    const called = { kind: 'http' as const, method: verb, path: url.pathname };
    const operation =
      calls?.find(called)?.operation ?? calls?.find({ ...called, path: path.split('?')[0] ?? path })?.operation;
    const asCalled = operationName(verb, templateOf(path.split('?')[0] ?? path));
    planned.push({
      name,
      environment,
      operation: operation === undefined ? asCalled : operationName(operation.method, operation.path),
      config: sample,
      request: {
        api,
        operation: operation === undefined ? asCalled : operationName(operation.method, operation.path),
        method: verb,
        url: url.href,
        body: bodyOf(sample),
        credential: sample.credential ?? credential,
        patience: patienceOf(api, config),
        expectsJson: true,
        perSecond: settingsOf(api, config).callsPerSecond,
      },
    });
  }
  return { samples: planned, leftOut };
}

function patienceOf(api: string, config: Config): number | undefined {
  const { patience } = settingsOf(api, config);
  return patience === undefined ? undefined : patience * 1000;
}

function bodyOf({ body }: SampleConfig): string | undefined {
  return body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
}

function urlOf(base: string, path: string, { query = {} }: SampleConfig): URL {
  const url = new URL(`${base.replace(/\/+$/, '')}${path}`);
  for (const [name, value] of Object.entries(query))
    for (const each of [value].flat()) url.searchParams.append(name, String(each));
  return url;
}

/** Where an API is called, and with which credential. */
export interface Place {
  /** The base URL. */
  readonly base: string;
  readonly credential: string | undefined;
}

/** Where an API is called in an environment. Raises {@link Failure} `config-invalid` where that is not known. */
export function placeOf(api: string, environment: EnvironmentName, config: Config, baseline: Api | undefined): Place {
  const { sandbox, production, credential } = settingsOf(api, config);
  if (environment === 'sandbox') {
    if (sandbox !== undefined) return { base: sandbox.url, credential: sandbox.credential };
    throw nowhere(api, 'sandbox', config);
  }
  const base = production?.url ?? serverOf(baseline);
  if (base === undefined) throw nowhere(api, 'production', config);
  return { base, credential: production?.credential ?? credential };
}

/** The first server of the document that is a whole URL. */
function serverOf(baseline: Api | undefined): string | undefined {
  const servers = baseline?.operations.flatMap((operation) => operation.servers.value) ?? [];
  const whole = servers.find(({ origin }) => /^https?:/.test(origin) && !origin.includes('{'));
  return whole && `${whole.origin}${whole.prefix}`;
}

function nowhere(api: string, environment: EnvironmentName, { file }: Config): Failure {
  return new Failure({
    code: 'config-invalid',
    message: `where \`${api}\` is called in ${environment === 'sandbox' ? 'its sandbox' : 'production'} is not known`,
    hint: `give \`apis.${api}.${environment}\` in \`${file}\` its \`url\``,
    place: file,
  });
}
