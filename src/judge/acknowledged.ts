// Which findings somebody accepted, and what is to be said of acknowledgements that end, or cover nothing any more.

import type { Acknowledgement, AcknowledgementNotice, Finding } from '../model/finding.ts';
import { isKnown, type Part } from '../model/part.ts';
import type { ApiReport } from '../model/report.ts';

/** What a finding is known by. */
type Known = Pick<Finding, 'change' | 'rule' | 'fingerprint'>;

/**
 * Tells the acknowledgement of a finding of `api` that is in force `today` (RFC 3339 date): one by fingerprint before one
 * by a pattern, else the first. Those for certain APIs cover nothing where `api` is not known.
 */
export function acknowledging(
  acknowledgements: readonly Acknowledgement[],
  { api, today }: { readonly api?: string | undefined; readonly today: string },
): (finding: Known) => Acknowledgement | undefined {
  const inForce = acknowledgements.filter(({ until }) => until === undefined || until >= today);
  const candidates = inForce.filter((each) => each.api === undefined || (api !== undefined && fits(each.api, api)));
  const alone = new Map(candidates.filter(isByFingerprint).map((each) => [each.fingerprint, each]));
  const patterns = candidates.filter((each) => !isByFingerprint(each));
  return (finding) => alone.get(finding.fingerprint) ?? patterns.find((each) => covers(each, finding));
}

/** So many days before its end an acknowledgement is told of. */
const SOON = 14;

/**
 * What is to be said of acknowledgements after a look at `apis` on the day `today` (RFC 3339 date), in their order. `all`
 * says whether these are all APIs that there are, and `partsOf` what there is to look at of each: one that covers nothing may
 * be for another, or for a part that was not seen.
 */
export function acknowledgementNotices(
  acknowledgements: readonly Acknowledgement[],
  apis: readonly Pick<ApiReport, 'api' | 'looked' | 'findings'>[],
  look: {
    readonly today: string;
    readonly all: boolean;
    readonly partsOf: (api: string) => readonly Part[];
  },
): readonly AcknowledgementNotice[] {
  const { today, all, partsOf } = look;
  return acknowledgements.flatMap((acknowledgement): readonly AcknowledgementNotice[] => {
    const { api: pattern, until } = acknowledgement;
    const concerned = apis.filter(({ api }) => pattern === undefined || fits(pattern, api));
    const covered = concerned.some(({ findings }) => findings.some((finding) => covers(acknowledgement, finding)));
    if (!covered) {
      const isSeen = all && concerned.every((api) => partsOf(api.api).every((part) => isKnown(api, part)));
      return isSeen ? [{ acknowledgement, state: 'unmatched' }] : [];
    }
    if (until === undefined) return [];
    if (until < today) return [{ acknowledgement, state: 'ended' }];
    const daysLeft = Math.round((Date.parse(until) - Date.parse(today)) / 86_400_000);
    return daysLeft <= SOON ? [{ acknowledgement, state: 'ending', daysLeft }] : [];
  });
}

function isByFingerprint(each: Acknowledgement): each is Acknowledgement & { readonly fingerprint: string } {
  const { fingerprint, rule, operation, field } = each;
  return fingerprint !== undefined && rule === undefined && operation === undefined && field === undefined;
}

/** Whether all that is given holds, whatever the API. */
function covers({ fingerprint, rule, operation, field }: Acknowledgement, finding: Known): boolean {
  const { impacts } = finding.change;
  const id = finding.rule.slice(finding.rule.indexOf('/') + 1);
  return (
    (fingerprint === undefined || fingerprint === finding.fingerprint) &&
    (rule === undefined || fits(rule, finding.rule) || fits(rule, id)) &&
    (operation === undefined || (impacts.length > 0 && impacts.every((impact) => fits(operation, impact.operation)))) &&
    (field === undefined || (impacts.length > 0 && impacts.every((impact) => fits(field, impact.field))))
  );
}

/** Whether the text is the pattern, in which `*` stands for any text. In time linear in both for each star. */
function fits(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return first === text;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
