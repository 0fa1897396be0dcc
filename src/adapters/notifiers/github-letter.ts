// What the notifier of GitHub keeps of an API until it is told: the issues that there should be.

import { z } from 'zod';
import type { GitHubNotifyConfig } from '../../config/notify.ts';
import type { Json } from '../../model/json.ts';
import { isKnown, PARTS } from '../../model/part.ts';
import type { ApiReport } from '../../model/report.ts';
import { acceptedOf, issuesOf } from '../../render/issue.ts';

const MENTION = z.tuple([z.string(), z.string(), z.enum(PARTS).optional()]);
/** The desired state of all issues of an API. */
export const CONTENT = z.object({
  api: z.string(),
  asOf: z.iso.datetime(),
  issues: z.array(
    z.object({
      finding: z
        .string()
        .optional()
        .transform((finding) => finding),
      title: z.string(),
      parts: z.array(z.string()).min(1),
      findings: z.array(MENTION),
      open: z.array(z.string()),
    }),
  ),
  accepted: z.array(MENTION),
  known: z.array(z.enum(PARTS)),
  found: z.array(z.string()),
  assignees: z.array(z.string()),
});
export type Content = z.output<typeof CONTENT>;

/** What there should be of an API, as data that can be kept; `undefined` where nothing of it is known. */
export function contentOf(
  api: ApiReport,
  config: Pick<GitHubNotifyConfig, 'owners' | 'assignees' | 'on' | 'per'>,
  now: Date,
): Json | undefined {
  const known = PARTS.filter((part) => isKnown(api, part));
  if (known.length === 0 && api.findings.length === 0) return undefined;
  const owners = ownersOf(api.api, config.owners);
  const teams = owners.filter((owner) => owner.includes('/'));
  const assignees = [...new Set([...config.assignees, ...owners.filter((owner) => !owner.includes('/'))])];
  const issues = issuesOf(api, { on: config.on, per: config.per, teams });
  const found = api.findings.map(({ fingerprint }) => fingerprint);
  const content = { api: api.api, asOf: now.toISOString(), issues, accepted: acceptedOf(api), known, found, assignees };
  return JSON.parse(JSON.stringify(content));
}

/** Who answers for an API, by its name or by a glob in which `*` stands for any characters. */
function ownersOf(api: string, owners: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const matching = Object.entries(owners).filter(([glob]) => {
    const pattern = glob
      .split('*')
      .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
      .join('.*');
    return new RegExp(`^${pattern}$`).test(api);
  });
  return [...new Set(matching.flatMap(([, names]) => names))];
}
