// The `webhook` and the `feed` of an entry of `notify`: where news is sent to, in which form, and who can trust it.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets are written so.

import { z } from 'zod';
import { WEBHOOK_CONTENTS, WEBHOOK_FORMATS } from '../model/webhook.ts';
import { SECRET } from './credentials.ts';
import { INTEREST } from './interest.ts';
import { REFERENCE } from './secrets.ts';

/** The schema of `webhook`. */
export const WEBHOOK = z
  .strictObject({
    url: z
      .string()
      .refine((url) => REFERENCE.test(url) || /^https?:\/\/[^@/]+(?:\/[^@]*)?$/i.test(url), {
        message: 'give it a URL with `https://`, or name the variable that holds it, as `${env:SLACK_URL}`',
      })
      .describe('Where it is sent. The URL of a chat is a secret: name it by reference.'),
    format: z.enum(WEBHOOK_FORMATS).default('cloudevents'),
    content: z
      .enum(WEBHOOK_CONTENTS)
      .default('summary')
      .describe('What an event carries: what one reads at a glance, or the report of `--format json`.'),
    secrets: z
      .union([SECRET, z.array(SECRET)])
      .transform((secrets) => [secrets].flat())
      .default([])
      .describe('`whsec_…` of Standard Webhooks, by reference; two while receivers move to the second.'),
    seconds: z.number().positive().max(120).default(15).describe('For one attempt.'),
    ...INTEREST,
  })
  .superRefine(({ url, format, secrets }, context) => {
    if (format !== 'cloudevents' && !REFERENCE.test(url))
      context.addIssue({
        code: 'custom',
        path: ['url'],
        message: 'name the variable that holds it, as `${env:SLACK_URL}`: who knows the URL of a chat can write there',
      });
    if (format === 'cloudevents' && secrets.length === 0)
      context.addIssue({
        code: 'custom',
        path: ['secrets'],
        message: 'name the variable that holds one, as `${env:WEBHOOK_SECRET}`: without it nobody can tell who sent it',
      });
  })
  .describe('A webhook: an event for machines, or a message for Slack or Teams.');

/** The schema of `feed`. */
export const FEED = z
  .strictObject({
    file: z.string().min(1).describe('The Atom file to write, relative to this file.'),
    url: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('Where people find the file.'),
    entries: z.int().min(1).max(1000).default(100).describe('How many it has at most.'),
    ...INTEREST,
  })
  .describe('An Atom feed in a file.');

export type WebhookNotifyConfig = z.output<typeof WEBHOOK>;
export type FeedNotifyConfig = z.output<typeof FEED>;
