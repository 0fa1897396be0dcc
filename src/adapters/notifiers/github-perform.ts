// Does on GitHub what is to be done: one write after the other.

import type { GitHubNotifyConfig } from '../../config/notify.ts';
import type { GitHub } from '../github/client.ts';
import type { Content } from './github-letter.ts';
import type { Look } from './github-look.ts';
import type { Step } from './github-plan.ts';

/** GitHub takes no more. */
const MOST_ASSIGNEES = 10;

/** Gives what does a step, lets `look` know, and adds to `told` what people want to hear of it. */
export function performing(
  github: GitHub,
  config: Pick<GitHubNotifyConfig, 'label' | 'labels' | 'repository'>,
  look: Look,
  told: string[],
): (step: Step, content: Content) => Promise<void> {
  async function perform(step: Step, { api, assignees }: Content): Promise<void> {
    if (step.do === 'open issue') {
      for (const name of [config.label, ...config.labels]) await ensureLabel(name);
      const labels = [config.label, ...config.labels];
      const issue = await github.createIssue({ ...step.text, labels, assignees: await assignable(assignees) });
      look.wroteIssue(issue);
      told.push(`${api}: issue ${issue.number} is opened, ${issue.url}`);
    } else if (step.do === 'edit issue') {
      const issue = await github.updateIssue(step.number, step.to);
      look.wroteIssue(issue);
      told.push(`${api}: issue ${issue.number} is ${step.why}, ${issue.url}`);
    } else {
      const { number, body } = step;
      const comment =
        step.do === 'comment' ? await github.createComment(number, body) : await github.updateComment(step.id, body);
      look.wroteComment(number, comment);
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

  return perform;
}
