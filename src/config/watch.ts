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
export const HEALTH = z.strictObject({
  p95: z.number().positive().default(DEFAULTS.health.p95).describe('Seconds that 95 of 100 calls keep to.'),
  errors: z.number().min(0).max(1).default(DEFAULTS.health.errors).describe('The share of calls that may fail.'),
  minutes: z.int().positive().max(1440).default(DEFAULTS.health.minutes).describe('The length of a window.'),
  calls: z.int().positive().default(DEFAULTS.health.calls).describe('Fewer calls than these in a window tell nothing.'),
});

/** Where the team's instructions are, by the cause of a trouble. */
export const PLAYBOOK = z
  .partialRecord(z.enum(TROUBLE_CAUSES), WEB_ADDRESS)
  .default({})
  .describe("The team's instructions, by the cause of a trouble.");
