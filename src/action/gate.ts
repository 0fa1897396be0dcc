// `mode: gate`: hold a pull request against its base, and say so where people look at it.

import { githubClient } from '../adapters/github/client.ts';
import { proposalBranch } from '../adapters/proposals/github.ts';
import { Failure } from '../model/failure.ts';
import type { Gate } from '../model/gate.ts';
import { renderGate } from '../render/gate.ts';
import { renderGateMarkdown } from '../render/gate-markdown.ts';
import { vendorsInWords } from '../render/gate-words.ts';
import { inertMessage, link } from '../render/inert.ts';
import { gate } from '../tasks/gate.ts';
import { gateReport } from '../tasks/gate-report.ts';
import { groundAt } from '../wire/base-ground.ts';
import { baseOf } from './base.ts';
import { filesOf } from './files.ts';
import type { Done, Run } from './run.ts';
import { MOST_OF_SUMMARY } from './said.ts';
import { keepComment, MOST_OF_COMMENT } from './sticky-comment.ts';

/** Gates. That the comment could not be written fails nothing: the summary says all of it. */
export async function runGate(run: Run): Promise<Done> {
  const { inputs, runner, host, ground, options } = run;
  if (runner.event.name === 'pull_request_target') throw dangerous();
  const { serverUrl, event } = runner;
  const { token, prove, profile, failOn, vendors } = inputs;
  const revision = await baseOf({ folder: host.cwd, wanted: inputs.base, event, serverUrl, token });

  await using base = await groundAt(revision, options, host);
  const { config, outside } = ground;
  const request = {
    config,
    base: inputs.base ?? base.commit.slice(0, 10),
    strictness: { profile, failOn },
    prove,
    offline: !vendors,
    accepting: isProposal(run),
  };
  const found = await gate(request, outside, base, async () => {});

  const report = gateReport(found, profile ?? config.profile);
  const { url, trouble } = await commented(found, run);
  const note = trouble === undefined ? '' : `- ${inertMessage(trouble)}\n\n`;
  const aside = vendorsInWords(found.vendors);
  return {
    outcome: found.outcome,
    report,
    text: renderGate(found, { color: false, allImpacts: false, verbose: false }),
    summary: `${note}${renderGateMarkdown(found, { maxLength: MOST_OF_SUMMARY - note.length })}`,
    files: filesOf(report, run),
    lines: [],
    notices: [aside, trouble ?? ''].filter((each) => each !== ''),
    failures: [],
    outputs: { 'comment-url': url ?? '' },
  };
}

/** Whether to merge the pull request is to accept what its baselines break: it is one of those that `watch` opens. */
function isProposal({ runner, ground }: Run): boolean {
  const { pullRequest } = runner.event;
  if (pullRequest === undefined || pullRequest.fork) return false;
  return Object.keys(ground.config.apis).some((api) => proposalBranch(api) === pullRequest.branch);
}

/** The address of the comment, where there is one; and why there is none, where there should be. */
async function commented(
  found: Gate,
  { inputs, runner, host, options }: Run,
): Promise<{ readonly url?: string | undefined; readonly trouble?: string }> {
  const { event, repository, apiUrl, runUrl } = runner;
  if (!inputs.comment || event.pullRequest === undefined) return {};
  const { number, fork } = event.pullRequest;
  const more = `\n${link('All of it is in the summary of the run.', runUrl)}\n`;
  const body = `${renderGateMarkdown(found, { maxLength: MOST_OF_COMMENT - more.length })}${more}`;
  const comment = { number, gate: options.config, body, opens: found.outcome !== 'clean' };
  const userAgent = `driftgate/${host.version}`;
  try {
    const github = githubClient({ repository, token: inputs.token, baseUrl: apiUrl, userAgent });
    return { url: await keepComment(comment, github) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const why = fork ? 'the token of a pull request from a fork may not' : `${error.message}; ${error.hint ?? ''}`;
    return { trouble: `the comment on the pull request is not written: ${why}` };
  }
}

function dangerous(): Failure {
  return new Failure({
    code: 'usage',
    message:
      'event `pull_request_target` gives secrets and a token that may write to whatever the pull request brings, ' +
      'such as programs that its `driftgate.yaml` names',
    hint: 'run the gate `on: pull_request`: it needs no secrets, and the summary says all of it where the token may not comment',
    place: 'on.pull_request_target',
  });
}
