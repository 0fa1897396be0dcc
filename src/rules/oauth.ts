// Rules on how tokens are got: flows, scopes and URLs of OAuth 2.0 schemes.

import type { Rule } from '../model/rule.ts';
import { document } from './example.ts';
import { now, subject, was } from './words.ts';

const ONE_FLOW = document`
  security: [{ oauth: [read] }]
  paths:
    /things:
      get: { responses: { '204': { description: None } } }
  components:
    securitySchemes:
      oauth:
        type: oauth2
        flows:
          clientCredentials:
            tokenUrl: https://login.example.com/token
            scopes: { read: Read things }
`;

const TWO_FLOWS = document`
  security: [{ oauth: [read] }]
  paths:
    /things:
      get: { responses: { '204': { description: None } } }
  components:
    securitySchemes:
      oauth:
        type: oauth2
        flows:
          clientCredentials:
            tokenUrl: https://login.example.com/token
            scopes: { read: Read things }
          authorizationCode:
            authorizationUrl: https://login.example.com/authorize
            tokenUrl: https://login.example.com/token
            scopes: { read: Read things }
`;

const TWO_SCOPES = ONE_FLOW.replace('{ read: Read things }', '{ read: Read things, write: Write things }');

/** Rules on `oauth.*`. */
export const OAUTH_RULES = [
  {
    id: 'oauth-flow-added',
    on: 'oauth.flow-added',
    severity: { auth: 'info' },
    title: 'Tokens can be got by one more flow.',
    why: 'Clients that use the flows of before go on as they were.',
    example: { as: 'document', before: ONE_FLOW, after: TWO_FLOWS },
    message: (change) => `OAuth flow ${subject(change)} is new`,
  },
  {
    id: 'oauth-flow-removed',
    on: 'oauth.flow-removed',
    severity: { auth: 'breaking' },
    title: 'Tokens can no longer be got by a flow.',
    why: 'A client that uses this flow gets no token once its last one has expired.',
    example: { as: 'document', before: TWO_FLOWS, after: ONE_FLOW },
    message: (change) => `OAuth flow ${subject(change)} is gone`,
  },
  {
    id: 'oauth-scope-added',
    on: 'oauth.scope-added',
    severity: { auth: 'info' },
    title: 'One more scope can be asked for.',
    why: 'No operation requires it by that alone.',
    example: { as: 'document', before: ONE_FLOW, after: TWO_SCOPES },
    message: (change) => `OAuth scope ${subject(change)} can be asked for`,
  },
  {
    id: 'oauth-scope-removed',
    on: 'oauth.scope-removed',
    severity: { auth: 'risky' },
    title: 'A scope can no longer be asked for.',
    why: 'An authorization server may refuse the whole request of a client that still asks for the scope.',
    example: { as: 'document', before: TWO_SCOPES, after: ONE_FLOW },
    message: (change) => `OAuth scope ${subject(change)} can no longer be asked for`,
  },
  {
    id: 'oauth-url-changed',
    on: 'oauth.url-changed',
    severity: { auth: 'breaking' },
    title: 'Tokens are got at another URL.',
    why: 'A client that asks at the old URL gets no token.',
    example: { as: 'document', before: ONE_FLOW, after: ONE_FLOW.replace('/token', '/oauth/token') },
    message: (change) => `OAuth URL ${subject(change)} is now ${now(change, 'absent')}${was(change)}`,
  },
] as const satisfies readonly Rule[];
