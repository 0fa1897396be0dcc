// The rule on what comes to an end.

import type { Rule } from '../model/rule.ts';
import { said, subject } from './words.ts';

/** Rules on `deadline.*`, of the document and then of what it describes. */
export const DEADLINE_RULES = [
  {
    id: 'deadline-document',
    on: 'deadline.ends',
    when: ({ root }) => 'document' in root,
    severity: { meta: 'deprecated' },
    title: 'The document itself has an end.',
    why: 'Nobody who reads it at its address finds it there then, this look among them; often the version of the API that it describes ends with it. Once the end is past this is `risky`.',
    example: {
      as: 'headers',
      before: '{}',
      after: 'Sunset: Thu, 31 Dec 2026 23:59:59 GMT\nLink: </v2/openapi.json>; rel="successor-version"',
    },
    message: (change) => said(change, `document ${subject(change)} comes to an end`),
  },
  {
    id: 'deadline',
    on: 'deadline.ends',
    severity: { meta: 'deprecated' },
    title: 'An operation that a contract uses has an end.',
    why: 'Its callers have to move before that. Once the end is past this is `risky`: what should be gone may go at any moment, and the day on which it does is told by nobody.',
    example: {
      as: 'headers',
      before: '{}',
      after: 'Deprecation: "@1788220800"\nSunset: Thu, 31 Dec 2026 23:59:59 GMT',
    },
    message: (change) => said(change, `${subject(change)} comes to an end`),
  },
] as const satisfies readonly Rule[];
