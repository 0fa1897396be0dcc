// `mode: watch`: look at APIs as they are today, tell people, and propose that baselines move.

import { remembering } from '../adapters/sources/remembering.ts';
import type { ProposeConfig } from '../config/propose.ts';
import { Failure } from '../model/failure.ts';
import { renderMarkdown } from '../render/markdown.ts';
import { renderText } from '../render/text.ts';
import { propose } from '../tasks/propose.ts';
import { tell } from '../tasks/tell.ts';
import { watch } from '../tasks/watch.ts';
import { proposing } from '../wire/proposals.ts';
import { filesOf } from './files.ts';
import type { Done, Run } from './run.ts';
import { addressIn, lineInMarkdown, MOST_OF_SUMMARY } from './said.ts';

/** Watches. Where somebody could not be told, or a move not proposed, the report is there all the same. */
export async function runWatch(run: Run): Promise<Done> {
  const { inputs, runner, ground } = run;
  const { config, outside: world, telling, surroundings } = ground;
  // What is proposed is what was looked at.
  const outside = { ...world, sources: world.sources.map(remembering) };
  const { apis, prove, samples, flows, profile, failOn } = inputs;
  const request = { config, apis, prove, samples, flows, strictness: { profile, failOn } };
  const report = await watch(request, outside, async () => {});

  const told = inputs.notify ? await attempted(() => tell(report, telling)) : NOTHING;
  const where = config.propose ?? inRepository(runner);
  const into = where.base ?? runner.event.defaultBranch;
  // A proposal would bring along what else this branch has, or take back what it lacks.
  const isElsewhere = into !== undefined && runner.ref !== undefined && runner.ref !== into;
  const proposed =
    inputs.baselinePullRequests && !isElsewhere
      ? await attempted(() => propose(report, config, outside, proposing(config, where, surroundings, outside)))
      : NOTHING;

  const lines = [...told.lines, ...proposed.lines];
  const effects = lines.length === 0 ? '' : `### What was done\n\n${lines.map(lineInMarkdown).join('\n')}\n\n`;
  const pulls = proposed.lines.map(addressIn).filter((address) => address !== undefined);
  return {
    outcome: report.outcome,
    report,
    text: renderText(report, { color: false, allImpacts: false, verbose: false }),
    summary: `${effects}${renderMarkdown(report, { maxLength: MOST_OF_SUMMARY - effects.length })}`,
    files: filesOf(report, run),
    lines,
    notices:
      inputs.baselinePullRequests && isElsewhere
        ? [`no baseline is proposed: this run is of \`${runner.ref}\`, and baselines are kept on \`${into}\``]
        : [],
    failures: [...told.failures, ...proposed.failures],
    outputs: { 'pull-requests': pulls.join('\n') },
  };
}

/** What was done beside looking, one line each, and why something could not be. */
type Attempt = Pick<Done, 'lines' | 'failures'>;

const NOTHING: Attempt = { lines: [], failures: [] };

/** A {@link Failure} of the whole is one as well: the report is there by now. */
async function attempted(work: () => Promise<Attempt>): Promise<Attempt> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { lines: [], failures: [error] };
  }
}

/** Proposes in the repository of the workflow, with the token of the action. */
function inRepository({ repository, apiUrl }: Run['runner']): ProposeConfig {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference to a secret is written so.
  return { repository, baseUrl: apiUrl, token: '${env:GITHUB_TOKEN}' };
}
