// Issues on GitHub that say what drifts: found again by label and marker, and made to say what they should.

import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { GitHubNotifyConfig } from '../../config/notify.ts';
import { Failure } from '../../model/failure.ts';
import type { Json } from '../../model/json.ts';
import type { Delivery, Letter, Notifier } from '../../ports.ts';
import { acceptedOf, type IssueText, issuesOf, settledIssue } from '../../render/issue.ts';
import type { Author, Comment, GitHub, Issue } from '../github/client.ts';
import {
  courseOf,
  doubledSteps,
  duplicateStep,
  hastySteps,
  isAhead,
  isSaid,
  type OwnIssue,
  openStep,
  type Step,
  standing,
  updateSteps,
  withMarker,
} from './github-plan.ts';

/** What {@link githubNotifier} is told. */
export interface GitHubNotifierOptions {
  readonly config: Omit<GitHubNotifyConfig, 'token'>;
  /** The repository, when it is needed. May raise {@link Failure} `secret-missing`. */
  readonly github: () => Promise<GitHub>;
  /** Waits so many milliseconds before it looks again; time passes when absent. */
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

/**
 * Keeps issues in a repository, one for each API or finding. A letter is the desired state of all issues of an API: what
 * is there is read first, and only what differs is written. GitHub's lists lag behind what was written, and an answer may
 * be lost: where something may have been done, one looks again for a while before it is done anew. An API that could not
 * be looked at changes nothing. Only issues with the label and with our marker are touched, and only those that a bot or
 * somebody who works in the repository wrote.
 */
export function githubNotifier({ config, github, sleep = setTimeout }: GitHubNotifierOptions): Omit<Notifier, 'name'> {
  return {
    compose: async (report) =>
      report.apis
        .filter(({ outcome }) => outcome !== 'unknown')
        .map((api) => {
          const owners = ownersOf(api.api, config.owners);
          const teams = owners.filter((owner) => owner.includes('/'));
          const assignees = [...new Set([...config.assignees, ...owners.filter((owner) => !owner.includes('/'))])];
          const issues = issuesOf(api, { on: config.on, per: config.per, teams });
          const content = { api: api.api, issues, accepted: acceptedOf(api), assignees };
          return { about: api.api, content: JSON.parse(JSON.stringify(content)) as Json };
        }),

    async deliver({ about, content }: Letter, again: boolean): Promise<Delivery> {
      const read = CONTENT.safeParse(content);
      if (!read.success)
        return { told: [`what was to be told of \`${about}\` is of another version, and is not told`] };
      const told: string[] = [];
      await keeping(await github(), { config, sleep }, told)(read.data, again);
      return { told };
    },
  };
}

const MENTION = z.tuple([z.string(), z.string()]);
const CONTENT = z.object({
  api: z.string(),
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
  assignees: z.array(z.string()),
});
type Content = z.output<typeof CONTENT>;

/** Waits before it is looked again, in milliseconds. GitHub's lists are seldom more than a second or two behind. */
const WAITS = [1000, 2000, 4000];
/** So many times it is not known whether a write was done, at most. */
const ATTEMPTS = 4;
/** In one run, of one API: GitHub takes it ill when many come at once. */
const MOST_NEW = 50;
/** GitHub takes no more. */
const MOST_ASSIGNEES = 10;

/** After these it is not known whether a write was done. */
const UNSURE: ReadonlySet<string> = new Set([
  'connection',
  'timeout',
  'server-error',
  'answer-invalid',
  'too-large',
  'tls',
]);

/** One delivery: what was written in it is known, whatever GitHub's lists say yet. */
function keeping(github: GitHub, { config, sleep }: Omit<Required<GitHubNotifierOptions>, 'github'>, told: string[]) {
  const written = new Map<number, Issue>();
  const commented = new Map<number, Map<number, Comment>>();
  const trusted = new Map<string, boolean>();
  let opened = 0;
  let postponed = 0;
  /** Whether comments tell of more than an issue does: a run was killed in between, or the list of issues lags. */
  let isBehind = false;

  async function isTrusted({ login, bot }: Author): Promise<boolean> {
    if (bot || login === '') return bot;
    const may = trusted.get(login) ?? (await github.mayBeAssigned(login));
    trusted.set(login, may);
    return may;
  }

  /**
   * What `list` gives, once all of `mine` is in it, or after a while. So whatever is older is in it as well, and a run
   * right after this one does nothing once more.
   */
  async function shown<T>(
    mine: ReadonlyMap<number, unknown>,
    list: () => Promise<readonly (readonly [number, T])[]>,
  ): Promise<ReadonlyMap<number, T>> {
    let listed = new Map(await list());
    for (const wait of WAITS) {
      if ([...mine.keys()].every((key) => listed.has(key))) break;
      await sleep(wait);
      listed = new Map(await list());
    }
    return listed;
  }

  async function ownIssues(api: string): Promise<readonly OwnIssue[]> {
    const listed = await shown(written, async () =>
      (await github.issues(config.label)).map((issue) => [issue.number, issue]),
    );
    const own: OwnIssue[] = [];
    for (const issue of withMarker([...new Map([...listed, ...written]).values()], api))
      if (written.has(issue.number) || (await isTrusted(issue.author))) own.push(issue);
    return own;
  }

  async function ownComments(number: number): Promise<readonly Comment[]> {
    const mine = commented.get(number) ?? new Map<number, Comment>();
    const listed = await shown(mine, async () =>
      (await github.comments(number)).map((comment) => [comment.id, comment]),
    );
    const own: Comment[] = [];
    for (const comment of new Map([...listed, ...mine]).values())
      if (mine.has(comment.id) || (await isTrusted(comment.author))) own.push(comment);
    return own.toSorted((a, b) => a.id - b.id);
  }

  /** The steps that lead from what is there to what there should be. */
  async function plan({ api, issues, accepted }: Content, again: boolean): Promise<readonly Step[]> {
    const own = await ownIssues(api);
    const wanted = new Map<string | undefined, IssueText>(issues.map((text) => [text.finding, text]));
    for (const { marker, title } of own)
      if (!wanted.has(marker.finding)) wanted.set(marker.finding, settledIssue(api, marker.finding, title));
    const steps: Step[] = [];
    isBehind = false;
    for (const [finding, text] of wanted) {
      const { kept, duplicates } = standing(own.filter(({ marker }) => marker.finding === finding));
      if (kept !== undefined) steps.push(...duplicates.map((issue) => duplicateStep(issue, kept.number)));
      const course = kept === undefined ? 'opens anew' : courseOf(kept, text, config);
      if (kept === undefined || course === 'opens anew') {
        if (text.open.length > 0) steps.push(openStep(api, text));
      } else {
        const isQuiet = (course === 'stays' || course === 'is left closed') && isSaid(kept, text);
        const isSettled = isQuiet && !again && !commented.has(kept.number);
        const comments = isSettled ? [] : await ownComments(kept.number);
        isBehind ||= isAhead(comments, kept);
        const due = isQuiet ? hastySteps(kept, comments) : updateSteps(kept, comments, text, accepted, course);
        steps.push(...due, ...doubledSteps(kept, comments, due));
      }
    }
    const surplus = new Set(steps.filter(opens).slice(Math.max(0, MOST_NEW - opened)));
    postponed = surplus.size;
    return steps.filter((step) => !surplus.has(step));
  }

  async function perform(step: Step, { api, assignees }: Content): Promise<void> {
    if (step.do === 'open issue') {
      for (const name of [config.label, ...config.labels]) await ensureLabel(name);
      const labels = [config.label, ...config.labels];
      const issue = await github.createIssue({ ...step.text, labels, assignees: await assignable(assignees) });
      written.set(issue.number, issue);
      opened += 1;
      told.push(`${api}: issue ${issue.number} is opened, ${issue.url}`);
    } else if (step.do === 'edit issue') {
      const issue = await github.updateIssue(step.number, step.to);
      written.set(issue.number, issue);
      told.push(`${api}: issue ${issue.number} is ${step.why}, ${issue.url}`);
    } else {
      const { number, body } = step;
      const comment =
        step.do === 'comment' ? await github.createComment(number, body) : await github.updateComment(step.id, body);
      commented.set(number, (commented.get(number) ?? new Map<number, Comment>()).set(comment.id, comment));
    }
  }

  async function ensureLabel(name: string): Promise<void> {
    const label = { name, color: 'd93f0b', description: 'Kept by Driftgate' };
    // Once more where it fails, for somebody else may have made it between our look and our write.
    await github.ensureLabel(label).catch(() => github.ensureLabel(label));
  }

  async function assignable(logins: readonly string[]): Promise<readonly string[]> {
    const found: string[] = [];
    for (const login of logins.slice(0, MOST_ASSIGNEES)) {
      if (await github.mayBeAssigned(login)) found.push(login);
      else told.push(`\`${login}\` may not be assigned in ${config.repository}`);
    }
    return found;
  }

  return async (content: Content, again: boolean): Promise<void> => {
    let unsure = again;
    for (let failed = 0; ; ) {
      try {
        let steps = await plan(content, again);
        for (const wait of WAITS) {
          // Nothing to do may be for what the lists do not show yet, too.
          const isClear = !unsure || (steps.length > 0 && !steps.some(creates));
          if (isClear && !isBehind) break;
          await sleep(wait);
          steps = await plan(content, again);
        }
        unsure = false;
        for (const step of steps) await perform(step, content);
        // What others made at the same time shows only now.
        if (!steps.some(creates)) break;
      } catch (error) {
        failed += 1;
        if (!(error instanceof Failure) || !UNSURE.has(error.code) || failed === ATTEMPTS) throw error;
        unsure = true;
      }
    }
    if (postponed > 0) told.push(`${content.api}: ${postponed} more issues are opened by the next runs`);
  };
}

function opens(step: Step): boolean {
  return step.do === 'open issue';
}

/** Whether doing it twice leaves two of it. */
function creates(step: Step): boolean {
  return opens(step) || step.do === 'comment';
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
