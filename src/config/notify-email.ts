// The `email` of an entry of `notify`: the server, and who is written to of what.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets are written so.

import { z } from 'zod';
import { WEEKDAYS } from '../model/quiet-hours.ts';
import { INTEREST } from './interest.ts';
import { TIME_ZONE } from './names.ts';
import { REFERENCE } from './secrets.ts';

const ADDRESS = z
  .string()
  .max(254)
  .regex(
    /^[^\s\p{C}@<>()[\]\\,;:"]{1,64}@[^\s\p{C}@<>()[\]\\,;:"]+$/u,
    'write an address alone, as `ada@acme.example`',
  );

const PERSON = z
  .string()
  .max(100)
  .regex(/^\P{C}*$/u, 'leave out control characters')
  .default('');

const TIME = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'write it as `22:00`');

const QUIET = z
  .strictObject({
    from: TIME,
    to: TIME,
    days: z
      .array(z.enum(WEEKDAYS))
      .max(6, 'leave a day on which mail is sent')
      .default([])
      .describe('Days that are quiet from midnight to midnight.'),
  })
  .refine(({ from, to }) => from !== to, { message: 'give `from` and `to` different times', path: ['to'] })
  .describe('What comes up in these hours is sent when they end.');

const RECIPIENT = z.strictObject({
  address: ADDRESS,
  name: PERSON,
  ...INTEREST,
  quiet: QUIET.optional(),
  timeZone: TIME_ZONE.optional().describe('The clocks of `quiet`; `timeZone` of the whole file when it is left out.'),
});

/** The schema of `email`. */
export const EMAIL = z
  .strictObject({
    smtp: z
      .string()
      .refine((url) => REFERENCE.test(url) || /^smtps?:\/\/[^@/]+\/?$/i.test(url), {
        message:
          'name the variable that holds the URL, as `${env:SMTP_URL}`; without user and password it may stand here',
      })
      .describe('`smtps://USER:PASSWORD@HOST:465` or `smtp://…:587`, by reference: `${env:NAME}` or `${file:path}`.'),
    requireTls: z.boolean().default(true).describe('Send nothing to a server that offers no TLS.'),
    ca: z.string().min(1).optional().describe('A PEM file with the certificate of your own authority.'),
    from: z
      .union([
        ADDRESS.transform((address) => ({ address, name: 'Driftgate' })),
        z.strictObject({ address: ADDRESS, name: PERSON }),
      ])
      .describe('Who writes: an address, or `address` and `name`.'),
    to: z
      .array(z.union([ADDRESS.transform((address) => RECIPIENT.parse({ address })), RECIPIENT]))
      .min(1, 'name somebody who is written to')
      .max(10_000)
      .superRefine((recipients, context) => {
        const addresses = recipients.map(({ address }) => address.toLowerCase());
        for (const [index, address] of addresses.entries()) {
          if (addresses.indexOf(address) !== index)
            context.addIssue({ code: 'custom', path: [index], message: 'name each recipient once' });
        }
      })
      .describe('Each is written to alone, and sees no other.'),
  })
  .describe('E-mail by SMTP.');

export type EmailNotifyConfig = z.output<typeof EMAIL>;
