// The `credentials` of `driftgate.yaml`: of which kind each is, how it is renewed, and when a person must.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets are written so.

import { z } from 'zod';
import { HEADER_NAME, WEB_ADDRESS } from './names.ts';
import { REFERENCE } from './secrets.ts';

/** The schema of a secret, which stands in the file by reference only. */
export const SECRET = z
  .string()
  .regex(
    REFERENCE,
    'name what holds it, as `${env:NAME}`, `${file:path}` or `${command:…}`: a secret is never written in this file',
  )
  .describe('A secret by reference: `${env:NAME}`, `${file:path}` or `${command:program and arguments}`.');

const apiKey = z
  .strictObject({
    header: HEADER_NAME.optional(),
    query: z.string().min(1).optional(),
    cookie: HEADER_NAME.optional(),
    value: SECRET,
  })
  .refine(({ header, query, cookie }) => [header, query, cookie].filter((at) => at !== undefined).length === 1, {
    message: 'say where it goes: one of `header`, `query` or `cookie`, with its name',
  });

const scopes = z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'a scope has no spaces (RFC 6749 §3.3)'));

/** Parameters of a token request that other keys stand for. */
const OWN_PARAMETERS = ['grant_type', 'client_id', 'client_secret', 'refresh_token', 'scope'];

const oauth2 = z
  .strictObject({
    issuer: WEB_ADDRESS.optional().describe(
      'The authorization server; its metadata (OpenID Connect Discovery, RFC 8414) says where tokens are got.',
    ),
    tokenUrl: WEB_ADDRESS.optional().describe('Where tokens are got, in place of `issuer`.'),
    clientId: z.string().min(1),
    clientSecret: SECRET.optional(),
    clientAuth: z
      .enum(['basic', 'post', 'none'])
      .optional()
      .describe(
        'How the client shows who it is: `basic` by default with a `clientSecret`, else `none`, or its certificate.',
      ),
    scopes: scopes.default([]).describe('The scopes to ask for.'),
    refreshToken: SECRET.optional().describe(
      'Renews by it (RFC 6749 §6); without one the client gets tokens for itself (RFC 6749 §4.4).',
    ),
    parameters: z
      .record(z.string().min(1), z.string())
      .default({})
      .describe('Further parameters of the token request, such as `audience` or `resource`.'),
  })
  .refine(({ issuer, tokenUrl }) => (issuer === undefined) !== (tokenUrl === undefined), {
    message: 'say where tokens are got: by `issuer`, or by `tokenUrl`',
  })
  .refine(
    ({ clientAuth, clientSecret }) => clientSecret !== undefined || clientAuth === undefined || clientAuth === 'none',
    {
      message: 'add the `clientSecret` that this `clientAuth` sends',
    },
  )
  .refine(({ parameters }) => !OWN_PARAMETERS.some((name) => Object.hasOwn(parameters, name)), {
    message: `leave ${OWN_PARAMETERS.map((name) => `\`${name}\``).join(', ')} out of \`parameters\`: other keys stand for them`,
  });

const mtls = z
  .strictObject({
    certificate: SECRET.describe('The client’s certificate, as PEM, with those that lead to its authority.'),
    key: SECRET.describe('Its private key, as PEM.'),
    passphrase: SECRET.optional().describe('Of the key.'),
    ca: SECRET.optional().describe('Certificates of authorities to trust beside those that everybody trusts, as PEM.'),
  })
  .describe('A client certificate for TLS (RFC 8705), alone or beside another kind.');

/** The kinds that travel in a message; a credential has at most one of them. */
const KINDS = ['bearer', 'basic', 'apiKey', 'headers', 'oauth2'] as const;

const NO_END = 'give it a day as `2026-11-30`, or a date-time as `2026-11-30T12:00:00Z`';

const day = z.union([z.iso.date(NO_END), z.iso.datetime({ offset: true, error: NO_END })]);

/** The schema of one of `credentials`. */
export const CREDENTIAL = z
  .strictObject({
    bearer: SECRET.optional(),
    basic: z.strictObject({ user: z.string(), password: SECRET }).optional(),
    apiKey: apiKey.optional(),
    headers: z.record(HEADER_NAME, SECRET).optional(),
    oauth2: oauth2.optional(),
    mtls: mtls.optional(),
    ends: day.optional().describe('When a credential that a person must renew ends.'),
    renewAt: z.number().gt(0).max(1).default(0.8).describe('The share of a token’s life after which it is renewed.'),
    warnDays: z
      .int()
      .nonnegative()
      .max(3650)
      .default(14)
      .describe('The days before its end from which people are told of it.'),
    scopes: scopes.optional().describe('The scopes that were granted, where the API does not say them.'),
  })
  .refine(
    (credential) => {
      const kinds = KINDS.filter((kind) => credential[kind] !== undefined);
      return kinds.length === 1 || (kinds.length === 0 && credential.mtls !== undefined);
    },
    {
      message: `give it one of ${KINDS.map((kind) => `\`${kind}\``).join(', ')}; \`mtls\` may stand beside it, or alone`,
    },
  );

export type CredentialConfig = z.output<typeof CREDENTIAL>;
export type OAuthConfig = z.output<typeof oauth2>;
export type MtlsConfig = z.output<typeof mtls>;
