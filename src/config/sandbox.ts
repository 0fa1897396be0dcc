// The `sandbox` of an API in `driftgate.yaml`: where its provider may be called, and how it is brought into a state.

import { z } from 'zod';
import { REFERENCE } from './secrets.ts';

const path = z
  .string()
  .min(1)
  .describe('A path at the origin of the sandbox, such as `/test/setup`, or a URL of that origin.');

const body = z.record(z.string(), z.json()).optional();

const stateChange = z
  .strictObject({
    get: path.optional(),
    post: path.optional(),
    put: path.optional(),
    patch: path.optional(),
    delete: path.optional(),
    body: body.describe('What is sent, as JSON. When it is left out: `{ state, params, action }`, as Pact posts it.'),
  })
  .refine(({ body: _, ...methods }) => Object.keys(methods).length === 1, {
    message: 'give it one of `get`, `post`, `put`, `patch` or `delete`, with a path',
  })
  .describe('The call that brings the sandbox into a state. A JSON object in the answer gives values to the contract.');

/** The schema of an API's `sandbox`. */
export const SANDBOX = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/, error: 'give it the base URL of the sandbox, with `http://` or `https://`' })
      .refine((url) => !REFERENCE.test(url) && !/^https?:\/\/[^/]*@/i.test(url), {
        message: 'put the secret under `credentials` and name it with `credential`',
      })
      .describe('The base URL that the paths of contracts are put behind. Only its own origin is called.'),
    credential: z
      .string()
      .optional()
      .describe('The name of one of `credentials`: sent with every call, in place of what the contract shows.'),
    states: z
      .record(z.string(), stateChange)
      .default({})
      .describe('How the sandbox is brought into the provider states that contracts name.'),
    stateUrl: path
      .optional()
      .describe(
        'Takes every other provider state, by `POST { state, params, action }` (the state change URL of Pact).',
      ),
    unknownStates: z
      .enum(['run', 'skip'])
      .default('run')
      .describe('What becomes of an interaction whose state neither `states` nor `stateUrl` sets up.'),
    seconds: z.number().positive().max(3600).default(60).describe('For one contract.'),
  })
  .describe('Where the provider may be called, for `driftgate verify --live`.');

export type SandboxConfig = z.output<typeof SANDBOX>;
export type StateConfig = SandboxConfig['states'][string];

/** Where a sandbox's keys do not fit each other, or the rest of the file. */
export function sandboxProblems(
  { url, credential: wanted, stateUrl, states }: SandboxConfig,
  credentials: readonly string[],
): readonly { readonly path: readonly string[]; readonly message: string }[] {
  if (!URL.canParse(url)) return [];
  const { origin } = new URL(url);
  const elsewhere = (location: string) =>
    /^[a-z][a-z0-9+.-]*:|^\/\//i.test(location) && !location.startsWith(`${origin}/`);
  const message = `give it a path at the sandbox’s own origin: only \`${origin}\` is called`;
  const paths = Object.entries(states).map(([state, change]) => ({ state, ...callOf(change) }));
  return [
    ...(wanted === undefined || credentials.includes(wanted)
      ? []
      : [{ path: ['credential'], message: `add \`${wanted}\` under \`credentials\`` }]),
    ...(stateUrl !== undefined && elsewhere(stateUrl) ? [{ path: ['stateUrl'], message }] : []),
    ...paths
      .filter(({ path }) => elsewhere(path))
      .map(({ state, method }) => ({ path: ['states', state, method.toLowerCase()], message })),
  ];
}

/** The method, in upper case, and the path of a state's call. */
export function callOf({ body: _, ...methods }: StateConfig): { readonly method: string; readonly path: string } {
  const [[method, path] = []] = Object.entries(methods);
  return { method: method?.toUpperCase() ?? '', path: path ?? '' };
}
