// The one definition of `driftgate.yaml`: what it may hold, what is filled in, and its JSON Schema for editors.

import { z } from 'zod';
import type { JsonObject } from '../model/json.ts';
import { FAIL_ON } from '../model/report.ts';
import { PROFILES, SEVERITIES } from '../model/rule.ts';
import { CREDENTIAL } from './credentials.ts';
import { DEFAULTS } from './defaults.ts';
import { GLOBS, HEADERS, NAME, TIME_ZONE } from './names.ts';
import { NOTIFY, notifyProblems } from './notify.ts';
import { PROPOSE } from './propose.ts';
import { PUBLISHED } from './published.ts';
import { CALLS, sampleProblems } from './samples.ts';
import { sandboxProblems } from './sandbox.ts';
import { REFERENCE } from './secrets.ts';
import { HEALTH, HEALTH_OF_API, PLAYBOOK, WATCHED } from './watch.ts';

const spec = z
  .string()
  .min(1)
  .refine((location) => !REFERENCE.test(location) && !/^https?:\/\/[^/]*@/i.test(location), {
    message: 'put the secret under `credentials` and name it with `credential`',
  })
  .describe('Where the OpenAPI document is: a URL, a file, or `git:REV:path`.');

const api = z.strictObject({
  spec,
  headers: HEADERS.default({}),
  credential: z.string().optional().describe('The name of one of `credentials`.'),
  allowShrink: z.boolean().default(false).describe('Take a document that lost more than half of its operations.'),
  schedule: z.string().optional().describe('When the service looks, as a cron expression.'),
  contracts: GLOBS.describe(
    'What consumers rely on: Pact files, HAR recordings or usage manifests, by globs relative to this file.',
  ),
  reduce: z
    .literal('contracts')
    .optional()
    .describe('Keep in the baseline only the operations that contracts use and what they reach, without prose.'),
  ...CALLS,
  ...WATCHED,
  health: HEALTH_OF_API.default({}).describe('Other limits than those of all APIs.'),
});

const config = z.strictObject({
  profile: z.enum(PROFILES).default(DEFAULTS.profile),
  sdk: z
    .boolean()
    .default(DEFAULTS.sdk)
    .describe('Consumers use generated code: `operationId` and parameter names matter.'),
  failOn: z
    .enum(FAIL_ON)
    .default(DEFAULTS.failOn)
    .describe('What is drift: `consumer`, only what breaks a contract; or the mildest severity; `any` is all of them.'),
  apis: z.record(NAME, api).default({}),
  credentials: z.record(NAME, CREDENTIAL).default({}),
  acknowledge: z.string().default(DEFAULTS.acknowledge).describe('The file of findings that were accepted.'),
  snapshots: z.string().default(DEFAULTS.snapshots).describe('The folder of baselines.'),
  state: z
    .string()
    .default(DEFAULTS.state)
    .describe('The folder of what is learned between runs and not committed: samples, health, renewed tokens.'),
  health: HEALTH.prefault({}),
  timeZone: TIME_ZONE.default(DEFAULTS.timeZone),
  playbook: PLAYBOOK,
  redact: z
    .array(z.string().min(1))
    .default([])
    .describe('Names of fields, headers and parameters that are secret or personal, beside those that are known.'),
  rules: z.record(z.string(), z.enum(SEVERITIES)).default({}).describe('Other severities, by rule.'),
  limits: z
    .strictObject({
      megabytes: z
        .number()
        .positive()
        .default(DEFAULTS.limits.megabytes)
        .describe('Of a document, after decompression.'),
      depth: z
        .int()
        .positive()
        .max(5000)
        .default(DEFAULTS.limits.depth)
        .describe('Levels of objects and arrays within each other.'),
      nodes: z
        .int()
        .positive()
        .default(DEFAULTS.limits.nodes)
        .describe('Values; a YAML alias counts as all that it stands for.'),
      aliases: z.int().nonnegative().default(DEFAULTS.limits.aliases).describe('YAML aliases.'),
      files: z.int().nonnegative().default(DEFAULTS.limits.files).describe('Further files that `$ref`s lead to.'),
      seconds: z.number().positive().max(3600).default(DEFAULTS.limits.seconds).describe('For getting one document.'),
    })
    .prefault({}),
  allowPrivateHosts: z.array(z.string()).default([]).describe('Hosts with private addresses that may be fetched from.'),
  notify: NOTIFY,
  propose: PROPOSE.optional(),
  published: PUBLISHED,
});

/** The schema of `driftgate.yaml`, with what it says between keys. */
export const CONFIG_SCHEMA = config.superRefine(({ apis, credentials, notify }, context) => {
  for (const problem of notifyProblems(notify, Object.keys(apis)))
    context.addIssue({ code: 'custom', ...problem, path: ['notify', ...problem.path] });
  for (const [key, api] of Object.entries(apis)) {
    const { spec, credential: wanted, headers, reduce, contracts, sandbox } = api;
    const useless = wanted !== undefined ? 'credential' : Object.keys(headers).length > 0 ? 'headers' : undefined;
    if (useless !== undefined && !/^https?:\/\//i.test(spec)) {
      context.addIssue({
        code: 'custom',
        path: ['apis', key, useless],
        message: 'remove it: only a URL is fetched with header fields and credentials',
      });
    }
    if (reduce !== undefined && [contracts ?? []].flat().length === 0) {
      context.addIssue({
        code: 'custom',
        path: ['apis', key, 'reduce'],
        message: 'name the files under `contracts` that say what is used',
      });
    }
    if (wanted !== undefined && !Object.hasOwn(credentials, wanted)) {
      context.addIssue({
        code: 'custom',
        path: ['apis', key, 'credential'],
        message: `add \`${wanted}\` under \`credentials\``,
      });
    }
    for (const problem of sampleProblems(api, Object.keys(credentials))) {
      context.addIssue({ code: 'custom', ...problem, path: ['apis', key, ...problem.path] });
    }
    for (const problem of sandbox === undefined ? [] : sandboxProblems(sandbox, Object.keys(credentials))) {
      context.addIssue({ code: 'custom', ...problem, path: ['apis', key, 'sandbox', ...problem.path] });
    }
  }
});

export type ConfigFile = z.output<typeof config>;
export type ApiConfig = ConfigFile['apis'][string];

/** Keys that are taken and checked today, and that later commands use. */
export const RESERVED = { api: ['schedule'] } as const satisfies { api: readonly (keyof ApiConfig)[] };

/** The JSON Schema (2020-12) of `driftgate.yaml`, for editors. */
export function configJsonSchema(): JsonObject {
  return { title: 'driftgate.yaml', ...(z.toJSONSchema(config, { io: 'input' }) as JsonObject) };
}
