// A number of things, as the schema of the report has it.

import { z } from 'zod';

/** A whole number from 0. */
export const count = z.int().min(0);
