// Rules on webhooks and callbacks: the operations in which the provider calls us.

import type { Rule } from '../model/rule.ts';
import { document, yaml } from './example.ts';
import { subject } from './words.ts';

const NO_WEBHOOK = document`
  paths:
    /things:
      get: { responses: { '204': { description: None } } }
`;

const WEBHOOK = document`
  paths:
    /things:
      get: { responses: { '204': { description: None } } }
  webhooks:
    thingChanged:
      post: { responses: { '204': { description: Noted } } }
`;

const NO_CALLBACK = yaml`
  responses: { '204': { description: None } }
`;

const CALLBACK = yaml`
  responses: { '204': { description: None } }
  callbacks:
    thingDone:
      '{$request.body#/callbackUrl}':
        post: { responses: { '204': { description: Noted } } }
`;

/** Rules on `webhook.*` and `callback.*`. */
export const INBOUND_RULES = [
  {
    id: 'webhook-added',
    on: 'webhook.added',
    severity: { response: 'info' },
    title: 'The provider offers one more webhook.',
    why: 'It is sent to who asks for it.',
    example: { as: 'document', before: NO_WEBHOOK, after: WEBHOOK },
    message: (change) => `webhook ${subject(change)} is new`,
  },
  {
    id: 'webhook-removed',
    on: 'webhook.removed',
    severity: { response: 'breaking' },
    title: 'A webhook is gone.',
    why: 'The provider no longer calls: what waits for the call waits for ever, without an error.',
    example: { as: 'document', before: WEBHOOK, after: NO_WEBHOOK },
    message: (change) => `webhook ${subject(change)} is gone`,
  },
  {
    id: 'callback-added',
    on: 'callback.added',
    severity: { response: 'info' },
    title: 'An operation calls back in one more case.',
    why: 'A client that gives no address for it is not called.',
    example: { as: 'operation', before: NO_CALLBACK, after: CALLBACK },
    message: (change) => `callback ${subject(change)} is new`,
  },
  {
    id: 'callback-removed',
    on: 'callback.removed',
    severity: { response: 'breaking' },
    title: 'A callback is gone.',
    why: 'The provider no longer calls back: what waits for the call waits for ever, without an error.',
    example: { as: 'operation', before: CALLBACK, after: NO_CALLBACK },
    message: (change) => `callback ${subject(change)} is gone`,
  },
] as const satisfies readonly Rule[];
