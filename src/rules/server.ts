// Rules on servers: where the API is served.

import type { Rule } from '../model/rule.ts';
import { document } from './example.ts';
import { instead, subject } from './words.ts';

const ONE_SERVER = document`
  servers:
    - url: https://api.example.com/v2
  paths:
    /things:
      get: { responses: { '204': { description: None } } }
`;

const TWO_SERVERS = document`
  servers:
    - url: https://api.example.com/v2
    - url: https://eu.example.com/v2
  paths:
    /things:
      get: { responses: { '204': { description: None } } }
`;

/** Rules on `server.*`. */
export const SERVER_RULES = [
  {
    id: 'server-added',
    on: 'server.added',
    severity: { transport: 'info' },
    title: 'The API is served at one more address.',
    why: 'Clients that call the addresses of before go on as they were.',
    example: { as: 'document', before: ONE_SERVER, after: TWO_SERVERS },
    message: (change) => `server ${subject(change)} serves the API now`,
  },
  {
    id: 'server-removed',
    on: 'server.removed',
    severity: { transport: 'breaking' },
    title: 'The API is no longer served at an address.',
    why: 'A client that calls this address, or this base path, or plain http where only https is left, reaches nobody.',
    example: { as: 'document', before: TWO_SERVERS, after: ONE_SERVER },
    message: (change) => `server ${subject(change)} no longer serves the API${instead(change)}`,
  },
] as const satisfies readonly Rule[];
