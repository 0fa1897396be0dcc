// The `published` of `driftgate.yaml`: documents of our own APIs, which others rely on.

import { z } from 'zod';
import { GLOBS } from './names.ts';

/** The schema of `published`. */
export const PUBLISHED = z
  .record(
    z.string().min(1),
    z.strictObject({
      spec: z
        .string()
        .min(1)
        .refine((path) => !/^[a-z][a-z0-9+.-]*:/i.test(path), 'name a file of the repository')
        .describe('The OpenAPI document, a file of the repository.'),
      contracts: GLOBS.describe('What consumers rely on. Without any, whatever is breaking counts.'),
    }),
  )
  .default({})
  .describe('APIs that we publish: `driftgate gate` tells when a pull request breaks who uses them.');
