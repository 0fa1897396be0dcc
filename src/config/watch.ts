// What `driftgate.yaml` says of an API beside its document: its sign-in metadata, deadlines, health and flows.

import { z } from 'zod';
import { TROUBLE_CAUSES } from '../model/trouble.ts';
import { DEFAULTS } from './defaults.ts';
import { GLOBS, WEB_ADDRESS } from './names.ts';

const day = z.iso.date('give it a day as `2026-11-30`');

/** The keys of an API that concern sign-in metadata, deadlines and flows. */
export const WATCHED = {
  signIn: z
    .array(WEB_ADDRESS)
    .default([])
    .describe(
      'Issuers, or URLs of metadata documents: OpenID Connect Discovery, RFC 8414 (authorization server) or RFC 9728 (protected resource).',
    ),
  pinned: z
    .union([z.string().min(1), z.strictObject({ version: z.string().min(1), ends: day.optional() })])
    .transform((pinned) => (typeof pinned === 'string' ? { version: pinned } : pinned))
    .optional()
    .describe('The version of the API that consumers send, and the day on which it ends where that is known.'),
  changelog: z.array(WEB_ADDRESS).default([]).describe('Atom or RSS feeds in which the provider tells of changes.'),
  statusPage: WEB_ADDRESS.optional().describe("The provider's status page, where it is one of Statuspage."),
  flows: GLOBS.describe('Arazzo documents, by globs relative to this file: `driftgate flow` runs them.'),
};

/** What is too slow, and what fails too often. */
const limits = {
  p95: z.number().positive().describe('Seconds that 95 of 100 calls keep to.'),
  errors: z.number().min(0).max(1).describe('The share of calls that may fail.'),
  minutes: z.int().positive().max(1440).describe('The length of a window.'),
  calls: z.int().positive().describe('Fewer calls than these in a window tell nothing.'),
  failures: z.int().positive().describe('After so many calls in a row that failed, the API is left alone for a time.'),
  pause: z.number().positive().max(1440).describe('Minutes of that time; it doubles as long as the API fails.'),
};

/** What is too slow, what fails too often, and when an API is left alone; for all APIs. */
export const HEALTH = z.strictObject({
  p95: limits.p95.default(DEFAULTS.health.p95),
  errors: limits.errors.default(DEFAULTS.health.errors),
  minutes: limits.minutes.default(DEFAULTS.health.minutes),
  calls: limits.calls.default(DEFAULTS.health.calls),
  failures: limits.failures.default(DEFAULTS.health.failures),
  pause: limits.pause.default(DEFAULTS.health.pause),
});

/** The same for one API; what it leaves out is as for all. */
export const HEALTH_OF_API = z.strictObject(limits).partial();

/** Where the team's instructions are, by the cause of a trouble. */
export const PLAYBOOK = z
  .partialRecord(z.enum(TROUBLE_CAUSES), WEB_ADDRESS)
  .default({})
  .describe("The team's instructions, by the cause of a trouble.");
