// Rules on which credentials suffice.

import type { Rule } from '../model/rule.ts';
import { document } from './example.ts';
import { instead, now, reason, subject, was } from './words.ts';

const TOKEN = document`
  security: [{ token: [] }]
  paths:
    /things:
      get: { responses: { '204': { description: None } } }
  components:
    securitySchemes:
      token: { type: http, scheme: bearer }
      key: { type: apiKey, in: header, name: X-Api-Key }
`;

const TOKEN_OR_KEY = TOKEN.replace('[{ token: [] }]', '[{ token: [] }, { key: [] }]');

const READ = document`
  security: [{ oauth: [read] }]
  paths:
    /things:
      get: { responses: { '204': { description: None } } }
  components:
    securitySchemes:
      oauth:
        type: oauth2
        oauth2MetadataUrl: https://login.example.com/.well-known/oauth-authorization-server
        flows:
          clientCredentials:
            tokenUrl: https://login.example.com/token
            scopes: { read: Read things, write: Write things }
`;

const READ_AND_WRITE = READ.replace('[{ oauth: [read] }]', '[{ oauth: [read, write] }]');

/** Rules on `security.*`. */
export const SECURITY_RULES = [
  {
    id: 'security-alternative-added',
    on: 'security.alternative-added',
    severity: { auth: 'info' },
    title: 'One more set of credentials suffices.',
    why: 'The credentials that sufficed before still do.',
    example: { as: 'document', before: TOKEN, after: TOKEN_OR_KEY },
    message: (change) => `${subject(change)} now suffices as credentials`,
  },
  {
    id: 'security-alternative-removed',
    on: 'security.alternative-removed',
    severity: { auth: 'breaking' },
    title: 'A set of credentials that sufficed no longer does.',
    why: 'A client that signs in with it is refused.',
    example: { as: 'document', before: TOKEN_OR_KEY, after: TOKEN },
    message: (change) => `${subject(change)} no longer suffices as credentials${instead(change)}`,
  },
  {
    id: 'security-scope-added',
    on: 'security.scope-added',
    severity: { auth: 'breaking' },
    title: 'One more scope is required.',
    why: 'Tokens that were granted without the scope are refused until their owners consent anew.',
    example: { as: 'document', before: READ, after: READ_AND_WRITE },
    message: (change) => `scope ${subject(change)} is now required`,
  },
  {
    id: 'security-scope-removed',
    on: 'security.scope-removed',
    severity: { auth: 'info' },
    title: 'A scope is no longer required.',
    why: 'Tokens that hold the scope still suffice.',
    example: { as: 'document', before: READ_AND_WRITE, after: READ },
    message: (change) => `scope ${subject(change)} is no longer required`,
  },
  {
    id: 'security-scheme-changed',
    on: 'security.scheme-changed',
    severity: { auth: 'breaking' },
    title: 'Credentials go over the wire in another form.',
    why: 'A client that sends them the old way is refused, though its key or token is still good.',
    example: {
      as: 'document',
      before: TOKEN_OR_KEY,
      after: TOKEN_OR_KEY.replace('in: header, name: X-Api-Key', 'in: query, name: api_key'),
    },
    message: (change) => `security scheme ${subject(change)} is now ${now(change, 'another one')}${was(change)}`,
  },
  {
    id: 'security-scheme-deprecated',
    on: 'security.scheme-deprecated',
    severity: { auth: 'deprecated' },
    title: 'A security scheme is newly deprecated.',
    why: 'Credentials of this kind work today and have an end.',
    example: {
      as: 'document',
      before: TOKEN,
      after: TOKEN.replace('scheme: bearer', 'scheme: bearer, deprecated: true'),
    },
    message: (change) => `security scheme ${subject(change)} is deprecated`,
  },
  {
    id: 'security-scheme-undeprecated',
    on: 'security.scheme-undeprecated',
    severity: { auth: 'info' },
    title: 'A security scheme is no longer deprecated.',
    why: 'The provider took the announcement of its end back.',
    example: {
      as: 'document',
      before: TOKEN.replace('scheme: bearer', 'scheme: bearer, deprecated: true'),
      after: TOKEN,
    },
    message: (change) => `security scheme ${subject(change)} is no longer deprecated`,
  },
  {
    id: 'security-metadata-changed',
    on: 'security.metadata-changed',
    severity: { auth: 'risky' },
    title: 'The metadata of the authorization server, or where it is, changed.',
    why: 'A client that configures itself from the metadata behaves differently; metadata can lie, so try it before you act.',
    example: {
      as: 'document',
      before: READ,
      after: READ.replace('/oauth-authorization-server', '/openid-configuration'),
    },
    message: (change) =>
      `authorization metadata ${subject(change)} is now ${now(change, 'absent')}${was(change)}${reason(change)}`,
  },
] as const satisfies readonly Rule[];
