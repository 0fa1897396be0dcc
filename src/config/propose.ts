// The `propose` of `driftgate.yaml`: where pull requests are opened that move baselines.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets are written so.

import { z } from 'zod';
import { SECRET } from './credentials.ts';
import { GITHUB_API, REPOSITORY } from './names.ts';

/** The schema of `propose`. */
export const PROPOSE = z
  .strictObject({
    repository: REPOSITORY,
    token: SECRET.default('${env:GITHUB_TOKEN}').describe('It needs to write contents and pull requests.'),
    baseUrl: GITHUB_API,
    base: z
      .string()
      .min(1)
      .optional()
      .describe('The branch that baselines are kept on; the default branch if left out.'),
  })
  .describe('The repository on GitHub in which `driftgate check --propose` opens pull requests that move baselines.');

export type ProposeConfig = z.output<typeof PROPOSE>;
