// `mode: watch`: look at APIs as they are today, tell people, and propose that baselines move.

import { remembering } from '../adapters/sources/remembering.ts';
import type { ProposeConfig } from '../config/propose.ts';
import type { Failure } from '../model/failure.ts';
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

  const told = inputs.notify ? await tell(report, telling) : NOTHING;
  const where = config.propose ?? inRepository(runner);
  const into = where.base ?? runner.event.defaultBranch;
  // A proposal would bring along what else this branch has, or take back what it lacks.
  const isElsewhere = into !== undefined && runner.ref !== undefined && runner.ref !== into;
  const proposed =
    inputs.baselinePullRequests && !isElsewhere
      ? await propose(report, config, outside, proposing(config, where, surroundings, outside))
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

const NOTHING: { readonly lines: readonly string[]; readonly failures: readonly Failure[] } = {
  lines: [],
  failures: [],
};

/** Proposes in the repository of the workflow, with the token of the action. */
function inRepository({ repository, apiUrl }: Run['runner']): ProposeConfig {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference to a secret is written so.
  return { repository, baseUrl: apiUrl, token: '${env:GITHUB_TOKEN}' };
}
