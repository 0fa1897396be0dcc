// What `driftgate.yaml` says of calls to an API: where it runs, and the requests whose responses are sampled.

import { z } from 'zod';
import { ENVIRONMENTS } from '../model/sampling.ts';
import { HEADERS, WEB_ADDRESS } from './names.ts';
import { SANDBOX } from './sandbox.ts';

/** The methods of sampled requests; those of RFC 9110 §9.2.1 that are safe come first. */
export const SAMPLE_METHODS = ['get', 'head', 'options', 'post', 'put', 'patch', 'delete'] as const;
export type SampleMethod = (typeof SAMPLE_METHODS)[number];

/** Methods that change nothing (RFC 9110 §9.2.1). */
export const SAFE_METHODS: ReadonlySet<SampleMethod> = new Set(['get', 'head', 'options']);

/** The schema of an API's `production`. */
export const PRODUCTION = z
  .strictObject({
    url: WEB_ADDRESS.optional().describe(
      'The base URL that the paths of samples are put behind. The first server of the baseline when it is left out.',
    ),
    credential: z.string().optional().describe('The name of one of `credentials`: sent with every call.'),
  })
  .describe('Where the API itself is called.');

const path = z.string().regex(/^\//, 'begin it with `/`: it is put behind the base URL of the environment').optional();

const value = z.union([z.string(), z.number(), z.boolean()]);

/** The schema of one of an API's `samples`. */
export const SAMPLE = z
  .strictObject({
    name: z.string().min(1).describe('What people call it; each of an API has its own.'),
    get: path,
    head: path,
    options: path,
    post: path,
    put: path,
    patch: path,
    delete: path,
    query: z.record(z.string(), z.union([value, z.array(value)])).optional(),
    headers: HEADERS.optional(),
    body: z.json().optional().describe('Sent as JSON; a string is sent as it is.'),
    expect: z
      .int()
      .min(100)
      .max(599)
      .optional()
      .describe('The status that it has to come with; any of 2xx by default.'),
    credential: z.string().optional().describe('One of `credentials`, in place of that of the environment.'),
    environment: z
      .enum(ENVIRONMENTS)
      .optional()
      .describe('Where it is called: the sandbox where there is one, or else production.'),
    times: z.int().min(1).max(10_000).default(5).describe('How many samples a run takes.'),
    unsafe: z
      .literal(true)
      .optional()
      .describe('Calls it in production too, although its method may change something there (RFC 9110 §9.2.1).'),
  })
  .refine((sample) => SAMPLE_METHODS.filter((method) => sample[method] !== undefined).length === 1, {
    message: `give it one of ${SAMPLE_METHODS.map((method) => `\`${method}\``).join(', ')}, with a path`,
  });

export type SampleConfig = z.output<typeof SAMPLE>;
export type ProductionConfig = z.output<typeof PRODUCTION>;

/** The keys of an API that concern calls to it. */
export const CALLS = {
  sandbox: SANDBOX.optional(),
  production: PRODUCTION.optional(),
  samples: z.array(SAMPLE).default([]).describe('Requests whose responses `driftgate sample` looks at.'),
  callsPerSecond: z.number().positive().max(1000).default(5).describe('To one host, whatever the calls are for.'),
  patience: z.number().positive().max(3600).optional().describe('Seconds that consumers wait for an answer at most.'),
};

/** The method, in upper case, and the path of a sampled request. */
export function requestOf(sample: SampleConfig): { readonly method: SampleMethod; readonly path: string } {
  const method = SAMPLE_METHODS.find((each) => sample[each] !== undefined) ?? 'get';
  return { method, path: sample[method] ?? '/' };
}

/** Where an API's samples do not fit each other, or the rest of the file. */
export function sampleProblems(
  api: {
    readonly samples: readonly SampleConfig[];
    readonly sandbox?: unknown;
    readonly production?: ProductionConfig | undefined;
  },
  credentials: readonly string[],
): readonly { readonly path: readonly (string | number)[]; readonly message: string }[] {
  const unknown = (credential: string | undefined, ...path: (string | number)[]) =>
    credential === undefined || credentials.includes(credential)
      ? []
      : [{ path: [...path, 'credential'], message: `add \`${credential}\` under \`credentials\`` }];
  const names = api.samples.map(({ name }) => name);
  return [
    ...unknown(api.production?.credential, 'production'),
    ...api.samples.flatMap(({ name, credential, environment }, index) => [
      ...unknown(credential, 'samples', index),
      ...(names.indexOf(name) === index
        ? []
        : [{ path: ['samples', index, 'name'], message: 'give each sample a name of its own' }]),
      ...(environment === 'sandbox' && api.sandbox === undefined
        ? [{ path: ['samples', index, 'environment'], message: 'add the `sandbox` of the API, with its `url`' }]
        : []),
    ]),
  ];
}
