// What a gate says, in the words that all of its forms share.

import type { Gate, GateCheck, GateCheckName } from '../model/gate.ts';
import type { Outcome, Report } from '../model/report.ts';
import { isVerification } from '../model/verification.ts';
import { clip, inertTerminal } from './inert.ts';
import { isKnown } from './verification-words.ts';
import { headline, openFindings, plural } from './words.ts';

const MAX_NAME = 100;

/** What each check asks, what it says when it passes, when it fails, and what to do then. */
export const CHECK_WORDS: Readonly<
  Record<
    GateCheckName,
    { readonly passes: string; readonly fails: string; readonly none: string; readonly mend: string }
  >
> = {
  contracts: {
    passes: 'the baselines keep what the contracts rely on',
    fails: 'the contracts rely on what the baselines do not keep',
    none: 'no contracts',
    mend: 'mend the contract, or the code that it speaks for',
  },
  'added use': {
    passes: 'nothing comes to be used that is deprecated, drifted or gone',
    fails: 'something comes to be used that is deprecated, drifted or gone',
    none: 'no contracts',
    mend: 'use what takes its place, or accept it with `driftgate accept FINGERPRINT --reason … --owner … --until …`',
  },
  baselines: {
    passes: 'no baseline moves, or nothing breaks that is not accepted',
    fails: 'a baseline moves, and what that breaks is not accepted',
    none: 'no baseline moves',
    mend: 'accept each finding with `driftgate accept FINGERPRINT --reason … --owner … --until …`, or leave the baseline',
  },
  published: {
    passes: 'the documents that we publish break nobody',
    fails: 'a document that we publish breaks who uses it',
    none: 'nothing is published',
    mend: 'keep what is used, or accept the finding with a reason',
  },
};

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  clean: 'passes',
  drift: 'fails',
  unknown: 'cannot be decided',
};

/** One line: `the gate fails: added use`. */
export function gateHeadline({ outcome, checks, base }: Gate): string {
  const failed = checks.filter((each) => each.outcome !== 'clean').map(({ check }) => check);
  const why = failed.length === 0 ? '' : `: ${failed.join(', ')}`;
  return `the gate ${OUTCOME_WORDS[outcome]}${why} (against ${clip(inertTerminal(base), MAX_NAME)})`;
}

/** What a check says on one line. */
export function checkInWords({ check, outcome, report }: GateCheck): string {
  const words = CHECK_WORDS[check];
  if (report === undefined) return words.none;
  if (outcome === 'unknown') return 'something of the pull request is not there, or cannot be read';
  const known = isVerification(report)
    ? report.apis.flatMap((api) => openFindings(api, 'breaking')).filter(isKnown).length
    : 0;
  const more = known === 0 ? '' : `; ${known} that ${known === 1 ? 'was' : 'were'} not met before either`;
  const isAccepted = outcome === 'clean' && report.outcome === 'drift';
  return isAccepted ? 'what moves is accepted by merging' : `${words[outcome === 'clean' ? 'passes' : 'fails']}${more}`;
}

/** What vendors did, on one line; empty where nobody looked or all is as it was. */
export function vendorsInWords(vendors: Report | undefined): string {
  if (vendors === undefined) return '';
  const unseen = vendors.apis.filter(({ outcome }) => outcome === 'unknown').length;
  const parts = [
    ...(vendors.apis.some(({ findings }) => findings.length > 0) ? [`vendors drifted: ${headline(vendors)}`] : []),
    ...(unseen === 0 ? [] : [`of ${plural(unseen, 'API')} it is not known what the vendor has now`]),
  ];
  return parts.length === 0 ? '' : `${parts.join('; ')}. This fails no pull request.`;
}
