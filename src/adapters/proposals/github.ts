// Moves of baselines as pull requests on GitHub, one for an API at a time, from a branch that is ours alone.

import { setTimeout } from 'node:timers/promises';
import { Failure } from '../../model/failure.ts';
import type { Proposal, Proposals } from '../../ports.ts';
import { markerLine, type ProposalMarker, proposalMarkerIn } from '../../render/issue-marker.ts';
import type { GitHub, PullRequest } from '../github/client.ts';

/** What {@link githubProposals} is told. */
export interface GitHubProposalsOptions {
  /** The repository, when it is needed. May raise {@link Failure} `secret-missing`. */
  readonly github: () => Promise<GitHub>;
  /** The branch that baselines are kept on; the repository's default branch when absent. */
  readonly base?: string | undefined;
  /** Waits so many milliseconds before it looks again; time passes when absent. */
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

/** Waits before it is looked again, in milliseconds. */
const WAITS = [1000, 2000, 4000];

/** After these one looks again: it is not known whether a write was done, or somebody else was faster. */
const LOOK_AGAIN: ReadonlySet<string> = new Set([
  'connection',
  'timeout',
  'server-error',
  'answer-invalid',
  'http-status',
]);

/**
 * Keeps a pull request for each API whose baseline is proposed to move. What is there is read first, and only what differs is
 * written. A branch with commits of somebody else, and a pull request without our marker, are left alone; a move that
 * somebody turned down, by closing its pull request, is not proposed again.
 */
export function githubProposals({ github, base, sleep = setTimeout }: GitHubProposalsOptions): Proposals {
  async function settled(work: (github: GitHub, done: string[]) => Promise<void>): Promise<readonly string[]> {
    const done: string[] = [];
    for (let failed = 0; ; failed += 1) {
      try {
        await work(await github(), done);
        return [...new Set(done)];
      } catch (error) {
        const wait = WAITS[failed];
        if (!(error instanceof Failure) || !LOOK_AGAIN.has(error.code) || wait === undefined) throw error;
        await sleep(wait);
      }
    }
  }

  return {
    propose: (proposal) => settled((repository, done) => propose(proposal, repository, base, done)),
    withdraw: (api, why) => settled((repository, done) => withdraw(api, why, repository, done)),
  };
}

/** The branch of an API's proposal. No two APIs share one, and git takes it, whatever the name (git-check-ref-format). */
export function proposalBranch(api: string): string {
  return `driftgate/baseline/${api.replace(/%|\.(?=\.|lock$|$)|^\./g, (found) => (found === '%' ? '%25' : '%2E'))}`;
}

async function propose(proposal: Proposal, github: GitHub, base: string | undefined, done: string[]): Promise<void> {
  const { api, key, title, files } = proposal;
  const branch = proposalBranch(api);
  const own = await ownPullRequests(api, github);
  const open = own.find((each) => each.open);
  const declined = own.find((each) => !each.open && !each.merged && !each.marker.withdrawn && each.marker.key === key);
  if (open === undefined && declined !== undefined) {
    done.push(
      `${api}: pull request ${declined.number} was closed, and the same is not proposed again, ${declined.url}`,
    );
    return;
  }
  const into = base ?? (await github.repository()).defaultBranch;
  const head = await github.branch(branch);
  const present = head === undefined ? undefined : keyOf((await github.commitAt(head)).message);
  if (head !== undefined && present === undefined) {
    done.push(`${api}: branch \`${branch}\` has commits of somebody else, and is left as it is`);
    return;
  }
  if (present !== key) {
    const commit = await github.commit({
      parent: (await github.branch(into)) ?? nowhere(into),
      message: `Move the baseline of ${api}\n\n${TRAILER}${key}\n`,
      files,
    });
    await (head === undefined ? github.createBranch(branch, commit) : github.moveBranch(branch, commit));
  }
  const body = `${proposal.body.trimEnd()}\n\n${markerLine({ proposal: api, key, withdrawn: false })}\n`;
  if (open === undefined) {
    const { number, url } = await github.createPullRequest({ title, body, branch, base: into });
    done.push(`${api}: pull request ${number} moves the baseline, ${url}`);
  } else if (present !== key || open.title !== title || plain(open.body) !== plain(body)) {
    await github.updatePullRequest(open.number, { title, body });
    done.push(`${api}: pull request ${open.number} is brought up to date, ${open.url}`);
  }
}

async function withdraw(api: string, why: string, github: GitHub, done: string[]): Promise<void> {
  const branch = proposalBranch(api);
  for (const { number, url, open, marker } of await ownPullRequests(api, github)) {
    if (!open) continue;
    const body = `Closed by Driftgate: ${why}\n\n${markerLine({ ...marker, withdrawn: true })}\n`;
    await github.updatePullRequest(number, { body, open: false });
    done.push(`${api}: pull request ${number} is closed: ${why}, ${url}`);
  }
  if (done.length === 0) return;
  const head = await github.branch(branch);
  if (head !== undefined && keyOf((await github.commitAt(head)).message) !== undefined)
    await github.deleteBranch(branch);
}

type OwnPullRequest = PullRequest & { readonly marker: ProposalMarker };

/** Ours, the newest first. Only who may push can have opened one from a branch of the repository. */
async function ownPullRequests(api: string, github: GitHub): Promise<readonly OwnPullRequest[]> {
  const all = await github.pullRequests(proposalBranch(api));
  return all
    .flatMap((each) => {
      const marker = proposalMarkerIn(each.body);
      return marker?.proposal === api ? [{ ...each, marker }] : [];
    })
    .sort((a, b) => b.number - a.number);
}

const TRAILER = 'Driftgate-Proposal: ';

/** The key in the last line of a commit's message; `undefined` for a commit that is not ours. */
function keyOf(message: string): string | undefined {
  return /\nDriftgate-Proposal: (\w+)\s*$/.exec(message)?.[1];
}

/** GitHub gives back other ends of lines than it was given. */
function plain(body: string): string {
  return body.replaceAll('\r\n', '\n').trim();
}

function nowhere(branch: string): never {
  throw new Failure({
    code: 'config-invalid',
    message: `the repository has no branch \`${branch}\``,
    hint: 'name the branch that baselines are kept on',
  });
}
