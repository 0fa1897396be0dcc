// Issues on GitHub that say what drifts: found again by label and marker, and made to say what they should.

import { setTimeout } from 'node:timers/promises';
import type { GitHubNotifyConfig } from '../../config/notify.ts';
import { Failure } from '../../model/failure.ts';
import type { Clock, Delivery, Letter, Notifier } from '../../ports.ts';
import type { GitHub } from '../github/client.ts';
import { type Due, dueSteps } from './github-due.ts';
import { CONTENT, type Content, contentOf } from './github-letter.ts';
import { looking, WAITS } from './github-look.ts';
import { performing } from './github-perform.ts';
import type { Step } from './github-plan.ts';

/** What {@link githubNotifier} is told. */
export interface GitHubNotifierOptions {
  readonly config: Omit<GitHubNotifyConfig, 'token'>;
  /** The repository, when it is needed. May raise {@link Failure} `secret-missing`. */
  readonly github: () => Promise<GitHub>;
  readonly clock: Clock;
  /** Waits so many milliseconds before it looks again; time passes when absent. */
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

/**
 * Keeps issues in a repository, one for each API or finding. A letter is the desired state of all issues of an API: what
 * is there is read first, and only what differs is written. GitHub's lists lag behind what was written, and an answer may
 * be lost: where something may have been done, one looks again for a while before it is done anew. Of parts of an
 * API that were not looked at all stays as it is. Only issues with the label and with our marker are touched, and only those that a bot or
 * somebody who works in the repository wrote.
 */
export function githubNotifier({
  config,
  github,
  clock,
  sleep = setTimeout,
}: GitHubNotifierOptions): Omit<Notifier, 'name'> {
  return {
    compose: async (report) =>
      report.apis.flatMap((api) => {
        const content = contentOf(api, config, clock.now());
        return content === undefined ? [] : [{ about: api.api, content }];
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

/** So many times it is not known whether a write was done, at most. */
const ATTEMPTS = 4;
/** So often it is looked again at what was written, lest two runs overwrite each other without end. */
const MOST_ROUNDS = 10;
/** In one run, of one API: GitHub takes it ill when many come at once. */
const MOST_NEW = 50;

/** After these it is not known whether a write was done. */
const UNSURE: ReadonlySet<string> = new Set([
  'connection',
  'timeout',
  'server-error',
  'answer-invalid',
  'too-large',
  'tls',
]);

/** One delivery: it looks, writes, and looks again, until there is nothing to create. */
function keeping(
  github: GitHub,
  { config, sleep }: Omit<Required<GitHubNotifierOptions>, 'github' | 'clock'>,
  told: string[],
) {
  const look = looking(github, config.label, sleep);
  const perform = performing(github, config, look, told);
  let opened = 0;
  let postponed = 0;

  async function plan(content: Content, again: boolean): Promise<Due> {
    const due = await dueSteps(content, look, config, again);
    const surplus = new Set(due.steps.filter(opens).slice(Math.max(0, MOST_NEW - opened)));
    postponed = surplus.size;
    return { ...due, steps: due.steps.filter((step) => !surplus.has(step)) };
  }

  return async (content: Content, again: boolean): Promise<void> => {
    let unsure = again;
    for (let failed = 0, rounds = 0; rounds < MOST_ROUNDS; rounds += 1) {
      try {
        let due = await plan(content, again);
        for (const wait of WAITS) {
          // Nothing to do may be for what the lists do not show yet, too.
          const isClear = !unsure || (due.steps.length > 0 && !due.steps.some(creates));
          if (isClear && !due.isBehind) break;
          await sleep(wait);
          due = await plan(content, again);
        }
        unsure = false;
        for (const step of due.steps) {
          await perform(step, content);
          if (opens(step)) opened += 1;
        }
        // What others made at the same time shows only now.
        if (due.steps.length === 0) break;
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
