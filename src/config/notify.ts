// The `notify` of `driftgate.yaml`: who is told of what, one entry for each of them.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets are written so.

import { z } from 'zod';
import { SECRET } from './credentials.ts';
import { INTEREST } from './interest.ts';
import { GITHUB_API, REPOSITORY } from './names.ts';
import { EMAIL } from './notify-email.ts';
import { FEED, WEBHOOK } from './notify-webhook.ts';

/** When an issue that was closed is opened again. */
export const REOPEN = ['never', 'new findings', 'always'] as const;
export type Reopen = (typeof REOPEN)[number];

const LOGIN = z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/, 'give the login of a user of GitHub');
const OWNER = z
  .string()
  .regex(/^@?[A-Za-z0-9][A-Za-z0-9-]*(?:\/[A-Za-z0-9][\w.-]*)?$/, 'give a login as `ada`, or a team as `acme/payments`')
  .transform((owner) => owner.replace(/^@/, ''));
const LABEL = z.string().trim().min(1).max(50, 'GitHub takes 50 characters at most');

const GITHUB = z
  .strictObject({
    repository: REPOSITORY,
    token: SECRET.default('${env:GITHUB_TOKEN}').describe('It needs to read and write issues.'),
    baseUrl: GITHUB_API,
    on: INTEREST.on,
    per: z.enum(['api', 'finding']).default('api').describe('One issue for each API, or one for each finding.'),
    reopen: z
      .enum(REOPEN)
      .default('new findings')
      .describe('When an issue that was closed is opened again. With `never`, new findings get a new issue.'),
    closeWhenGone: z.boolean().default(true).describe('Close an issue when all of it is gone or accepted.'),
    label: LABEL.default('driftgate').describe('By this label issues are found again. No other notifier may use it.'),
    labels: z.array(LABEL).default([]).describe('Further labels for new issues.'),
    assignees: z.array(LOGIN).default([]).describe('Whom new issues are given to.'),
    owners: z
      .record(
        z.string().min(1),
        z.union([OWNER, z.array(OWNER)]).transform((owners) => [owners].flat()),
      )
      .default({})
      .describe('Who answers for an API, by its name or a glob: users are assigned, teams are named in the text.'),
  })
  .describe('Issues in a repository on GitHub.');

/** The kinds of notifiers: an entry of `notify` has one of these keys. */
const KINDS = {
  github: GITHUB.optional(),
  email: EMAIL.optional(),
  webhook: WEBHOOK.optional(),
  feed: FEED.optional(),
};

/** The schema of `notify`. */
export const NOTIFY = z
  .array(
    z.strictObject(KINDS).refine((entry) => Object.keys(entry).length === 1, {
      message: `give it one of ${Object.keys(KINDS)
        .map((kind) => `\`${kind}\``)
        .join(', ')}`,
    }),
  )
  .default([])
  .describe('Who is told by `driftgate check --notify`.');

export type NotifyConfig = z.output<typeof NOTIFY>[number];
export type GitHubNotifyConfig = NonNullable<NotifyConfig['github']>;

/** What is wrong with entries of `notify`, and where. */
interface NotifyProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Where entries of `notify` would get into each other's way, or wait for an API that is none of `apis`. */
export function notifyProblems(entries: readonly NotifyConfig[], apis: readonly string[]): readonly NotifyProblem[] {
  const places = entries.map(placeOf);
  const shared = places.flatMap(({ place, kind, key, mend }, index) =>
    places.findIndex((other) => other.kind === kind && other.place === place) === index
      ? []
      : [{ path: [index, kind, key], message: mend }],
  );
  const strange = entries.flatMap((entry, index) =>
    awaited(entry).flatMap(({ path, names }) =>
      names.flatMap((name, at) =>
        apis.includes(name)
          ? []
          : [{ path: [index, ...path, at], message: `add \`${name}\` under \`apis\`, or name one that is there` }],
      ),
    ),
  );
  return [...shared, ...strange];
}

/** The names of APIs by which an entry narrows what is told. */
function awaited({ email, webhook, feed }: NotifyConfig) {
  return [
    ...(email?.to ?? []).map(({ apis }, at) => ({ path: ['email', 'to', at, 'apis'], names: apis })),
    ...(webhook === undefined ? [] : [{ path: ['webhook', 'apis'], names: webhook.apis }]),
    ...(feed === undefined ? [] : [{ path: ['feed', 'apis'], names: feed.apis }]),
  ];
}

/** What no two entries may share, and how to mend it where they do. */
function placeOf({ github, email, webhook, feed }: NotifyConfig) {
  if (github !== undefined) {
    const place = [github.baseUrl, github.repository, github.label].join(' ').toLowerCase();
    return { kind: 'github', key: 'label', place, mend: 'give each entry of a repository a `label` of its own' };
  }
  if (email !== undefined)
    return { kind: 'email', key: 'smtp', place: email.smtp, mend: 'name each server once, with all to whom it sends' };
  if (webhook !== undefined)
    return { kind: 'webhook', key: 'url', place: webhook.url, mend: 'name each receiver once' };
  return { kind: 'feed', key: 'file', place: feed?.file ?? '', mend: 'give each feed a file of its own' };
}
