// What somebody wants to be told of, as `driftgate.yaml` says it wherever somebody is told.

import { z } from 'zod';
import { TOPICS, USUAL_TOPICS } from '../model/telling.ts';
import { NAME } from './names.ts';

/** The keys that narrow what is told. */
export const INTEREST = {
  on: z
    .array(z.enum(TOPICS))
    .min(1, 'name what is told, or remove the entry')
    .default([...USUAL_TOPICS])
    .describe('Which findings are told: severities, `consumer` (it breaks a contract), `auth`, or `any`.'),
  apis: z.array(NAME).default([]).describe('Only of these APIs.'),
  owners: z.array(z.string().min(1)).default([]).describe('Only what hits a consumer of one of these owners.'),
  unknown: z.boolean().default(true).describe('Also tell that an API could not be looked at.'),
};
