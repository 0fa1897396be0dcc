// The small words of `driftgate.yaml` that several of its parts share.

import { z } from 'zod';
import { REFERENCE } from './secrets.ts';

/** The name of an API or a credential. */
export const NAME = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'use letters, digits, `.`, `_` and `-`');

/** The name of a header field (RFC 9110 §5.1). */
export const HEADER_NAME = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'a header name is a token of RFC 9110');

const SECRET_HEADER = /authorization|cookie|token|secret|password|api-?key/i;

/** Header fields; a secret among them stands there by reference. */
export const HEADERS = z
  .record(HEADER_NAME, z.string())
  .superRefine((fields, context) => {
    for (const [field, value] of Object.entries(fields)) {
      if (SECRET_HEADER.test(field) && !REFERENCE.test(value)) {
        context.addIssue({
          code: 'custom',
          path: [field],
          // biome-ignore lint/suspicious/noTemplateCurlyInString: references to secrets are written so.
          message: 'name the variable that holds it, as `${env:NAME}`: a secret is never written in this file',
        });
      }
    }
  })
  // biome-ignore lint/suspicious/noTemplateCurlyInString: references to secrets are written so.
  .describe('Header fields to send; `${env:NAME}` and `${file:path}` are filled in when they are sent.');

/** The URL of something on the web, without a secret in it. */
export const WEB_ADDRESS = z
  .url({ protocol: /^https?$/, error: 'give it a URL with `http://` or `https://`' })
  .refine((url) => !REFERENCE.test(url) && !/^https?:\/\/[^/]*@/i.test(url), {
    message: 'put the secret under `credentials` and name it with `credential`',
  });

const GLOB = z.string().min(1, 'name a file, or files by a glob');

/** A file, a glob, or a list of them; none by default. */
export const GLOBS = z
  .union([GLOB, z.array(GLOB)], { error: 'give a file or a glob, or a list of them' })
  .transform((globs) => (typeof globs === 'string' ? [globs] : globs))
  .default([]);

/** A time zone. */
export const TIME_ZONE = z.string().refine(isTimeZone, 'name a zone of IANA, such as `Europe/Berlin`');

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

/** A repository on GitHub. */
export const REPOSITORY = z.string().regex(/^[\w-]+\/(?!\.{1,2}$)[\w.-]+$/, 'write it as `owner/name`');

/** Where GitHub's REST API is. */
export const GITHUB_API = WEB_ADDRESS.default('https://api.github.com').describe(
  '`https://HOST/api/v3` for an Enterprise server.',
);
